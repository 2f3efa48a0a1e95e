"""The second opinion: proves from the record alone that every rule was kept.

It shares with the machine only the values both speak of, folds the recorded decisions into a
plain view of its own, and looks at everybody where the machine looks at the head of a line.
"""

from router.audit.auditor import Auditor, Balance, audit
from router.audit.rules import RULES, Rule, Violation

__all__ = ["RULES", "Auditor", "Balance", "Rule", "Violation", "audit"]
