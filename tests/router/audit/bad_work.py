"""Records of work, presence and restarts that break a rule."""

from msgspec.structs import replace

from router.decisions import (
    CodesSet,
    DeadlinesMoved,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionAbandoned,
    InteractionClosed,
    OfferWithdrawn,
    PaceEnded,
    PresenceChanged,
    Queued,
    QueueStateSet,
    StatusChanged,
    WaitLimitReached,
    WrapUpExtended,
    WrapUpOverdue,
)
from router.ids import SECOND
from router.inputs import (
    AgentReachable,
    ClockReached,
    GatewayStarted,
    PolicyChanged,
)
from router.lifecycle import Medium, Presence, Status, Wish
from tests.router.audit.doctored import (
    added,
    altered,
    appended,
    caused_by,
    dropped,
    earlier,
    status_changed,
)
from tests.router.audit.journals import BadJournals, Records, sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, codes, company, queue

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


def _begun_gently() -> Desk:
    desk = Desk(agent("alice"), gentle_start=30 * SECOND)
    desk.readies("alice")
    desk.serves("alice", "c1")
    return desk


@BAD.breaking("pace", "another instant")
def is_left_alone_for_too_long() -> Records:
    desk = _begun_gently()
    return altered(sound(desk), HandlingStarted, paced_until=desk.at + 31 * SECOND)


@BAD.breaking("pace", "before its end")
def is_hurried() -> Records:
    desk = _begun_gently()
    return appended(sound(desk), ClockReached(), PaceEnded(agent="alice"), after=29)


@BAD.breaking("pace", "before its end")
def ends_a_pause_that_never_was() -> Records:
    return appended(sound(with_chat()), ClockReached(), PaceEnded(agent="alice"))


@BAD.breaking("pace", "goes on past its end")
def is_forgotten() -> Records:
    desk = _begun_gently()
    return appended(sound(desk), ClockReached(), after=30)


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


def _overdue(code: str, after: float) -> Records:
    """Give a record in which an open wrap-up is called overdue."""
    desk = _with_code()
    if code:
        desk.codes("alice", "c1", code)
    (ended,) = desk.made(HandlingEnded)
    overdue = WrapUpOverdue(handling=ended.handling, interaction="c1", agent="alice")
    return appended(sound(desk), ClockReached(), overdue, after=after)


@BAD.breaking("wrap-up-end", "called overdue before it ends")
def overdue_early() -> Records:
    return _overdue("", 59)


@BAD.breaking("wrap-up-end", "though no code is missing")
def overdue_for_nothing() -> Records:
    return _overdue("sold", 60)


@BAD.breaking("wrap-up-end", "has its code now, and stays open")
def overdue_for_ever() -> Records:
    desk = _with_code()
    desk.passes(60)
    desk.codes("alice", "c1", "sold")
    records = dropped(dropped(sound(desk), HandlingClosed), InteractionClosed)
    return dropped(records, StatusChanged)


@BAD.breaking("wrap-up-end", "has no wrap-up and stays open")
def wraps_up_without_time_for_it() -> Records:
    desk = Desk(queue(wrap_up=0), agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    return dropped(dropped(sound(desk), HandlingClosed), InteractionClosed)


def _transferred(**shop: object) -> Records:
    """Give a record of a transfer to a queue that is, in truth, described so."""
    desk = Desk(queue("web"), queue("shop"), agent("alice"), agent("bob", "shop"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.transfers("alice", "c1", "shop")
    records = sound(desk)
    truth = company(queue("web"), queue("shop", **shop), agent("alice"), agent("bob", "shop"))
    return [replace(records[0], input=PolicyChanged(policy=truth)), *records[1:]]


@BAD.breaking("transfer", "which takes no chat")
def transfers_to_a_queue_of_mails() -> Records:
    return _transferred(media=(Medium.EMAIL,))


@BAD.breaking("transfer", "which cannot be transferred")
def transfers_a_voicemail() -> Records:
    return altered(_transferred(), Queued, medium=Medium.VOICEMAIL)


@BAD.breaking("wait-limit", "another wait limit than its queue")
def waits_without_limit() -> Records:
    return _transferred(max_wait=60)


@BAD.breaking("presence", "goes on past its end")
def keeps_its_grace() -> Records:
    desk = two_at_work()
    desk.vanishes("alice")
    return appended(sound(desk), ClockReached(), QueueStateSet(queue="web", open=False), after=15)


@BAD.breaking("presence", "to unreachable too early")
def is_lost_by_a_login() -> Records:
    desk = two_at_work()
    desk.vanishes("alice", at_once=True)
    return caused_by(sound(desk), AgentReachable(agent="alice"))


@BAD.breaking("presence", "to unreachable too early")
def is_lost_by_a_restart() -> Records:
    desk = two_at_work()
    desk.vanishes("alice", at_once=True)
    return caused_by(sound(desk), GatewayStarted(down_for=0))


@BAD.breaking("return", "who is lost")
def stays_with_a_lost_agent() -> Records:
    desk = with_chat()
    desk.vanishes("alice", at_once=True)
    return appended(sound(desk), ClockReached(), QueueStateSet(queue="web", open=False), after=120)


@BAD.breaking("return", "too early")
def is_taken_from_one_who_is_there() -> Records:
    desk = with_chat()
    (started,) = desk.made(HandlingStarted)
    idle = desk.router.agents["alice"].idle_since
    closed = HandlingClosed(
        handling=started.handling,
        interaction="c1",
        agent="alice",
        outcome="returned",
        idle_since=idle,
    )
    return appended(sound(desk), ClockReached(), closed)


@BAD.breaking("restart", "deadlines move by")
def deadlines_move_too_far() -> Records:
    desk = with_chat()
    desk.ends("alice", "c1")
    desk.stops_for(9)
    return altered(sound(desk), DeadlinesMoved, by=10 * SECOND)


@BAD.breaking("restart", "taken for present")
def is_present_after_a_restart() -> Records:
    desk = two_at_work()
    desk.stops_for(9)
    return dropped(sound(desk), PresenceChanged)
