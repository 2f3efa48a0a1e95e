"""Who may be offered what: one conjunction of named conditions, read aloud in order.

The machine, the audit and ``explain`` all ask here, each over facts it gathered itself. An agent
may be offered an interaction when every row of ``CONDITIONS`` holds; the name of the first row
that does not is the answer to "why not me?".
"""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import msgspec

from router.ids import AgentId, Instant, InteractionId, QueueId
from router.lifecycle import Medium, Presence, Status, Wish
from router.policy import MAX_CHATS


class AgentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that routing needs to know about one agent at one instant."""

    id: AgentId
    wish: Wish
    presence: Presence
    ringing: bool
    """An offer rings at this agent now."""
    stop_new: bool
    held: int
    """Shared-media interactions (chats) offered, active or in wrap-up (CON-36, G-21)."""
    exclusive: int
    """Exclusive-media interactions offered, active or in wrap-up."""
    active: int
    """Active handlings of any medium."""
    in_wrap_up: int
    """Handlings of any medium in wrap-up."""
    max_chats: int
    idle_since: Instant
    member_of: frozenset[QueueId]
    enabled: frozenset[QueueId]
    """The agent's own ticks; what counts is the intersection with ``member_of``."""
    callbacks_of: frozenset[QueueId] = frozenset()
    """The queues whose callbacks this agent takes (QUE-025)."""
    paced: bool = False
    """Accepted something a moment ago and has not had time to begin (gentle start)."""


class InteractionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that routing needs to know about one interaction at one instant."""

    queue: QueueId
    medium: Medium
    exclusive: bool
    """From its medium's row in the policy."""
    excluded: AgentId | None = None
    """Who is passed over *now*; see ``exclusion_holds``."""
    kept_for: AgentId | None = None
    """The only agent who may have it now."""
    personal: bool = False
    """Transferred to that agent, who need not serve its queue (XFR-003)."""


def chat_limit(max_chats: int) -> int:
    """Give the number of chats one agent may hold: the setting, and never more than six."""
    return min(MAX_CHATS, max_chats)


def has_room(agent: AgentFacts, interaction: InteractionFacts) -> bool:
    """Tell whether the agent's hands allow one more of this medium.

    An exclusive medium asks for empty hands. A shared one (chat) asks that everything held is
    shared too, that a place is left, and that the agent is not through with everything: whose
    handlings are all in wrap-up is finishing and gets nothing (WRP-012, STA-041).
    """
    if interaction.exclusive:
        return agent.held == 0 and agent.exclusive == 0
    finishing = agent.in_wrap_up > 0 and agent.active == 0
    return agent.exclusive == 0 and agent.held < chat_limit(agent.max_chats) and not finishing


Condition: TypeAlias = Callable[[AgentFacts, InteractionFacts], bool]

CONDITIONS: Final[tuple[tuple[str, Condition], ...]] = (
    # STA-030: who is logged out receives nothing.
    ("logged_in", lambda agent, _: agent.wish is not Wish.LOGGED_OUT),
    # QUE-002, QUE-010: a supervisor's assignment ...
    (
        "member",
        lambda agent, interaction: interaction.personal or interaction.queue in agent.member_of,
    ),
    # QUE-011: ... the agent's own tick ...
    (
        "enabled",
        lambda agent, interaction: interaction.personal or interaction.queue in agent.enabled,
    ),
    # QUE-025: ... and for callbacks the switch in the assignment.
    (
        "takes_callbacks",
        lambda agent, interaction: (
            interaction.medium is not Medium.CALLBACK or interaction.queue in agent.callbacks_of
        ),
    ),
    # RTE-007, STA-016, STA-026: working offline or on break receives nothing.
    ("available", lambda agent, _: agent.wish is Wish.AVAILABLE),
    # Section 6b, SES-019: an agent whose browser is gone is not rung at, not even in the grace.
    ("present", lambda agent, _: agent.presence is Presence.PRESENT),
    # STA-020: "stop new" blocks every medium.
    ("not_stop_new", lambda agent, _: not agent.stop_new),
    # OFR-014: one ringing offer per agent.
    ("not_ringing", lambda agent, _: not agent.ringing),
    # RTE-008..RTE-010, CON-07, CON-36, G-22.
    ("room", has_room),
    # Section 6b, RTE-002: a backlog comes gently to whoever has something in hand.
    ("not_paced", lambda agent, _: not agent.paced or agent.held + agent.exclusive == 0),
    # RTE-018, RTE-020, CBK-008: what is kept for one agent is nobody else's.
    ("kept_for_them", lambda agent, interaction: interaction.kept_for in (None, agent.id)),
    # CON-64, RTE-013: the sender of a transfer is passed over. Last, because it is the only
    # condition that differs between two who wait in one lane.
    ("not_excluded", lambda agent, interaction: interaction.excluded != agent.id),
)
"""Eligible is: every one of these. The order is the order in which they are explained."""


def first_failed(
    agent: AgentFacts, interaction: InteractionFacts, *, but: Collection[str] = ()
) -> str | None:
    """Name the first condition, ``but`` these, that does not hold; None: the agent is eligible."""
    for name, holds in CONDITIONS:
        if not holds(agent, interaction) and name not in but:
            return name
    return None


TransferObstacle: TypeAlias = Literal["busy", "wrap_up", "logged_out", "not_available"]

_IN_THE_TABLE: Final[Mapping[Status, TransferObstacle]] = MappingProxyType(
    {
        Status.BUSY: "busy",
        Status.BUSY_STOP_NEW: "busy",
        Status.WRAP_UP: "wrap_up",
    }
)
"""Row 1 of requirements section 4; rows 2 to 5 allow the transfer."""


def may_transfer_to(
    target: Status, rule: Literal["table", "any", "available_only"]
) -> TransferObstacle | None:
    """Say why an agent of this status cannot be handed a contact; None: they can (CON-21).

    ``table`` is requirements section 4 (XFR-002, XFR-003, XFR-009); nobody who is logged out can be
    chosen, whatever the setting.
    """
    if target is Status.LOGGED_OUT:
        return "logged_out"
    if rule == "any" or target is Status.AVAILABLE:
        return None
    return "not_available" if rule == "available_only" else _IN_THE_TABLE.get(target)


def attends(agent: AgentFacts, queue: QueueId) -> bool:
    """Tell whether the agent attends the queue: logged in, member and enabled (G-04).

    A queue that nobody attends is unattended, whatever the statuses of its logged-out members.
    """
    return agent.wish is not Wish.LOGGED_OUT and queue in agent.member_of and queue in agent.enabled


def exclusion_holds(*, others_attending: int) -> bool:
    """Tell whether a transfer's sender is passed over: while somebody else attends (CON-64)."""
    return others_attending > 0


AgentOrder: TypeAlias = tuple[int, Instant, AgentId]
InteractionOrder: TypeAlias = tuple[int, Instant, int, InteractionId]


def agent_order(agent: AgentFacts) -> AgentOrder:
    """Order agents, smallest first: fewest chats held, idle for longest, id (RTE-001, RTE-011)."""
    return (agent.held, agent.idle_since, agent.id)


def interaction_order(
    priority: int, entered_at: Instant, order: int, interaction: InteractionId
) -> InteractionOrder:
    """Order interactions, smallest first: priority, then first come (RTE-025, RTE-026).

    ``order`` is the journal number of the first entry and ``interaction`` only makes the order
    total; both decide between equal instants alone.
    """
    return (-priority, entered_at, order, interaction)
