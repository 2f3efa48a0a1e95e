"""The router's own mutable things: agents, queues, interactions, offers, handlings.

They are private to the core. Whoever stands outside sees frozen views and decisions.
"""

from typing import Final

from router import decisions as d
from router.ids import (
    AgentId,
    CodeId,
    Duration,
    HandlingId,
    Instant,
    InteractionId,
    OfferId,
    QueueId,
)
from router.lifecycle import HandlingState, InteractionState, Medium, Presence, Status, Wish
from router.lines import Lane, Place, Turn
from router.policy import MAX_CHATS, AgentPolicy, Membership, QueuePolicy

NO_CHOICES: Final[dict[QueueId, None]] = {}


class Handling:
    """One agent's work on one interaction."""

    __slots__ = (
        "agent",
        "codes",
        "id",
        "interaction",
        "medium",
        "offer",
        "offline",
        "overdue",
        "queue",
        "state",
        "to_agent",
        "to_queue",
        "wrap_up",
        "wrap_up_ends_at",
    )

    def __init__(self, started: d.HandlingStarted) -> None:
        """Begin as the decision says."""
        self.id: HandlingId = started.handling
        self.offer: OfferId = started.offer
        self.interaction: InteractionId = started.interaction
        self.agent: AgentId = started.agent
        self.queue: QueueId = started.queue
        self.medium: Medium = started.medium
        self.wrap_up: Duration = started.wrap_up
        self.offline: bool = started.offline
        self.state = HandlingState.ACTIVE
        self.wrap_up_ends_at: Instant | None = None
        self.overdue = False
        self.codes: tuple[CodeId, ...] = ()
        self.to_queue: QueueId | None = None
        self.to_agent: AgentId | None = None


class Offer:
    """One interaction ringing at one agent."""

    __slots__ = ("agent", "expires_at", "id", "interaction")

    def __init__(self, offered: d.Offered) -> None:
        """Ring as the decision says."""
        self.id: OfferId = offered.offer
        self.interaction: InteractionId = offered.interaction
        self.agent: AgentId = offered.agent
        self.expires_at: Instant = offered.expires_at


class Interaction:
    """One contact with its place."""

    __slots__ = (
        "excluded",
        "handling",
        "id",
        "kept_for",
        "kept_order",
        "kept_until",
        "medium",
        "offer",
        "overflow_at",
        "place",
        "preferred",
        "queue",
        "state",
        "wait_limit_at",
        "wants",
    )

    def __init__(self, interaction: InteractionId, medium: Medium) -> None:
        """Begin without a place; the first ``Queued`` gives one."""
        self.id = interaction
        self.medium = medium
        self.queue: QueueId = ""
        self.place: Place = (0, 0, 0, interaction)
        self.state = InteractionState.WAITING
        self.offer: OfferId | None = None
        self.handling: HandlingId | None = None
        self.excluded: AgentId | None = None
        self.wait_limit_at: Instant | None = None
        self.overflow_at: Instant | None = None
        self.kept_for: AgentId | None = None
        self.kept_until: Instant | None = None
        self.kept_order = 0
        self.preferred = False
        self.wants: AgentId | None = None
        """Whom it will prefer when its time comes."""

    @property
    def is_personal(self) -> bool:
        """Tell whether it was transferred to an agent, who need not serve its queue."""
        return self.kept_for is not None and not self.preferred


class Agent:
    """One agent: the wish, the presence, the work in hand."""

    __slots__ = (
        "active",
        "attending",
        "available",
        "code",
        "enabled",
        "exclusive",
        "handlings",
        "id",
        "idle_since",
        "kept",
        "lanes",
        "last_rejected",
        "memberships",
        "offer",
        "paced_until",
        "policy",
        "presence",
        "since",
        "standing",
        "status",
        "stop_new",
        "tallied",
        "unreachable_since",
        "until",
        "wish",
    )

    def __init__(self, agent: AgentId) -> None:
        """Begin logged out."""
        self.id = agent
        self.policy: AgentPolicy | None = None
        self.memberships: dict[QueueId, Membership] = {}
        self.enabled: dict[QueueId, None] = NO_CHOICES
        self.wish = Wish.LOGGED_OUT
        self.status = Status.LOGGED_OUT
        self.stop_new = False
        self.code: CodeId | None = None
        self.since: Instant = 0
        self.idle_since: Instant = 0
        self.presence = Presence.UNREACHABLE
        self.until: Instant | None = None
        self.unreachable_since: Instant = 0
        self.offer: OfferId | None = None
        self.last_rejected: OfferId | None = None
        self.paced_until: Instant | None = None
        self.handlings: dict[HandlingId, Handling] = {}
        self.active = 0
        self.exclusive = 0
        """Handlings of exclusive media, as the media rows in force have it."""
        self.kept: list[tuple[int, InteractionId]] = []
        """What waits for this agent alone, first kept first."""
        # Kept by World.settle, derived from all of the above.
        self.lanes: tuple[Lane, ...] = ()
        self.standing: tuple[bool, Turn] | None = None
        self.tallied: dict[QueueId, None] = NO_CHOICES
        self.attending = False
        self.available = False

    @property
    def in_wrap_up(self) -> int:
        """Count the handlings in wrap-up."""
        return len(self.handlings) - self.active

    @property
    def works_offline(self) -> bool:
        """Tell whether what is active was pulled while working offline (STA-048)."""
        return any(
            each.offline and each.state is HandlingState.ACTIVE for each in self.handlings.values()
        )

    def turn(self) -> tuple[bool, Turn] | None:
        """Give (hands empty, key) when the agent may be offered something, else None.

        This is ``router.eligibility`` without the parts that depend on the lane, arranged so that
        the commonest refusals cost one comparison. A handling of an exclusive medium fills the
        hands completely; one whose handlings are all in wrap-up gets nothing (WRP-012, WRP-016).
        """
        if (
            self.wish is not Wish.AVAILABLE
            or self.offer is not None
            or self.presence is not Presence.PRESENT
            or self.stop_new
            or self.policy is None
        ):
            return None
        held = len(self.handlings)
        if held == 0:
            return True, (0, self.idle_since, self.id)
        if (
            self.exclusive
            or self.active == 0
            or held >= min(self.policy.max_chats, MAX_CHATS)
            or self.paced_until is not None
        ):
            return None
        return False, (held, self.idle_since, self.id)


class Queue:
    """One queue: its dials, whether it is open, and who attends to it."""

    __slots__ = ("attending", "available", "id", "lanes", "mandatory", "open", "policy")

    def __init__(self, policy: QueuePolicy) -> None:
        """Begin open and empty."""
        self.id = policy.id
        self.policy = policy
        self.open = True
        self.lanes: dict[Medium, Lane] = {}
        self.mandatory: tuple[frozenset[CodeId], ...] = ()
        self.attending = 0
        """Agents logged in and enabled here."""
        self.available = 0
        """Those of them who could be offered something now."""
