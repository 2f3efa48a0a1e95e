"""An agent with the permission takes mail out of turn, or throws it away."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from router.decisions import HandlingStarted, Offered
from router.explain import Choice, explain
from router.lifecycle import Medium, Status, Wish
from router.machine import Router
from router.policy import MEDIA
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """Three mails wait; alice may choose among them and works offline."""
    desk = open_desk(
        queue("mail", media=(Medium.EMAIL,)),
        queue("web"),
        agent("alice", "mail", may_pull=True, may_discard=True),
        agent("bob", "mail", may_pull=True),
        agent("carol", "web", may_pull=True, may_discard=True),
        agent("dave", "mail"),
    )
    for name in ("m1", "m2", "m3"):
        desk.enters(name, to="mail", by=Medium.EMAIL)
    desk.enters("c1")
    desk.logs_in("alice", "bob", "carol", "dave")
    for name in ("alice", "bob", "carol", "dave"):
        desk.chooses(name, Wish.OFFLINE)
    return desk


def test_a_pull_is_an_offer_accepted_in_the_same_step(desk: Desk) -> None:
    """EPL-002, EPL-004, EPL-008, OFR-015: out of turn, and on the record."""
    desk.pulls("alice", "m2")
    desk.holds("alice", "m2")
    desk.waits("m1", "m3")
    made = [type(each) for each in desk.records[-1].decisions]
    assert made[:2] == [Offered, HandlingStarted]


def test_who_pulls_while_available_is_busy(open_desk: OpenDesk) -> None:
    """EPL-012, STA-047: like anybody who accepts; available again when it is done."""
    desk = open_desk(
        queue("mail", media=(Medium.EMAIL,)),
        agent("alice", "mail", may_pull=True, may_choose_queues=True),
    )
    desk.readies("alice")
    desk.ticks("alice")
    desk.enters("m1", to="mail", by=Medium.EMAIL)
    desk.pulls("alice", "m1")
    desk.shows("alice", Status.BUSY)
    desk.ends("alice", "m1")
    desk.finishes("alice", "m1")
    desk.shows("alice", Status.AVAILABLE)


def test_who_pulls_while_working_offline_goes_on_so(desk: Desk) -> None:
    """STA-048: nothing about the status changes, its time neither, and a restart keeps it."""
    before = desk.router.agents["alice"].since
    desk.passes(60)
    desk.pulls("alice", "m2")
    desk.shows("alice", Status.OFFLINE)
    assert desk.router.agents["alice"].since == before
    assert Router.restore(desk.router.snapshot()).agents["alice"].works_offline


def test_a_company_may_show_who_pulls_as_busy(open_desk: OpenDesk) -> None:
    """STA-048: a matter of the medium's row; in old records it has none of this."""
    desk = open_desk(
        queue("mail", media=(Medium.EMAIL,)),
        agent("alice", "mail", may_pull=True),
        media=[replace(rule, offline_pull=False) for rule in MEDIA],
    )
    desk.enters("m1", to="mail", by=Medium.EMAIL)
    desk.logs_in("alice")
    desk.chooses("alice", Wish.OFFLINE)
    desk.pulls("alice", "m1")
    desk.shows("alice", Status.BUSY)


@pytest.mark.parametrize("wish", [Wish.ON_BREAK, Wish.LOGGED_OUT])
def test_what_was_pulled_is_finished_first(desk: Desk, wish: Wish) -> None:
    """STA-013, STA-048: nobody takes a break from a customer, whatever they are shown as."""
    desk.pulls("alice", "m2")
    with desk.refuses("status_not_allowed"):
        desk.chooses("alice", wish)
    with desk.refuses("status_not_allowed"):
        desk.stops_new("alice")
    desk.shows("alice", Status.OFFLINE)


def test_available_can_be_chosen_before_what_was_pulled_is_done(desk: Desk) -> None:
    """STA-047, STA-048: busy from then on, and offered the next one as soon as hands are empty."""
    desk.pulls("alice", "m2")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.shows("alice", Status.BUSY)
    desk.waits("m1", "m3")
    desk.ends("alice", "m2")
    desk.finishes("alice", "m2")
    desk.rings("m1", at="alice")


def test_what_was_pulled_goes_back_when_its_agent_is_lost(desk: Desk) -> None:
    """SES-017, STA-048: working offline protects nobody's mail from being served."""
    desk.pulls("alice", "m2")
    desk.vanishes("alice")
    desk.passes(15 + 1800)
    desk.waits("m1", "m2", "m3")
    desk.shows("alice", Status.OFFLINE)


def test_who_worked_offline_does_so_again_afterwards(desk: Desk) -> None:
    """EPL-004, WRP-001: wrapped up like anything else; a pull brings nothing else with it."""
    desk.pulls("alice", "m2")
    desk.ends("alice", "m2")
    desk.shows("alice", Status.WRAP_UP)
    desk.finishes("alice", "m2")
    desk.shows("alice", Status.OFFLINE)
    desk.waits("m1", "m3")


def test_choosing_available_ends_the_wrap_up_of_a_pull(desk: Desk) -> None:
    """WRP-011, STA-041: whoever says "available" is, whatever they were before."""
    desk.pulls("alice", "m2")
    desk.ends("alice", "m2")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.rings("m1", at="alice")


def test_the_first_who_pulls_has_it(desk: Desk) -> None:
    """EPL-016: the others are told, and nothing is served twice."""
    desk.pulls("alice", "m2")
    with desk.refuses("conflict"):
        desk.pulls("bob", "m2")


def test_a_repeated_pull_changes_nothing(desk: Desk) -> None:
    desk.pulls("alice", "m2")
    before = desk.router.snapshot()
    desk.pulls("alice", "m2")
    assert desk.router.snapshot() == before


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("dave", "m1", "forbidden"),  # EPL-001
        ("carol", "m1", "not_found"),  # not of her queues
        ("carol", "c1", "invalid"),  # a chat is served in its order
        ("alice", "m9", "not_found"),
    ],
)
def test_what_may_not_be_pulled(desk: Desk, who: str, what: str, code: str) -> None:
    """EPL-001: without the permission, and beyond it."""
    with desk.refuses(code):
        desk.pulls(who, what)


@pytest.mark.parametrize("wish", [Wish.ON_BREAK, Wish.LOGGED_OUT])
def test_whoever_does_not_work_pulls_nothing(desk: Desk, wish: Wish) -> None:
    """STA-026: a break is a break."""
    desk.chooses("alice", wish)
    with desk.refuses("status_not_allowed"):
        desk.pulls("alice", "m1")


def test_full_hands_pull_nothing(desk: Desk) -> None:
    """CON-07: mail is held alone."""
    desk.pulls("alice", "m1")
    with desk.refuses("at_capacity"):
        desk.pulls("alice", "m2")


def test_what_rings_elsewhere_is_not_pulled(desk: Desk) -> None:
    """EPL-016: it is about to be somebody's."""
    desk.chooses("bob", Wish.AVAILABLE)
    desk.rings("m1", at="bob")
    with desk.refuses("conflict"):
        desk.pulls("alice", "m1")


def test_what_is_thrown_away_is_over(desk: Desk) -> None:
    """EPL-007: it leaves the line and is accounted for; the audit balances."""
    desk.discards("alice", "m1")
    desk.is_over("m1")
    desk.chooses("bob", Wish.AVAILABLE)
    desk.rings("m2", at="bob")


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("bob", "m1", "forbidden"),
        ("carol", "m1", "not_found"),
        ("carol", "c1", "invalid"),
    ],
)
def test_what_may_not_be_thrown_away(desk: Desk, who: str, what: str, code: str) -> None:
    """EPL-007: without the permission it is refused."""
    with desk.refuses(code):
        desk.discards(who, what)


def test_what_rings_is_not_thrown_away(desk: Desk) -> None:
    """EPL-016: somebody is about to answer it."""
    desk.chooses("bob", Wish.AVAILABLE)
    with desk.refuses("conflict"):
        desk.discards("alice", "m1")


def test_a_pull_is_told_as_one(desk: Desk) -> None:
    """RTE-018: nobody was compared, and the record says so."""
    desk.pulls("alice", "m2")
    (choice,) = (each for each in explain(desk.records, "m2") if isinstance(each, Choice))
    assert (choice.chosen, choice.pulled) == ("alice", True)
