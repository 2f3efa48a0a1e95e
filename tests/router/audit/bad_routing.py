"""Records in which work goes where it must not, or stays where it should not."""

from msgspec.structs import replace

from router.decisions import CodesSet, Offered, Queued, Scheduled
from router.ids import SECOND
from router.inputs import ClockReached, PolicyChanged, TransferToAgent
from router.lifecycle import Medium, Wish
from router.policy import Membership
from tests.router.audit.doctored import altered, appended, caused_by, dropped, earlier
from tests.router.audit.journals import BadJournals, Records, sound
from tests.router.desk import Desk, agent, codes, queue

BAD = BadJournals()


def _with_automatic_code() -> Desk:
    """Give a desk where the wrap-up of ``c1`` has just ended with the queue's own code."""
    desk = Desk(
        queue(code_lists=("outcome",), automatic_code="none"),
        codes("outcome", "none", "sold", mandatory=True),
        agent("alice"),
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.passes(60)
    return desk


@BAD.breaking("automatic-code", "does not set")
def system_invents_an_outcome() -> Records:
    return altered(sound(_with_automatic_code()), CodesSet, codes=("sold",))


@BAD.breaking("automatic-code", "before the wrap-up ends")
def system_sets_a_code_early() -> Records:
    return earlier(sound(_with_automatic_code()), 1)


@BAD.breaking("cause")
def system_code_called_the_agents() -> Records:
    return altered(sound(_with_automatic_code()), CodesSet, by="agent")


@BAD.breaking("mandatory-code")
def closes_without_the_automatic_code() -> Records:
    return dropped(sound(_with_automatic_code()), CodesSet)


def _overflowed() -> Desk:
    """Give a desk where ``c1`` has just moved from ``web`` to ``spare``."""
    desk = Desk(queue("web", overflow_to="spare", overflow_after=10), queue("spare"))
    desk.enters("c1")
    desk.passes(10)
    return desk


@BAD.breaking("overflow", "long enough")
def moves_on_early() -> Records:
    return earlier(sound(_overflowed()), 1)


@BAD.breaking("overflow", "not for that")
def moves_on_to_anywhere() -> Records:
    return altered(sound(_overflowed()), Queued, queue="elsewhere")


@BAD.breaking("overflow", "than its queue says")
def moves_on_again_and_again() -> Records:
    desk = _overflowed()
    return altered(sound(desk), Queued, overflow_at=desk.at + 1)


@BAD.breaking("overflow", "should have moved on")
def stays_where_it_should_not() -> Records:
    desk = Desk(queue("web", overflow_to="spare", overflow_after=10), queue("spare"))
    desk.enters("c1")
    return appended(sound(desk), ClockReached(), after=10)


@BAD.breaking("place")
def moves_on_to_the_tail() -> Records:
    desk = _overflowed()
    return altered(sound(desk), Queued, entered_at=desk.at)


def _called() -> Desk:
    """Give a desk where ``c1``, who called a minute ago, has just begun to wait."""
    desk = Desk(queue(media=(Medium.CALLBACK,)))
    desk.enters("c1", by=Medium.CALLBACK, called=60)
    return desk


@BAD.breaking("place")
def caller_loses_the_place() -> Records:
    desk = _called()
    return altered(sound(desk), Queued, entered_at=desk.at)


@BAD.breaking("place")
def caller_gets_an_older_place() -> Records:
    desk = _called()
    return altered(sound(desk), Queued, entered_at=desk.at - 61 * SECOND)


@BAD.breaking("wait-limit", "than before it moved")
def moves_on_with_fresh_patience() -> Records:
    desk = _overflowed()
    return altered(sound(desk), Queued, wait_limit_at=desk.at)


@BAD.breaking("life-cycle")
def returns_though_it_waits() -> Records:
    return altered(sound(_overflowed()), Queued, reason="returned")


def _handed(*, available: bool = False) -> Desk:
    """Give a desk where alice has just handed ``c1`` to irene."""
    desk = Desk(agent("alice"), agent("bob"), agent("irene"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.logs_in("irene")
    if available:
        desk.readies("irene")
    desk.hands("alice", "c1", to="irene")
    return desk


@BAD.breaking("personal", "as it should be")
def kept_for_too_long() -> Records:
    desk = _handed()
    return altered(sound(desk), Queued, kept_until=desk.at + 1)


@BAD.breaking("personal", "who is available")
def handed_to_one_who_cannot_be_chosen() -> Records:
    records = sound(_handed(available=True))
    first = records[0].input
    assert isinstance(first, PolicyChanged)
    rule = replace(first.policy.settings, agent_transfer="available_only")
    policy = replace(first.policy, settings=rule, agents=first.policy.agents[:2])
    return [replace(records[0], input=PolicyChanged(policy=policy)), *records[1:]]


@BAD.breaking("personal", "cannot be transferred")
def handed_to_oneself() -> Records:
    desk = _handed()
    cause = TransferToAgent(agent="alice", interaction="c1", to_agent="alice")
    return caused_by(altered(sound(desk), Queued, kept_for="alice"), cause)


@BAD.breaking("personal", "without a transfer")
def kept_for_no_reason() -> Records:
    desk = Desk(agent("alice"))
    desk.enters("c1")
    return altered(sound(desk), Queued, kept_for="alice", kept_until=desk.at + 1)


@BAD.breaking("personal", "who may still have it")
def taken_from_the_personal_queue_early() -> Records:
    desk = _handed()
    desk.passes(300)
    return earlier(sound(desk), 1)


@BAD.breaking("personal", "past its time")
def kept_past_its_time() -> Records:
    return appended(sound(_handed()), ClockReached(), after=300)


@BAD.breaking("personal", "in vain")
def waits_for_one_who_went_home() -> Records:
    desk = _handed()
    desk.chooses("irene", Wish.LOGGED_OUT)
    return dropped(sound(desk), Queued)


@BAD.breaking("work-conserving", "although irene is eligible")
def forgets_the_personal_queue() -> Records:
    return dropped(sound(_handed(available=True)), Offered)


@BAD.breaking("personal-first", "is kept for irene")
def serves_strangers_first() -> Records:
    desk = _handed()
    desk.enters("c2")
    desk.chooses("irene", Wish.AVAILABLE)
    return altered(sound(desk), Offered, interaction="c2")


@BAD.breaking("preferred", "not for alice")
def ignores_a_preference() -> Records:
    desk = Desk(agent("alice"), agent("bob"))
    desk.readies("bob", "alice")
    desk.enters("c1", wants="alice")
    return altered(sound(desk), Queued, kept_for=None)


@BAD.breaking("preferred", "as it should be")
def waits_for_a_preference_too_long() -> Records:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1", wants="alice")
    return altered(sound(desk), Queued, kept_until=desk.at + 1)


@BAD.breaking("preferred", "still waits for one agent")
def keeps_a_returned_one_as_a_preference() -> Records:
    desk = _handed()
    desk.passes(300)
    return altered(sound(desk), Queued, preferred=True)


def _scheduled() -> Desk:
    """Give a desk where ``c1`` wants to be called in a minute."""
    desk = Desk(queue(media=(Medium.CALLBACK,)), agent("alice"))
    desk.enters("c1", by=Medium.CALLBACK, after=60)
    return desk


@BAD.breaking("schedule", "another time")
def puts_off_for_longer() -> Records:
    desk = _scheduled()
    return altered(sound(desk), Scheduled, until=desk.at + 1)


@BAD.breaking("schedule", "before its time")
def comes_before_its_time() -> Records:
    desk = _scheduled()
    desk.passes(60)
    return earlier(sound(desk), 1)


@BAD.breaking("schedule", "still put off")
def sleeps_on() -> Records:
    return appended(sound(_scheduled()), ClockReached(), after=60)


def _put_off() -> Desk:
    desk = Desk(
        queue(media=(Medium.CALLBACK,)),
        agent("alice", memberships=(Membership(queue="web", callback=True),)),
    )
    desk.readies("alice")
    desk.enters("c1", by=Medium.CALLBACK)
    desk.accepts("alice")
    desk.puts_off("alice", "c1", for_seconds=60)
    return desk


@BAD.breaking("schedule", "another queue")
def put_off_into_another_queue() -> Records:
    return altered(sound(_put_off()), Scheduled, queue="elsewhere")


@BAD.breaking("preferred", "not as asked for")
def put_off_for_somebody_else() -> Records:
    return altered(sound(_put_off()), Scheduled, preferred="alice")


@BAD.breaking("schedule", "cannot be put off")
def put_off_though_it_may_not_be() -> Records:
    records = sound(_put_off())
    first = records[0].input
    assert isinstance(first, PolicyChanged)
    media = tuple(replace(rule, reschedulable=False) for rule in first.policy.media)
    policy = replace(first.policy, media=media)
    return [replace(records[0], input=PolicyChanged(policy=policy)), *records[1:]]


@BAD.breaking("life-cycle", "enters twice")
def enters_twice_for_later() -> Records:
    records = sound(_scheduled())
    last = records[-1]
    return [*records, replace(last, n=last.n + 1)]


@BAD.breaking("life-cycle", "not in hand")
def put_off_by_nobody() -> Records:
    records = sound(_scheduled())
    return altered(records, Scheduled, reason="rescheduled")
