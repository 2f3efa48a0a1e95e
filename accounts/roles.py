"""The three cumulative roles a person can hold (requirements 6b: SES-004, SES-006)."""

from typing import Final, Literal

Role = Literal["agent", "supervisor", "administrator"]

RANK: Final[dict[Role, int]] = {"agent": 0, "supervisor": 1, "administrator": 2}
"""Each role includes every role of a lower rank: a supervisor also serves queues."""


def includes(role: Role, wanted: Role) -> bool:
    """Tell whether somebody who holds `role` may act as `wanted`."""
    return RANK[role] >= RANK[wanted]
