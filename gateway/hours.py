"""Opening hours: from a line such as ``Mo-Fr 08:00-19:00; Sa 09:00-12:00`` to the next change.

Time zones and holidays stay out of the router: at each boundary the gateway tells it that a queue
opened or closed. Rules are separated by ``;``, days by ``,`` (ranges with ``-``), spans by ``,``.
A span that ends before it begins runs past midnight; ``24:00`` is the end of the day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from router.ids import Instant

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE: Final = re.compile(r"(?P<days>[A-Za-z,\- ]+?)\s+(?P<spans>[0-9:,\- ]+)")
_SPAN: Final = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_DAY_MINUTES: Final = 24 * 60
_HORIZON_DAYS: Final = 400
"""How far to look for the next change: beyond a year of holidays."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a queue is open, in its own time zone."""

    spans: tuple[tuple[tuple[int, int], ...], ...]
    """For each weekday from Monday, its (start, end) in minutes; an end past 1440 is next day's."""
    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()

    def is_open(self, at: Instant) -> bool:
        """Tell whether the queue is open at an instant."""
        return any(start <= at < end for start, end in self._around(at))

    def next_change(self, at: Instant) -> Instant | None:
        """Give the first instant after ``at`` at which the queue opens or closes, if ever."""
        now_open = self.is_open(at)
        edges = sorted({edge for span in self._from(at) for edge in span if edge > at})
        return next((edge for edge in edges if self.is_open(edge) != now_open), None)

    def _around(self, at: Instant) -> Iterator[tuple[Instant, Instant]]:
        today = datetime.fromtimestamp(at / 1_000_000, self.zone).date()
        for day in (today - timedelta(days=1), today):
            yield from self._spans_of(day)

    def _from(self, at: Instant) -> Iterator[tuple[Instant, Instant]]:
        today = datetime.fromtimestamp(at / 1_000_000, self.zone).date()
        found = 0
        for ahead in range(-1, _HORIZON_DAYS):
            for span in self._spans_of(today + timedelta(days=ahead)):
                yield span
                found += span[1] > at
            if found > 3:
                return

    def _spans_of(self, day: date) -> Iterator[tuple[Instant, Instant]]:
        if day in self.holidays:
            return
        for start, end in self.spans[day.weekday()]:
            yield self._instant(day, start), self._instant(day, end)

    def _instant(self, day: date, minutes: int) -> Instant:
        """Give the instant of a local time; one that daylight saving skips is the next that is."""
        days, minute = divmod(minutes, _DAY_MINUTES)
        local = datetime.combine(
            day + timedelta(days=days), time(minute // 60, minute % 60), self.zone
        )
        return int(local.astimezone(UTC).timestamp()) * 1_000_000


def parse_hours(text: str, time_zone: str = "UTC", holidays: tuple[str, ...] = ()) -> Hours:
    """Read opening hours.

    Raises:
        ValueError: what is wrong and what a good one looks like.

    """
    week: list[list[tuple[int, int]]] = [[] for _ in _DAYS]
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        found = _RULE.fullmatch(rule)
        if found is None:
            raise ValueError(f"{rule!r} is no opening hours: write 'Mo-Fr 08:00-19:00'")
        spans = [_span(part.strip()) for part in found["spans"].split(",")]
        for day in _days(found["days"]):
            week[day].extend(spans)
    if not any(week):
        raise ValueError(
            "opening hours name no hours: write 'Mo-Fr 08:00-19:00', or leave them out"
        )
    try:
        zone = ZoneInfo(time_zone)
    except (LookupError, OSError, ValueError) as error:
        raise ValueError(f"{time_zone!r} is no time zone: write 'Europe/Paris'") from error
    return Hours(
        spans=tuple(tuple(sorted(day)) for day in week),
        zone=zone,
        holidays=frozenset(_date(each) for each in holidays),
    )


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        start = _day(first)
        end = _day(last) if last else start
        yield from (range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)])


def _day(name: str) -> int:
    try:
        return _DAYS.index(name.strip().title())
    except ValueError:
        raise ValueError(f"{name!r} is no day: use {', '.join(_DAYS)}") from None


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no span of time: write '08:00-19:00'")
    hour, minute, end_hour, end_minute = map(int, found.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or start >= _DAY_MINUTES or end > _DAY_MINUTES:
        raise ValueError(f"{text!r} is no span of time: hours run to 24:00, minutes to 59")
    return start, end if end > start else end + _DAY_MINUTES


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date: write '2026-12-25'") from None
