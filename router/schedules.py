"""Schedules: interactions whose time has not come yet."""

from typing import Literal

from router import arrivals, handlings, offers
from router import decisions as d
from router.entities import Interaction
from router.ids import AgentId, Instant
from router.inputs import InteractionEntered, Reschedule
from router.lifecycle import HandlingState, Medium
from router.refusal import Refused
from router.step import Step


def entered(step: Step, fact: InteractionEntered) -> None:
    """Give the contact its place, now or when it wants to be served; told twice it has one.

    Raises:
        Refused: the queue does not exist or does not take this medium; the channel asked wrongly.

    """
    if fact.not_before is None or fact.not_before <= step.at:
        arrivals.entered(step, fact)
    elif fact.interaction not in step.world.interactions:
        queue = arrivals.queue_for(step, fact)
        _schedule(
            step,
            fact.interaction,
            fact.medium,
            queue.id,
            fact.not_before,
            "entered",
            fact.preferred,
        )


def reschedule(step: Step, command: Reschedule) -> None:
    """Put the contact off: the handling ends, the contact comes back at its time (CBK-005).

    Raises:
        Refused: not in hand, over already (``conflict``), a medium that cannot be put off
            (``invalid``), or a time that is not to come (``invalid``, G-18).

    """
    agent = step.agent(command.agent)
    handling = handlings.own_handling(agent, command.interaction)
    if handling.state is not HandlingState.ACTIVE:
        raise Refused("conflict")
    if not step.world.rules[handling.medium].reschedulable:
        raise Refused("invalid", "interaction_id")
    if command.at <= step.at:
        raise Refused("invalid", "at")
    interaction = step.world.interactions[handling.interaction]
    handlings.end_for(step, handling, "reschedule")
    _schedule(
        step,
        interaction.id,
        interaction.medium,
        interaction.queue,
        command.at,
        "rescheduled",
        command.preferred,
    )
    handlings.begin_wrap_up(step, handling)


def come_due(step: Step, interaction: Interaction) -> None:
    """Let the contact wait from its own time on: it overtakes nobody (CBK-006, CBK-012)."""
    queue = step.world.queue_of(interaction.queue)
    arrivals.begin_to_wait(
        step,
        interaction.id,
        interaction.medium,
        queue,
        (interaction.place[1], interaction.place[2]),
        "scheduled",
        interaction.wants,
    )
    # A preference without a time limit is for this instant, which other deadlines may share.
    offers.call(step)


def _schedule(
    step: Step,
    interaction: str,
    medium: Medium,
    queue: str,
    until: Instant,
    reason: Literal["entered", "rescheduled"],
    preferred: AgentId | None,
) -> None:
    step.emit(
        d.Scheduled(
            interaction=interaction,
            medium=medium,
            queue=queue,
            until=until,
            order=step.n,
            reason=reason,
            preferred=preferred,
        )
    )
