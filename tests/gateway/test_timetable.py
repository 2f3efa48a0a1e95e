"""Opening hours in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from channels.chat.values import Locale
from gateway.hours import parse_hours
from gateway.timetable import Timetable
from tests.fakes.clock import FakeClock

PARIS = "Europe/Paris"


def timetable(now: str, hours: str | None, *, holidays: tuple[str, ...] = ()) -> Timetable:
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(PARIS))
    read = None if hours is None else parse_hours(hours, PARIS, holidays)
    return Timetable(FakeClock(int(at.timestamp()) * 1_000_000), lambda _: read)


@pytest.mark.parametrize(
    ("hours", "locale", "said"),
    [
        ("Mo-Fr 08:00-19:00; Sa 09:00-12:00", "en", "Monday to Friday 08:00–19:00, Saturday 09:00"),
        ("Mo,We 08:00-12:00,14:00-24:00", "fr", "lundi 08:00–12:00, 14:00–24:00, mercredi 08:00"),
        ("Fr 22:00-02:00", "en", "Friday 22:00–02:00 (Europe/Paris)"),
    ],
)
def test_a_week_is_told_day_by_day(hours: str, locale: Locale, said: str):
    week = timetable("2026-11-21T12:00", hours).week("web", locale)
    assert week is not None
    assert week.startswith(said)


@pytest.mark.parametrize(
    ("now", "english", "french"),
    [
        ("2026-11-20T07:00", "at 08:00", "à 08:00"),
        ("2026-11-20T12:00", None, None),
        ("2026-11-22T20:00", "tomorrow at 08:00", "demain à 08:00"),
        ("2026-11-20T20:00", "on Monday at 08:00", "lundi à 08:00"),
        ("2026-12-18T20:00", "on 28 December at 08:00", "le 28 décembre à 08:00"),
    ],
)
def test_a_closed_queue_tells_when_it_opens(now: str, english: str | None, french: str | None):
    holidays = tuple(f"2026-12-{day}" for day in range(21, 26))
    known = timetable(now, "Mo-Fr 08:00-19:00", holidays=holidays)
    assert (known.opens("web", "en"), known.opens("web", "fr")) == (english, french)


def test_without_hours_there_is_nothing_to_tell():
    known = timetable("2026-11-22T20:00", None)
    assert (known.week("web", "en"), known.opens("web", "en")) == (None, None)
