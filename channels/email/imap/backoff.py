"""How long to wait before a mailbox is tried again."""

from typing import Final

LONGEST_SECONDS: Final = 300.0
REFUSALS: Final = 3
"""Servers lock an account after a few wrong passwords; this many are safe everywhere."""


def wait_seconds(failures: int, chance: float) -> float:
    """Give the wait after the `failures`-th failure in a row: 1 s, doubled each time, up to 5 min.

    `chance` in [0, 1) shortens it by up to half, so that mailboxes of one server that went away
    together do not come back together.
    """
    longest = min(LONGEST_SECONDS, 2.0 ** min(failures, 16))
    return float(max(1.0, longest * (1 - chance / 2)))


def wait_after_refusal(refusals: int, chance: float) -> float:
    """Give the wait after the `refusals`-th refused login in a row: from the third on 5 min."""
    return LONGEST_SECONDS if refusals >= REFUSALS else wait_seconds(refusals, chance)
