"""Checks of what is kept for one agent: personal queues, and agents whom customers prefer."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import PERSONAL, PERSONAL_FIRST, PREFERRED, WORK_CONSERVING
from router.audit.world import Interaction, World
from router.decisions import Offered, OfferWithdrawn, Queued
from router.eligibility import AgentFacts, InteractionFacts, first_failed, may_transfer_to
from router.ids import AgentId
from router.inputs import ClockReached, InteractionEntered, PullInteraction, TransferToAgent
from router.lifecycle import Wish, Withdrawal


def _for(world: World, agent: AgentId) -> list[Interaction]:
    """Give what waits for the agent alone, first kept first."""
    world.settle()
    kept = [world.interactions[each] for each, whom in world.kept.items() if whom == agent]
    return sorted(kept, key=lambda one: one.kept_order)


def _is_waited_for(facts: AgentFacts) -> bool:
    return facts.wish is Wish.AVAILABLE and not facts.stop_new


def kept(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that a transfer to an agent is one the table allows, and is kept as it should be."""
    world, command = entry.world, entry.input
    if made.reason != "transferred" or not isinstance(command, TransferToAgent):
        if made.kept_for is not None and not made.preferred:
            yield PERSONAL, f"{made.interaction} is kept for {made.kept_for} without a transfer"
        return
    until = entry.at + world.policy.settings.personal_wait
    if (made.kept_for, made.kept_until, made.kept_order, made.preferred) != (
        command.to_agent,
        until,
        entry.n,
        False,
    ):
        yield PERSONAL, f"{made.interaction} is not kept for {command.to_agent} as it should be"
    rule = world.media.get(made.medium)
    if rule is None or not rule.transferable or command.to_agent == command.agent:
        yield PERSONAL, f"{made.interaction} cannot be transferred to {command.to_agent}"
    target = world.agent(command.to_agent)
    obstacle = may_transfer_to(target.status, world.policy.settings.agent_transfer)
    if obstacle is not None or command.to_agent not in world.agent_policies:
        yield PERSONAL, f"{made.interaction} goes to {command.to_agent}, who is {target.status}"


def preferred(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that one who enters is kept for whom they prefer exactly while that makes sense."""
    world = entry.world
    old = world.interactions.get(made.interaction)
    if made.reason == "scheduled":
        wanted = None if old is None else old.wants
    else:
        wanted = entry.input.preferred if isinstance(entry.input, InteractionEntered) else None
    if made.reason not in ("entered", "scheduled"):
        if made.preferred:
            yield PREFERRED, f"{made.interaction} is {made.reason} and still waits for one agent"
        return
    expected = wanted if wanted is not None and _worth_it(world, made, wanted) else None
    if made.kept_for != expected:
        yield PREFERRED, f"{made.interaction} is kept for {made.kept_for}, not for {expected}"
    elif expected is not None and (made.preferred, made.kept_until, made.kept_order) != (
        True,
        entry.at + world.policy.settings.wait_for_preferred(made.medium),
        entry.n,
    ):
        yield PREFERRED, f"{made.interaction} is not kept for {expected} as it should be"


def _worth_it(world: World, made: Queued, wanted: AgentId) -> bool:
    """Tell whether to wait for the agent: they are available, or else could be asked now."""
    facts = world.facts(wanted)
    exclusive = world.is_exclusive(made.medium)
    one = InteractionFacts(queue=made.queue, medium=made.medium, exclusive=exclusive)
    if world.policy.settings.wait_for_preferred(made.medium) == 0:
        return first_failed(facts, one) is None and not _for(world, wanted)
    passing = {"present", "not_ringing", "room", "not_paced"}
    return first_failed(facts, one, but=passing) is None


def given_back(entry: Entry, made: Queued) -> Iterator[Finding]:
    """Check that what is kept is given back when its time is over or nobody is to be waited for."""
    old = entry.world.interactions.get(made.interaction)
    if made.reason != "returned" or old is None or old.kept_for is None:
        return
    facts = entry.world.facts(old.kept_for)
    over = old.kept_until is not None and old.kept_until <= entry.at
    gone = facts.wish is Wish.LOGGED_OUT or (old.preferred and not _is_waited_for(facts))
    if not over and not gone:
        rule = PREFERRED if old.preferred else PERSONAL
        yield rule, f"{made.interaction} is taken from {old.kept_for}, who may still have it"


def in_turn(entry: Entry, made: Offered) -> Iterator[Finding]:
    """Check that what is kept for an agent comes first, and in the order of its keeping."""
    world = entry.world
    one = world.interactions.get(made.interaction)
    pulls = isinstance(entry.input, PullInteraction) and entry.input.agent == made.agent
    if one is None or pulls:
        return
    facts = world.facts(made.agent)
    for other in _for(world, made.agent):
        if other.id == one.id:
            return
        if first_failed(facts, world.interaction_facts(other)) is None:
            yield PERSONAL_FIRST, f"{other.id} is kept for {made.agent} and comes before {one.id}"
            return


def _left_lying(entry: Entry, one: Interaction) -> bool:
    """Tell whether the time for which something is kept is over, and somebody should have seen."""
    if one.kept_until is None or one.kept_until > entry.at:
        return False
    return isinstance(entry.input, ClockReached) or any(
        isinstance(made, OfferWithdrawn)
        and made.interaction == one.id
        and made.reason is not Withdrawal.RESTART
        for made in entry.decisions
    )


def waits_for_somebody(entry: Entry) -> Iterator[Finding]:
    """Check that whatever is kept is kept for somebody, for whom it is not the turn yet."""
    world = entry.world
    world.settle()
    for each, agent in list(world.kept.items()):
        one = world.interactions[each]
        facts = world.facts(agent)
        rule = PREFERRED if one.preferred else PERSONAL
        if facts.wish is Wish.LOGGED_OUT or (one.preferred and not _is_waited_for(facts)):
            yield rule, f"{one.id} waits for {agent} in vain"
        elif _left_lying(entry, one):
            yield rule, f"{one.id} is kept for {agent} past its time"
        elif first_failed(facts, world.interaction_facts(one)) is None:
            yield WORK_CONSERVING, f"{one.id} waits although {agent} is eligible"


BEFORE: Final[Checks] = {
    Queued: (kept, preferred, given_back),
    Offered: (in_turn,),
}
AFTER: Final[tuple[EndCheck, ...]] = (waits_for_somebody,)
