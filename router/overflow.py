"""Overflow: whoever has waited too long in one queue waits on in another."""

from router import decisions as d
from router.entities import Interaction
from router.ids import Instant
from router.policy import QueuePolicy
from router.step import Step


def overflow_at(queue: QueuePolicy, at: Instant) -> Instant | None:
    """Give when one who begins to wait at ``at`` moves on; None: never."""
    return at + queue.overflow_after if queue.overflow_to and queue.overflow_after else None


def move(step: Step, interaction: Interaction) -> None:
    """Move an interaction to its queue's overflow with its whole key, priority included.

    It moves once: the other queue's own overflow is for those who entered there.
    """
    target = step.world.overflow_of(interaction)
    if target is None:
        return
    step.emit(
        d.Queued(
            interaction=interaction.id,
            medium=interaction.medium,
            queue=target,
            priority=-interaction.place[0],
            entered_at=interaction.place[1],
            order=interaction.place[2],
            wait_limit_at=interaction.wait_limit_at,
            excluded=interaction.excluded,
            reason="overflowed",
        )
    )


def move_if_due(step: Step, interaction: Interaction) -> None:
    """Move an interaction whose time came while it rang, or was kept for one agent."""
    if interaction.overflow_at is not None and interaction.overflow_at <= step.at:
        move(step, interaction)
