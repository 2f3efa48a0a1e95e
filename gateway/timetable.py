"""Opening hours in words, as the answer bot tells them (`channels.chat.ports.Timetable`)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from channels.chat.values import Locale
from channels.contract import Clock
from gateway.hours import Hours
from router.ids import Instant, QueueId

_DAYS: Final[dict[Locale, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_MONTHS: Final[dict[Locale, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
_TODAY: Final = {"en": "at {time}", "fr": "à {time}"}
_TOMORROW: Final = {"en": "tomorrow at {time}", "fr": "demain à {time}"}
_THIS_WEEK: Final = {"en": "on {day} at {time}", "fr": "{day} à {time}"}
_LATER: Final = {"en": "on {number} {month} at {time}", "fr": "le {number} {month} à {time}"}
_TO: Final = {"en": " to ", "fr": " au "}
_WEEK: Final = 7


class Timetable:
    """Reads the hours in force."""

    def __init__(self, clock: Clock, hours_of: Callable[[QueueId], Hours | None]) -> None:
        """Ask `hours_of` for a queue's hours; None: it is always open."""
        self._clock = clock
        self._hours_of = hours_of

    def week(self, queue: QueueId, locale: Locale) -> str | None:
        """Give the hours of a week: "Monday to Friday 08:00-19:00"; None: it is always open."""
        hours = self._hours_of(queue)
        if hours is None:
            return None
        days = [
            (place, ", ".join(_span(*span) for span in spans))
            for place, spans in enumerate(hours.spans)
        ]
        said = []
        for spans, same in groupby(days, key=lambda day: day[1]):
            places = [place for place, _ in same]
            if spans:
                said.append(f"{_range(places, locale)} {spans}")
        return f"{', '.join(said)} ({hours.zone.key})"

    def opens(self, queue: QueueId, locale: Locale) -> str | None:
        """Give when a closed queue opens next: "tomorrow at 08:00"; None: it is open, or never."""
        hours = self._hours_of(queue)
        now = self._clock.now()
        if hours is None or hours.is_open(now):
            return None
        change = hours.next_change(now)
        return None if change is None else _when(change, now, hours, locale)


def _when(change: Instant, now: Instant, hours: Hours, locale: Locale) -> str:
    there = datetime.fromtimestamp(change / 1_000_000, hours.zone)
    today = datetime.fromtimestamp(now / 1_000_000, hours.zone).date()
    ahead = (there.date() - today) // timedelta(days=1)
    said = _TODAY if not ahead else _TOMORROW if ahead == 1 else _THIS_WEEK
    if ahead >= _WEEK:
        said = _LATER
    return said[locale].format(
        time=f"{there:%H:%M}",
        day=_DAYS[locale][there.weekday()],
        number=there.day,
        month=_MONTHS[locale][there.month - 1],
    )


def _range(places: list[int], locale: Locale) -> str:
    names = [_DAYS[locale][place] for place in places]
    return names[0] if len(names) == 1 else f"{names[0]}{_TO[locale]}{names[-1]}"


def _span(start: int, end: int) -> str:
    return f"{_time(start)}\u2013{_time(end)}"


def _time(minutes: int) -> str:
    """Write minutes since midnight; an end past midnight is the next day's, midnight itself 24."""
    day_minutes = 24 * 60
    shown = minutes if minutes <= day_minutes else minutes - day_minutes
    return f"{shown // 60:02}:{shown % 60:02}"
