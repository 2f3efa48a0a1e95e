"""Why an interaction was offered to whom it was, or why it still waits.

Told from the record, with the audit's own view of the world: for every offer the agents in their
order with the first condition each one failed, and whoever had the better place but could not be
taken by the agent chosen.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

import msgspec

from router.audit.fold import fold
from router.audit.world import Interaction, World
from router.decisions import Decision, Offered, PolicyAdopted
from router.eligibility import (
    AgentFacts,
    InteractionFacts,
    agent_order,
    attends,
    exclusion_holds,
    first_failed,
)
from router.entities import Agent
from router.history import Record
from router.ids import AgentId, Instant, InteractionId, QueueId
from router.inputs import PolicyChanged, PullInteraction
from router.lifecycle import InteractionState
from router.machine import Router

MOST_AHEAD: Final = 20
"""Better places shown with one offer; there is rarely one."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One agent, looked at for one interaction at one instant."""

    agent: AgentId
    failed: str | None
    """The name of the first condition of ``router.eligibility`` that did not hold."""
    held: int
    idle_since: Instant


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """One who waited with a better place, and the condition that kept the chosen agent away."""

    interaction: InteractionId
    queue: QueueId
    failed: str


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One offer of the interaction, or its standing at the end of the record."""

    n: int
    at: Instant
    queue: QueueId
    entered_at: Instant
    chosen: AgentId | None
    """None: it waits, because no candidate is without a failed condition."""
    pulled: bool = False
    """The agent chose it out of turn; nobody was compared."""
    candidates: tuple[Candidate, ...]
    """Those without a failed condition first, in the order in which they come to be asked."""
    ahead: tuple[Ahead, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something else that was decided about the interaction."""

    n: int
    at: Instant
    decision: Decision


def candidates(
    agents: Iterable[AgentFacts], interaction: InteractionFacts
) -> tuple[Candidate, ...]:
    """Look at every agent for one interaction."""
    looked_at = [(first_failed(agent, interaction), agent_order(agent), agent) for agent in agents]
    looked_at.sort(key=lambda each: (each[0] is not None, each[1]))
    return tuple(
        Candidate(agent=agent.id, failed=failed, held=agent.held, idle_since=agent.idle_since)
        for failed, _, agent in looked_at
    )


def explain(
    records: Iterable[Record],
    interaction: InteractionId,
    *,
    on_entry: Callable[[int], None] | None = None,
) -> Iterator[Choice | Event]:
    """Tell the story of one interaction from a record that begins with its first entry.

    ``on_entry`` is told the number of each entry once it has been read.
    """
    world = World()
    last: Record | None = None
    for last in records:
        world.begin()
        for decision in last.decisions:
            if getattr(decision, "interaction", None) == interaction:
                yield from _told(world, last, decision)
            if not isinstance(decision, PolicyAdopted):
                fold(world, decision, last.at)
            elif isinstance(last.input, PolicyChanged):
                world.adopt(last.input.policy)
        if on_entry is not None:
            on_entry(last.n)
    one = world.interactions.get(interaction)
    if last is not None and one is not None and one.state is InteractionState.WAITING:
        yield _choice(world, last, one, None)


def standing(router: Router, interaction: InteractionId) -> tuple[Candidate, ...]:
    """Look at every member of a live interaction's queue as things stand now.

    Empty when the interaction is over. Who has it in hand already fails for that very reason.
    """
    one = router.interactions.get(interaction)
    if one is None:
        return ()
    members = [
        _live_facts(agent)
        for agent in router.agents.values()
        if agent.policy is not None and (one.queue in agent.memberships or agent.id == one.kept_for)
    ]
    others = [each for each in members if each.id != one.excluded and attends(each, one.queue)]
    exclusive = [rule.exclusive for rule in router.policy.media if rule.medium is one.medium]
    facts = InteractionFacts(
        queue=one.queue,
        medium=one.medium,
        exclusive=all(exclusive),
        excluded=one.excluded if exclusion_holds(others_attending=len(others)) else None,
        kept_for=one.kept_for,
        personal=one.is_personal,
    )
    return candidates(members, facts)


def _live_facts(agent: Agent) -> AgentFacts:
    """Gather what routing needs to know about an agent of the machine."""
    # A ringing offer needs no look at its medium: "not_ringing" fails before "room" is asked.
    chats = len(agent.handlings) - agent.exclusive
    return AgentFacts(
        id=agent.id,
        wish=agent.wish,
        presence=agent.presence,
        ringing=agent.offer is not None,
        stop_new=agent.stop_new,
        held=chats + (agent.offer is not None),
        exclusive=agent.exclusive,
        active=agent.active,
        in_wrap_up=agent.in_wrap_up,
        max_chats=0 if agent.policy is None else agent.policy.max_chats,
        idle_since=agent.idle_since,
        member_of=frozenset(agent.memberships),
        enabled=frozenset(agent.enabled),
        callbacks_of=frozenset(q for q, each in agent.memberships.items() if each.callback),
        paced=agent.paced_until is not None,
    )


def _told(world: World, record: Record, decision: Decision) -> Iterator[Choice | Event]:
    """Tell one decision about the interaction, just before it is folded."""
    if isinstance(decision, Offered):
        one = world.interactions.get(decision.interaction)
        if one is not None:
            yield _choice(world, record, one, decision.agent)
    else:
        yield Event(n=record.n, at=record.at, decision=decision)


def _choice(world: World, record: Record, one: Interaction, chosen: AgentId | None) -> Choice:
    world.settle()
    facts = world.interaction_facts(one)
    return Choice(
        n=record.n,
        at=record.at,
        queue=one.queue,
        entered_at=one.entered_at,
        chosen=chosen,
        pulled=chosen is not None and isinstance(record.input, PullInteraction),
        candidates=candidates((world.facts(agent) for agent in world.agent_policies), facts),
        ahead=() if chosen is None else tuple(islice(_ahead(world, one, chosen), MOST_AHEAD)),
    )


def _ahead(world: World, one: Interaction, chosen: AgentId) -> Iterator[Ahead]:
    """Give whoever waited with a better place in a queue the chosen agent serves."""
    agent = world.facts(chosen)
    served = agent.member_of & agent.enabled
    better = [
        each
        for each in world.interactions.values()
        if each.state is InteractionState.WAITING
        and each.queue in served
        and each.key() < one.key()
    ]
    for each in sorted(better, key=Interaction.key):
        failed = first_failed(agent, world.interaction_facts(each))
        yield Ahead(interaction=each.id, queue=each.queue, failed=failed or "nothing")
