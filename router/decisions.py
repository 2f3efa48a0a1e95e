"""What the router decides: the only way its state ever changes.

Each decision carries every value it sets, so that folding recorded decisions needs no rule and
an upgrade cannot rewrite the past. Ids made here are ``n.k``: decision k of entry n.
"""

from typing import Literal, TypeAlias

import msgspec

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
from router.lifecycle import Medium, Presence, Status, Wish, Withdrawal

StatusReason: TypeAlias = Literal[
    "agent",
    "logged_in",
    "accepted",
    "rejected",
    "timed_out",
    "ended",
    "wrapped_up",
    "returned",
    "stopped",
]


class _Decision(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True, gc=False
):
    """The common shape: frozen, keyword-only, tagged by class name in the journal."""


# --- The company ---------------------------------------------------------------------------------


class PolicyAdopted(_Decision, frozen=True, tag=True):
    """The policy of this entry's input is in force."""


class QueueStateSet(_Decision, frozen=True, tag=True):
    """The queue is open, or closed."""

    queue: QueueId
    open: bool


class DeadlinesMoved(_Decision, frozen=True, tag=True):
    """Every wrap-up, wait and return deadline moved later by the time the gateway was down."""

    by: Duration


# --- Interactions --------------------------------------------------------------------------------


class Queued(_Decision, frozen=True, tag=True):
    """The interaction has a place: its key is (-priority, entered_at, order)."""

    interaction: InteractionId
    medium: Medium
    queue: QueueId
    priority: int
    entered_at: Instant
    order: int
    """The journal number of its first entry: the tie-breaker between equal instants."""
    wait_limit_at: Instant | None = None
    excluded: AgentId | None = None
    """The sender of a transfer, passed over while others are enabled (CON-64)."""
    reason: Literal["entered", "transferred", "returned", "overflowed", "scheduled"] = "entered"
    overflow_at: Instant | None = None
    """When it moves to the queue's overflow, if nobody has taken it by then; once at most."""
    kept_for: AgentId | None = None
    """The one agent it is kept for: a transfer to them, or a preference for them."""
    kept_until: Instant | None = None
    """When it is anybody's again."""
    kept_order: int = 0
    """The journal number at which it was kept: personal queues are first come, first served."""
    preferred: bool = False
    """Kept as a preference: the agent must serve the queue, and is not waited for in vain."""


class Scheduled(_Decision, frozen=True, tag=True):
    """The interaction waits for its time; then it enters its queue with that time as its entry."""

    interaction: InteractionId
    medium: Medium
    queue: QueueId
    until: Instant
    order: int
    """The journal number it was scheduled at: the tie-breaker between equal times."""
    reason: Literal["entered", "rescheduled"]
    preferred: AgentId | None = None


class WaitLimitReached(_Decision, frozen=True, tag=True):
    """It has waited longer than its queue allows; the channel offers another way."""

    interaction: InteractionId
    queue: QueueId


class InteractionClosed(_Decision, frozen=True, tag=True):
    """Served and wrapped up: over."""

    interaction: InteractionId


class InteractionAbandoned(_Decision, frozen=True, tag=True):
    """The customer left before anybody accepted."""

    interaction: InteractionId
    queue: QueueId


class InteractionDiscarded(_Decision, frozen=True, tag=True):
    """An agent threw away what waited: over, and nobody was served."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId


# --- Offers --------------------------------------------------------------------------------------


class Offered(_Decision, frozen=True, tag=True):
    """The interaction rings at one agent; a place is reserved from now on."""

    offer: OfferId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    expires_at: Instant
    held: int
    """Chats the agent held before: with ``idle_since`` the reason this agent was first."""
    idle_since: Instant


class OfferWithdrawn(_Decision, frozen=True, tag=True):
    """The offer stopped ringing; unless abandoned, the interaction is back at its place."""

    offer: OfferId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    reason: Withdrawal


# --- Handlings -----------------------------------------------------------------------------------


class HandlingStarted(_Decision, frozen=True, tag=True):
    """The agent accepted the offer."""

    handling: HandlingId
    offer: OfferId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    medium: Medium
    wrap_up: Duration
    """What one wrap-up, and each extension, lasts for this agent in this queue."""
    paced_until: Instant | None = None
    """Until then the agent is offered nothing more, as long as there is work in hand."""
    offline: bool = False
    """Pulled while working offline: the agent goes on to be shown so (STA-048)."""


class HandlingEnded(_Decision, frozen=True, tag=True):
    """The contact is over for this agent; wrap-up runs."""

    handling: HandlingId
    interaction: InteractionId
    agent: AgentId
    by: Literal["agent", "customer", "transfer", "reschedule"]
    wrap_up_ends_at: Instant
    """Past it the wrap-up ends by itself unless a mandatory code is missing."""
    to_queue: QueueId | None = None
    to_agent: AgentId | None = None


class HandedOn(_Decision, frozen=True, tag=True):
    """The agent hands on what had ended for them; their wrap-up goes on (WRP-013)."""

    handling: HandlingId
    interaction: InteractionId
    agent: AgentId
    to_queue: QueueId


class WrapUpExtended(_Decision, frozen=True, tag=True):
    """The wrap-up ends later."""

    handling: HandlingId
    interaction: InteractionId
    agent: AgentId
    wrap_up_ends_at: Instant


class CodesSet(_Decision, frozen=True, tag=True):
    """The handling's transaction codes are exactly these."""

    handling: HandlingId
    interaction: InteractionId
    agent: AgentId
    codes: tuple[CodeId, ...]
    by: Literal["agent", "system"] = "agent"
    """The system sets the queue's automatic code when the countdown ends (DSP-028)."""


class WrapUpOverdue(_Decision, frozen=True, tag=True):
    """The countdown ended while a mandatory code is missing: it counts up until it is chosen."""

    handling: HandlingId
    interaction: InteractionId
    agent: AgentId


class HandlingClosed(_Decision, frozen=True, tag=True):
    """The agent's work on the interaction is finished, or was taken back."""

    handling: HandlingId
    interaction: InteractionId
    agent: AgentId
    outcome: Literal["done", "timed_out", "returned"]
    idle_since: Instant


# --- Agents --------------------------------------------------------------------------------------


class StatusChanged(_Decision, frozen=True, tag=True):
    """The agent's wish, "stop new" or shown status is now this."""

    agent: AgentId
    status: Status
    wish: Wish
    stop_new: bool
    code: CodeId | None
    since: Instant
    idle_since: Instant
    reason: StatusReason


class PresenceChanged(_Decision, frozen=True, tag=True):
    """Whether the agent's browser can be reached, and when that has its next consequence."""

    agent: AgentId
    presence: Presence
    until: Instant | None
    """GRACE: when it ends. Otherwise none."""
    idle_since: Instant


class PaceEnded(_Decision, frozen=True, tag=True):
    """The agent has had time to begin, and is offered the next contact."""

    agent: AgentId


class QueuesEnabled(_Decision, frozen=True, tag=True):
    """The agent serves exactly these of their queues."""

    agent: AgentId
    queues: tuple[QueueId, ...]


Decision: TypeAlias = (
    PolicyAdopted
    | QueueStateSet
    | DeadlinesMoved
    | Queued
    | Scheduled
    | WaitLimitReached
    | InteractionClosed
    | InteractionAbandoned
    | InteractionDiscarded
    | Offered
    | OfferWithdrawn
    | HandlingStarted
    | HandlingEnded
    | HandedOn
    | WrapUpExtended
    | CodesSet
    | WrapUpOverdue
    | HandlingClosed
    | StatusChanged
    | PresenceChanged
    | PaceEnded
    | QueuesEnabled
)
