"""How long a customer will wait, estimated from how fast the queue has moved."""

from collections import deque
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import Final

from router.ids import SECOND, Duration, Instant, QueueId

GAPS: Final = 20
"""The number of latest gaps the estimate looks at."""

ENOUGH: Final = 5
"""With fewer gaps than this there is no estimate."""


class OfferGaps:
    """The time between the latest offers of each queue."""

    def __init__(self) -> None:
        """Begin with no offer seen."""
        self._offers: dict[QueueId, deque[Instant]] = {}
        self._medians: dict[QueueId, Duration | None] = {}

    def offered(self, queue: QueueId, at: Instant) -> None:
        """Note an offer from the queue."""
        self._offers.setdefault(queue, deque(maxlen=GAPS + 1)).append(at)
        self._medians.pop(queue, None)

    def median(self, queue: QueueId) -> Duration | None:
        """Give the median of the latest gaps; None below five."""
        if queue not in self._medians:
            self._medians[queue] = _median_gap(self._offers.get(queue, ()))
        return self._medians[queue]


def _median_gap(offers: Iterable[Instant]) -> Duration | None:
    gaps = [later - earlier for earlier, later in pairwise(offers)]
    return round(median(gaps)) if len(gaps) >= ENOUGH else None


def estimated_wait_seconds(
    position: int | None, gap: Duration | None, *, staffed: bool
) -> float | None:
    """Estimate the wait as position x median gap; None when nobody can know (protocol.md)."""
    if position is None or gap is None or not staffed:
        return None
    return round(position * gap / SECOND, 1)
