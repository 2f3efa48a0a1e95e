"""Folds recorded decisions into the audit's view of the world, without any rule.

Nothing here decides or refuses. A decision that makes no sense leaves the world as it is; the
checks, which look at it first, say so.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from router.audit.world import Handling, Interaction, Ringing, World
from router.decisions import (
    CodesSet,
    DeadlinesMoved,
    Decision,
    HandedOn,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionAbandoned,
    InteractionClosed,
    InteractionDiscarded,
    Offered,
    OfferWithdrawn,
    PaceEnded,
    PresenceChanged,
    Queued,
    QueuesEnabled,
    QueueStateSet,
    Scheduled,
    StatusChanged,
    WaitLimitReached,
    WrapUpExtended,
    WrapUpOverdue,
)
from router.ids import Instant, OfferId
from router.lifecycle import HandlingState, InteractionState, Presence, Withdrawal


def fold(world: World, decision: Decision, at: Instant) -> None:
    """Follow one decision. ``PolicyAdopted`` carries nothing: see ``World.adopt``."""
    FOLDS[type(decision)](world, decision, at)


def _queued(world: World, made: Queued, _at: Instant) -> None:
    old = world.interactions.get(made.interaction)
    if made.reason == "entered":
        if old is not None:
            return
        world.tallies[made.medium].entered += 1
    world.move(made.interaction)
    world.interactions[made.interaction] = Interaction(
        id=made.interaction,
        medium=made.medium,
        queue=made.queue,
        priority=made.priority,
        entered_at=made.entered_at,
        order=made.order,
        excluded=made.excluded,
        wait_limit_at=made.wait_limit_at,
        overflow_at=made.overflow_at,
        kept_for=made.kept_for,
        kept_until=made.kept_until,
        kept_order=made.kept_order,
        preferred=made.preferred,
        limit_told=old is not None and old.limit_told and made.reason != "transferred",
    )


def _scheduled(world: World, made: Scheduled, _at: Instant) -> None:
    if made.reason == "entered":
        if made.interaction in world.interactions:
            return
        world.tallies[made.medium].entered += 1
    world.move(made.interaction)
    world.interactions[made.interaction] = Interaction(
        id=made.interaction,
        medium=made.medium,
        queue=made.queue,
        priority=0,
        entered_at=made.until,
        order=made.order,
        excluded=None,
        wait_limit_at=None,
        overflow_at=None,
        wants=made.preferred,
        state=InteractionState.SCHEDULED,
    )


def _offered(world: World, made: Offered, _at: Instant) -> None:
    interaction = world.interactions.get(made.interaction)
    if interaction is None:
        return
    ringing = Ringing(
        made.offer,
        made.interaction,
        made.agent,
        made.queue,
        interaction.medium,
        made.expires_at,
    )
    world.offers[made.offer] = ringing
    world.agent(made.agent).ringing[made.offer] = ringing
    interaction.state = InteractionState.OFFERED
    interaction.offer = made.offer
    world.touch(made.agent)
    world.move(made.interaction)


def _silence(world: World, offer: OfferId) -> Ringing | None:
    ringing = world.offers.pop(offer, None)
    if ringing is not None:
        world.agent(ringing.agent).ringing.pop(offer, None)
        world.touch(ringing.agent)
        world.move(ringing.interaction)
    return ringing


def _withdrawn(world: World, made: OfferWithdrawn, _at: Instant) -> None:
    ringing = _silence(world, made.offer)
    interaction = world.interactions.get(made.interaction)
    if ringing is None or interaction is None or interaction.offer != made.offer:
        return
    interaction.offer = None
    if made.reason is not Withdrawal.ABANDONED:
        interaction.state = InteractionState.WAITING


def _started(world: World, made: HandlingStarted, _at: Instant) -> None:
    _silence(world, made.offer)
    handling = Handling(
        made.handling,
        made.interaction,
        made.agent,
        made.queue,
        made.medium,
        made.wrap_up,
        offline=made.offline,
    )
    world.handlings[made.handling] = handling
    agent = world.agent(made.agent)
    agent.handlings[made.handling] = handling
    agent.paced_until = made.paced_until
    world.touch(made.agent)
    interaction = world.interactions.get(made.interaction)
    if interaction is not None:
        interaction.state = InteractionState.ACTIVE
        interaction.offer = None
        interaction.handling = made.handling
        interaction.kept_for = interaction.kept_until = None
        interaction.preferred = False
        world.move(made.interaction)


def _ended(world: World, made: HandlingEnded, _at: Instant) -> None:
    handling = world.handlings.get(made.handling)
    if handling is None:
        return
    handling.state = HandlingState.WRAP_UP
    handling.wrap_up_ends_at = made.wrap_up_ends_at
    world.touch(handling.agent)
    interaction = world.interactions.get(handling.interaction)
    if interaction is not None and interaction.handling == made.handling:
        interaction.state = InteractionState.WRAP_UP
        world.move(interaction.id)


def _handed_on(world: World, made: HandedOn, _at: Instant) -> None:
    # Where it goes is told by the Queued beside it; the wrap-up goes on as it was.
    world.touch(made.agent)


def _extended(world: World, made: WrapUpExtended, _at: Instant) -> None:
    handling = world.handlings.get(made.handling)
    if handling is not None:
        handling.wrap_up_ends_at = made.wrap_up_ends_at
        handling.overdue = False
        world.touch(handling.agent)


def _coded(world: World, made: CodesSet, _at: Instant) -> None:
    handling = world.handlings.get(made.handling)
    if handling is not None:
        handling.codes = made.codes
        world.touch(handling.agent)


def _overdue(world: World, made: WrapUpOverdue, _at: Instant) -> None:
    handling = world.handlings.get(made.handling)
    if handling is not None:
        handling.overdue = True


def _handling_closed(world: World, made: HandlingClosed, _at: Instant) -> None:
    handling = world.handlings.pop(made.handling, None)
    if handling is None:
        return
    agent = world.agent(handling.agent)
    agent.handlings.pop(made.handling, None)
    agent.idle_since = made.idle_since
    world.touch(agent.id)
    interaction = world.interactions.get(handling.interaction)
    if interaction is not None and interaction.handling == made.handling:
        interaction.handling = None
        world.move(interaction.id)


def _closed(world: World, made: InteractionClosed, _at: Instant) -> None:
    gone = world.interactions.pop(made.interaction, None)
    if gone is not None:
        world.tallies[gone.medium].closed += 1
        world.move(gone.id)


def _abandoned(world: World, made: InteractionAbandoned, _at: Instant) -> None:
    gone = world.interactions.pop(made.interaction, None)
    if gone is not None:
        world.tallies[gone.medium].abandoned += 1
        world.move(gone.id)


def _discarded(world: World, made: InteractionDiscarded, _at: Instant) -> None:
    gone = world.interactions.pop(made.interaction, None)
    if gone is not None:
        world.tallies[gone.medium].discarded += 1
        world.move(gone.id)


def _status(world: World, made: StatusChanged, _at: Instant) -> None:
    agent = world.agent(made.agent)
    agent.status, agent.wish, agent.stop_new = made.status, made.wish, made.stop_new
    agent.code, agent.since, agent.idle_since = made.code, made.since, made.idle_since
    world.touch(made.agent)


def _presence(world: World, made: PresenceChanged, at: Instant) -> None:
    agent = world.agent(made.agent)
    if made.presence is Presence.UNREACHABLE and agent.presence is not Presence.UNREACHABLE:
        agent.lost_at = at
    agent.presence, agent.grace_until = made.presence, made.until
    agent.idle_since = made.idle_since
    world.touch(made.agent)


def _pace_ended(world: World, made: PaceEnded, _at: Instant) -> None:
    world.agent(made.agent).paced_until = None
    world.touch(made.agent)


def _enabled(world: World, made: QueuesEnabled, _at: Instant) -> None:
    world.agent(made.agent).enabled = frozenset(made.queues)
    world.touch(made.agent)


def _queue_state(world: World, made: QueueStateSet, _at: Instant) -> None:
    world.open[made.queue] = made.open


def _limit_reached(world: World, made: WaitLimitReached, _at: Instant) -> None:
    interaction = world.interactions.get(made.interaction)
    if interaction is not None:
        interaction.limit_told = True


def _deadlines_moved(world: World, made: DeadlinesMoved, _at: Instant) -> None:
    for handling in world.handlings.values():
        if handling.state is HandlingState.WRAP_UP:
            handling.wrap_up_ends_at += made.by
    for interaction in world.interactions.values():
        if interaction.wait_limit_at is not None:
            interaction.wait_limit_at += made.by
        if interaction.overflow_at is not None:
            interaction.overflow_at += made.by
        if interaction.kept_until is not None:
            interaction.kept_until += made.by
    for agent in world.agents.values():
        agent.lost_at += made.by


FOLDS: Final[Mapping[type, Callable[[World, Any, Instant], None]]] = {
    Queued: _queued,
    Scheduled: _scheduled,
    Offered: _offered,
    OfferWithdrawn: _withdrawn,
    HandlingStarted: _started,
    HandlingEnded: _ended,
    HandedOn: _handed_on,
    WrapUpExtended: _extended,
    CodesSet: _coded,
    WrapUpOverdue: _overdue,
    HandlingClosed: _handling_closed,
    InteractionClosed: _closed,
    InteractionAbandoned: _abandoned,
    InteractionDiscarded: _discarded,
    StatusChanged: _status,
    PresenceChanged: _presence,
    PaceEnded: _pace_ended,
    QueuesEnabled: _enabled,
    QueueStateSet: _queue_state,
    WaitLimitReached: _limit_reached,
    DeadlinesMoved: _deadlines_moved,
}
