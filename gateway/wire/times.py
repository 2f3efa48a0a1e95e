"""Conversion between an `Instant` and the RFC 3339 text of the wire.

Inside Python a moment is an `Instant`: integer microseconds since the Unix epoch, UTC.
On the wire it is RFC 3339 with milliseconds and `Z` (`2026-11-20T23:55:00.123Z`).
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND_US = 1_000_000


def to_wire(instant: int) -> str:
    """Write an `Instant` as RFC 3339 UTC, cut (never rounded up) to the millisecond."""
    second, rest = divmod(instant, _SECOND_US)
    return f"{_second_to_wire(second)}.{rest // 1_000:03}Z"


@lru_cache(maxsize=64)
def _second_to_wire(second: int) -> str:
    """Write a whole second; most of what is written at any moment is of the same one."""
    return (_EPOCH + timedelta(seconds=second)).replace(tzinfo=None).isoformat()


def to_wire_or_none(instant: int | None) -> str | None:
    """Write an `Instant` that may be known to be absent."""
    return None if instant is None else to_wire(instant)


def from_wire(text: str) -> int:
    """Read an RFC 3339 time with any offset as an `Instant`.

    Raises ValueError when the text is no time or names no offset: a time without one would
    mean something else on every machine.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        message = f"the time {text!r} names no offset; write it as 2026-11-20T23:55:00Z"
        raise ValueError(message)
    return (moment - _EPOCH) // _MICROSECOND


def seconds(duration_us: int) -> float:
    """Convert a duration in microseconds to the seconds of the wire, to the millisecond."""
    return round(duration_us / _SECOND_US, 3)
