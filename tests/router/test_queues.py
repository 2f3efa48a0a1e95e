"""Queues: membership, ticks, opening and policy."""

from collections.abc import Callable

import pytest

from router.decisions import QueuesEnabled, QueueStateSet, WaitLimitReached
from router.inputs import EnableQueues, SetStatus
from router.lifecycle import Medium, Status, Wish
from router.machine import Router
from router.policy import Membership
from tests.router.desk import Desk, agent, codes, queue

OpenDesk = Callable[..., Desk]


def _choosing(open_desk: OpenDesk) -> Desk:
    desk = open_desk(
        queue("web"),
        queue("shop"),
        queue("vip"),
        agent("alice", "web", "shop", may_choose_queues=True),
    )
    desk.readies("alice")
    return desk


def test_an_agent_serves_one_or_several_queues(open_desk: OpenDesk) -> None:
    """QUE-001, CHT-033: whatever a supervisor assigned."""
    desk = _choosing(open_desk)
    desk.serves("alice", "c1", to="web")
    desk.serves("alice", "c2", to="shop")
    desk.holds("alice", "c1", "c2")


def test_no_chat_comes_from_a_queue_one_is_no_member_of(open_desk: OpenDesk) -> None:
    """QUE-002, QUE-019, RTE-007: membership is the first condition."""
    desk = _choosing(open_desk)
    desk.enters("c1", to="vip")
    desk.waits("c1")


def test_ticking_a_queue_starts_its_service(open_desk: OpenDesk) -> None:
    """QUE-006, QUE-010, QUE-012, QUE-022: who waited there rings at once."""
    desk = _choosing(open_desk)
    desk.ticks("alice", "shop")
    desk.enters("c1", to="web")
    desk.waits("c1")
    desk.ticks("alice", "shop", "web")
    desk.rings("c1", at="alice")


def test_unticking_blocks_the_queue_and_keeps_the_membership(open_desk: OpenDesk) -> None:
    """QUE-009, QUE-010, QUE-011, CON-55: the tick can be set again."""
    desk = _choosing(open_desk)
    desk.ticks("alice", "web")
    desk.enters("c1", to="shop")
    desk.waits("c1")
    assert set(desk.router.agents["alice"].memberships) == {"web", "shop"}


def test_what_is_in_hand_stays_when_its_queue_is_unticked(open_desk: OpenDesk) -> None:
    """QUE-009, QUE-011: only what comes next is blocked."""
    desk = _choosing(open_desk)
    desk.serves("alice", "c1")
    desk.ticks("alice")
    desk.holds("alice", "c1")


def test_without_the_permission_ticks_are_refused(open_desk: OpenDesk) -> None:
    """QUE-008: the server refuses, whatever the controls did."""
    desk = open_desk(queue("web"), queue("shop"), agent("alice", "web", "shop"))
    desk.readies("alice")
    with desk.refuses("forbidden"):
        desk.ticks("alice", "web")


def test_another_queue_cannot_be_ticked(open_desk: OpenDesk) -> None:
    """QUE-007, QUE-010: membership belongs to the supervisor."""
    desk = _choosing(open_desk)
    with desk.refuses("not_found"):
        desk.ticks("alice", "web", "vip")


def test_queues_are_not_chosen_on_break(open_desk: OpenDesk) -> None:
    """STA-026, STA-027, CON-47: available or working offline, but not on break."""
    desk = _choosing(open_desk)
    desk.chooses("alice", Wish.ON_BREAK)
    with desk.refuses("status_not_allowed"):
        desk.ticks("alice", "web")
    desk.chooses("alice", Wish.OFFLINE)
    desk.ticks("alice", "web")
    assert desk.made(QueuesEnabled)[-1].queues == ("web",)


def test_ticking_what_is_ticked_is_no_new_entry(open_desk: OpenDesk) -> None:
    """QUE-006: repeating is safe, in any order."""
    desk = _choosing(open_desk)
    entries = len(desk.records)
    desk.ticks("alice", "web", "shop", "web")
    assert len(desk.records) == entries


@pytest.mark.parametrize("enabled", [True, False])
def test_a_new_member_starts_as_the_supervisor_said(open_desk: OpenDesk, enabled: bool) -> None:
    """QUE-010: enabled, unless the assignment says otherwise."""
    desk = open_desk(agent("alice", memberships=(Membership(queue="web", enabled=enabled),)))
    desk.readies("alice")
    desk.enters("c1")
    assert bool(desk.ringing()) is enabled


def test_ones_own_ticks_survive_a_new_policy(open_desk: OpenDesk) -> None:
    """QUE-010: the supervisor adds a queue; what the agent unticked stays unticked."""
    desk = _choosing(open_desk)
    desk.ticks("alice", "web")
    desk.adopts(
        queue("web"),
        queue("shop"),
        queue("vip"),
        agent("alice", "web", "shop", "vip", may_choose_queues=True),
    )
    assert list(desk.router.agents["alice"].enabled) == ["vip", "web"]


def test_losing_the_membership_ends_the_service(open_desk: OpenDesk) -> None:
    """QUE-002: what rings from there is withdrawn, what is in hand stays."""
    desk = _choosing(open_desk)
    desk.serves("alice", "c1", to="shop")
    desk.enters("c2", to="shop")
    desk.rings("c2", at="alice")
    desk.adopts(queue("web"), queue("shop"), agent("alice", "web"))
    desk.waits("c2")
    desk.holds("alice", "c1")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.is_over("c1")


@pytest.mark.parametrize("restarts", [False, True])
def test_who_waits_for_a_medium_the_queue_gave_up_is_served(
    open_desk: OpenDesk, restarts: bool
) -> None:
    """QUE-030: only newcomers are refused, also by a router that starts from a snapshot."""
    desk = open_desk(agent("alice"))
    desk.enters("c1")
    desk.adopts(queue(media=(Medium.EMAIL,)), agent("alice"))
    if restarts:
        desk.router = Router.restore(desk.router.snapshot())
    with desk.refuses("not_found"):
        desk.enters("c2")
    desk.readies("alice")
    desk.rings("c1", at="alice")


@pytest.mark.parametrize("restarts", [False, True])
def test_work_from_a_queue_the_company_gave_up_can_be_finished(
    open_desk: OpenDesk, restarts: bool
) -> None:
    """DSP-003, QUE-030: its codes went with it, and who still waits there waits on."""
    outcome = codes("outcome", "sold", mandatory=True)
    desk = open_desk(queue("web", code_lists=("outcome",)), outcome, agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.enters("c2")
    desk.adopts(queue("shop"), agent("alice", "shop"))
    if restarts:
        desk.router = Router.restore(desk.router.snapshot())
    desk.waits("c2")
    with desk.refuses("invalid"):
        desk.codes("alice", "c1", "sold")
    with desk.refuses("invalid"):
        desk.transfers("alice", "c1", "web")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.shows("alice", Status.AVAILABLE)


def test_an_agent_the_company_no_longer_has_is_logged_out(open_desk: OpenDesk) -> None:
    """SES-016, QUE-001: at once, or when nothing is left in hand."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.adopts(agent("carol"))
    desk.shows("bob", Status.LOGGED_OUT)
    desk.shows("alice", Status.BUSY)
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.shows("alice", Status.LOGGED_OUT)


def test_the_same_policy_again_is_no_new_entry(open_desk: OpenDesk) -> None:
    """QUE-001: provisioning may be repeated."""
    desk = open_desk(agent("alice"))
    desk.adopts(agent("alice"))
    assert len(desk.records) == 1


def test_closing_a_queue_leaves_who_waits_in_the_line(open_desk: OpenDesk) -> None:
    """QUE-030: opening hours are the channel's matter; whoever is in line is served."""
    desk = open_desk(agent("alice"))
    desk.enters("c1")
    desk.closes()
    desk.closes()
    desk.readies("alice")
    desk.rings("c1", at="alice")
    desk.opens()
    assert [each.open for each in desk.made(QueueStateSet)] == [False, True]


def test_a_wait_limit_is_told_once_and_costs_no_place(open_desk: OpenDesk) -> None:
    """QUE-030: the channel may offer another way; the place stays."""
    desk = open_desk(queue(max_wait=60), agent("alice"))
    desk.enters("c1")
    desk.passes(59)
    assert desk.made(WaitLimitReached) == []
    desk.passes(600)
    assert [each.interaction for each in desk.made(WaitLimitReached)] == ["c1"]
    assert desk.router.position("c1") == 1


def test_nobody_is_told_to_wait_longer_who_is_served(open_desk: OpenDesk) -> None:
    """QUE-030: accepted in time, there is no limit any more."""
    desk = open_desk(queue(max_wait=60), agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.passes(120)
    assert desk.made(WaitLimitReached) == []


def test_commands_of_an_unknown_agent_are_refused(open_desk: OpenDesk) -> None:
    """QUE-008: deny by default."""
    desk = open_desk(agent("alice"))
    for command in (
        SetStatus(agent="mallory", status=Wish.AVAILABLE),
        EnableQueues(agent="mallory", queues=("web",)),
    ):
        with desk.refuses("not_found"):
            desk.tell(command)
