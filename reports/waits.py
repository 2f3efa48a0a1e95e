"""Waiting times as a histogram: percentiles from a bounded number of counters.

Boundaries grow by a tenth each, so that a percentile is off by five per cent at most however many
waits were counted, and two histograms can be added.
"""

import math
from collections import Counter
from typing import Final

from router.ids import Duration, seconds

_GROWTH: Final = 1.1
_FIRST: Final = seconds(0.1)


class Waits:
    """Waiting times of one row of figures."""

    __slots__ = ("cells", "count", "longest", "total")

    def __init__(self) -> None:
        """Begin with nobody."""
        self.cells: Counter[int] = Counter()
        self.count = 0
        self.total: Duration = 0
        self.longest: Duration = 0

    def add(self, wait: Duration) -> None:
        """Count one."""
        self.cells[_cell(wait)] += 1
        self.count += 1
        self.total += wait
        self.longest = max(self.longest, wait)

    def merge(self, other: "Waits") -> None:
        """Count all of another's."""
        self.cells.update(other.cells)
        self.count += other.count
        self.total += other.total
        self.longest = max(self.longest, other.longest)

    @property
    def mean(self) -> Duration | None:
        """Give the mean, None without any."""
        return self.total // self.count if self.count else None

    def percentile(self, share: float) -> Duration | None:
        """Give the wait that a ``share`` of 0 to 1 did not exceed, None without any."""
        if not self.count:
            return None
        rank, seen = math.ceil(share * self.count), 0
        if rank >= self.count:
            return self.longest
        for cell in sorted(self.cells):
            seen += self.cells[cell]
            if seen >= rank:
                return min(_middle(cell), self.longest)
        return self.longest


def _cell(wait: Duration) -> int:
    return 0 if wait <= _FIRST else 1 + int(math.log(wait / _FIRST, _GROWTH))


def _middle(cell: int) -> Duration:
    return 0 if cell == 0 else round(_FIRST * _GROWTH ** (cell - 0.5))
