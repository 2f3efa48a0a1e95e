"""Checks of overflow: who moves on, where to, and that nobody is left behind."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import OVERFLOW
from router.audit.world import Interaction, World
from router.decisions import OfferWithdrawn, Queued
from router.ids import QueueId
from router.inputs import ClockReached
from router.lifecycle import InteractionState, Withdrawal


def _target(world: World, one: Interaction) -> QueueId | None:
    """Give where an interaction that waits too long goes; None: it stays."""
    queue = world.queues.get(one.queue)
    target = None if queue is None else world.queues.get(queue.overflow_to or "")
    if target is None or target.id == one.queue or one.medium not in target.media:
        return None
    return target.id


def _left_behind(entry: Entry, one: Interaction | None) -> bool:
    return (
        one is not None
        and one.state is InteractionState.WAITING
        and one.kept_for is None
        and one.overflow_at is not None
        and one.overflow_at <= entry.at
        and _target(entry.world, one) is not None
    )


def begins(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that a new wait has its queue's limit, and that nobody moves on twice."""
    queue = entry.world.queues.get(made.queue)
    expected = None
    old = entry.world.interactions.get(made.interaction)
    personal = made.kept_for is not None and not made.preferred
    if made.reason == "returned" and old is not None and old.kept_for is not None:
        expected = old.overflow_at
    elif (
        made.reason in ("entered", "scheduled", "transferred")
        and queue is not None
        and not personal
    ):
        limited = queue.overflow_to is not None and queue.overflow_after
        expected = entry.at + queue.overflow_after if limited else None
    if made.overflow_at != expected:
        yield OVERFLOW, f"{made.interaction} moves on at another instant than its queue says"


def overflowed(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that a move is due, and to the queue that takes what overflows."""
    old = entry.world.interactions.get(made.interaction)
    if made.reason != "overflowed" or old is None:
        return
    if old.overflow_at is None or entry.at < old.overflow_at:
        yield OVERFLOW, f"{made.interaction} moves on before it has waited for long enough"
    if made.queue != _target(entry.world, old):
        yield OVERFLOW, f"{made.interaction} moves on to {made.queue}, which is not for that"


def left_behind(entry: Entry) -> Iterator[Finding]:
    """Check that whoever should have moved on has: at the time, or when the ringing stops."""
    world = entry.world
    if isinstance(entry.input, ClockReached) and any(q.overflow_to for q in world.policy.queues):
        looked_at = list(world.interactions.values())
    else:
        looked_at = [
            one
            for made in entry.decisions
            if isinstance(made, OfferWithdrawn) and made.reason is not Withdrawal.RESTART
            if (one := world.interactions.get(made.interaction)) is not None
        ]
    for one in looked_at:
        if _left_behind(entry, one):
            yield OVERFLOW, f"{one.id} waits on in {one.queue} although it should have moved on"


BEFORE: Final[Checks] = {Queued: (begins, overflowed)}
AFTER: Final[tuple[EndCheck, ...]] = (left_behind,)
