"""What the company has decided: queues, members, time-outs, code lists, a row for each medium.

The router reads nothing but its inputs, so the whole policy arrives as one value inside
``PolicyChanged``. Everything here is frozen and normalised (ids ascending), which makes its hash
meaningful.
"""

from typing import Final, Literal

import msgspec

from router.ids import AgentId, CodeId, CodeListId, Duration, QueueId, seconds
from router.lifecycle import Medium, Status, Wish


class MediumRule(msgspec.Struct, frozen=True, kw_only=True):
    """How one medium behaves; adding a medium adds a row and touches no code of the core."""

    medium: Medium
    exclusive: bool
    """Its agent gets nothing else; only an agent with empty hands gets it (CON-07, G-22)."""
    on_reject: Wish
    on_time_out: Wish
    transferable: bool
    return_after: Duration
    """An unreachable agent's active work goes back to its queue after this; 0 means never."""
    reschedulable: bool = False
    """Its agent may put it off to another time (CBK-005)."""
    late_transfer: bool = False
    """It may also be transferred to a queue in its wrap-up: nobody has left (WRP-013)."""
    pullable: bool = False
    """Agents with the permission may take it out of turn, or throw it away (EPL-001, EPL-007)."""
    offline_pull: bool = False
    """Who takes it out of turn while working offline goes on to be shown so (STA-048)."""


MEDIA: Final[tuple[MediumRule, ...]] = (
    MediumRule(
        medium=Medium.CHAT,
        exclusive=False,
        on_reject=Wish.ON_BREAK,
        on_time_out=Wish.ON_BREAK,
        transferable=True,
        return_after=seconds(120),
    ),
    MediumRule(
        medium=Medium.EMAIL,
        exclusive=True,
        on_reject=Wish.OFFLINE,
        on_time_out=Wish.OFFLINE,
        transferable=True,
        return_after=seconds(1800),
        late_transfer=True,
        pullable=True,
        offline_pull=True,
    ),
    MediumRule(
        medium=Medium.VOICEMAIL,
        exclusive=True,
        on_reject=Wish.ON_BREAK,
        on_time_out=Wish.ON_BREAK,
        transferable=False,
        return_after=seconds(1800),
    ),
    MediumRule(
        medium=Medium.CALLBACK,
        exclusive=True,
        on_reject=Wish.ON_BREAK,
        on_time_out=Wish.ON_BREAK,
        transferable=False,
        return_after=seconds(1800),
        reschedulable=True,
    ),
)
"""The default rows (requirements STA-028, STA-034..036, CON-01..05, section 6b)."""


class CodeList(msgspec.Struct, frozen=True, kw_only=True):
    """Codes of one purpose: reasons for a status, or outcomes of an interaction (STC-007)."""

    id: CodeListId
    kind: Literal["transaction", "status"]
    mandatory: bool
    multiple: bool
    codes: tuple[CodeId, ...]
    statuses: tuple[Status, ...] = ()
    """For kind ``status``: the statuses whose choice asks for one of these codes."""


class QueuePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """One queue's dials."""

    id: QueueId
    media: tuple[Medium, ...]
    accept_timeout: Duration = seconds(30)
    wrap_up: Duration = seconds(60)
    priority: int = 0
    """Larger first; equal priorities are pure first come, first served."""
    code_lists: tuple[CodeListId, ...] = ()
    max_wait: Duration = 0
    """0: no limit."""
    transfer_position: Literal["tail", "original"] = "tail"
    unattended: Literal["warn", "confirm", "block"] = "confirm"
    on_reject: Wish | None = None
    """The agent's status after a rejection; None: as the medium's row says (CON-01..04)."""
    on_time_out: Wish | None = None
    """The agent's status after a missed offer; None: as the medium's row says (CON-05)."""
    overflow_to: QueueId | None = None
    """Where whoever has waited for ``overflow_after`` goes, if that queue takes the medium."""
    overflow_after: Duration = 0
    """0: never."""
    automatic_code: CodeId | None = None
    """Set by the system when the wrap-up ends and only this code is missing (DSP-010, DSP-028)."""


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """A supervisor's assignment of an agent to a queue (QUE-010)."""

    queue: QueueId
    enabled: bool = True
    """Whether a new member starts enabled; the agent's own tick lives in the router's state."""
    callback: bool = False
    wrap_up: Duration | None = None
    """Overrides the queue's wrap-up for this agent (QUE-026, WRP-017)."""


class AgentPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's limits and permissions, as far as routing is concerned."""

    id: AgentId
    max_chats: int = 6
    may_reject: bool = False
    may_choose_queues: bool = False
    may_pull: bool = False
    may_discard: bool = False
    memberships: tuple[Membership, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Settings that belong to no single queue, agent or medium."""

    presence_grace: Duration = seconds(15)
    logout_from_available: bool = False
    """CON-11: off means one goes offline or on break first."""
    extension_mode: Literal["add", "restart"] = "add"
    """CON-18."""
    agent_transfer: Literal["table", "any", "available_only"] = "table"
    """Which agents a contact may be handed to (CON-21): see ``router.eligibility``."""
    personal_wait: Duration = seconds(300)
    """What is transferred to an agent goes back to its queue after this (G-05, XFR-010)."""
    preferred_wait: Duration = 0
    """What an available agent is preferred for is anybody's after this; 0: at once (RTE-015)."""
    owner_wait: Duration = 0
    """The same for mail on a case in hand and whose case it is; 0: as `preferred_wait`."""
    gentle_start: Duration = 0
    """Who has work in hand is offered the next contact this long after accepting the last; 0: at
    once (section 6b on RTE-002 and RTE-030). Empty hands never wait."""

    def wait_for_preferred(self, medium: Medium) -> Duration:
        """Say how long a contact waits for the available agent it prefers; 0: not at all."""
        return (medium is Medium.EMAIL and self.owner_wait) or self.preferred_wait


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the company has decided, in one value with ascending ids."""

    queues: tuple[QueuePolicy, ...] = ()
    agents: tuple[AgentPolicy, ...] = ()
    code_lists: tuple[CodeList, ...] = ()
    media: tuple[MediumRule, ...] = MEDIA
    settings: Settings = Settings()


MAX_CHATS: Final = 6
"""CARD-006, CON-36: no setting raises it."""
