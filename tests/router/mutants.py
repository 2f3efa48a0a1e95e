"""Every router with one defect, for the audit to find."""

from tests.router import defects_of_routing, defects_of_work
from tests.router.defects import MUTANTS, Mutant

__all__ = ["MUTANTS", "Mutant", "defects_of_routing", "defects_of_work"]
