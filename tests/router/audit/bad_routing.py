"""Records in which work goes where it must not, or stays where it should not."""

from router.decisions import CodesSet
from tests.router.audit.doctored import altered, dropped, earlier
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
