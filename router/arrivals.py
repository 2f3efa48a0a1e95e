"""Interactions coming in, going away and waiting too long."""

from typing import Final, Literal

from router import decisions as d
from router import handlings, offers, overflow, personal
from router.entities import Interaction, Queue
from router.ids import AgentId, Duration, Instant, InteractionId, seconds
from router.inputs import InteractionEntered, InteractionLeft
from router.lifecycle import Medium, Withdrawal
from router.refusal import Refused
from router.step import Step

OLDEST_CALL: Final[Duration] = seconds(24 * 3600)
"""No telephone system's clock buys an older place than this."""


def entered(step: Step, fact: InteractionEntered) -> None:
    """Give the contact its place; the same contact told twice has one place.

    Raises:
        Refused: the queue does not exist or does not take this medium; the channel asked wrongly.

    """
    if fact.interaction in step.world.interactions:
        return
    queue = queue_for(step, fact)
    called_at = step.at if fact.called_at is None else fact.called_at
    place = (min(step.at, max(called_at, step.at - OLDEST_CALL)), step.n)
    begin_to_wait(step, fact.interaction, fact.medium, queue, place, "entered", fact.preferred)


def queue_for(step: Step, fact: InteractionEntered) -> Queue:
    """Give the queue that a contact asks for.

    Raises:
        Refused: it does not exist or does not take this medium.

    """
    queue = step.world.queues.get(fact.queue)
    if queue is None or fact.medium not in queue.policy.media:
        raise Refused("not_found", "queue")
    return queue


def begin_to_wait(
    step: Step,
    interaction: InteractionId,
    medium: Medium,
    queue: Queue,
    place: tuple[Instant, int],
    reason: Literal["entered", "scheduled"],
    preferred: AgentId | None,
) -> None:
    """Put an interaction that is nowhere yet into its line, or into that of whom it prefers."""
    world = step.world
    limit = queue.policy.max_wait
    kept = personal.preferred_now(world, preferred, queue, medium)
    step.emit(
        d.Queued(
            interaction=interaction,
            medium=medium,
            queue=queue.id,
            priority=queue.policy.priority,
            entered_at=place[0],
            order=place[1],
            reason=reason,
            wait_limit_at=step.at + limit if limit else None,
            overflow_at=overflow.overflow_at(queue.policy, step.at),
            kept_for=preferred if kept else None,
            kept_until=step.at + world.settings.wait_for_preferred(medium) if kept else None,
            kept_order=step.n if kept else 0,
            preferred=kept,
        )
    )


def left(step: Step, fact: InteractionLeft) -> None:
    """Follow the customer out: abandoned if nobody had accepted, ended otherwise."""
    interaction = step.world.interactions.get(fact.interaction)
    if interaction is None:
        return
    if interaction.offer is not None:
        offers.withdraw(step, step.world.offers[interaction.offer], Withdrawal.ABANDONED)
    if interaction.handling is None:
        step.emit(d.InteractionAbandoned(interaction=interaction.id, queue=interaction.queue))
    else:
        handlings.end_by_customer(step, step.world.handlings[interaction.handling])


def waited_too_long(step: Step, interaction: Interaction) -> None:
    """Note that the queue's limit has passed; the place is kept."""
    step.emit(d.WaitLimitReached(interaction=interaction.id, queue=interaction.queue))
