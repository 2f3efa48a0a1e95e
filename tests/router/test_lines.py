"""The lines themselves: who waits for longest, and an idle line that does not grow with the day."""

from collections.abc import Callable

from router.ids import SECOND
from router.lifecycle import Medium, Wish
from router.lines import Lane
from tests.router.desk import OPENING, Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _lane(desk: Desk) -> Lane:
    return desk.router.queues["web"].lanes[Medium.CHAT]


def test_the_longest_wait_is_that_of_the_oldest_not_accepted(open_desk: OpenDesk) -> None:
    """QUE-030: whoever rings still waits; whoever was accepted does not."""
    desk = open_desk(agent("alice"))
    lane = _lane(desk)
    assert (len(lane), lane.oldest) == (0, None)
    desk.readies("alice")
    desk.enters("c1")
    first = desk.at
    desk.passes(5)
    desk.enters("c2")
    second = desk.at
    assert (len(lane), lane.oldest) == (2, first)
    desk.accepts("alice")
    assert (len(lane), lane.oldest) == (1, second)


def test_whoever_rang_first_may_be_younger_than_who_waits(open_desk: OpenDesk) -> None:
    """CON-64: the sender of a transfer is passed over, so the younger one rings at them."""
    desk = open_desk(queue("web", transfer_position="original"), agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    entered = desk.router.interactions["c1"].place[1]
    desk.chooses("bob", Wish.ON_BREAK)
    desk.passes(10)
    desk.transfers("alice", "c1", "web")
    desk.finishes_all("alice")
    desk.enters("c2")
    desk.rings("c2", at="alice")
    assert _lane(desk).oldest == entered


def test_an_idle_line_does_not_grow_with_the_day(open_desk: OpenDesk) -> None:
    """RTE-011: stale turns are swept out; the order is as it was."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    for _ in range(300):
        desk.passes(1)
        desk.chooses("alice", Wish.ON_BREAK)
        desk.chooses("alice", Wish.AVAILABLE)
    line = _lane(desk).idle
    assert len(line.heap) <= line.limit < 100
    assert desk.at - OPENING > 300 * SECOND
    desk.enters("c1", "c2")
    desk.rings("c1", at="bob")
    desk.rings("c2", at="alice")
