"""Checks of what agents choose for themselves: who may, what, and with empty hands."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, Entry, Finding
from router.audit.rules import DISCARD, OFFLINE_PULL, PULL
from router.audit.world import World
from router.decisions import HandlingStarted, InteractionDiscarded, Offered
from router.ids import AgentId, InteractionId
from router.inputs import DiscardInteraction, PullInteraction
from router.lifecycle import InteractionState, Presence, Wish


def pulled(entry: Entry, made: Offered) -> Iterator[Finding]:
    """Check an offer out of turn: it is the one that its agent asked for, who has empty hands."""
    command = entry.input
    if not isinstance(command, PullInteraction) or made.interaction != command.interaction:
        return
    policy = entry.world.agent_policies.get(made.agent)
    agent = entry.world.agent(made.agent)
    if made.agent != command.agent:
        yield PULL, f"{made.agent} is given what {command.agent} pulled"
    if policy is None or not policy.may_pull:
        yield PULL, f"{made.agent} pulls {made.interaction} without the permission"
    if not _chosen_freely(entry.world, made.agent, made.interaction):
        yield PULL, f"{made.interaction} is not for {made.agent} to pull"
    if agent.handlings or agent.ringing:
        yield PULL, f"{made.agent} pulls {made.interaction} with hands that are not empty"
    if agent.wish not in (Wish.AVAILABLE, Wish.OFFLINE) or agent.presence is not Presence.PRESENT:
        yield PULL, f"{made.agent} pulls {made.interaction} while {agent.wish}, {agent.presence}"


def kept_offline(entry: Entry, made: HandlingStarted) -> Iterator[Finding]:
    """Check who goes on to be shown as working offline: who was, and pulls what allows it."""
    rule = entry.world.media.get(made.medium)
    keeps = (
        isinstance(entry.input, PullInteraction)
        and entry.world.agent(made.agent).wish is Wish.OFFLINE
        and rule is not None
        and rule.offline_pull
    )
    if made.offline and not keeps:
        yield OFFLINE_PULL, f"{made.agent} begins {made.handling} offline without cause"
    elif keeps and not made.offline:
        yield OFFLINE_PULL, f"{made.agent} pulls {made.interaction} and works offline no longer"


def discarded(entry: Entry, made: InteractionDiscarded) -> Iterator[Finding]:
    """Check that only what waits is thrown away, by one of its queue who may."""
    command = entry.input
    policy = entry.world.agent_policies.get(made.agent)
    if not isinstance(command, DiscardInteraction) or (made.agent, made.interaction) != (
        command.agent,
        command.interaction,
    ):
        yield DISCARD, f"{made.interaction} is thrown away, which nobody asked for"
    if policy is None or not policy.may_discard:
        yield DISCARD, f"{made.agent} throws {made.interaction} away without the permission"
    if not _chosen_freely(entry.world, made.agent, made.interaction):
        yield DISCARD, f"{made.interaction} is not for {made.agent} to throw away"


def _chosen_freely(world: World, agent: AgentId, interaction: InteractionId) -> bool:
    """Tell whether it waits, for everybody or for the agent, in a queue of theirs."""
    one = world.interactions.get(interaction)
    policy = world.agent_policies.get(agent)
    if one is None or policy is None:
        return False
    rule = world.media.get(one.medium)
    return (
        rule is not None
        and rule.pullable
        and one.state is InteractionState.WAITING
        and one.kept_for in (None, agent)
        and any(each.queue == one.queue for each in policy.memberships)
    )


BEFORE: Final[Checks] = {
    Offered: (pulled,),
    HandlingStarted: (kept_offline,),
    InteractionDiscarded: (discarded,),
}
