"""The small pure parts, each by itself."""

from collections.abc import Callable

import pytest

from channels.chat.attachments import media_type_of
from channels.chat.deadlines import Deadlines
from channels.chat.idle import next_step
from channels.chat.limits import Rate
from channels.chat.turns import Turns
from channels.chat.wait import OfferGaps, estimated_wait_seconds
from router.ids import SECOND, seconds
from tests.fakes.clock import FakeClock

# --- Estimated wait -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gaps", "median"),
    [
        ([], None),
        ([10] * 4, None),
        ([10] * 5, 10),
        ([1, 2, 3, 4, 100], 3),
        ([100] * 30 + [2] * 20, 2),
        ([2] * 11 + [100] * 10, 2 + 98 / 2),
    ],
)
def test_the_median_of_the_last_twenty_gaps(gaps, median):
    """Protocol: null below five gaps; only the last twenty count."""
    offers = OfferGaps()
    at = 0
    offers.offered("web", at)
    for gap in gaps:
        at += gap * SECOND
        offers.offered("web", at)

    found = offers.median("web")
    assert (None if found is None else found / SECOND) == median
    assert offers.median("other") is None


@pytest.mark.parametrize(
    ("position", "gap", "staffed", "estimate"),
    [
        (3, 10 * SECOND, True, 30.0),
        (None, 10 * SECOND, True, None),
        (3, None, True, None),
        (3, 10 * SECOND, False, None),
    ],
)
def test_the_estimate(position, gap, staffed, estimate):
    """Protocol: position x median, null with nobody logged in."""
    assert estimated_wait_seconds(position, gap, staffed=staffed) == estimate


# --- Rates ----------------------------------------------------------------------------------------


def test_a_rate_lets_a_burst_through_and_then_one_at_a_time():
    """Ten in ten seconds."""
    rate = Rate(10, seconds(10))
    assert [rate.take("v", 0) for _ in range(10)] == [0] * 10
    assert rate.take("v", 0) == SECOND
    assert rate.take("v", SECOND - 1) == 1
    assert rate.take("v", SECOND) == 0
    assert rate.take("v", SECOND) == SECOND
    assert rate.take("other", 0) == 0


def test_a_rate_of_one_leaves_a_pause_after_each():
    """One start in ten seconds."""
    rate = Rate(1, seconds(10))

    assert [rate.take("v", at * SECOND) for at in (0, 3, 10)] == [0, 7 * SECOND, 0]


def test_a_rate_forgets_those_who_are_quiet():
    """A million visitors cost no memory a minute later."""
    rate = Rate(1, seconds(10))
    for n in range(5_000):
        rate.take(f"v{n}", n * SECOND)

    assert len(rate) < 1_100


# --- Silence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silence", "warned_at", "due"),
    [
        (100, None, (150, "warn")),
        (100, 90, (150, "warn")),  # the warning belongs to an earlier silence
        (100, 150, (200, "end")),
        (100, 180, (230, "end")),  # warned late, after the gateway was down
    ],
)
def test_what_silence_brings_next(silence, warned_at, due):
    """Warned at half, ended at the whole, never unwarned (idle time 100)."""
    assert next_step(silence, warned_at, 100) == due


# --- Deadlines ------------------------------------------------------------------------------------


class Calendar:
    def __init__(self) -> None:
        self.clock = FakeClock(0)
        self.deadlines = Deadlines(self.clock)
        self.heard: list[tuple[str, int]] = []

    def set(self, key: str, at: float) -> None:
        self.deadlines.set(key, seconds(at), lambda: self.heard.append((key, self.clock.now())))


def test_deadlines_fire_in_their_order_whatever_the_order_of_setting():
    """One timer for all of them."""
    calendar = Calendar()
    for key, at in (("c", 30), ("a", 10), ("b", 20)):
        calendar.set(key, at)
    calendar.clock.advance(seconds=25)

    assert calendar.heard == [("a", seconds(10)), ("b", seconds(20))]
    assert len(calendar.deadlines) == 1


def test_a_deadline_set_again_has_its_new_instant_alone():
    """Earlier or later."""
    calendar = Calendar()
    calendar.set("later", 10)
    calendar.set("later", 20)
    calendar.set("earlier", 40)
    calendar.set("earlier", 15)
    calendar.clock.advance(seconds=60)

    assert calendar.heard == [("earlier", seconds(15)), ("later", seconds(20))]


def test_a_cleared_deadline_never_fires():
    """Nor does anything after the end."""
    calendar = Calendar()
    for key in ("a", "b", "c"):
        calendar.set(key, 10)
    calendar.deadlines.clear("b")
    calendar.clock.advance(seconds=10)
    calendar.set("d", 20)
    calendar.deadlines.stop()
    calendar.clock.advance(seconds=60)

    assert [key for key, _ in calendar.heard] == ["a", "c"]


def test_a_timer_that_fires_early_is_set_again():
    """The clock may be slewed meanwhile, so a call may come some milliseconds early."""
    calendar = Calendar()
    calls: list[int] = []

    class EarlyClock(FakeClock):
        def call_at(self, instant: int, callback: Callable[[], None]) -> Callable[[], None]:
            calls.append(instant)
            return super().call_at(instant - 500, callback)

    calendar.clock = EarlyClock(0)
    calendar.deadlines = Deadlines(calendar.clock)
    calendar.set("a", 10)
    calendar.clock.advance(seconds=20)

    assert [key for key, _ in calendar.heard] == ["a"]
    assert calendar.heard[0][1] >= seconds(10)
    assert len(calls) == 2


def test_thousands_due_at_once_leave_room_for_others():
    """The event loop is never held for long (a batch at a time)."""
    calendar = Calendar()
    for n in range(1_000):
        calendar.set(f"d{n}", 10)
    calendar.clock.advance(seconds=10)
    at_once = len(calendar.heard)
    calendar.clock.advance(seconds=1)

    assert at_once < 1_000
    assert [key for key, _ in calendar.heard] == [f"d{n}" for n in range(1_000)]


def test_what_is_set_unless_set_keeps_the_first_instant():
    """The hot path's way."""
    calendar = Calendar()
    calendar.set("a", 10)
    calendar.deadlines.set_unless_set("a", 0, lambda: calendar.heard.append(("never", 0)))
    calendar.clock.advance(seconds=20)

    assert calendar.heard == [("a", seconds(10))]


# --- Turns ----------------------------------------------------------------------------------------


async def test_nobody_is_remembered_once_the_turn_is_over():
    """A lock for each visitor would be a leak."""
    turns = Turns()
    async with turns.of("v"):
        assert len(turns) == 1
    with pytest.raises(KeyError):
        async with turns.of("v"):
            raise KeyError

    assert len(turns) == 0


# --- Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"plain words\r\n", "text/plain"),
        (("é" * 300).encode()[:511], "text/plain"),  # cut in the middle of a character
        (b"", None),
        (b"\x00\x01", None),
        (b"<html>", None),
        (b"\xff\xfe<\x00", None),
        (b"PK\x03\x04", None),
    ],
)
def test_files_are_known_by_their_bytes(head, media_type):
    """Whatever their names say."""
    assert media_type_of(head) == media_type
