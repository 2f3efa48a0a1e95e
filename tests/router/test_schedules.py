"""Schedules: contacts that come back at their own time."""

from collections.abc import Callable

import pytest

from router.decisions import HandlingEnded, Queued, Scheduled
from router.inputs import InteractionEntered
from router.lifecycle import InteractionState, Medium, Status
from router.policy import Membership
from tests.router.desk import OPENING, Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _house(open_desk: OpenDesk) -> Desk:
    takes = (Membership(queue="web", callback=True),)
    desk = open_desk(
        queue(media=tuple(Medium)),
        agent("alice", memberships=takes),
        agent("bob", memberships=takes),
    )
    desk.readies("alice")
    return desk


def _calling(open_desk: OpenDesk) -> Desk:
    desk = _house(open_desk)
    desk.enters("c1", by=Medium.CALLBACK)
    desk.accepts("alice")
    return desk


def test_one_who_wants_a_later_time_waits_from_then_on(open_desk: OpenDesk) -> None:
    """RTE-017, CBK-006: not before, and without a place until then."""
    desk = _house(open_desk)
    desk.enters("c1", by=Medium.CALLBACK, after=60)
    assert desk.router.position("c1") is None
    desk.passes(59)
    assert desk.ringing() == {}
    desk.passes(1)
    desk.rings("c1", at="alice")


def test_the_scheduled_time_is_its_time_of_entry(open_desk: OpenDesk) -> None:
    """CBK-012, section 6b: it does not jump those who waited when it was due."""
    desk = _house(open_desk)
    desk.enters("old", by=Medium.CALLBACK)
    desk.enters("c1", by=Medium.CALLBACK, after=60)
    desk.enters("c2", by=Medium.CALLBACK)
    desk.passes(20)
    desk.stops_for(100)
    desk.passes(0)
    queued = desk.made(Queued)[-1]
    assert (queued.reason, queued.entered_at) == ("scheduled", desk.made(Scheduled)[0].until)
    desk.returns("alice")
    desk.rings("old", at="alice")


def test_the_same_schedule_told_twice_is_one(open_desk: OpenDesk) -> None:
    """QUE-030: intake may repeat itself, even with another time; the first one stands."""
    desk = _house(open_desk)
    desk.enters("c1", by=Medium.CALLBACK, after=60)
    desk.enters("c1", by=Medium.CALLBACK, after=5)
    assert len(desk.made(Scheduled)) == 1
    desk.passes(59)
    assert desk.ringing() == {}
    desk.passes(1)
    desk.rings("c1", at="alice")


def test_a_time_that_has_passed_is_now(open_desk: OpenDesk) -> None:
    """G-18: nobody enters in the past."""
    desk = _house(open_desk)
    desk.tell(
        InteractionEntered(
            interaction="c1", medium=Medium.CALLBACK, queue="web", not_before=OPENING
        )
    )
    desk.rings("c1", at="alice")
    assert desk.made(Queued)[-1].entered_at == desk.at


def test_who_could_not_be_reached_is_called_again(open_desk: OpenDesk) -> None:
    """CBK-005, CBK-006: the agent wraps up, the callback comes back at its time."""
    desk = _calling(open_desk)
    desk.puts_off("alice", "c1", for_seconds=600)
    desk.shows("alice", Status.WRAP_UP)
    assert desk.made(HandlingEnded)[-1].by == "reschedule"
    assert desk.router.interactions["c1"].state is InteractionState.SCHEDULED
    desk.passes(599)
    desk.is_over()
    assert desk.ringing() == {}
    desk.passes(1)
    desk.rings("c1", at="alice")


@pytest.mark.parametrize("late", [0, -1])
def test_nothing_is_put_off_into_the_past(open_desk: OpenDesk, late: float) -> None:
    """G-18: the time must be to come."""
    desk = _calling(open_desk)
    with desk.refuses("invalid"):
        desk.puts_off("alice", "c1", for_seconds=late)


def test_only_what_may_be_put_off_is(open_desk: OpenDesk) -> None:
    """CBK-005, CARD-006: the medium's row says so; a chat's customer is there now."""
    desk = _house(open_desk)
    desk.serves("alice", "c1")
    with desk.refuses("invalid"):
        desk.puts_off("alice", "c1", for_seconds=60)


def test_each_attempt_is_finished_or_put_off_not_both(open_desk: OpenDesk) -> None:
    """CBK-012: at most one of the two."""
    desk = _calling(open_desk)
    desk.ends("alice", "c1")
    with desk.refuses("conflict"):
        desk.puts_off("alice", "c1", for_seconds=60)
    with desk.refuses("not_found"):
        desk.puts_off("bob", "c1", for_seconds=60)


def test_one_who_leaves_before_the_time_has_abandoned(open_desk: OpenDesk) -> None:
    """QUE-030: accounted for, and never rung."""
    desk = _house(open_desk)
    desk.enters("c1", by=Medium.CALLBACK, after=60)
    desk.leaves("c1")
    desk.is_over("c1")
    desk.passes(90)
    assert desk.ringing() == {}


def test_the_preferred_agent_is_tried_when_the_time_comes(open_desk: OpenDesk) -> None:
    """CBK-008: a preference outlasts the schedule it came with."""
    desk = _house(open_desk)
    desk.readies("bob")
    desk.enters("c1", by=Medium.CALLBACK, after=60, wants="bob")
    desk.passes(60)
    desk.rings("c1", at="bob")


@pytest.mark.parametrize(("wants", "rung"), [("bob", "bob"), (None, "alice")])
def test_who_is_called_again_keeps_the_preferred_agent(
    open_desk: OpenDesk, wants: str | None, rung: str
) -> None:
    """CBK-008: being put off costs nobody the agent whom they prefer."""
    desk = _calling(open_desk)
    desk.puts_off("alice", "c1", for_seconds=600, wants=wants)
    desk.passes(590)
    desk.is_over()
    desk.readies("bob")
    desk.passes(10)
    desk.rings("c1", at=rung)
