"""Records in which work goes where it must not, or stays where it should not."""

from router.decisions import CodesSet, Queued
from router.inputs import ClockReached
from tests.router.audit.doctored import altered, appended, dropped, earlier
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


@BAD.breaking("wait-limit", "than before it moved")
def moves_on_with_fresh_patience() -> Records:
    desk = _overflowed()
    return altered(sound(desk), Queued, wait_limit_at=desk.at)


@BAD.breaking("life-cycle")
def returns_though_it_waits() -> Records:
    return altered(sound(_overflowed()), Queued, reason="returned")
