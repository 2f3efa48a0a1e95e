"""The days of a report, as instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from router.ids import SECOND, Instant


def zone_of(name: str) -> ZoneInfo:
    """Give the time zone in which days begin.

    Raises:
        ValueError: there is none of the name.

    """
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:
        raise ValueError(f"{name!r} is no time zone: write Europe/Paris") from error


def _begins(day: date, zone: ZoneInfo) -> Instant:
    """Give when a day begins."""
    return int(datetime.combine(day, time(), zone).astimezone(UTC).timestamp()) * SECOND


def span(
    since: date | None, until: date | None, zone: ZoneInfo
) -> tuple[Instant | None, Instant | None]:
    """Give when the first day begins and the last one is over; None where there is no such day."""
    return (
        None if since is None else _begins(since, zone),
        None if until is None else _begins(until + timedelta(days=1), zone),
    )
