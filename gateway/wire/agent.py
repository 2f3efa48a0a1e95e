"""What only an agent says or hears: status, queues, roster, the whole desk."""

from typing import Annotated, Literal

from msgspec import Meta

from accounts.directory import MOST_SIGNATURE_CHARS
from gateway.wire.interaction import AgentName, CaseSummary, CodeList, Interaction, Medium, Offer
from gateway.wire.scalars import Id, Locale, Name, Ok, Payload, Seq

Status = Literal[
    "available", "busy", "busy_stop_new", "wrap_up", "offline", "on_break", "logged_out"
]
ChosenStatus = Literal["available", "offline", "on_break", "logged_out"]
Role = Literal["agent", "supervisor", "administrator"]
StatusReason = Literal[
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


class AgentAuth(Payload, frozen=True, kw_only=True):
    """What an agent's client shows when it connects; the cookie stands in for the token."""

    token: Annotated[str, Meta(max_length=200)] | None = None
    since: Annotated[dict[Id, Seq], Meta(max_length=50)] | None = None
    protocol: int = 1


class AgentStatus(Payload, frozen=True, kw_only=True):
    """One's own status, and the statuses one may choose next."""

    status: Status
    since: str
    code: str | None
    stop_new: bool
    next_status: Status | None
    reason: StatusReason
    allowed: tuple[ChosenStatus, ...]


class AgentSelf(Payload, frozen=True, kw_only=True):
    """The agent this desk belongs to."""

    id: str
    username: str
    name: str
    display_name: str
    group: str | None
    role: Role
    max_chats: int
    status: Status
    since: str
    code: str | None
    stop_new: bool
    next_status: Status | None
    allowed: tuple[ChosenStatus, ...]


class QueueLine(Payload, frozen=True, kw_only=True):
    """Who waits in a queue by one medium."""

    medium: Medium
    waiting: int
    longest_wait_seconds: float | None


class Queue(Payload, frozen=True, kw_only=True):
    """One of the agent's queues with its live figures."""

    id: str
    name: str
    media: tuple[Medium, ...]
    enabled: bool
    waiting: int
    """By all of its media; `lines` says how many by each."""
    longest_wait_seconds: float | None
    lines: tuple[QueueLine, ...]
    """One for each of `media`, in that order."""
    agents_available: int
    open: bool


class RosterAgent(Payload, frozen=True, kw_only=True):
    """A colleague."""

    id: str
    name: str
    group: str | None
    status: Status
    since: str
    reachable: bool


SignatureText = Annotated[str, Meta(max_length=MOST_SIGNATURE_CHARS)]


class Preferences(Payload, frozen=True, kw_only=True):
    """How an agent likes the desk."""

    locale: Locale = "en"
    theme: Literal["system", "light", "dark"] = "system"
    sounds: bool = True
    offer_sound: Name = "ring"
    message_sound: Name = "tick"
    notifications: bool = False
    silence_unattended: bool = False
    layout: Literal["tabs", "side_by_side"] = "tabs"
    signature: SignatureText = ""
    """What stands below one's mails, as plain text; empty: what the mailbox says."""


class SetPreferences(Payload, frozen=True, kw_only=True):
    """Change the preferences that are named; the others stay."""

    locale: Locale | None = None
    theme: Literal["system", "light", "dark"] | None = None
    sounds: bool | None = None
    offer_sound: Name | None = None
    message_sound: Name | None = None
    notifications: bool | None = None
    silence_unattended: bool | None = None
    layout: Literal["tabs", "side_by_side"] | None = None
    signature: SignatureText | None = None


class SavedPreferences(Ok, frozen=True, kw_only=True):
    """All preferences as they are now."""

    preferences: Preferences


class DeskSettings(Payload, frozen=True, kw_only=True):
    """What the desk needs to know of the gateway's configuration."""

    max_message_chars: int
    max_attachment_bytes: int
    max_mail_files_bytes: int
    """Of all files of one mail together (ERP-013)."""
    can_manage_queues: bool
    tags: tuple[str, ...]
    mailboxes: tuple[str, ...]
    """The addresses that mail leaves from; the first is the standard."""


class Notice(Payload, frozen=True, kw_only=True):
    """What a colleague tells about a case, until it is put away."""

    id: str
    text: str
    """What the colleague has to say; it may be empty."""
    at: str
    by: AgentName | None
    case: CaseSummary


class SeenNotice(Payload, frozen=True, kw_only=True):
    """Put a notice away."""

    notice_id: Annotated[str, Meta(min_length=1, max_length=200)]


class Snapshot(Payload, frozen=True, kw_only=True):
    """Everything the desk shows, sent after every connect; live changes follow it."""

    protocol: int
    build: str
    server_time: str
    rev: int
    agent: AgentSelf
    status_codes: tuple[CodeList, ...]
    queues: tuple[Queue, ...]
    offers: tuple[Offer, ...]
    interactions: tuple[Interaction, ...]
    notices: tuple[Notice, ...]
    permissions: tuple[str, ...]
    preferences: Preferences
    settings: DeskSettings


class SetStatus(Payload, frozen=True, kw_only=True):
    """Choose a status, with a code where one is asked for: by its id, or by its name."""

    status: ChosenStatus
    code: Name | None = None


class ChangedStatus(Ok, frozen=True, kw_only=True):
    """The status that is shown now."""

    status: Status


class SetStopNew(Payload, frozen=True, kw_only=True):
    """Take no new chats while finishing the present ones, or resume."""

    on: bool


class ChangedStopNew(Ok, frozen=True, kw_only=True):
    """The status shown now, and the one that follows when the work is done."""

    status: Status
    next_status: Status | None


class EnableQueues(Payload, frozen=True, kw_only=True):
    """Serve exactly these of one's queues."""

    queue_ids: Annotated[tuple[Id, ...], Meta(max_length=200)]


class EnabledQueues(Ok, frozen=True, kw_only=True):
    """One's queues as they are now."""

    queues: tuple[Queue, ...]
