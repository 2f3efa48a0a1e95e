"""Personal queues: what is handed to one agent, and whom a customer prefers."""

from collections.abc import Callable

import pytest

from router.decisions import Queued
from router.eligibility import may_transfer_to
from router.explain import standing
from router.ids import seconds
from router.lifecycle import Medium, Status, Wish
from router.policy import Membership
from router.refusal import Refused
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _house(open_desk: OpenDesk, **settings: object) -> Desk:
    """Open a desk: alice has ``c1`` of ``web`` in hand, irene serves nothing but ``shop``."""
    desk = open_desk(
        queue("web"),
        queue("shop"),
        agent("alice", "web"),
        agent("bob", "web"),
        agent("irene", "shop"),
        **settings,
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.logs_in("irene")
    return desk


# --- Transfer to an agent ------------------------------------------------------------------------


def test_an_available_agent_is_asked_at_once(open_desk: OpenDesk) -> None:
    """XFR-009, RTE-018, section 4 row 5: membership of the queue is not needed."""
    desk = _house(open_desk)
    desk.readies("irene")
    desk.hands("alice", "c1", to="irene")
    desk.rings("c1", at="irene")
    desk.shows("alice", Status.WRAP_UP)
    desk.accepts("irene")
    desk.holds("irene", "c1")


def test_an_agent_on_break_gets_it_on_coming_back(open_desk: OpenDesk) -> None:
    """XFR-003, XFR-010, section 4 row 2: it waits in the personal queue, for nobody else."""
    desk = _house(open_desk)
    desk.readies("bob")
    desk.hands("alice", "c1", to="irene")
    desk.waits("c1")
    assert desk.router.position("c1") == 1
    desk.chooses("irene", Wish.AVAILABLE)
    desk.rings("c1", at="irene")


def test_personal_before_shared_and_first_come_first_served(open_desk: OpenDesk) -> None:
    """RTE-019, RTE-020: the order of the transfers, however long others have waited."""
    desk = _house(open_desk)
    desk.enters("old", to="shop")
    desk.serves("alice", "c2")
    desk.hands("alice", "c2", to="irene")
    desk.hands("alice", "c1", to="irene")
    assert (desk.router.position("c2"), desk.router.position("c1")) == (1, 2)
    desk.chooses("irene", Wish.AVAILABLE)
    for name in ("c2", "c1", "old"):
        desk.rings(name, at="irene")
        desk.accepts("irene")


def test_what_cannot_be_asked_yet_holds_up_nothing_behind_it(open_desk: OpenDesk) -> None:
    """RTE-020, CARD-006: mail kept for one who has a chat in hand lets a chat kept later by."""
    desk = open_desk(
        queue("web", media=(Medium.CHAT, Medium.EMAIL)),
        agent("alice"),
        agent("bob"),
        agent("irene"),
        agent_transfer="any",
    )
    desk.readies("irene")
    desk.serves("irene", "c1")
    desk.readies("bob")
    desk.enters("m1", by=Medium.EMAIL)
    desk.accepts("bob")
    desk.readies("alice")
    desk.serves("alice", "c2")
    desk.hands("bob", "m1", to="irene")
    desk.waits("m1")
    desk.hands("alice", "c2", to="irene")
    desk.rings("c2", at="irene")
    assert desk.router.position("m1") == 1


@pytest.mark.parametrize(
    ("status", "table", "anybody", "available_only"),
    [
        (Status.AVAILABLE, None, None, None),
        (Status.BUSY, "busy", None, "not_available"),
        (Status.BUSY_STOP_NEW, "busy", None, "not_available"),
        (Status.WRAP_UP, "wrap_up", None, "not_available"),
        (Status.OFFLINE, None, None, "not_available"),
        (Status.ON_BREAK, None, None, "not_available"),
        (Status.LOGGED_OUT, "logged_out", "logged_out", "logged_out"),
    ],
)
def test_the_table_of_transfers(
    status: Status, table: str | None, anybody: str | None, available_only: str | None
) -> None:
    """STA-052, XFR-002, XFR-003, XFR-009, CON-21, RTE-024: who can be chosen, by setting."""
    assert may_transfer_to(status, "table") == table
    assert may_transfer_to(status, "any") == anybody
    assert may_transfer_to(status, "available_only") == available_only


def test_a_busy_agent_cannot_be_chosen_and_the_desk_learns_why(open_desk: OpenDesk) -> None:
    """XFR-002, section 4 row 1: refused, with a reason that can be shown."""
    desk = _house(open_desk)
    desk.readies("bob")
    desk.serves("bob", "c2")
    with pytest.raises(Refused) as caught:
        desk.hands("alice", "c1", to="bob")
    assert (caught.value.code, caught.value.reason) == ("conflict", "busy")
    assert desk.router.obstacle_to("bob") == "busy"
    desk.holds("alice", "c1")


def test_bad_targets_are_refused(open_desk: OpenDesk) -> None:
    """XFR-001: nobody, oneself, somebody who is logged out; what is not in hand."""
    desk = _house(open_desk)
    with desk.refuses("not_found"):
        desk.hands("alice", "c1", to="nobody")
    with desk.refuses("invalid"):
        desk.hands("alice", "c1", to="alice")
    with desk.refuses("conflict"):
        desk.hands("alice", "c1", to="bob")
    with desk.refuses("not_found"):
        desk.hands("alice", "c9", to="irene")
    desk.ends("alice", "c1")
    with desk.refuses("conflict"):
        desk.hands("alice", "c1", to="irene")


def test_what_cannot_be_transferred_stays(open_desk: OpenDesk) -> None:
    """XFR-001, section 6b: voicemails and callbacks never change hands."""
    desk = open_desk(queue(media=tuple(Medium)), agent("alice"), agent("irene"))
    desk.readies("alice")
    desk.enters("v1", by=Medium.VOICEMAIL)
    desk.accepts("alice")
    desk.logs_in("irene")
    with desk.refuses("invalid"):
        desk.hands("alice", "v1", to="irene")


def test_the_same_transfer_said_twice_is_one(open_desk: OpenDesk) -> None:
    """ARCHITECTURE: a command repeated after a cut link changes nothing."""
    desk = _house(open_desk)
    desk.hands("alice", "c1", to="irene")
    entries = len(desk.records)
    desk.hands("alice", "c1", to="irene")
    assert len(desk.records) == entries


def test_without_a_personal_wait_an_agent_who_is_away_is_not_waited_for(
    open_desk: OpenDesk,
) -> None:
    """XFR-010, G-05: with a limit of 0 it is anybody's at once, at the place it has had."""
    desk = _house(open_desk, personal_wait=0)
    desk.readies("bob")
    desk.hands("alice", "c1", to="irene")
    desk.passes(0)
    desk.rings("c1", at="bob")
    assert desk.made(Queued)[-1].reason == "returned"


def test_without_a_personal_wait_an_available_agent_is_asked_once(open_desk: OpenDesk) -> None:
    """XFR-009, XFR-010: it rings as long as it rings anywhere; then it is anybody's."""
    desk = _house(open_desk, personal_wait=0)
    desk.readies("irene")
    desk.hands("alice", "c1", to="irene")
    desk.passes(0)
    desk.rings("c1", at="irene")
    desk.readies("bob")
    desk.passes(28)
    desk.rings("c1", at="irene")
    desk.passes(1)
    desk.rings("c1", at="bob")


def test_after_the_personal_wait_it_is_anybodys_again(open_desk: OpenDesk) -> None:
    """G-05, XFR-010, CON-45: at the head of its own queue, with its original key."""
    desk = _house(open_desk, personal_wait=seconds(30))
    desk.hands("alice", "c1", to="irene")
    desk.enters("c2")
    desk.passes(28)
    desk.readies("bob")
    desk.rings("c2", at="bob")
    desk.chooses("bob", Wish.OFFLINE)
    desk.passes(1)
    desk.chooses("bob", Wish.AVAILABLE)
    desk.rings("c1", at="bob")
    assert desk.made(Queued)[-1].reason == "returned"


def test_one_that_rings_when_its_time_is_over_returns_when_the_ringing_stops(
    open_desk: OpenDesk,
) -> None:
    """G-05, OFR-013: an offer is never torn away."""
    desk = _house(open_desk, personal_wait=seconds(10))
    desk.readies("bob", "irene")
    desk.hands("alice", "c1", to="irene")
    desk.passes(20)
    desk.rings("c1", at="irene")
    desk.passes(10)
    desk.rings("c1", at="bob")


def test_the_target_logging_out_gives_everything_back(open_desk: OpenDesk) -> None:
    """XFR-010, CON-50: nothing waits for somebody who has gone home."""
    desk = _house(open_desk)
    desk.readies("bob")
    desk.hands("alice", "c1", to="irene")
    desk.chooses("irene", Wish.LOGGED_OUT)
    desk.rings("c1", at="bob")


def test_a_customer_who_leaves_the_personal_queue_has_abandoned(open_desk: OpenDesk) -> None:
    """CHT-044, QUE-030: and nothing rings later."""
    desk = _house(open_desk)
    desk.hands("alice", "c1", to="irene")
    desk.leaves("c1")
    desk.is_over("c1")
    desk.chooses("irene", Wish.AVAILABLE)
    assert desk.ringing() == {}


def test_queues_and_ticks_do_not_matter_to_what_is_personal(open_desk: OpenDesk) -> None:
    """XFR-003: a changed assignment withdraws no offer that did not come from it."""
    desk = open_desk(
        queue("web"), queue("shop"), agent("alice"), agent("irene", "shop", may_choose_queues=True)
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.readies("irene")
    desk.hands("alice", "c1", to="irene")
    desk.ticks("irene")
    desk.rings("c1", at="irene")


def test_it_is_explained(open_desk: OpenDesk) -> None:
    """RTE-018: whoever asks learns that it is kept for somebody, and why they have it not yet."""
    desk = _house(open_desk)
    desk.readies("bob")
    desk.hands("alice", "c1", to="irene")
    failed = {each.agent: each.failed for each in standing(desk.router, "c1")}
    assert failed["bob"] == "kept_for_them"
    assert failed["irene"] == "available"


# --- The preferred agent -------------------------------------------------------------------------


def _preferring(open_desk: OpenDesk, wait: float = 0) -> Desk:
    desk = open_desk(agent("alice", max_chats=1), agent("bob"), preferred_wait=seconds(wait))
    desk.readies("alice", "bob")
    return desk


def test_the_preferred_agent_is_asked_first(open_desk: OpenDesk) -> None:
    """CBK-008: before whoever has been idle for longer."""
    desk = _preferring(open_desk)
    desk.enters("c1", wants="bob")
    desk.rings("c1", at="bob")


def test_a_gentle_start_is_waited_for_as_ringing_is(open_desk: OpenDesk) -> None:
    """CBK-008, RTE-002: an available agent's pause is over before the patience is."""
    desk = open_desk(
        agent("alice"), agent("bob"), preferred_wait=seconds(30), gentle_start=seconds(20)
    )
    desk.readies("alice", "bob")
    desk.serves("alice", "c0")
    desk.enters("c1", wants="alice")
    desk.waits("c1")
    desk.passes(20)
    desk.rings("c1", at="alice")


def test_without_a_limit_anybody_follows_at_once(open_desk: OpenDesk) -> None:
    """CBK-009, RTE-015: whom nobody can ask now is not waited for."""
    desk = _preferring(open_desk)
    desk.serves("alice", "c0")
    desk.enters("c1", wants="alice")
    desk.rings("c1", at="bob")


def test_with_a_limit_an_available_agent_is_waited_for(open_desk: OpenDesk) -> None:
    """RTE-015, section 6b: so long and no longer."""
    desk = _preferring(open_desk, wait=15)
    desk.serves("alice", "c0")
    desk.enters("c1", wants="alice")
    desk.passes(14)
    desk.waits("c1")
    desk.passes(1)
    desk.rings("c1", at="bob")


def test_within_the_limit_the_preferred_agent_gets_it(open_desk: OpenDesk) -> None:
    """CBK-008: as soon as there is room."""
    desk = _preferring(open_desk, wait=15)
    desk.serves("alice", "c0")
    desk.enters("c1", wants="alice")
    desk.ends("alice", "c0")
    desk.finishes("alice", "c0")
    desk.rings("c1", at="alice")


@pytest.mark.parametrize(("medium", "kept"), [(Medium.EMAIL, 15), (Medium.CALLBACK, 4)])
def test_mail_waits_for_whose_case_it_is_as_long_as_is_set_for_that(
    open_desk: OpenDesk, medium: Medium, kept: float
) -> None:
    """RTE-015, EIN-009: a limit of its own, other media have theirs."""
    desk = open_desk(
        queue("post", media=(Medium.EMAIL, Medium.CALLBACK, Medium.VOICEMAIL)),
        agent("alice", memberships=(Membership(queue="post", callback=True),)),
        agent("bob", memberships=(Membership(queue="post", callback=True),)),
        owner_wait=seconds(15),
        preferred_wait=seconds(4),
    )
    desk.readies("alice", "bob")
    desk.enters("m0", to="post", by=Medium.EMAIL, wants="alice")
    desk.accepts("alice")
    desk.enters("m1", to="post", by=medium, wants="alice")
    desk.passes(kept - 1)
    desk.waits("m1")
    desk.passes(1)
    desk.rings("m1", at="bob")


@pytest.mark.parametrize("wish", [Wish.ON_BREAK, Wish.OFFLINE])
def test_an_agent_who_stops_is_not_waited_for(open_desk: OpenDesk, wish: Wish) -> None:
    """CBK-009, section 6b: kept only while that agent is available."""
    desk = _preferring(open_desk, wait=15)
    desk.enters("c1", wants="alice")
    desk.chooses("alice", wish)
    desk.rings("c1", at="bob")


@pytest.mark.parametrize("who", ["nobody", "carol"])
def test_a_preference_for_somebody_else_is_none(open_desk: OpenDesk, who: str) -> None:
    """CBK-009: an unknown agent, or one who does not serve the queue."""
    desk = open_desk(
        queue("web"), queue("shop"), agent("bob"), agent("carol", "shop"), preferred_wait=seconds(9)
    )
    desk.readies("bob", "carol")
    desk.enters("c1", wants=who)
    desk.rings("c1", at="bob")
