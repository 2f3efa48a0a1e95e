"""Order: who is served first, and by whom."""

from collections.abc import Callable

import pytest

from router.decisions import Queued
from router.ids import seconds
from router.lifecycle import Medium, Wish
from router.policy import Membership
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def test_the_longest_waiting_agent_gets_the_chat(open_desk: OpenDesk) -> None:
    """RTE-001: of several available agents the one available for longest."""
    desk = open_desk(agent("alice"), agent("bob"), agent("carol"))
    desk.readies("bob", "carol", "alice")
    desk.enters("c1", "c2", "c3")
    assert desk.ringing() == {"c1": "bob", "c2": "carol", "c3": "alice"}


def test_the_longest_waiting_chat_is_offered_first(open_desk: OpenDesk) -> None:
    """RTE-002, RTE-006, CARD-006: who came first is served first."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.enters("c1", "c2", "c3")
    desk.waits("c1", "c2", "c3")
    desk.readies("alice")
    desk.rings("c1", at="alice")
    desk.readies("bob")
    desk.rings("c2", at="bob")


def test_instants_that_are_equal_leave_the_order_of_the_journal(open_desk: OpenDesk) -> None:
    """RTE-025: two contacts of one microsecond are served in the order in which they were taken."""
    desk = open_desk(agent("alice"))
    desk.enters("z9")
    desk.at -= 1
    desk.enters("a1")
    desk.readies("alice")
    desk.rings("z9", at="alice")


def test_matching_starts_at_once(open_desk: OpenDesk) -> None:
    """RTE-030, RTE-002: becoming available is enough; nobody has to ask."""
    desk = open_desk(agent("alice"))
    desk.enters("c1")
    desk.logs_in("alice")
    desk.waits("c1")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.rings("c1", at="alice")


def test_the_oldest_across_all_queues_comes_first(open_desk: OpenDesk) -> None:
    """RTE-026: one line per agent, not one per queue."""
    desk = open_desk(queue("shop"), queue("web"), agent("alice", "shop", "web"))
    desk.enters("c1", to="web")
    desk.enters("c2", to="shop")
    desk.enters("c3", to="web")
    desk.readies("alice")
    assert [desk.accepts("alice") for _ in range(3)] == ["c1", "c2", "c3"]


def test_the_oldest_across_media_comes_first(open_desk: OpenDesk) -> None:
    """RTE-026, CARD-006: one router for every medium."""
    desk = open_desk(queue(media=(Medium.CHAT, Medium.VOICEMAIL)), agent("alice"))
    desk.enters("v1", by=Medium.VOICEMAIL)
    desk.enters("c1")
    desk.readies("alice")
    desk.rings("v1", at="alice")


def test_a_queue_with_a_higher_priority_comes_first(open_desk: OpenDesk) -> None:
    """RTE-025: among equal priorities it is first come, first served."""
    desk = open_desk(queue("web"), queue("vip", priority=5), agent("alice", "vip", "web"))
    desk.enters("c1", to="web")
    desk.enters("c2", "c3", to="vip")
    desk.readies("alice")
    assert [desk.accepts("alice") for _ in range(3)] == ["c2", "c3", "c1"]


def test_idle_agents_come_before_busy_ones(open_desk: OpenDesk) -> None:
    """RTE-011: fewest chats first, however long the other has been there."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.passes(500)
    desk.readies("bob")
    desk.enters("c2")
    desk.rings("c2", at="bob")
    desk.accepts("bob")
    desk.enters("c3")
    desk.rings("c3", at="alice")


def test_the_id_decides_when_nothing_else_does(open_desk: OpenDesk) -> None:
    """RTE-011: the order is total, so the same record always gives the same offers."""
    desk = open_desk(agent("bob"), agent("alice"))
    desk.logs_in("bob", "alice")
    desk.chooses("bob", Wish.AVAILABLE)
    desk.chooses("alice", Wish.AVAILABLE)
    desk.enters("c1")
    desk.rings("c1", at="alice")


def test_finishing_a_chat_puts_the_agent_at_the_end_of_the_line(open_desk: OpenDesk) -> None:
    """RTE-001, RTE-011: closing a handling restarts the idle clock."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.enters("c2")
    desk.rings("c2", at="bob")


def test_an_offer_that_comes_to_nothing_leaves_the_agent_in_place(open_desk: OpenDesk) -> None:
    """RTE-001: an abandoned or withdrawn offer is not the agent's doing."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    for name in ("c1", "c2", "c3"):
        desk.enters(name)
        desk.rings(name, at="alice")
        desk.leaves(name)


def test_one_idle_clock_serves_every_queue(open_desk: OpenDesk) -> None:
    """RTE-001, CON-35: working for one queue counts in the others."""
    desk = open_desk(
        queue("web"), queue("shop"), agent("alice", "web", "shop"), agent("bob", "web", "shop")
    )
    desk.readies("alice", "bob")
    desk.serves("alice", "c1", to="shop")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.enters("c2", to="web")
    desk.rings("c2", at="bob")


@pytest.mark.parametrize("takes", [True, False])
def test_callbacks_go_to_those_who_take_them(open_desk: OpenDesk, takes: bool) -> None:
    """RTE-007: the switch in the assignment counts for callbacks alone."""
    alice = agent("alice", memberships=(Membership(queue="web", callback=takes),))
    desk = open_desk(queue(media=(Medium.CHAT, Medium.CALLBACK)), alice)
    desk.readies("alice")
    desk.enters("b1", by=Medium.CALLBACK)
    assert desk.ringing() == ({"b1": "alice"} if takes else {})


def test_nobody_is_ever_dropped_from_a_queue(open_desk: OpenDesk) -> None:
    """QUE-030, RTE-006: a contact waits for as long as it takes, past closing and past limits."""
    desk = open_desk(queue(max_wait=60), agent("alice"))
    desk.enters("c1")
    desk.closes()
    desk.passes(90_000)
    desk.waits("c1")
    desk.readies("alice")
    desk.rings("c1", at="alice")


def test_a_place_in_the_line_is_told(open_desk: OpenDesk) -> None:
    """RTE-025: positions count from one, and who rings still has one."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1", "c2", "c3")
    assert [desk.router.position(each) for each in ("c1", "c2", "c3")] == [1, 2, 3]
    desk.leaves("c2")
    desk.accepts("alice")
    assert [desk.router.position(each) for each in ("c1", "c2", "c3")] == [None, None, 1]


def test_the_same_contact_told_twice_has_one_place(open_desk: OpenDesk) -> None:
    """QUE-030: intake may repeat itself; the line does not."""
    desk = open_desk(agent("alice"))
    desk.enters("c1", "c1")
    assert list(desk.router.interactions) == ["c1"]


@pytest.mark.parametrize(("to", "by"), [("nowhere", Medium.CHAT), ("web", Medium.EMAIL)])
def test_a_contact_for_no_queue_is_refused(open_desk: OpenDesk, to: str, by: Medium) -> None:
    """QUE-030: what cannot have a place is refused to the channel, not lost in silence."""
    desk = open_desk(agent("alice"))
    with desk.refuses("not_found"):
        desk.enters("c1", to=to, by=by)


def test_one_who_is_owed_a_call_keeps_the_place_of_the_call(open_desk: OpenDesk) -> None:
    """CBK-002: the message keeps the caller's place, before those who came after the call."""
    desk = open_desk(
        queue(media=(Medium.VOICEMAIL, Medium.CALLBACK)),
        agent("alice", memberships=(Membership(queue="web", callback=True),)),
    )
    desk.enters("c1", by=Medium.VOICEMAIL)
    desk.passes(10)
    desk.enters("c2", by=Medium.CALLBACK, called=20)
    desk.readies("alice")
    desk.rings("c2", at="alice")


@pytest.mark.parametrize(
    ("called", "waits"), [(-60, 0), (60, 60), (86_400, 86_400), (90_000, 86_400)]
)
def test_no_clock_outside_buys_a_better_place(
    open_desk: OpenDesk, called: float, waits: float
) -> None:
    """CBK-002: not after its arrival, and not more than a day before it."""
    desk = open_desk(queue(media=(Medium.CALLBACK,)))
    desk.enters("c1", by=Medium.CALLBACK, called=called)
    assert desk.made(Queued)[-1].entered_at == desk.at - seconds(waits)
