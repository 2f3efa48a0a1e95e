"""Checks that only moves of the life-cycle tables are made, and that who is live is somewhere."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import EXCLUDED, IN_ONE_PLACE, LIFE_CYCLE, PLACE
from router.decisions import (
    CodesSet,
    HandedOn,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionAbandoned,
    InteractionClosed,
    InteractionDiscarded,
    Offered,
    OfferWithdrawn,
    Queued,
    WaitLimitReached,
    WrapUpExtended,
    WrapUpOverdue,
)
from router.ids import Duration, Instant, seconds
from router.inputs import InteractionEntered, TransferToAgent, TransferToQueue
from router.lifecycle import (
    HANDLING_MOVES,
    INTERACTION_MOVES,
    HandlingState,
    InteractionState,
    Withdrawal,
)

_TO = {
    Offered: InteractionState.OFFERED,
    HandlingStarted: InteractionState.ACTIVE,
    InteractionClosed: InteractionState.CLOSED,
    InteractionAbandoned: InteractionState.ABANDONED,
    InteractionDiscarded: InteractionState.DISCARDED,
}
A_DAY: Final[Duration] = seconds(24 * 3600)


def interaction_moves(
    entry: Entry,
    made: (
        Offered | HandlingStarted | InteractionClosed | InteractionAbandoned | InteractionDiscarded
    ),
) -> Iterator[Finding]:
    """Check an interaction's move against its table."""
    interaction = entry.world.interactions.get(made.interaction)
    to = _TO[type(made)]
    if interaction is None:
        yield LIFE_CYCLE, f"{made.interaction} becomes {to} but is not live"
        return
    if to not in INTERACTION_MOVES[interaction.state]:
        yield LIFE_CYCLE, f"{made.interaction} goes from {interaction.state} to {to}"
    if to is InteractionState.CLOSED:
        entry.closed[made.interaction] = interaction.handling


def queued(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that an interaction comes to wait as its life cycle allows."""
    old = entry.world.interactions.get(made.interaction)
    if made.reason == "entered":
        if old is not None:
            yield LIFE_CYCLE, f"{made.interaction} enters twice"
        return
    if old is None:
        yield LIFE_CYCLE, f"{made.interaction} is {made.reason} but is not live"
        return
    legal = InteractionState.WAITING in INTERACTION_MOVES[old.state] and old.offer is None
    waits = old.state is InteractionState.WAITING
    moves_on = made.reason == "overflowed" or (
        made.reason == "returned" and old.kept_for is not None
    )
    sleeps = old.state is InteractionState.SCHEDULED
    if not legal or waits != moves_on or sleeps != (made.reason == "scheduled"):
        yield LIFE_CYCLE, f"{made.interaction} is {made.reason} while {old.state}"
    if made.medium is not old.medium:
        yield LIFE_CYCLE, f"{made.interaction} changes its medium"


def place(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check a place in a queue: a new one at the tail, an old one as it was."""
    old = entry.world.interactions.get(made.interaction)
    queue = entry.world.queues.get(made.queue)
    priority = 0 if queue is None else queue.priority
    expected = (made.queue, priority, _since(entry), entry.n)
    excluded = None
    if made.reason == "returned" and old is not None:
        expected = (old.queue, old.priority, old.entered_at, old.order)
        excluded = made.excluded if old.kept_for is None else old.excluded
    elif made.reason == "scheduled" and old is not None:
        expected = (old.queue, priority, old.entered_at, old.order)
    elif made.reason == "overflowed" and old is not None:
        expected = (made.queue, old.priority, old.entered_at, old.order)
        excluded = old.excluded
    elif made.reason == "transferred" and isinstance(entry.input, TransferToAgent):
        excluded = entry.input.agent
        if old is not None:
            expected = (old.queue, old.priority, old.entered_at, old.order)
    elif made.reason == "transferred" and isinstance(entry.input, TransferToQueue):
        excluded = entry.input.agent
        if old is not None and queue is not None and queue.transfer_position == "original":
            expected = (made.queue, priority, old.entered_at, old.order)
    if (made.queue, made.priority, made.entered_at, made.order) != expected:
        yield PLACE, f"{made.interaction} is {made.reason}, but not to the place it should have"
    if made.excluded != excluded:
        yield EXCLUDED, f"{made.interaction} excludes {made.excluded}, not {excluded}"


def _since(entry: Entry) -> Instant:
    """Say from when a new place counts: who is owed a call waits since they called (CBK-002)."""
    called = entry.input.called_at if isinstance(entry.input, InteractionEntered) else None
    if called is None or called > entry.at:
        return entry.at
    return max(called, entry.at - A_DAY)


def offer_moves(entry: Entry, made: OfferWithdrawn | HandlingStarted) -> Iterator[Finding]:
    """Check that the offer rings, at this agent, for this interaction."""
    ringing = entry.world.offers.get(made.offer)
    if ringing is None:
        yield LIFE_CYCLE, f"offer {made.offer} does not ring"
    elif (ringing.agent, ringing.interaction, ringing.queue) != (
        made.agent,
        made.interaction,
        made.queue,
    ):
        yield LIFE_CYCLE, f"offer {made.offer} rings for {ringing.interaction} at {ringing.agent}"


def handling_moves(
    entry: Entry,
    made: HandlingEnded | HandedOn | HandlingClosed | WrapUpExtended | CodesSet | WrapUpOverdue,
) -> Iterator[Finding]:
    """Check a handling's move against its table."""
    handling = entry.world.handlings.get(made.handling)
    if handling is None:
        yield LIFE_CYCLE, f"handling {made.handling} is not open"
        return
    if (handling.agent, handling.interaction) != (made.agent, made.interaction):
        yield LIFE_CYCLE, f"handling {made.handling} is {handling.agent}'s {handling.interaction}"
    match made:
        case HandedOn():
            rule = entry.world.media.get(handling.medium)
            late = rule is not None and rule.late_transfer
            one = entry.world.interactions.get(made.interaction)
            held = one is not None and one.handling == made.handling
            legal = late and held and handling.state is HandlingState.WRAP_UP
        case HandlingEnded():
            legal = HandlingState.WRAP_UP in HANDLING_MOVES[handling.state]
        case HandlingClosed():
            returned = made.outcome == "returned"
            legal = (handling.state is HandlingState.ACTIVE) == returned
        case WrapUpExtended() | WrapUpOverdue():
            legal = handling.state is HandlingState.WRAP_UP
        case _:  # codes may be set as long as the handling is open
            legal = True
    if not legal:
        yield LIFE_CYCLE, f"{type(made).__name__} of {made.handling}, which is {handling.state}"


def wait_limit_of_live(entry: Entry, made: WaitLimitReached) -> Iterator[Finding]:
    """Check that a wait limit is that of somebody who waits."""
    interaction = entry.world.interactions.get(made.interaction)
    if interaction is None or interaction.handling is not None:
        yield LIFE_CYCLE, f"{made.interaction} does not wait, yet its wait limit is reached"


def in_one_place(entry: Entry) -> Iterator[Finding]:
    """Check that everything this entry moved waits, rings or is handled: exactly one of them."""
    world = entry.world
    for moved in world.moved:
        interaction = world.interactions.get(moved)
        if interaction is None:
            if any(offer.interaction == moved for offer in world.offers.values()):
                yield IN_ONE_PLACE, f"{moved} is over but still rings"
            continue
        offer = world.offers.get(interaction.offer or "")
        handling = world.handlings.get(interaction.handling or "")
        found = (
            offer is not None and offer.interaction == moved,
            handling.state if handling is not None else None,
        )
        expected = {
            InteractionState.SCHEDULED: (False, None),
            InteractionState.WAITING: (False, None),
            InteractionState.OFFERED: (True, None),
            InteractionState.ACTIVE: (False, HandlingState.ACTIVE),
            InteractionState.WRAP_UP: (False, HandlingState.WRAP_UP),
        }.get(interaction.state)
        if found != expected:
            yield IN_ONE_PLACE, f"{moved} is {interaction.state} but nothing holds it so"
    for closed, handling_id in entry.closed.items():
        if handling_id in world.handlings:
            yield IN_ONE_PLACE, f"{closed} is closed while handling {handling_id} is open"


def abandoned_offers(entry: Entry) -> Iterator[Finding]:
    """Check that an offer withdrawn as abandoned belongs to an interaction that is."""
    for made in entry.decisions:
        if (
            isinstance(made, OfferWithdrawn)
            and made.reason is Withdrawal.ABANDONED
            and made.interaction in entry.world.interactions
        ):
            yield IN_ONE_PLACE, f"{made.interaction} is abandoned at {made.agent} but still live"


BEFORE: Final[Checks] = {
    Queued: (queued, place),
    Offered: (interaction_moves,),
    HandlingStarted: (interaction_moves, offer_moves),
    InteractionClosed: (interaction_moves,),
    InteractionAbandoned: (interaction_moves,),
    InteractionDiscarded: (interaction_moves,),
    OfferWithdrawn: (offer_moves,),
    HandlingEnded: (handling_moves,),
    HandedOn: (handling_moves,),
    HandlingClosed: (handling_moves,),
    WrapUpExtended: (handling_moves,),
    CodesSet: (handling_moves,),
    WrapUpOverdue: (handling_moves,),
    WaitLimitReached: (wait_limit_of_live,),
}
AFTER: Final[tuple[EndCheck, ...]] = (in_one_place, abandoned_offers)
