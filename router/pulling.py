"""Agents who choose for themselves: pulling a contact out of the line, or throwing it away."""

from router import decisions as d
from router import offers
from router.entities import Agent, Interaction
from router.ids import InteractionId
from router.inputs import DiscardInteraction, PullInteraction
from router.lifecycle import InteractionState, Presence, Wish
from router.refusal import Refused
from router.step import Step


def pull(step: Step, command: PullInteraction) -> None:
    """Let the agent take a contact out of turn: an offer accepted in the same step (EPL-008).

    Raises:
        Refused: no permission (``forbidden``, EPL-001), nothing that waits in a queue of theirs
            (``not_found``) or not of a medium that can be pulled (``invalid``), somebody else's
            already (``conflict``, EPL-016), hands that are not empty (``at_capacity``), a status
            in which nobody works (``status_not_allowed``).

    """
    agent = step.agent(command.agent)
    if any(each.interaction == command.interaction for each in agent.handlings.values()):
        return
    if agent.policy is None or not agent.policy.may_pull:
        raise Refused("forbidden")
    interaction = _waiting_for(step, agent, command.interaction)
    if agent.wish not in (Wish.AVAILABLE, Wish.OFFLINE) or agent.presence is not Presence.PRESENT:
        raise Refused("status_not_allowed")
    if agent.handlings or agent.offer is not None:
        raise Refused("at_capacity")
    offers.hand_over(step, interaction, agent)


def discard(step: Step, command: DiscardInteraction) -> None:
    """Let the agent throw away what waits and nobody has to answer (EPL-007).

    Raises:
        Refused: as ``pull``, with the permission to discard.

    """
    agent = step.agent(command.agent)
    if agent.policy is None or not agent.policy.may_discard:
        raise Refused("forbidden")
    interaction = _waiting_for(step, agent, command.interaction)
    step.emit(
        d.InteractionDiscarded(interaction=interaction.id, queue=interaction.queue, agent=agent.id)
    )


def _waiting_for(step: Step, agent: Agent, interaction_id: InteractionId) -> Interaction:
    """Give a contact that waits in one of the agent's queues and may be chosen freely."""
    interaction = step.world.interactions.get(interaction_id)
    if interaction is None or interaction.queue not in agent.memberships:
        raise Refused("not_found", "interaction_id")
    if not step.world.rules[interaction.medium].pullable:
        raise Refused("invalid", "interaction_id")
    free = interaction.kept_for in (None, agent.id)
    if interaction.state is not InteractionState.WAITING or not free:
        raise Refused("conflict", "interaction_id")
    return interaction
