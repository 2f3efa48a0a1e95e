"""Checks of schedules: who comes back when, and that nobody is forgotten."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import LIFE_CYCLE, PREFERRED, SCHEDULE
from router.decisions import Queued, Scheduled
from router.inputs import ClockReached, InteractionEntered, Reschedule
from router.lifecycle import INTERACTION_MOVES, InteractionState


def scheduled(entry: Entry, made: Scheduled) -> Iterator[Finding]:
    """Check that what is put off is live, may be put off, and for as long as was asked."""
    world, cause = entry.world, entry.input
    old = world.interactions.get(made.interaction)
    if made.reason == "entered":
        wanted = cause.not_before if isinstance(cause, InteractionEntered) else None
        if old is not None:
            yield LIFE_CYCLE, f"{made.interaction} enters twice"
    else:
        wanted = cause.at if isinstance(cause, Reschedule) else None
        if old is None or InteractionState.SCHEDULED not in INTERACTION_MOVES[old.state]:
            yield LIFE_CYCLE, f"{made.interaction} is put off but is not in hand"
        elif (old.medium, old.queue) != (made.medium, made.queue):
            yield SCHEDULE, f"{made.interaction} is put off into another queue or medium"
        rule = world.media.get(made.medium)
        if rule is None or not rule.reschedulable:
            yield SCHEDULE, f"{made.interaction} is a {made.medium}, which cannot be put off"
    if made.until != wanted or made.until <= entry.at or made.order != entry.n:
        yield SCHEDULE, f"{made.interaction} is put off to another time than asked for"
    if isinstance(cause, InteractionEntered | Reschedule) and made.preferred != cause.preferred:
        yield PREFERRED, f"{made.interaction} is put off for {made.preferred}, not as asked for"


def came_due(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that nobody comes before their time."""
    old = entry.world.interactions.get(made.interaction)
    if made.reason == "scheduled" and old is not None and entry.at < old.entered_at:
        yield SCHEDULE, f"{made.interaction} comes before its time"


def overslept(entry: Entry) -> Iterator[Finding]:
    """Check that after a wake-up nobody is left whose time has come."""
    if not isinstance(entry.input, ClockReached):
        return
    for one in entry.world.interactions.values():
        if one.state is InteractionState.SCHEDULED and one.entered_at <= entry.at:
            yield SCHEDULE, f"{one.id} is still put off although its time has come"


BEFORE: Final[Checks] = {Scheduled: (scheduled,), Queued: (came_due,)}
AFTER: Final[tuple[EndCheck, ...]] = (overslept,)
