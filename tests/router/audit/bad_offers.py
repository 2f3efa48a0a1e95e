"""Records whose offers end as they must not."""

from msgspec.structs import replace

from router.decisions import (
    HandlingStarted,
    InteractionDiscarded,
    Offered,
    OfferWithdrawn,
    QueueStateSet,
    StatusChanged,
)
from router.ids import SECOND
from router.inputs import (
    ClockReached,
    DiscardInteraction,
    PolicyChanged,
    PullInteraction,
)
from router.lifecycle import Medium, Wish, Withdrawal
from tests.router.audit.doctored import (
    altered,
    appended,
    caused_by,
    dropped,
    earlier,
    offered,
)
from tests.router.audit.journals import BadJournals, Records, sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, company, queue

BAD = BadJournals()


@BAD.breaking("offer-values")
def rings_too_long() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    return altered(sound(desk), Offered, expires_at=desk.at + 31 * SECOND)


@BAD.breaking("offer-expiry")
def missed_before_its_time() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.passes(30)
    return earlier(sound(desk), 1)


@BAD.breaking("offer-expiry")
def missed_by_one_who_could_not_see_it() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.passes(20)
    desk.vanishes("alice")
    desk.passes(10)
    return altered(sound(desk), OfferWithdrawn, reason=Withdrawal.TIMED_OUT)


@BAD.breaking("offer-stands")
def rings_on_after_going_offline() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.chooses("alice", Wish.OFFLINE)
    return dropped(dropped(sound(desk), Offered), OfferWithdrawn)


@BAD.breaking("reject")
def rejects_without_permission() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.rejects("alice")
    records = sound(desk)
    strict = PolicyChanged(policy=company(agent("alice"), agent("bob")))
    return [replace(records[0], input=strict), *records[1:]]


@BAD.breaking("declined")
def misses_and_stays_available() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.passes(30)
    return dropped(sound(desk), StatusChanged)


@BAD.breaking("declined")
def misses_at_work_and_takes_more() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.enters("c2")
    desk.passes(30)
    return dropped(sound(desk), StatusChanged)


@BAD.breaking("accepted")
def accepts_another_medium() -> Records:
    return altered(sound(with_chat()), HandlingStarted, medium=Medium.EMAIL)


@BAD.breaking("offer-values", "names queue shop")
def offered_from_another_queue() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    return altered(sound(desk), Offered, queue="shop")


@BAD.breaking("offer-expiry", "is present, yet loses")
def lost_by_one_who_is_there() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.passes(30)
    return altered(sound(desk), OfferWithdrawn, reason=Withdrawal.UNREACHABLE)


@BAD.breaking("offer-expiry", "rings on after its countdown")
def rings_for_ever() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    closing = QueueStateSet(queue="web", open=False)
    return appended(sound(desk), ClockReached(), closing, after=30)


@BAD.breaking("offer-stands", "who is unreachable")
def rings_at_an_empty_desk() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.vanishes("alice", at_once=True)
    return dropped(dropped(sound(desk), Offered), OfferWithdrawn)


@BAD.breaking("offer-stands", "who stops new ones")
def rings_at_one_who_stopped_new_ones() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.enters("c2")
    desk.stops_new("alice")
    return dropped(sound(desk), OfferWithdrawn)


@BAD.breaking("accepted", "does not ring there")
def accepts_what_rings_elsewhere() -> Records:
    return altered(sound(with_chat()), HandlingStarted, agent="bob")


@BAD.breaking("wrap-up", "another wrap-up than agent and queue")
def gets_more_wrap_up_than_set() -> Records:
    return altered(sound(with_chat()), HandlingStarted, wrap_up=600 * SECOND)


# --- Pulled and thrown away ----------------------------------------------------------------------


def _with_mail(**dials: bool) -> Desk:
    desk = Desk(
        queue("mail", media=(Medium.EMAIL,)),
        agent("alice", "mail", may_pull=True, may_discard=True),
        agent("bob", "mail", **dials),
    )
    for name in ("m1", "m2"):
        desk.enters(name, to="mail", by=Medium.EMAIL)
    desk.logs_in("alice", "bob")
    for name in ("alice", "bob"):
        desk.chooses(name, Wish.OFFLINE)
    return desk


def _pulled(**dials: bool) -> Records:
    desk = _with_mail(**dials)
    desk.pulls("alice", "m2")
    return sound(desk)


def _discarded() -> Records:
    desk = _with_mail()
    desk.discards("alice", "m2")
    return sound(desk)


@BAD.breaking("pull", "without the permission")
def pulls_without_the_permission() -> Records:
    records = altered(altered(_pulled(), Offered, agent="bob"), HandlingStarted, agent="bob")
    return caused_by(records, PullInteraction(agent="bob", interaction="m2"))


@BAD.breaking("pull", "is given what")
def gives_away_what_another_pulled() -> Records:
    return caused_by(_pulled(), PullInteraction(agent="bob", interaction="m2"))


@BAD.breaking("pull", "hands that are not empty")
def pulls_with_full_hands() -> Records:
    desk = _with_mail()
    desk.pulls("alice", "m1")
    records = offered(sound(desk), "m2", "alice", queue="mail")
    last = records[-1]
    return [*records[:-1], replace(last, input=PullInteraction(agent="alice", interaction="m2"))]


@BAD.breaking("pull", "while")
def pulls_on_a_break() -> Records:
    desk = _with_mail()
    desk.chooses("alice", Wish.ON_BREAK)
    records = offered(sound(desk), "m2", "alice", queue="mail")
    last = records[-1]
    return [*records[:-1], replace(last, input=PullInteraction(agent="alice", interaction="m2"))]


@BAD.breaking("pull", "not for alice to pull")
def pulls_what_is_not_there_to_be_pulled() -> Records:
    desk = two_at_work()
    desk.chooses("alice", Wish.OFFLINE)
    desk.chooses("bob", Wish.OFFLINE)
    desk.enters("c1")
    records = offered(sound(desk), "c1", "alice")
    last = records[-1]
    return [*records[:-1], replace(last, input=PullInteraction(agent="alice", interaction="c1"))]


@BAD.breaking("offline-pull", "works offline no longer")
def is_busy_with_what_was_pulled_offline() -> Records:
    return altered(_pulled(), HandlingStarted, offline=False)


@BAD.breaking("offline-pull", "offline without cause")
def works_offline_on_what_rang() -> Records:
    return altered(sound(with_chat()), HandlingStarted, offline=True)


@BAD.breaking("discard", "nobody asked for")
def throws_away_something_else() -> Records:
    return altered(_discarded(), InteractionDiscarded, interaction="m1")


@BAD.breaking("discard", "without the permission")
def throws_away_without_the_permission() -> Records:
    command = DiscardInteraction(agent="bob", interaction="m2")
    return caused_by(altered(_discarded(), InteractionDiscarded, agent="bob"), command)


@BAD.breaking("discard", "not for alice to throw away")
def throws_away_what_is_in_hand() -> Records:
    desk = _with_mail()
    desk.pulls("alice", "m2")
    thrown = InteractionDiscarded(interaction="m2", queue="mail", agent="alice")
    return appended(sound(desk), DiscardInteraction(agent="alice", interaction="m2"), thrown)
