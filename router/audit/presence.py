"""Checks of presence and restart: who is lost, what returns, what a pause may change."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import PRESENCE, RESTART, RETURN
from router.audit.world import Agent, Handling
from router.decisions import (
    DeadlinesMoved,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    Offered,
    PresenceChanged,
    StatusChanged,
)
from router.ids import Instant
from router.inputs import AgentReachable, AgentUnreachable, ClockReached, GatewayStarted
from router.lifecycle import HandlingState, Presence, Wish


def changed(entry: Entry, made: PresenceChanged) -> Iterator[Finding]:
    """Check one change of presence against the table of presences."""
    agent = entry.world.agent(made.agent)
    cause = entry.input
    grace = entry.world.policy.settings.presence_grace
    own = isinstance(cause, AgentReachable | AgentUnreachable) and cause.agent == made.agent
    match made.presence:
        case Presence.PRESENT:
            legal = own and isinstance(cause, AgentReachable)
            until = None
        case Presence.GRACE:
            left = own and isinstance(cause, AgentUnreachable) and not cause.at_once
            legal = isinstance(cause, GatewayStarted) or (
                left and agent.presence is Presence.PRESENT
            )
            until = entry.at + grace
        case _:  # unreachable
            legal = _lost(entry, agent)
            until = None
    if not legal:
        yield PRESENCE, f"{made.agent} goes from {agent.presence} to {made.presence} too early"
    if made.until != until:
        yield PRESENCE, f"{made.agent} is {made.presence} until another instant than the setting"


def _lost(entry: Entry, agent: Agent) -> bool:
    """Tell whether the agent may become unreachable in this entry."""
    match entry.input:
        case AgentUnreachable() as cause:
            grace = entry.world.policy.settings.presence_grace
            hopeless = cause.at_once or grace == 0 or agent.wish is Wish.LOGGED_OUT
            return cause.agent == agent.id and hopeless
        case ClockReached():
            return agent.presence is Presence.GRACE and (agent.grace_until or 0) <= entry.at
        case GatewayStarted():
            return entry.world.policy.settings.presence_grace == 0
        case _:
            return False


def _return_due(entry: Entry, agent: Agent, handling: Handling) -> Instant | None:
    """Give the instant at which a lost agent's handling goes back; None for never."""
    rule = entry.world.media.get(handling.medium)
    if agent.presence is not Presence.UNREACHABLE or rule is None or rule.return_after == 0:
        return None
    return agent.lost_at + rule.return_after


def returned(entry: Entry, made: HandlingClosed) -> Iterator[Finding]:
    """Check that work is taken back only from an agent who has been lost for long enough."""
    handling = entry.world.handlings.get(made.handling)
    if made.outcome != "returned" or handling is None:
        return
    due = _return_due(entry, entry.world.agent(made.agent), handling)
    if due is None or entry.at < due:
        yield RETURN, f"{handling.interaction} is taken back from {made.agent} too early"


def returned_queued(entry: Entry) -> Iterator[Finding]:
    """Check that nothing taken back is forgotten, and that nothing due stays behind."""
    world = entry.world
    if not isinstance(entry.input, ClockReached):
        return
    for agent in world.agents.values():
        if agent.presence is Presence.GRACE and (agent.grace_until or 0) <= entry.at:
            yield PRESENCE, f"the grace of {agent.id} goes on past its end"
        if agent.presence is not Presence.UNREACHABLE:
            continue
        for handling in agent.handlings.values():
            due = _return_due(entry, agent, handling)
            if handling.state is HandlingState.ACTIVE and due is not None and due <= entry.at:
                yield RETURN, f"{handling.interaction} stays with {agent.id}, who is lost"


def restarted(entry: Entry) -> Iterator[Finding]:
    """Check that a pause withdraws every offer, moves deadlines and changes nothing else."""
    if not isinstance(entry.input, GatewayStarted):
        return
    for made in entry.decisions:
        if isinstance(made, StatusChanged | Offered | HandlingStarted | HandlingEnded):
            yield RESTART, f"a restart makes a {type(made).__name__}"
        elif isinstance(made, DeadlinesMoved) and made.by != entry.input.down_for:
            yield RESTART, f"deadlines move by {made.by}, the pause took {entry.input.down_for}"
    moved = any(isinstance(made, DeadlinesMoved) for made in entry.decisions)
    wrapping = any(h.state is HandlingState.WRAP_UP for h in entry.world.handlings.values())
    if wrapping and entry.input.down_for and not moved:
        yield RESTART, "deadlines do not move although the gateway was down"
    for offer in entry.world.offers.values():
        yield RESTART, f"offer {offer.id} survives a restart"
    for agent in entry.world.agents.values():
        if agent.wish is not Wish.LOGGED_OUT and agent.presence is Presence.PRESENT:
            yield RESTART, f"{agent.id} is taken for present after a restart"


BEFORE: Final[Checks] = {PresenceChanged: (changed,), HandlingClosed: (returned,)}
AFTER: Final[tuple[EndCheck, ...]] = (returned_queued, restarted)
