"""What happens to the whole house: a new policy, opening hours, a restart."""

from router import agents, offers
from router import decisions as d
from router.entities import Agent
from router.inputs import GatewayStarted, PolicyChanged, QueueClosed, QueueOpened
from router.lifecycle import Presence, Wish, Withdrawal
from router.step import Step


def started(step: Step, fact: GatewayStarted) -> None:
    """Take up again after a stop: nobody is blamed for it, nobody loses a place."""
    world = step.world
    for offer in list(world.offers.values()):
        offers.withdraw(step, offer, Withdrawal.RESTART)
    if fact.down_for:
        step.emit(d.DeadlinesMoved(by=fact.down_for))
    for _, agent in sorted(world.agents.items()):
        if agent.wish is not Wish.LOGGED_OUT and agent.presence is not Presence.UNREACHABLE:
            agents.begin_grace(step, agent)


def policy_changed(step: Step, fact: PolicyChanged) -> None:
    """Adopt the policy; an agent's own ticks survive it as long as their memberships do."""
    world = step.world
    were_members = {each.id: set(each.memberships) for each in world.agents.values()}
    if fact.policy == world.policy and world.agents:
        return
    step.emit(d.PolicyAdopted())
    # By id: a restored router met its agents in another order than the one it stands in for.
    for _, agent in sorted(world.agents.items()):
        known = were_members.get(agent.id, set())
        ticked = tuple(
            sorted(
                each.queue
                for each in agent.memberships.values()
                if (each.queue in agent.enabled if each.queue in known else each.enabled)
            )
        )
        if ticked != tuple(agent.enabled):
            step.emit(d.QueuesEnabled(agent=agent.id, queues=ticked))
        _withdraw_if_no_longer_served(step, agent)
        if agent.policy is None and not agent.handlings and agent.wish is not Wish.LOGGED_OUT:
            step.restate(agent, "stopped", wish=Wish.LOGGED_OUT, stop_new=False)


def _withdraw_if_no_longer_served(step: Step, agent: Agent) -> None:
    if agent.offer is None:
        return
    offer = step.world.offers[agent.offer]
    interaction = step.world.interactions[offer.interaction]
    serves = interaction.is_personal or step.world.lane_of(interaction) in agent.lanes
    if agent.policy is None or not serves:
        offers.withdraw(step, offer, Withdrawal.STATUS)


def queue_opened(step: Step, fact: QueueOpened) -> None:
    """Open a queue."""
    _set_open(step, fact.queue, is_open=True)


def queue_closed(step: Step, fact: QueueClosed) -> None:
    """Close a queue; those who already wait are still served."""
    _set_open(step, fact.queue, is_open=False)


def _set_open(step: Step, queue_id: str, *, is_open: bool) -> None:
    queue = step.world.queues.get(queue_id)
    if queue is not None and queue.open != is_open:
        step.emit(d.QueueStateSet(queue=queue_id, open=is_open))
