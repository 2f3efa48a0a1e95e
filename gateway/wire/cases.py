"""Cases: what was written, what is being written, and where it stands."""

from typing import Annotated, Literal

from msgspec import Meta, field

from gateway.wire.chat_logs import ChatLog
from gateway.wire.contacts import PastContact
from gateway.wire.interaction import AgentName, CaseSummary
from gateway.wire.mail import Mailbox, MailFile, MailKind
from gateway.wire.scalars import Email as EmailAddress
from gateway.wire.scalars import ClientId, Id, Line, Name, Ok, Payload

CaseStatus = Literal["open", "pending", "closed"]
CaseMedium = Literal["email", "chat"]
Level = Literal["low", "normal", "high", "urgent"]
DeliveryState = Literal["queued", "sending", "accepted", "delayed", "failed", "possibly_sent"]
PendingOrder = Literal[
    "waited_seconds",
    "-waited_seconds",
    "case_number",
    "-case_number",
    "mailbox",
    "-mailbox",
    "contact",
    "-contact",
    "company",
    "-company",
    "subject",
    "-subject",
]
DraftKind = Literal["reply", "reply_all", "forward", "follow_up", "new"]
MailHtml = Annotated[str, Meta(max_length=1_000_000)]
Recipients = Annotated[tuple[EmailAddress, ...], Meta(max_length=100)]


class Delivery(Payload, frozen=True, kw_only=True):
    """How a mail to one recipient stands."""

    address: str
    state: DeliveryState
    detail: str = ""


class CaseMail(Payload, frozen=True, kw_only=True):
    """One mail of a case's thread, in or out."""

    id: str
    direction: Literal["in", "out"]
    sender: Mailbox = field(name="from")
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    """Where its sender wants answers; empty: to the sender."""
    subject: str
    at: str
    text: str
    quoted: str
    html_url: str | None
    attachments: tuple[MailFile, ...]
    flags: tuple[str, ...]
    mail_kind: MailKind
    agent: AgentName | None
    """Who wrote a mail that went out."""
    state: DeliveryState | None
    """How a mail that went out stands; null for one that came in."""
    recipients: tuple[Delivery, ...] = ()


class Draft(Payload, frozen=True, kw_only=True):
    """A mail an agent has not sent yet."""

    id: str
    case_id: str
    kind: DraftKind
    sender: str = field(name="from")
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    subject: str
    html: str
    attachments: tuple[MailFile, ...]
    answers: str | None
    """The mail that it answers or forwards; null: the customer's last one."""
    rev: int
    saved_at: str


class CaseCustomer(Payload, frozen=True, kw_only=True):
    """Whose case it is."""

    id: str
    number: str
    name: str
    company: str
    addresses: tuple[str, ...]


class MergedCase(Payload, frozen=True, kw_only=True):
    """A case that was merged into another."""

    id: str
    number: str
    subject: str
    undo_until: str | None
    """Until then the merge can be undone."""


class MergeCase(Payload, frozen=True, kw_only=True):
    """Merge a case into the one with this id."""

    into: Id


class MoveMail(Payload, frozen=True, kw_only=True):
    """Move a mail into the case with this id."""

    into: Id


class Signature(Payload, frozen=True, kw_only=True):
    """What stands below mails from one address, as plain text."""

    sender: str
    text: str


class Case(Ok, frozen=True, kw_only=True):
    """A case with everything that was written about it, oldest first."""

    id: str
    number: str
    subject: str
    status: CaseStatus
    priority: Level
    severity: Level
    medium: CaseMedium
    """What it began with."""
    customer: CaseCustomer
    assignee: AgentName | None
    mailbox: str
    opened_at: str
    changed_at: str
    spam: bool
    """Whether it was found to be junk."""
    linked_to: CaseSummary | None
    merged_into: CaseSummary | None
    """The case that goes on with this one; its mails stand there as well."""
    undo_until: str | None
    """Until then that merge can be undone."""
    merged: tuple[MergedCase, ...]
    """Those that were merged into this one, the earliest first."""
    mails: tuple[CaseMail, ...]
    chats: tuple[ChatLog, ...]
    """The chats that it, or what was merged into it, began with."""
    contacts: tuple[PastContact, ...]
    """Its part of the interaction log, the newest first."""
    drafts: tuple[Draft, ...]
    senders: tuple[str, ...]
    """The addresses a mail of this case may leave from; the first is the standard."""
    signatures: tuple[Signature, ...]
    """What the mailboxes among them have below their mails."""


class CaseRow(Payload, frozen=True, kw_only=True):
    """A case in a list."""

    id: str
    number: str
    subject: str
    status: CaseStatus
    medium: CaseMedium
    customer: str
    assignee: AgentName | None
    opened_at: str
    changed_at: str
    spam: bool


class Cases(Ok, frozen=True, kw_only=True):
    """Cases found, the one changed last first."""

    cases: tuple[CaseRow, ...]
    more: bool
    next: str | None
    """Asked for as `after`, it gives those that follow; null where nothing does."""


class ChangeCase(Payload, frozen=True, kw_only=True):
    """Change what is named of a case; the rest stays."""

    status: CaseStatus | None = None
    priority: Level | None = None
    severity: Level | None = None
    subject: Line | None = None


class NotifyOfCase(Payload, frozen=True, kw_only=True):
    """Tell people where a case stands; the same `client_id` again tells nobody twice."""

    client_id: ClientId
    agent_ids: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()
    customer: bool = False
    """Whether the customer is written to."""
    note: Annotated[str, Meta(max_length=2_000)] = ""


class OpenCase(Payload, frozen=True, kw_only=True):
    """Open a case by writing first; the same `client_id` again gives the case that is there."""

    client_id: ClientId
    to: EmailAddress
    subject: Line = ""
    sender: EmailAddress | None = field(default=None, name="from")
    """The address of the mailbox it belongs to; null: the first one's."""


class MarkSpam(Payload, frozen=True, kw_only=True):
    """Close a case as spam; `block` is the address of one who wrote in it."""

    block: EmailAddress | None = None


class BlockedSender(Payload, frozen=True, kw_only=True):
    """An address whose mail is kept as closed spam and asks for nobody."""

    address: str
    blocked_at: str
    blocked_by: AgentName | None
    case: CaseSummary
    """What it was blocked for."""


class BlockedSenders(Ok, frozen=True, kw_only=True):
    """The addresses that are blocked, the latest first."""

    senders: tuple[BlockedSender, ...]
    next: str | None
    """Asked for as `after`, it gives those that follow; null where nobody does."""


class SaveDraft(Payload, frozen=True, kw_only=True):
    """Keep a draft; `rev` is the one last seen, 0 for a new draft."""

    kind: DraftKind
    sender: EmailAddress | None = field(default=None, name="from")
    to: Recipients = ()
    cc: Recipients = ()
    bcc: Recipients = ()
    subject: Line = ""
    html: MailHtml = ""
    attachments: Annotated[tuple[Id, ...], Meta(max_length=200)] = ()
    answers: Id | None = None
    """A mail of the case; null: the customer's last one."""
    rev: Annotated[int, Meta(ge=0)] = 0


class SavedDraft(Ok, frozen=True, kw_only=True):
    """The draft as it is kept."""

    draft: Draft


class SentMail(Ok, frozen=True, kw_only=True):
    """The mail is in the outbox."""

    message_id: str
    state: DeliveryState


class ResolveMail(Payload, frozen=True, kw_only=True):
    """Settle a mail that was possibly sent."""

    action: Literal["resend", "mark_sent"]


class MailState(Payload, frozen=True, kw_only=True):
    """A mail that went out stands differently now."""

    message_id: str
    case_id: str
    state: DeliveryState
    recipients: tuple[Delivery, ...]


class ChangedCase(Payload, frozen=True, kw_only=True):
    """A case that one read lately holds something new."""

    case_id: str


class PendingEmail(Payload, frozen=True, kw_only=True):
    """A mail that waits in a queue."""

    interaction_id: str
    waited_seconds: float
    case_number: str
    mailbox: str
    contact: str
    company: str
    subject: str


class ListPending(Payload, frozen=True, kw_only=True):
    """List the mails that wait in one of one's queues, the longest wait first.

    `sort` names another column; with a minus sign before it the order is turned round.
    """

    queue_id: Id
    sort: PendingOrder = "waited_seconds"
    after: Name | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 100


class PendingEmails(Ok, frozen=True, kw_only=True):
    """Mails that wait."""

    emails: tuple[PendingEmail, ...]
    more: bool


class DiscardEmails(Payload, frozen=True, kw_only=True):
    """Throw mails away that wait and nobody has to answer."""

    interaction_ids: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=200)]
