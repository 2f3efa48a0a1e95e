"""Opening hours in the queue's own time zone, and the instants at which they change."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.hours import parse_hours


def at(text: str) -> int:
    """Read a UTC time as an instant."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("hours", "zone", "moment", "is_open"),
    [
        ("Mo-Fr 08:00-19:00", "UTC", "2026-11-20T08:00", True),  # a Friday
        ("Mo-Fr 08:00-19:00", "UTC", "2026-11-20T07:59", False),
        ("Mo-Fr 08:00-19:00", "UTC", "2026-11-20T19:00", False),
        ("Mo-Fr 08:00-19:00", "UTC", "2026-11-21T12:00", False),
        ("Mo-Fr 08:00-19:00", "Europe/Paris", "2026-11-20T07:00", True),
        ("Mo-Fr 08:00-19:00", "Europe/Paris", "2026-07-20T06:00", True),  # summer time
        ("Fr-Su 22:00-02:00", "UTC", "2026-11-21T01:00", True),  # past midnight
        ("Fr 22:00-02:00", "UTC", "2026-11-20T01:00", False),
        ("Sa-Mo 10:00-11:00", "UTC", "2026-11-23T10:30", True),  # a range over the week's end
        ("Mo,We,Fr 08:00-12:00,13:00-17:00", "UTC", "2026-11-20T12:30", False),
        ("Mo-Su 00:00-24:00", "UTC", "2026-11-20T23:59", True),
        ("mo-fr 8:00 - 19:00; sa 9:00-12:00", "UTC", "2026-11-21T09:30", True),
    ],
)
def test_open_or_closed(hours: str, zone: str, moment: str, is_open: bool):
    assert parse_hours(hours, zone).is_open(at(moment)) is is_open


def test_a_holiday_stays_closed_and_the_day_after_opens():
    hours = parse_hours("Mo-Fr 08:00-19:00", "UTC", ("2026-12-25",))

    assert not hours.is_open(at("2026-12-25T10:00"))
    assert hours.next_change(at("2026-12-24T19:00")) == at("2026-12-28T08:00")


def test_the_next_change_is_the_next_edge():
    hours = parse_hours("Mo-Fr 08:00-19:00", "Europe/Paris")

    assert hours.next_change(at("2026-11-20T12:00")) == at("2026-11-20T18:00")
    assert hours.next_change(at("2026-11-20T18:00")) == at("2026-11-23T07:00")


def test_always_open_never_changes():
    assert parse_hours("Mo-Su 00:00-24:00").next_change(at("2026-11-20T12:00")) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "name no hours"),
        ("always", "is no opening hours"),
        ("Xx 08:00-09:00", "is no day"),
        ("Mo 8-9", "is no span"),
        ("Mo 08:00-25:00", "hours run to 24:00"),
        ("Mo 08:61-09:00", "minutes to 59"),
    ],
)
def test_bad_hours_say_what_a_good_one_looks_like(text: str, says: str):
    with pytest.raises(ValueError, match=says):
        parse_hours(text)


def test_bad_zone_and_bad_holiday_are_named():
    with pytest.raises(ValueError, match="is no time zone"):
        parse_hours("Mo 08:00-09:00", "Mars/Olympus")
    with pytest.raises(ValueError, match="is no date"):
        parse_hours("Mo 08:00-09:00", "UTC", ("Christmas",))


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str):
    with contextlib.suppress(ValueError):
        parse_hours(text)


@given(st.integers(0, 3 * 365 * 24 * 60))
def test_the_state_flips_exactly_at_the_next_change(minutes: int):
    hours = parse_hours("Mo-Th 07:30-12:00,13:15-18:00; Fr 22:00-03:00", "Europe/Paris")
    now = at("2026-01-01T00:00") + minutes * 60_000_000
    change = hours.next_change(now)

    assert change is not None
    assert change > now
    assert hours.is_open(change) != hours.is_open(now)
    assert hours.is_open(change - 1) == hours.is_open(now)
