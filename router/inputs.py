"""What the router can be told: facts that happened, and commands that may be refused.

A fact is in the past tense and is never refused. A command is in the imperative; a refused one
raises ``router.refusal.Refused`` and leaves the state bit-identical. Heartbeats, typing and read
marks never come here.
"""

from typing import TypeAlias

import msgspec

from router.ids import AgentId, CodeId, Duration, Instant, InteractionId, OfferId, QueueId
from router.lifecycle import Medium, Wish
from router.policy import Policy


class _Input(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True, gc=False
):
    """The common shape: frozen, keyword-only, tagged by class name in the journal."""


# --- Facts ---------------------------------------------------------------------------------------


class GatewayStarted(_Input, frozen=True, tag=True):
    """The gateway began to serve, or came back from a pause of more than five seconds."""

    down_for: Duration


class ClockReached(_Input, frozen=True, tag=True):
    """The instant the router asked to be woken at has come; the only way a deadline fires."""


class PolicyChanged(_Input, frozen=True, tag=True):
    """The company changed its mind; the one input whose own content becomes state."""

    policy: Policy


class QueueOpened(_Input, frozen=True, tag=True):
    """A queue's business hours began."""

    queue: QueueId


class QueueClosed(_Input, frozen=True, tag=True):
    """A queue's business hours ended; who waits keeps waiting, the channel tells them."""

    queue: QueueId


class InteractionEntered(_Input, frozen=True, tag=True):
    """A contact arrived and wants a place in a queue."""

    interaction: InteractionId
    medium: Medium
    queue: QueueId
    preferred: AgentId | None = None
    """The agent to try first (CBK-008)."""
    not_before: Instant | None = None
    """When it wants to be served; it waits from then on (CBK-012)."""
    called_at: Instant | None = None
    """When a caller who is owed a call began to wait: their place counts from then, or from a day
    ago if that is later (CBK-002)."""


class InteractionLeft(_Input, frozen=True, tag=True):
    """The customer went: abandoned while waiting, ended while being served."""

    interaction: InteractionId


class AgentReachable(_Input, frozen=True, tag=True):
    """A socket of the agent is there; an agent who was logged out is now on break (SES-009)."""

    agent: AgentId


class AgentUnreachable(_Input, frozen=True, tag=True):
    """No socket of the agent is left."""

    agent: AgentId
    at_once: bool = False
    """True skips the grace: the session was revoked, or the agent disabled."""


# --- Commands ------------------------------------------------------------------------------------


class SetStatus(_Input, frozen=True, tag=True):
    """The agent chooses a status."""

    agent: AgentId
    status: Wish
    code: CodeId | None = None


class SetStopNew(_Input, frozen=True, tag=True):
    """The agent wants no new interactions until they resume (STA-019, STA-021)."""

    agent: AgentId
    on: bool


class EnableQueues(_Input, frozen=True, tag=True):
    """The agent ticks exactly these of their queues (QUE-006, QUE-009)."""

    agent: AgentId
    queues: tuple[QueueId, ...]


class AcceptOffer(_Input, frozen=True, tag=True):
    """The agent takes the ringing interaction."""

    agent: AgentId
    offer: OfferId


class RejectOffer(_Input, frozen=True, tag=True):
    """The agent turns the ringing interaction down."""

    agent: AgentId
    offer: OfferId


class PullInteraction(_Input, frozen=True, tag=True):
    """The agent takes a waiting contact out of turn (EPL-008)."""

    agent: AgentId
    interaction: InteractionId


class DiscardInteraction(_Input, frozen=True, tag=True):
    """The agent throws a waiting contact away (EPL-007)."""

    agent: AgentId
    interaction: InteractionId


class EndInteraction(_Input, frozen=True, tag=True):
    """The agent ends the contact; wrap-up follows where there is any."""

    agent: AgentId
    interaction: InteractionId


class ExtendWrapUp(_Input, frozen=True, tag=True):
    """The agent asks for the wrap-up duration once more (WRP-009)."""

    agent: AgentId
    interaction: InteractionId


class SetCodes(_Input, frozen=True, tag=True):
    """The agent's transaction codes for their handling are now exactly these."""

    agent: AgentId
    interaction: InteractionId
    codes: tuple[CodeId, ...]


class FinishWrapUp(_Input, frozen=True, tag=True):
    """The agent is done (WRP-003)."""

    agent: AgentId
    interaction: InteractionId


class TransferToQueue(_Input, frozen=True, tag=True):
    """The agent hands the contact to a queue (CHT-036)."""

    agent: AgentId
    interaction: InteractionId
    queue: QueueId
    confirm: bool = False


class Reschedule(_Input, frozen=True, tag=True):
    """The agent puts the contact off to another time (CBK-005)."""

    agent: AgentId
    interaction: InteractionId
    at: Instant
    preferred: AgentId | None = None
    """Who is tried first when the time comes; None: nobody in particular (CBK-008)."""


class TransferToAgent(_Input, frozen=True, tag=True):
    """The agent hands the contact to another agent, into their personal queue (XFR-001)."""

    agent: AgentId
    interaction: InteractionId
    to_agent: AgentId


Fact: TypeAlias = (
    GatewayStarted
    | ClockReached
    | PolicyChanged
    | QueueOpened
    | QueueClosed
    | InteractionEntered
    | InteractionLeft
    | AgentReachable
    | AgentUnreachable
)
Command: TypeAlias = (
    SetStatus
    | SetStopNew
    | EnableQueues
    | AcceptOffer
    | RejectOffer
    | PullInteraction
    | DiscardInteraction
    | EndInteraction
    | ExtendWrapUp
    | SetCodes
    | FinishWrapUp
    | TransferToQueue
    | TransferToAgent
    | Reschedule
)
Input: TypeAlias = Fact | Command

__all__ = [
    "AcceptOffer",
    "AgentReachable",
    "AgentUnreachable",
    "ClockReached",
    "Command",
    "DiscardInteraction",
    "EnableQueues",
    "EndInteraction",
    "ExtendWrapUp",
    "Fact",
    "FinishWrapUp",
    "GatewayStarted",
    "Input",
    "Instant",
    "InteractionEntered",
    "InteractionLeft",
    "PolicyChanged",
    "PullInteraction",
    "QueueClosed",
    "QueueOpened",
    "RejectOffer",
    "Reschedule",
    "SetCodes",
    "SetStatus",
    "SetStopNew",
    "TransferToAgent",
    "TransferToQueue",
]
