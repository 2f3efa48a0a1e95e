"""Offers: ringing, accepting, rejecting, missing, withdrawing."""

from collections.abc import Callable

import pytest

from router.decisions import HandlingStarted, Offered, OfferWithdrawn
from router.ids import seconds
from router.inputs import AcceptOffer, RejectOffer
from router.lifecycle import Medium, Status, Wish, Withdrawal
from router.policy import Membership
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def test_an_available_agent_with_the_queue_enabled_is_offered_the_chat(open_desk: OpenDesk) -> None:
    """OFR-018, RTE-030, STA-005: available and enabled is all it takes, and it rings at once."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.rings("c1", at="alice")


@pytest.mark.parametrize("amount", [5, 30, 45])
def test_the_countdown_is_the_queues(open_desk: OpenDesk, amount: int) -> None:
    """OFR-005, STA-015: the time to accept is what the administrator set for the queue."""
    desk = open_desk(queue(accept_timeout=amount), agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    (offer,) = desk.made(Offered)
    assert offer.expires_at == desk.at + seconds(amount)


def test_accepting_before_the_countdown_ends_connects_that_agent(open_desk: OpenDesk) -> None:
    """OFR-006, OFR-009, STA-006, STA-007: the chat opens for the agent, who is now busy."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.passes(29.999999)
    assert desk.accepts("alice") == "c1"
    desk.holds("alice", "c1")
    desk.shows("alice", Status.BUSY)


def test_journal_order_alone_decides_between_accepting_and_missing(open_desk: OpenDesk) -> None:
    """OFR-006: an accept that arrives before the wake-up counts, however late it is."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.at += seconds(31)
    desk.accepts("alice")
    desk.passes(0)
    desk.holds("alice", "c1")
    assert desk.made(OfferWithdrawn) == []


def test_accepting_again_changes_nothing(open_desk: OpenDesk) -> None:
    """OFR-006: the holder's repeated accept is answered, not carried out twice."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    accept = AcceptOffer(agent="alice", offer=desk.offer_at("alice"))
    desk.tell(accept)
    before = desk.router.snapshot()
    assert desk.tell(accept) == ()
    assert desk.router.snapshot() == before
    assert len(desk.made(HandlingStarted)) == 1


@pytest.mark.parametrize(
    ("name", "code"), [("bob", "not_found"), ("alice", "offer_expired"), ("mallory", "not_found")]
)
def test_nobody_accepts_what_does_not_ring_at_them(
    open_desk: OpenDesk, name: str, code: str
) -> None:
    """OFR-006: another agent's offer, an offer that is over and an unknown agent are refused."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.enters("c1")
    offer = desk.offer_at("alice") if name != "alice" else "1.9"
    with desk.refuses(code):
        desk.tell(AcceptOffer(agent=name, offer=offer))


def test_without_the_permission_rejecting_is_refused(open_desk: OpenDesk) -> None:
    """OFR-010: the server refuses, whatever the button did."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    with desk.refuses("forbidden"):
        desk.rejects("alice")
    desk.rings("c1", at="alice")


def test_with_the_permission_rejecting_puts_the_agent_on_break(open_desk: OpenDesk) -> None:
    """OFR-011, STA-028, STA-032, STC-009: no status code is asked for; the reason is recorded."""
    desk = open_desk(agent("alice", may_reject=True))
    desk.readies("alice")
    desk.enters("c1")
    desk.rejects("alice")
    desk.shows("alice", Status.ON_BREAK)
    desk.waits("c1")
    (withdrawn,) = desk.made(OfferWithdrawn)
    assert withdrawn.reason is Withdrawal.REJECTED


def test_a_queue_may_set_its_own_price_of_declining(open_desk: OpenDesk) -> None:
    """CON-01, CON-05, STA-032, STA-033: a queue's own setting wins over its medium's row."""
    desk = open_desk(
        queue("web", on_reject=Wish.OFFLINE, accept_timeout=20),
        agent("alice", may_reject=True),
        agent("bob"),
    )
    desk.readies("alice")
    desk.enters("c1")
    desk.rejects("alice")
    desk.shows("alice", Status.OFFLINE)
    desk.readies("bob")
    desk.passes(21)
    desk.shows("bob", Status.ON_BREAK)


def test_rejecting_again_changes_nothing(open_desk: OpenDesk) -> None:
    """OFR-011: a repeated rejection is answered; somebody else's offer cannot be rejected."""
    desk = open_desk(agent("alice", may_reject=True), agent("bob", may_reject=True))
    desk.readies("alice")
    desk.enters("c1")
    reject = RejectOffer(agent="alice", offer=desk.offer_at("alice"))
    with desk.refuses("not_found"):
        desk.tell(RejectOffer(agent="bob", offer=reject.offer))
    desk.tell(reject)
    assert desk.tell(reject) == ()
    with desk.refuses("offer_expired"):
        desk.tell(RejectOffer(agent="bob", offer=reject.offer))


def test_a_missed_chat_puts_the_agent_on_break(open_desk: OpenDesk) -> None:
    """OFR-012, STA-033: a time-out has the effect of a rejection."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.passes(30)
    desk.shows("alice", Status.ON_BREAK)
    desk.waits("c1")


@pytest.mark.parametrize(
    ("medium", "status"),
    [
        (Medium.CHAT, Status.ON_BREAK),
        (Medium.EMAIL, Status.OFFLINE),
        (Medium.VOICEMAIL, Status.ON_BREAK),
        (Medium.CALLBACK, Status.ON_BREAK),
    ],
)
@pytest.mark.parametrize("declines", ["rejects", "misses"])
def test_what_declining_costs_depends_on_the_medium(
    open_desk: OpenDesk, medium: Medium, status: Status, declines: str
) -> None:
    """CON-01, CON-03, CON-04, CON-05, STA-034, STA-036: a row of the table of media."""
    takes_all = Membership(queue="web", callback=True)
    alice = agent("alice", may_reject=True, memberships=(takes_all,))
    desk = open_desk(queue(media=tuple(Medium)), alice)
    desk.readies("alice")
    desk.enters("c1", by=medium)
    if declines == "rejects":
        desk.rejects("alice")
    else:
        desk.passes(30)
    desk.shows("alice", status)


@pytest.mark.parametrize("declines", ["rejects", "misses"])
def test_a_declined_chat_keeps_its_place_and_goes_to_the_next_agent(
    open_desk: OpenDesk, declines: str
) -> None:
    """OFR-013: it is offered on before anybody who came later, and waits since it came."""
    desk = open_desk(agent("alice", may_reject=True), agent("bob"))
    desk.readies("alice")
    desk.enters("c1", "c2")
    if declines == "rejects":
        desk.rejects("alice")
    else:
        desk.passes(30)
    assert [desk.router.position(each) for each in ("c1", "c2")] == [1, 2]
    desk.readies("bob")
    desk.rings("c1", at="bob")


def test_one_offer_rings_at_an_agent_at_a_time(open_desk: OpenDesk) -> None:
    """OFR-014: the second chat waits until the first offer is answered."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1", "c2")
    desk.rings("c1", at="alice")
    desk.waits("c2")
    desk.accepts("alice")
    desk.rings("c2", at="alice")


def test_a_ringing_offer_reserves_a_place(open_desk: OpenDesk) -> None:
    """OFR-014, CON-36: five chats and one ringing are six; the seventh waits."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2", "c3", "c4", "c5")
    desk.enters("c6", "c7")
    desk.rings("c6", at="alice")
    desk.waits("c7")
    desk.accepts("alice")
    desk.waits("c7")


@pytest.mark.parametrize("wish", [Wish.OFFLINE, Wish.ON_BREAK])
def test_choosing_another_status_withdraws_what_rings(open_desk: OpenDesk, wish: Wish) -> None:
    """OFR-022: the offer is withdrawn, the chat keeps its place, the status is the chosen one."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.enters("c1")
    desk.chooses("alice", wish)
    desk.rings("c1", at="bob")
    desk.shows("alice", Status(wish.value))
    assert [each.reason for each in desk.made(OfferWithdrawn)] == [Withdrawal.STATUS]


def test_unticking_the_queue_withdraws_what_rings_from_it(open_desk: OpenDesk) -> None:
    """OFR-022, QUE-011: interactions of that queue are blocked, the ringing one included."""
    desk = open_desk(agent("alice", may_choose_queues=True))
    desk.readies("alice")
    desk.enters("c1")
    desk.ticks("alice")
    desk.waits("c1")
    desk.shows("alice", Status.AVAILABLE)


def test_a_customer_who_leaves_ends_the_ringing(open_desk: OpenDesk) -> None:
    """OFR-014: the abandoned chat is over, and the agent is free at the turn they had."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.enters("c1")
    desk.leaves("c1")
    desk.is_over("c1")
    desk.shows("alice", Status.AVAILABLE)
    desk.enters("c2")
    desk.rings("c2", at="alice")


def test_an_offer_says_why_this_agent_was_first(open_desk: OpenDesk) -> None:
    """RTE-011: chats held and idle since are recorded with the offer."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    idle_since = desk.at
    desk.passes(12)
    desk.serves("alice", "c1")
    desk.enters("c2")
    first, second = desk.made(Offered)
    assert (first.held, first.idle_since) == (0, idle_since)
    assert (second.held, second.idle_since) == (1, idle_since)
