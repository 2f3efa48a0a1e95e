"""A backlog does not fill all hands of whoever comes first, where a company wishes so."""

from collections.abc import Callable

import pytest

from router.explain import standing
from router.ids import seconds
from router.lifecycle import Medium
from router.machine import Router
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]

BACKLOG = ("c1", "c2", "c3")


@pytest.fixture
def morning(open_desk: OpenDesk) -> Desk:
    """Three chats wait for the first agent, who has taken one of them."""
    desk = open_desk(agent("alice"), agent("bob"), gentle_start=seconds(60))
    for each in BACKLOG:
        desk.enters(each)
    desk.readies("alice")
    desk.accepts("alice")
    return desk


def test_by_default_the_next_chat_rings_at_once(open_desk: OpenDesk) -> None:
    """RTE-002, RTE-030, section 6b: gentle start is off."""
    desk = open_desk(agent("alice"))
    for each in BACKLOG:
        desk.enters(each)
    desk.readies("alice")
    desk.accepts("alice")
    desk.rings("c2", at="alice")


def test_the_next_chat_rings_when_the_agent_has_had_time_to_begin(morning: Desk) -> None:
    """RTE-002: the order stays; only the pace changes."""
    morning.passes(59)
    morning.waits("c2", "c3")
    morning.passes(1)
    morning.rings("c2", at="alice")


def test_each_acceptance_begins_the_pause_again(morning: Desk) -> None:
    morning.passes(70)
    morning.accepts("alice")
    morning.passes(59)
    morning.waits("c3")
    morning.passes(1)
    morning.rings("c3", at="alice")


def test_empty_hands_never_wait(morning: Desk) -> None:
    """RTE-030: whoever has nothing in hand is offered something at once."""
    morning.ends("alice", "c1")
    morning.finishes("alice", "c1")
    morning.rings("c2", at="alice")


def test_a_second_agent_is_asked_meanwhile(morning: Desk) -> None:
    """RTE-001: the pause is one agent's, not the queue's."""
    morning.readies("bob")
    morning.rings("c2", at="bob")


def test_it_is_explained(morning: Desk) -> None:
    """RTE-018: "why not me, now?" has an answer."""
    failed = {each.agent: each.failed for each in standing(morning.router, "c2")}
    assert failed["alice"] == "not_paced"


def test_it_outlives_a_restart(morning: Desk) -> None:
    """A snapshot knows of the pause; the time the gateway was down counts for the agent."""
    morning.router = Router.restore(morning.router.snapshot())
    morning.stops_for(90)
    morning.returns("alice")
    morning.passes(0)
    morning.rings("c2", at="alice")


def test_what_is_handled_alone_needs_no_pause(open_desk: OpenDesk) -> None:
    """CON-07: an exclusive medium paces itself."""
    desk = open_desk(queue("web", media=(Medium.EMAIL,)), agent("alice"), gentle_start=seconds(60))
    for each in BACKLOG:
        desk.enters(each, by=Medium.EMAIL)
    desk.readies("alice")
    desk.accepts("alice")
    assert desk.router.agents["alice"].paced_until is None
