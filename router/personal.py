"""Personal queues: work kept for one agent before it is anybody's."""

from router import decisions as d
from router import overflow
from router.eligibility import TransferObstacle, may_transfer_to
from router.entities import Agent, Interaction, Queue
from router.ids import AgentId
from router.inputs import TransferToAgent
from router.lifecycle import Medium, Wish
from router.policy import Settings
from router.refusal import Refused
from router.state import World
from router.step import Step


def obstacle_to(settings: Settings, target: Agent) -> TransferObstacle | None:
    """Say why a contact cannot be handed to the agent now; None: it can."""
    return may_transfer_to(target.status, settings.agent_transfer)


def target_of(step: Step, command: TransferToAgent, interaction: Interaction) -> Agent:
    """Give the agent to whom the contact may be handed (requirements section 4, CON-21).

    Raises:
        Refused: no such agent (``not_found``), oneself or a medium that stays (``invalid``), an
            agent who cannot be chosen now (``conflict``, with the reason).

    """
    world = step.world
    target = world.agents.get(command.to_agent)
    if target is None or target.policy is None:
        raise Refused("not_found", "to_agent")
    if target.id == command.agent or not world.rules[interaction.medium].transferable:
        raise Refused("invalid", "to_agent")
    obstacle = obstacle_to(world.settings, target)
    if obstacle is not None:
        raise Refused("conflict", "to_agent", reason=obstacle)
    return target


def keep(step: Step, interaction: Interaction, target: Agent, sender: AgentId) -> None:
    """Put the contact into the target's personal queue; its place in its own queue is kept."""
    step.emit(
        d.Queued(
            interaction=interaction.id,
            medium=interaction.medium,
            queue=interaction.queue,
            priority=-interaction.place[0],
            entered_at=interaction.place[1],
            order=interaction.place[2],
            excluded=sender,
            reason="transferred",
            kept_for=target.id,
            kept_until=step.at + step.world.settings.personal_wait,
            kept_order=step.n,
        )
    )


def preferred_now(world: World, preferred: AgentId | None, queue: Queue, medium: Medium) -> bool:
    """Tell whether one who enters is kept for the agent they prefer (CBK-008, RTE-015, 6b).

    With a time limit: while that agent is available. Without one: if they can be asked this
    very moment.
    """
    agent = world.agents.get(preferred or "")
    lane = queue.lanes.get(medium)
    if agent is None or lane not in agent.lanes or not is_waiting_for(agent):
        return False
    if world.settings.wait_for_preferred(medium):
        return True
    standing = agent.standing
    return standing is not None and (standing[0] or lane.shared) and not agent.kept


def is_waiting_for(agent: Agent) -> bool:
    """Tell whether an agent whom customers prefer is worth waiting for."""
    return agent.wish is Wish.AVAILABLE and not agent.stop_new


def give_back(step: Step, interaction: Interaction) -> None:
    """Let everybody in the queue have it, at the place it has had all along (XFR-010, G-05)."""
    step.emit(
        d.Queued(
            interaction=interaction.id,
            medium=interaction.medium,
            queue=interaction.queue,
            priority=-interaction.place[0],
            entered_at=interaction.place[1],
            order=interaction.place[2],
            wait_limit_at=interaction.wait_limit_at,
            excluded=interaction.excluded,
            reason="returned",
            overflow_at=interaction.overflow_at,
        )
    )
    overflow.move_if_due(step, interaction)


def give_back_if_due(step: Step, interaction: Interaction) -> None:
    """Give back what was kept for long enough while it rang."""
    if interaction.kept_until is not None and interaction.kept_until <= step.at:
        give_back(step, interaction)


def give_up(step: Step, agent: Agent) -> None:
    """Give back whatever is kept for an agent for whom it makes no sense to wait any longer."""
    for _, interaction_id in list(agent.kept):
        interaction = step.world.interactions[interaction_id]
        gone = agent.wish is Wish.LOGGED_OUT
        if gone or (interaction.preferred and not is_waiting_for(agent)):
            give_back(step, interaction)


def may_be_asked(world: World, agent: Agent, interaction: Interaction) -> bool:
    """Tell whether the agent has room for what is kept for them; they need be no member."""
    standing = agent.standing
    if standing is None or not (standing[0] or not world.rules[interaction.medium].exclusive):
        return False
    return not interaction.preferred or world.lane_of(interaction) in agent.lanes
