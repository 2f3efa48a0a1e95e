"""A contact as the record tells its story: stretches in queues and with agents."""

from dataclasses import dataclass, field

from router.ids import AgentId, CodeId, HandlingId, Instant, InteractionId, OfferId, QueueId
from router.lifecycle import HandlingState, InteractionState, Medium


@dataclass(slots=True, kw_only=True)
class Work:
    """One agent's handling, with what the agent noted about it."""

    id: HandlingId
    agent: AgentId
    queue: QueueId
    state: HandlingState = HandlingState.ACTIVE
    accepted_at: Instant
    ended_at: Instant | None = None
    wrap_up_ends_at: Instant | None = None
    codes: tuple[CodeId, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    outcome: str | None = None
    extendable: bool = False
    """Whether its wrap-up has a duration that can be added once more."""


@dataclass(slots=True, kw_only=True)
class Ringing:
    """An offer while it rings."""

    id: OfferId
    agent: AgentId
    expires_at: Instant


@dataclass(slots=True, kw_only=True)
class Stretch:
    """A stage of the journey: in a queue, or with an agent who was offered it from one."""

    queue: QueueId
    agent: AgentId | None
    since: Instant
    until: Instant | None = None
    reason: str
    note: str = ""


@dataclass(slots=True, kw_only=True)
class Contact:
    """An interaction, live or ended not long ago."""

    id: InteractionId
    medium: Medium
    queue: QueueId
    entered_at: Instant
    state: InteractionState = InteractionState.WAITING
    rev: int = 0
    ended_at: Instant | None = None
    discarded_by: AgentId | None = None
    offer: Ringing | None = None
    works: dict[HandlingId, Work] = field(default_factory=dict)
    journey: list[Stretch] = field(default_factory=list)
    note_for_next: str = ""
    """What the agent who is transferring it tells whoever takes it over."""

    def work_of(self, agent: AgentId) -> Work | None:
        """Give the agent's own handling: the active one before one in wrap-up, then the last."""
        mine = [work for work in self.works.values() if work.agent == agent]
        order = (HandlingState.ACTIVE, HandlingState.WRAP_UP)
        for state in order:
            for work in mine:
                if work.state is state:
                    return work
        return mine[-1] if mine else None

    def begin_stretch(self, stretch: Stretch) -> None:
        """End the present stretch where the new one begins."""
        self.end_stretch(stretch.since)
        self.journey.append(stretch)

    def end_stretch(self, at: Instant) -> None:
        """End the present stretch, if one goes on."""
        if self.journey and self.journey[-1].until is None:
            self.journey[-1].until = at

    @property
    def is_live(self) -> bool:
        """Whether anything is still to come."""
        return self.ended_at is None or any(
            work.state is not HandlingState.CLOSED for work in self.works.values()
        )
