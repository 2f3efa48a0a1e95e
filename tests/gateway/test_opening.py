"""The router hears of a queue's opening and closing at the boundary, and of nothing else."""

from accounts.directory import Queue
from gateway.opening import OpeningHours
from router.inputs import QueueClosed, QueueOpened
from tests.fakes.clock import FakeClock

FRIDAY_NOON = 1_795_176_000_000_000  # 2026-11-20T12:00Z
HOUR = 3600


def office(hours: str | None = None, *, disabled: bool = False) -> Queue:
    return Queue(id="web", name="Web", media=("chat",), hours=hours, disabled=disabled)


def test_a_queue_closes_and_opens_at_its_hours():
    clock, told = FakeClock(FRIDAY_NOON), []
    opening = OpeningHours(clock=clock, tell=told.append)

    opening.follow({"web": office(hours="Mo-Fr 08:00-19:00")}, {"web": True})
    assert told == []

    clock.advance(seconds=7 * HOUR)
    assert told == [QueueClosed(queue="web")]
    assert opening.opens_at("web") == FRIDAY_NOON + 68 * HOUR * 1_000_000

    clock.advance(seconds=61 * HOUR)
    assert told == [QueueClosed(queue="web"), QueueOpened(queue="web")]
    assert opening.opens_at("web") is None


def test_a_router_that_believes_otherwise_is_told_at_once():
    clock, told = FakeClock(FRIDAY_NOON), []

    OpeningHours(clock=clock, tell=told.append).follow({"web": office()}, {"web": False})

    assert told == [QueueOpened(queue="web")]


def test_a_disabled_queue_is_closed():
    clock, told = FakeClock(FRIDAY_NOON), []

    OpeningHours(clock=clock, tell=told.append).follow(
        {"web": office(disabled=True)}, {"web": True}
    )

    assert told == [QueueClosed(queue="web")]
