"""Checks of fairness: who is offered, to whom, and that nobody waits for nothing."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import (
    AGENT_ORDER,
    CAP,
    ELIGIBLE,
    EXCLUSIVE,
    FIFO,
    OFFER_VALUES,
    ONE_OFFER,
    ONE_RINGING,
    WORK_CONSERVING,
)
from router.audit.world import Interaction
from router.decisions import Offered
from router.eligibility import agent_order, chat_limit, first_failed
from router.ids import AgentId
from router.inputs import PullInteraction
from router.lifecycle import InteractionState


def offered(entry: Entry, made: Offered) -> Iterator[Finding]:
    """Check an offer against everybody who waits and everybody who could take it."""
    world = entry.world
    world.settle()
    interaction = world.interactions.get(made.interaction)
    if interaction is None or interaction.state is not InteractionState.WAITING:
        state = "not live" if interaction is None else interaction.state
        yield ONE_OFFER, f"{made.interaction} is {state}, yet it is offered to {made.agent}"
        return
    agent = world.facts(made.agent)
    facts = world.interaction_facts(interaction)
    # What an agent pulls is out of turn by design; ``router.audit.pulling`` looks at it.
    pulled = isinstance(entry.input, PullInteraction) and (
        entry.input.interaction == made.interaction
    )
    failed = None if pulled else first_failed(agent, facts)
    if failed is not None:
        yield ELIGIBLE, f"{made.agent} is offered {made.interaction} but fails {failed!r}"
    if interaction.kept_for is None and not pulled:
        yield from _in_order(entry, made, interaction, facts.excluded)
    queue = world.queues.get(made.queue)
    if (made.held, made.idle_since) != (agent.held, agent.idle_since):
        yield OFFER_VALUES, f"offer {made.offer} does not record why {made.agent} was first"
    if made.queue != interaction.queue:
        yield OFFER_VALUES, f"offer {made.offer} names queue {made.queue}, not {interaction.queue}"
    elif queue is not None and made.expires_at != entry.at + queue.accept_timeout:
        yield OFFER_VALUES, f"offer {made.offer} does not ring for the queue's accept time-out"


def _in_order(
    entry: Entry, made: Offered, interaction: Interaction, excluded: AgentId | None
) -> Iterator[Finding]:
    """Check that nobody waits before this one, and no agent comes before this one."""
    world = entry.world
    earlier = world.lanes.earlier_for(made.agent, interaction.key())
    if earlier is not None:
        yield FIFO, f"{earlier} waits before {made.interaction} and {made.agent} could take it"
    better = world.lanes.better_taker(
        (interaction.queue, interaction.medium), agent_order(world.facts(made.agent)), excluded
    )
    if better is not None:
        yield AGENT_ORDER, f"{better} comes before {made.agent} for {made.interaction}"


def load(entry: Entry, made: Offered) -> Iterator[Finding]:
    """Count by hand what the agent would hold with this offer."""
    world = entry.world
    interaction = world.interactions.get(made.interaction)
    agent = world.agent(made.agent)
    if interaction is None:
        return
    media = [h.medium for h in agent.handlings.values()] + [
        o.medium for o in agent.ringing.values()
    ]
    alone = [world.is_exclusive(medium) for medium in (*media, interaction.medium)]
    policy = world.agent_policies.get(made.agent)
    limit = 0 if policy is None else chat_limit(policy.max_chats)
    if any(alone) and len(alone) > 1:
        yield EXCLUSIVE, f"{made.agent} is offered {made.interaction} beside other work"
    elif not any(alone) and len(alone) > limit:
        yield CAP, f"{made.agent} would hold {len(alone)} chats, {limit} are allowed"
    if agent.ringing:
        yield ONE_RINGING, f"two offers ring at {made.agent}"


def work_conserving(entry: Entry) -> Iterator[Finding]:
    """Check that no pair of one who waits and one who could take is left."""
    entry.world.settle()
    for interaction, agent in entry.world.lanes.unmatched():
        yield WORK_CONSERVING, f"{interaction} waits although {agent} is eligible"


BEFORE: Final[Checks] = {Offered: (offered, load)}
AFTER: Final[tuple[EndCheck, ...]] = (work_conserving,)
