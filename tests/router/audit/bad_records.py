"""Records that are wrong as such, or that are unfair."""

from msgspec.structs import replace

from router.decisions import (
    HandedOn,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionAbandoned,
    Offered,
    OfferWithdrawn,
    PolicyAdopted,
    Queued,
    QueueStateSet,
    WrapUpExtended,
)
from router.ids import SECOND
from router.inputs import (
    AcceptOffer,
    AgentReachable,
    InteractionLeft,
    QueueClosed,
)
from router.lifecycle import Medium
from tests.router.audit.doctored import (
    added,
    altered,
    appended,
    caused_by,
    dropped,
    earlier,
    offered,
)
from tests.router.audit.journals import BadJournals, Records, sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, queue

BAD = BadJournals()


@BAD.breaking("numbering")
def entry_missing() -> Records:
    records = sound(with_chat())
    return [*records[:3], *records[4:]]


@BAD.breaking("numbering")
def beginning_missing() -> Records:
    return sound(with_chat())[1:]


@BAD.breaking("time")
def runs_backwards() -> Records:
    return earlier(sound(with_chat()), 100)


@BAD.breaking("minted-ids")
def offer_named_by_chance() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    return altered(sound(desk), Offered, offer="77.0")


@BAD.breaking("cause")
def timed_out_by_a_login() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.passes(30)
    return caused_by(sound(desk), AgentReachable(agent="bob"))


@BAD.breaking("own-act")
def accepted_by_somebody_else() -> Records:
    records = sound(with_chat())
    offer = records[-1].input
    assert isinstance(offer, AcceptOffer)
    return caused_by(records, AcceptOffer(agent="bob", offer=offer.offer))


@BAD.breaking("effect")
def queue_closes_and_stays_open() -> Records:
    records = sound(with_chat())
    return appended(records, QueueClosed(queue="web"), QueueStateSet(queue="web", open=True))


@BAD.breaking("life-cycle")
def closed_twice() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    closed = desk.made(HandlingClosed)[0]
    return added(sound(desk), closed)


@BAD.breaking("life-cycle")
def extended_while_active() -> Records:
    records = sound(with_chat())
    handling = records[-1].decisions[0]
    assert isinstance(handling, HandlingStarted)
    extended = WrapUpExtended(
        handling=handling.handling, interaction="c1", agent="alice", wrap_up_ends_at=0
    )
    return added(records, extended)


@BAD.breaking("life-cycle", "HandedOn")
def chat_handed_on_when_its_customer_had_left() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    ended = desk.made(HandlingEnded)[0]
    late = HandedOn(handling=ended.handling, interaction="c1", agent="alice", to_queue="web")
    return added(sound(desk), late)


@BAD.breaking("life-cycle", "HandedOn")
def mail_handed_on_twice() -> Records:
    desk = Desk(queue(media=(Medium.EMAIL,)), agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.enters("m1", by=Medium.EMAIL)
    desk.accepts("alice")
    desk.ends("alice", "m1")
    desk.readies("bob")
    desk.transfers("alice", "m1", "web")
    return added(sound(desk), desk.made(HandedOn)[0])


@BAD.breaking("life-cycle")
def abandoned_while_served() -> Records:
    records = sound(with_chat())
    left = InteractionLeft(interaction="c1")
    return appended(records, left, InteractionAbandoned(interaction="c1", queue="web"))


# --- Fairness ------------------------------------------------------------------------------------


@BAD.breaking("eligible")
def offered_to_one_on_break() -> Records:
    desk = Desk(agent("alice"))
    desk.logs_in("alice")
    desk.enters("c1")
    return offered(sound(desk), "c1", "alice")


@BAD.breaking("cap")
def seventh_chat() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", *(f"c{k}" for k in range(1, 7)))
    desk.enters("c7")
    return offered(sound(desk), "c7", "alice", held=6)


@BAD.breaking("exclusive")
def mail_beside_a_chat() -> Records:
    desk = Desk(queue(media=(Medium.CHAT, Medium.EMAIL)), agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.enters("m1", by=Medium.EMAIL)
    return offered(sound(desk), "m1", "alice", held=1)


@BAD.breaking("one-ringing")
def second_offer_at_one_agent() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1", "c2")
    return offered(sound(desk), "c2", "alice", held=1)


@BAD.breaking("one-offer")
def rings_in_two_places() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    return offered(sound(desk), "c1", "bob")


@BAD.breaking("fifo")
def second_come_first_served() -> Records:
    desk = Desk(agent("alice"))
    desk.enters("c1", "c2")
    desk.readies("alice")
    return altered(sound(desk), Offered, interaction="c2")


@BAD.breaking("fifo")
def passed_over_in_another_queue() -> Records:
    desk = Desk(queue("web"), queue("shop"), agent("alice", "web", "shop"))
    desk.enters("c1", to="shop")
    desk.enters("c2", to="web")
    desk.readies("alice")
    return altered(sound(desk), Offered, interaction="c2", queue="web")


@BAD.breaking("agent-order")
def latest_agent_first() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    return altered(
        sound(desk), Offered, agent="bob", idle_since=desk.router.agents["bob"].idle_since
    )


@BAD.breaking("work-conserving")
def nobody_is_asked() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    return dropped(sound(desk), Offered)


@BAD.breaking("place")
def enters_before_others() -> Records:
    desk = Desk(agent("alice"))
    desk.enters("c1")
    return altered(sound(desk), Queued, entered_at=desk.at - SECOND)


@BAD.breaking("place")
def comes_back_at_the_tail() -> Records:
    desk = with_chat()
    desk.vanishes("alice", at_once=True)
    desk.passes(120)
    return altered(sound(desk), Queued, entered_at=desk.at)


@BAD.breaking("excluded")
def transfer_forgets_its_sender() -> Records:
    desk = with_chat()
    desk.transfers("alice", "c1", "web")
    return altered(sound(desk), Queued, excluded=None)


@BAD.breaking("life-cycle", "enters twice")
def enters_twice() -> Records:
    desk = Desk(agent("alice"))
    desk.enters("c1")
    return added(sound(desk), desk.made(Queued)[0])


@BAD.breaking("life-cycle", "is transferred while waiting")
def transferred_while_waiting() -> Records:
    desk = Desk(agent("alice"))
    desk.enters("c1")
    return added(sound(desk), replace(desk.made(Queued)[0], reason="transferred"))


@BAD.breaking("life-cycle", "changes its medium")
def becomes_a_mail() -> Records:
    desk = with_chat()
    desk.transfers("alice", "c1", "web")
    return altered(sound(desk), Queued, medium=Medium.EMAIL)


@BAD.breaking("life-cycle", "rings for c1 at alice")
def withdrawn_from_somebody_else() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.passes(30)
    return altered(sound(desk), OfferWithdrawn, agent="bob")


@BAD.breaking("life-cycle", "is alice's c1")
def ended_for_somebody_else() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    return altered(sound(desk), HandlingEnded, agent="bob")


@BAD.breaking("in-one-place", "is closed while handling")
def closed_under_its_agents_hands() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    return dropped(sound(desk), HandlingClosed)


@BAD.breaking("in-one-place", "still rings")
def abandoned_and_still_ringing() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.leaves("c1")
    return dropped(sound(desk), OfferWithdrawn)


@BAD.breaking("cause", "a policy is adopted that is not there")
def adopts_no_policy() -> Records:
    return added(sound(with_chat()), PolicyAdopted())
