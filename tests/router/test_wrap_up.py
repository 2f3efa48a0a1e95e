"""Wrap-up: the time after a contact, and how it ends."""

from collections.abc import Callable

import pytest

from router.decisions import HandlingClosed, HandlingEnded
from router.ids import seconds
from router.lifecycle import Status, Wish
from router.policy import Membership
from tests.router.desk import Desk, agent, codes, queue

OpenDesk = Callable[..., Desk]

OUTCOME = codes("outcome", "sold", "lost", mandatory=True)


def _wrapping_up(open_desk: OpenDesk, *parts: object, **settings: object) -> Desk:
    """Open a desk at which alice has just ended ``c1``."""
    desk = open_desk(*(parts or (agent("alice"),)), **settings)
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    return desk


def _left(desk: Desk, name: str = "alice") -> float:
    """Give the seconds of wrap-up left."""
    (handling,) = desk.router.agents[name].handlings.values()
    assert handling.wrap_up_ends_at is not None
    return (handling.wrap_up_ends_at - desk.at) / 1_000_000


def test_the_end_of_a_contact_starts_wrap_up(open_desk: OpenDesk) -> None:
    """WRP-001, WRP-002, WRP-008: the countdown begins with the end, by itself."""
    desk = _wrapping_up(open_desk)
    desk.shows("alice", Status.WRAP_UP)
    desk.holds("alice", "c1")
    assert _left(desk) == 60


def test_the_customers_end_starts_it_too(open_desk: OpenDesk) -> None:
    """WRP-001, CHT-044: a customer who leaves leaves the agent time to conclude."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.leaves("c1")
    desk.shows("alice", Status.WRAP_UP)
    (ended,) = desk.made(HandlingEnded)
    assert ended.by == "customer"


def test_a_customer_who_leaves_later_ends_nothing_twice(open_desk: OpenDesk) -> None:
    """WRP-001, CHT-044: the countdown that runs already is not begun again."""
    desk = _wrapping_up(open_desk)
    desk.passes(20)
    desk.leaves("c1")
    assert _left(desk) == 40
    assert len(desk.made(HandlingEnded)) == 1


def test_finishing_ends_the_interaction(open_desk: OpenDesk) -> None:
    """WRP-003, STA-039: finished, and available again."""
    desk = _wrapping_up(open_desk)
    desk.finishes("alice", "c1")
    desk.is_over("c1")
    desk.shows("alice", Status.AVAILABLE)


def test_a_contact_must_end_before_it_can_be_finished(open_desk: OpenDesk) -> None:
    """WRP-003: finishing is for wrap-up; an unknown one is not found."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    with desk.refuses("conflict"):
        desk.finishes("alice", "c1")
    for name, interaction in (("alice", "c2"), ("bob", "c1")):
        with desk.refuses("not_found"):
            desk.finishes(name, interaction)


def test_ending_again_changes_nothing(open_desk: OpenDesk) -> None:
    """WRP-002: the holder's repeated end does not restart the countdown."""
    desk = _wrapping_up(open_desk)
    desk.passes(10)
    desk.ends("alice", "c1")
    assert _left(desk) == 50


def test_the_countdown_ends_by_itself(open_desk: OpenDesk) -> None:
    """WRP-004, WRP-005, STA-039, STA-040: at zero the agent is available, not a moment sooner."""
    desk = _wrapping_up(open_desk)
    desk.passes(59.999999)
    desk.shows("alice", Status.WRAP_UP)
    desk.passes(0.000001)
    desk.shows("alice", Status.AVAILABLE)
    desk.is_over("c1")
    (closed,) = desk.made(HandlingClosed)
    assert closed.outcome == "timed_out"


def test_the_next_contact_comes_with_the_end_of_wrap_up(open_desk: OpenDesk) -> None:
    """WRP-012, STA-041: stop it or wait for its end."""
    desk = _wrapping_up(open_desk)
    desk.enters("c2")
    desk.waits("c2")
    desk.passes(60)
    desk.rings("c2", at="alice")


def test_saying_available_leaves_wrap_up(open_desk: OpenDesk) -> None:
    """WRP-011, STA-042: every wrap-up at once."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2")
    desk.ends("alice", "c1")
    desk.ends("alice", "c2")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.shows("alice", Status.AVAILABLE)
    desk.is_over("c1", "c2")


def test_available_is_refused_while_a_code_is_missing(open_desk: OpenDesk) -> None:
    """WRP-006, WRP-011: leaving wrap-up is finishing, and finishing needs the code."""
    desk = _wrapping_up(open_desk, queue(code_lists=("outcome",)), OUTCOME, agent("alice"))
    with desk.refuses("code_required"):
        desk.chooses("alice", Wish.AVAILABLE)


def test_a_missing_mandatory_code_holds_the_wrap_up_open(open_desk: OpenDesk) -> None:
    """WRP-006, DSP-008, CHT-028, CON-16: it counts up beyond zero until the code is chosen."""
    desk = _wrapping_up(open_desk, queue(code_lists=("outcome",)), OUTCOME, agent("alice"))
    desk.passes(600)
    desk.shows("alice", Status.WRAP_UP)
    assert _left(desk) == -540
    desk.codes("alice", "c1", "sold")
    desk.shows("alice", Status.AVAILABLE)
    desk.is_over("c1")


def test_a_code_chosen_in_time_changes_nothing_about_the_countdown(open_desk: OpenDesk) -> None:
    """WRP-014, DSP-025: codes can be completed, and changed, while it runs."""
    desk = _wrapping_up(open_desk, queue(code_lists=("outcome",)), OUTCOME, agent("alice"))
    desk.passes(10)
    desk.codes("alice", "c1", "sold")
    desk.codes("alice", "c1", "lost")
    assert _left(desk) == 50
    desk.passes(50)
    desk.shows("alice", Status.AVAILABLE)


def test_wrap_up_can_be_extended_again_and_again(open_desk: OpenDesk) -> None:
    """WRP-009, WRP-010, CON-18: each time the duration is added to what is left."""
    desk = _wrapping_up(open_desk, queue(wrap_up=40), agent("alice"))
    desk.passes(10)
    desk.extends("alice", "c1")
    desk.extends("alice", "c1")
    assert _left(desk) == 30 + 40 + 40


def test_restarting_the_countdown_is_a_setting(open_desk: OpenDesk) -> None:
    """WRP-010, CON-18: with "restart" the duration starts to run anew."""
    desk = _wrapping_up(open_desk, queue(wrap_up=40), agent("alice"), extension_mode="restart")
    desk.passes(10)
    desk.extends("alice", "c1")
    desk.extends("alice", "c1")
    assert _left(desk) == 40


def test_an_overdue_wrap_up_can_be_extended(open_desk: OpenDesk) -> None:
    """WRP-009: counting up, an extension counts from now, and ends with the code missing again."""
    desk = _wrapping_up(
        open_desk, queue(code_lists=("outcome",), wrap_up=40), OUTCOME, agent("alice")
    )
    desk.passes(100)
    desk.extends("alice", "c1")
    assert _left(desk) == 40
    desk.codes("alice", "c1", "sold")
    desk.shows("alice", Status.WRAP_UP)
    desk.passes(40)
    desk.shows("alice", Status.AVAILABLE)


def test_only_wrap_up_can_be_extended(open_desk: OpenDesk) -> None:
    """WRP-009: while the contact runs there is nothing to extend."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    with desk.refuses("conflict"):
        desk.extends("alice", "c1")


@pytest.mark.parametrize(("own", "lasts"), [(None, 60), (15, 15), (0, None)])
def test_the_duration_is_the_queues_or_the_agents_own_in_it(
    open_desk: OpenDesk, own: int | None, lasts: int | None
) -> None:
    """WRP-017, QUE-026, WRP-010: per queue, per agent in the queue; zero means none."""
    membership = Membership(queue="web", wrap_up=None if own is None else seconds(own))
    desk = _wrapping_up(open_desk, agent("alice", memberships=(membership,)))
    if lasts is None:
        desk.is_over("c1")
        desk.shows("alice", Status.AVAILABLE)
    else:
        assert _left(desk) == lasts
        desk.extends("alice", "c1")
        assert _left(desk) == 2 * lasts


def test_without_wrap_up_a_missing_code_still_holds_it_open(open_desk: OpenDesk) -> None:
    """WRP-006, WRP-017: no time is given, and the code is asked for all the same."""
    desk = _wrapping_up(
        open_desk, queue(code_lists=("outcome",), wrap_up=0), OUTCOME, agent("alice")
    )
    desk.shows("alice", Status.WRAP_UP)
    with desk.refuses("conflict"):
        desk.extends("alice", "c1")
    desk.codes("alice", "c1", "lost")
    desk.is_over("c1")


def test_the_other_chats_go_on(open_desk: OpenDesk) -> None:
    """WRP-016: one of several in wrap-up leaves the agent busy, and open to more."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2")
    desk.ends("alice", "c1")
    desk.shows("alice", Status.BUSY)
    desk.enters("c3")
    desk.rings("c3", at="alice")
