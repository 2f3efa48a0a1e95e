"""Checks of work: wrap-up, codes, transfers and wait limits."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding, code_missing, lists_of
from router.audit.rules import (
    AUTOMATIC_CODE,
    CODES,
    MANDATORY_CODE,
    TRANSFER,
    WAIT_LIMIT,
    WRAP_UP,
    WRAP_UP_END,
)
from router.audit.world import Handling
from router.decisions import (
    CodesSet,
    HandlingClosed,
    HandlingEnded,
    Queued,
    WaitLimitReached,
    WrapUpExtended,
    WrapUpOverdue,
)
from router.ids import CodeId
from router.inputs import ClockReached, TransferToQueue
from router.lifecycle import HandlingState, InteractionState


def ended(entry: Entry, made: HandlingEnded) -> Iterator[Finding]:
    """Check that wrap-up starts at the end, for as long as was set at the start (WRP-002)."""
    handling = entry.world.handlings.get(made.handling)
    if handling is not None and made.wrap_up_ends_at != entry.at + handling.wrap_up:
        yield WRAP_UP, f"the wrap-up of {made.handling} does not last as set"


def extended(entry: Entry, made: WrapUpExtended) -> Iterator[Finding]:
    """Check that an extension is the wrap-up duration once more (CON-18)."""
    handling = entry.world.handlings.get(made.handling)
    if handling is None:
        return
    adds = entry.world.policy.settings.extension_mode == "add"
    # One that is overdue has no deadline to add to: its extension starts now.
    start = max(handling.wrap_up_ends_at, entry.at) if adds else entry.at
    if made.wrap_up_ends_at != start + handling.wrap_up:
        yield WRAP_UP, f"the wrap-up of {made.handling} is not extended by its duration"


def overdue(entry: Entry, made: WrapUpOverdue) -> Iterator[Finding]:
    """Check that a wrap-up counts up only past its end and only for want of a code."""
    handling = entry.world.handlings.get(made.handling)
    if handling is None:
        return
    if entry.at < handling.wrap_up_ends_at:
        yield WRAP_UP_END, f"the wrap-up of {made.handling} is called overdue before it ends"
    if not code_missing(entry.world, handling):
        yield WRAP_UP_END, f"the wrap-up of {made.handling} counts up though no code is missing"


def closed(entry: Entry, made: HandlingClosed) -> Iterator[Finding]:
    """Check that nothing closes early, or without a code it needs."""
    handling = entry.world.handlings.get(made.handling)
    if handling is None or made.outcome == "returned":
        return
    if made.outcome == "timed_out" and entry.at < handling.wrap_up_ends_at:
        yield WRAP_UP_END, f"the wrap-up of {made.handling} ends by itself before its time"
    if code_missing(entry.world, handling):
        yield MANDATORY_CODE, f"{made.handling} closes without the code its queue asks for"


def codes(entry: Entry, made: CodesSet) -> Iterator[Finding]:
    """Check that codes come from the queue's lists, and one from a single-choice list."""
    handling = entry.world.handlings.get(made.handling)
    if handling is None:
        return
    lists = lists_of(entry.world, handling)
    known = {code for one in lists for code in one.codes}
    foreign = sorted(set(made.codes) - known)
    if foreign:
        yield CODES, f"{foreign[0]} is no code of queue {handling.queue}"
    for one in lists:
        if not one.multiple and len(set(made.codes) & set(one.codes)) > 1:
            yield CODES, f"two codes are set of {one.id}, which takes one (CON-46)"


def _automatic(entry: Entry, handling: Handling) -> tuple[CodeId, ...] | None:
    """Give the codes that the queue's automatic one would make complete; None: it would not."""
    queue = entry.world.queues.get(handling.queue)
    if queue is None or queue.automatic_code is None or not code_missing(entry.world, handling):
        return None
    codes = (*handling.codes, queue.automatic_code)
    completed = replace(handling, codes=codes)
    return None if code_missing(entry.world, completed) else codes


def set_by_system(entry: Entry, made: CodesSet) -> Iterator[Finding]:
    """Check that the system sets the queue's own code, and only when the countdown has ended."""
    handling = entry.world.handlings.get(made.handling)
    if made.by == "agent" or handling is None:
        return
    if handling.state is not HandlingState.WRAP_UP or entry.at < handling.wrap_up_ends_at:
        yield AUTOMATIC_CODE, f"a code of {made.handling} is set before the wrap-up ends"
    if made.codes != _automatic(entry, handling):
        yield AUTOMATIC_CODE, f"{made.handling} gets a code that its queue does not set"


def not_set_by_system(entry: Entry, made: WrapUpOverdue) -> Iterator[Finding]:
    """Check that nobody is made to choose what the queue's own code would have settled."""
    handling = entry.world.handlings.get(made.handling)
    if handling is not None and _automatic(entry, handling) is not None:
        yield AUTOMATIC_CODE, f"{made.handling} counts up though its queue sets the code"


def transferred(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that a transfer goes where it may (RTE-028, CON-31)."""
    world, command = entry.world, entry.input
    queue = world.queues.get(made.queue)
    if made.reason != "transferred" or not isinstance(command, TransferToQueue):
        return
    rule = world.media.get(made.medium)
    if rule is None or not rule.transferable:
        yield TRANSFER, f"{made.interaction} is a {made.medium}, which cannot be transferred"
    if queue is None or made.medium not in queue.media:
        yield TRANSFER, f"{made.interaction} goes to {made.queue}, which takes no {made.medium}"
        return
    world.settle()
    if not world.lanes.others_attend(made.queue, command.agent) and (
        queue.unattended == "block" or (queue.unattended == "confirm" and not command.confirm)
    ):
        yield TRANSFER, f"{made.interaction} goes to {made.queue}, which nobody attends"


def wait_limit(entry: Entry, made: WaitLimitReached) -> Iterator[Finding]:
    """Check that a wait limit is reached when told, and told once."""
    interaction = entry.world.interactions.get(made.interaction)
    if interaction is None:
        return
    limit = interaction.wait_limit_at
    if limit is None or entry.at < limit or interaction.limit_told:
        yield WAIT_LIMIT, f"the wait limit of {made.interaction} is told early, or again"


def limit_set(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that who enters a queue with a wait limit has one."""
    queue = entry.world.queues.get(made.queue)
    old = entry.world.interactions.get(made.interaction)
    if queue is None:
        return
    if old is not None and old.state is InteractionState.WAITING:
        if made.wait_limit_at != (None if old.limit_told else old.wait_limit_at):
            yield WAIT_LIMIT, f"{made.interaction} has another wait limit than before it moved"
        return
    personal = made.kept_for is not None and not made.preferred
    limited = queue.max_wait and made.reason != "returned" and not personal
    if made.wait_limit_at != (entry.at + queue.max_wait if limited else None):
        yield WAIT_LIMIT, f"{made.interaction} has another wait limit than its queue"


def due(entry: Entry) -> Iterator[Finding]:
    """Check that after a wake-up nothing is left that was due."""
    if not isinstance(entry.input, ClockReached):
        return
    world = entry.world
    for handling in world.handlings.values():
        if (
            handling.state is HandlingState.WRAP_UP
            and handling.wrap_up_ends_at <= entry.at
            and not handling.overdue
        ):
            yield WRAP_UP_END, f"the wrap-up of {handling.id} goes on past its end"
    if any(queue.max_wait for queue in world.policy.queues):
        for one in world.interactions.values():
            late = one.wait_limit_at is not None and one.wait_limit_at <= entry.at
            if late and one.state is InteractionState.WAITING and not one.limit_told:
                yield WAIT_LIMIT, f"{one.id} waits past the limit and nobody is told"


def finished(entry: Entry) -> Iterator[Finding]:
    """Check that a wrap-up with nothing left to wait for is over (WRP-006, WRP-017)."""
    for made in entry.decisions:
        if not isinstance(made, CodesSet | HandlingEnded):
            continue
        handling = entry.world.handlings.get(made.handling)
        if handling is None or code_missing(entry.world, handling):
            continue
        if isinstance(made, CodesSet) and handling.overdue:
            yield WRAP_UP_END, f"{handling.id} was overdue, has its code now, and stays open"
        elif isinstance(made, HandlingEnded) and handling.wrap_up == 0:
            yield WRAP_UP_END, f"{handling.id} has no wrap-up and stays open"


BEFORE: Final[Checks] = {
    HandlingEnded: (ended,),
    WrapUpExtended: (extended,),
    WrapUpOverdue: (overdue, not_set_by_system),
    HandlingClosed: (closed,),
    CodesSet: (codes, set_by_system),
    Queued: (transferred, limit_set),
    WaitLimitReached: (wait_limit,),
}
AFTER: Final[tuple[EndCheck, ...]] = (due, finished)
