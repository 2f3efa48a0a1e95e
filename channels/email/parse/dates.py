"""The Date header, believed as far as it can be true."""

from calendar import timegm
from email.utils import parsedate_tz
from typing import Final

from router.ids import Instant

EARLIEST: Final[Instant] = 631_152_000_000_000
"""1 January 1990: mail that says it is older has a computer without a clock."""
AHEAD: Final[Instant] = 86_400_000_000
"""How far a sender's clock may be ahead of ours."""
_SECONDS_OF_A_DAY: Final = 86_400


def sent_at(text: str, *, received_at: Instant) -> Instant | None:
    """Give the time of a Date header on one line, None if it is none or cannot be true."""
    try:
        fields = parsedate_tz(text[:200])
        if fields is None:
            return None
        seconds = timegm(fields[:9])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None  # what the standard library raises for dates such as the 99th of a month
    offset = fields[9] or 0
    if abs(offset) >= _SECONDS_OF_A_DAY:
        offset = 0
    instant = (seconds - offset) * 1_000_000
    return instant if EARLIEST <= instant <= received_at + AHEAD else None
