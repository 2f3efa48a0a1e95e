"""Quarter-hours: the grain in which figures are kept for good."""

from collections.abc import Iterator
from typing import Final

from router.ids import Duration, Instant, seconds

QUARTER: Final[Duration] = seconds(15 * 60)


def quarter_of(at: Instant) -> Instant:
    """Give the beginning of the quarter-hour an instant lies in."""
    return at - at % QUARTER


def split(start: Instant, end: Instant) -> Iterator[tuple[Instant, Duration]]:
    """Divide a stretch of time among the quarter-hours it touches."""
    while start < end:
        quarter = quarter_of(start)
        until = min(end, quarter + QUARTER)
        yield quarter, until - start
        start = until
