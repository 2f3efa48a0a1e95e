"""Records of work, presence and restarts that break a rule."""

from router.decisions import (
    CodesSet,
    DeadlinesMoved,
    HandlingEnded,
    InteractionAbandoned,
    OfferWithdrawn,
    PresenceChanged,
    Queued,
    WaitLimitReached,
    WrapUpExtended,
    WrapUpOverdue,
)
from router.ids import SECOND
from router.inputs import (
    ClockReached,
)
from router.lifecycle import Presence, Status, Wish
from tests.router.audit.doctored import added, altered, caused_by, dropped, earlier, status_changed
from tests.router.audit.journals import BadJournals, Records, sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, codes, queue

BAD = BadJournals()


@BAD.breaking("wrap-up")
def wraps_up_for_ever() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    return altered(sound(desk), HandlingEnded, wrap_up_ends_at=desk.at + 900 * SECOND)


@BAD.breaking("wrap-up")
def extends_by_a_guess() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    desk.extends("alice", "c1")
    return altered(sound(desk), WrapUpExtended, wrap_up_ends_at=desk.at + 61 * SECOND)


@BAD.breaking("wrap-up-end")
def wrap_up_ends_early() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    desk.passes(60)
    return earlier(sound(desk), 1)


def _with_code() -> Desk:
    desk = Desk(
        queue(code_lists=("outcome",)),
        codes("outcome", "sold", "lost", mandatory=True),
        agent("alice"),
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    return desk


@BAD.breaking("wrap-up-end")
def wrap_up_is_forgotten() -> Records:
    desk = _with_code()
    desk.passes(60)
    return dropped(sound(desk), WrapUpOverdue)


@BAD.breaking("mandatory-code")
def finishes_without_code() -> Records:
    desk = _with_code()
    desk.codes("alice", "c1", "sold")
    desk.finishes("alice", "c1")
    return altered(sound(desk), CodesSet, codes=())


@BAD.breaking("codes")
def invents_a_code() -> Records:
    desk = _with_code()
    desk.codes("alice", "c1", "sold")
    return altered(sound(desk), CodesSet, codes=("bought",))


@BAD.breaking("codes")
def chooses_two_of_one() -> Records:
    desk = _with_code()
    desk.codes("alice", "c1", "sold")
    return altered(sound(desk), CodesSet, codes=("sold", "lost"))


@BAD.breaking("transfer")
def transfers_to_nobody() -> Records:
    def desk_with(rule: str) -> Desk:
        return Desk(queue("web"), queue("shop", unattended=rule), agent("alice"))

    desk = desk_with("warn")
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.transfers("alice", "c1", "shop")
    records = sound(desk)
    return [desk_with("block").records[0], *records[1:]]


@BAD.breaking("wait-limit")
def limit_told_early() -> Records:
    desk = Desk(queue(max_wait=60), agent("alice"))
    desk.enters("c1")
    desk.passes(60)
    return earlier(sound(desk), 1)


@BAD.breaking("wait-limit")
def limit_never_told() -> Records:
    desk = Desk(queue(max_wait=60), agent("alice"))
    desk.enters("c1")
    desk.passes(60)
    desk.closes()
    return caused_by(dropped(sound(desk), WaitLimitReached), ClockReached())


# --- Presence and restart ------------------------------------------------------------------------


@BAD.breaking("presence")
def lost_without_grace() -> Records:
    desk = two_at_work()
    desk.vanishes("alice")
    return altered(sound(desk), PresenceChanged, presence=Presence.UNREACHABLE, until=None)


@BAD.breaking("presence")
def grace_without_end() -> Records:
    desk = two_at_work()
    desk.vanishes("alice")
    return altered(sound(desk), PresenceChanged, until=desk.at + 90 * SECOND)


@BAD.breaking("return")
def taken_back_early() -> Records:
    desk = with_chat()
    desk.vanishes("alice", at_once=True)
    desk.passes(120)
    return earlier(sound(desk), 1)


@BAD.breaking("restart")
def rings_through_a_restart() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.stops_for(9)
    return dropped(sound(desk), OfferWithdrawn)


@BAD.breaking("restart")
def wrap_up_shrinks_by_a_restart() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    desk.stops_for(9)
    return dropped(sound(desk), DeadlinesMoved)


@BAD.breaking("restart")
def status_lost_by_a_restart() -> Records:
    desk = two_at_work()
    desk.stops_for(9)
    idle = desk.router.agents["bob"].idle_since
    made = status_changed("bob", Wish.OFFLINE, Status.OFFLINE, since=desk.at, idle=idle)
    return added(sound(desk), made)


# --- No loss -------------------------------------------------------------------------------------


@BAD.breaking("in-one-place")
def gone_but_not_abandoned() -> Records:
    desk = two_at_work()
    desk.enters("c1")
    desk.leaves("c1")
    return dropped(sound(desk), InteractionAbandoned)


@BAD.breaking("in-one-place")
def dropped_by_a_transfer() -> Records:
    desk = Desk(agent("alice"), queue("shop"), queue("web", wrap_up=0))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.transfers("alice", "c1", "shop", confirm=True)
    return dropped(sound(desk), Queued)
