"""Overflow: who has waited too long in one queue waits on in another."""

from collections.abc import Callable

import pytest

from router.decisions import Queued
from router.lifecycle import InteractionState, Medium, Wish
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _house(open_desk: OpenDesk, **web: object) -> Desk:
    """Open a desk: ``web`` overflows into ``spare`` after ten seconds, bob serves ``spare``."""
    return open_desk(
        queue("web", **{"overflow_to": "spare", "overflow_after": 10, **web}),
        queue("spare", overflow_to="web", overflow_after=10),
        agent("alice", "web"),
        agent("bob", "spare"),
    )


def _queue_of(desk: Desk, name: str) -> str:
    return desk.router.interactions[name].queue


def test_who_waits_too_long_is_offered_by_the_other_queue(open_desk: OpenDesk) -> None:
    """QUE-019, RTE-002: at the queue's own limit, not before."""
    desk = _house(open_desk)
    desk.readies("bob")
    desk.enters("c1")
    desk.passes(9)
    desk.waits("c1")
    desk.passes(1)
    desk.rings("c1", at="bob")
    assert desk.made(Queued)[-1].reason == "overflowed"


def test_the_whole_key_goes_along(open_desk: OpenDesk) -> None:
    """RTE-025, RTE-027: older and more urgent ones go first in the other queue as well."""
    desk = _house(open_desk, priority=1)
    desk.enters("early")
    desk.passes(5)
    desk.enters("native", to="spare")
    desk.passes(5)
    assert desk.made(Queued)[-1].entered_at < desk.at - 1
    desk.readies("bob")
    desk.rings("early", at="bob")


def test_nobody_moves_on_twice(open_desk: OpenDesk) -> None:
    """QUE-019: two queues that help each other do not play ball with a customer."""
    desk = _house(open_desk)
    desk.enters("c1")
    desk.passes(100)
    assert _queue_of(desk, "c1") == "spare"
    assert len(desk.made(Queued)) == 2


def test_one_who_rings_moves_on_when_the_ringing_stops(open_desk: OpenDesk) -> None:
    """QUE-019, OFR-013: an offer is not torn away, and its end is not followed by another one."""
    desk = _house(open_desk)
    desk.readies("alice", "bob")
    desk.enters("c1")
    desk.passes(15)
    desk.rings("c1", at="alice")
    desk.chooses("alice", Wish.OFFLINE)
    desk.rings("c1", at="bob")
    assert _queue_of(desk, "c1") == "spare"


def test_one_who_is_accepted_in_time_stays(open_desk: OpenDesk) -> None:
    """QUE-019: the limit is for those who wait."""
    desk = _house(open_desk)
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.passes(100)
    assert _queue_of(desk, "c1") == "web"
    assert desk.router.interactions["c1"].state is InteractionState.ACTIVE


@pytest.mark.parametrize("to", ["web", "nowhere", "mail"])
def test_without_a_queue_that_takes_it_everybody_stays(open_desk: OpenDesk, to: str) -> None:
    """QUE-019: itself, a queue that is not there, and one of another medium are no help."""
    desk = open_desk(
        queue("web", overflow_to=to, overflow_after=10),
        queue("mail", media=(Medium.EMAIL,)),
        agent("alice"),
    )
    desk.enters("c1")
    desk.passes(60)
    desk.waits("c1")
    assert _queue_of(desk, "c1") == "web"


def test_a_queue_that_comes_to_take_it_gets_it_at_once(open_desk: OpenDesk) -> None:
    """QUE-019: the wish of the company counts from the moment it is made."""
    web = queue("web", overflow_to="mail", overflow_after=10)
    desk = open_desk(web, queue("mail", media=(Medium.EMAIL,)), agent("alice"))
    desk.enters("c1")
    desk.passes(60)
    desk.adopts(web, queue("mail", media=(Medium.CHAT, Medium.EMAIL)), agent("alice"))
    desk.passes(0)
    assert _queue_of(desk, "c1") == "mail"


def test_a_pause_of_the_gateway_is_not_held_against_the_queue(open_desk: OpenDesk) -> None:
    """QUE-019: the limit moves by the time that nobody could have been served in."""
    desk = _house(open_desk)
    desk.enters("c1")
    desk.stops_for(30)
    desk.passes(9)
    assert _queue_of(desk, "c1") == "web"
    desk.passes(1)
    assert _queue_of(desk, "c1") == "spare"


def test_its_wait_limit_goes_along(open_desk: OpenDesk) -> None:
    """QUE-019: the customer's patience does not begin anew."""
    desk = _house(open_desk, max_wait=15)
    desk.enters("c1")
    limit = desk.made(Queued)[-1].wait_limit_at
    desk.passes(10)
    assert desk.made(Queued)[-1].wait_limit_at == limit
    desk.leaves("c1")
    desk.is_over("c1")
