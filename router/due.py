"""When the deadline of one subject falls, as the subject itself now has it."""

from collections.abc import Callable, Iterable, Iterator

from router.deadlines import KEPT, OVERFLOW, PRESENCE, SCHEDULE, WRAP_UP, Deadline
from router.entities import Agent, Handling, Interaction
from router.ids import Duration, Instant
from router.lifecycle import HandlingState, InteractionState, Presence


def interaction_due(kind: int, interaction: Interaction, *, overflows: bool) -> Instant | None:
    """Give the instant, None when it is void; ``overflows``: another queue would take it."""
    if kind == SCHEDULE:
        sleeps = interaction.state is InteractionState.SCHEDULED
        return interaction.place[1] if sleeps else None
    waits = interaction.state is InteractionState.WAITING
    if kind == KEPT:
        return interaction.kept_until if waits else None
    if kind == OVERFLOW:
        moves = waits and overflows and interaction.kept_for is None
        return interaction.overflow_at if moves else None
    return interaction.wait_limit_at


def agent_due(kind: int, agent: Agent) -> Instant | None:
    """Give the instant, None when it is void."""
    return agent.until if kind == PRESENCE else agent.paced_until


def handling_due(
    kind: int, handling: Handling, agent: Agent, return_after: Duration
) -> Instant | None:
    """Give the instant, None when it is void."""
    if kind == WRAP_UP:
        return None if handling.overdue else handling.wrap_up_ends_at
    gone = handling.state is HandlingState.ACTIVE and agent.presence is Presence.UNREACHABLE
    return agent.unreachable_since + return_after if gone and return_after else None


def every_due(
    due: Callable[[int, str], Instant | None], *subjects: tuple[int, Iterable[str]]
) -> Iterator[Deadline]:
    """Give each deadline that stands among the subjects of each kind."""
    for kind, ids in subjects:
        for subject in ids:
            instant = due(kind, subject)
            if instant is not None:
                yield instant, kind, subject
