"""Mails as they are kept."""

from typing import Literal

import msgspec

from channels.email.loops import Kind
from channels.email.parse.parsed import ParsedAddress
from crm.records import Case, Customer
from router.ids import AgentId, Instant, InteractionId

MailId = str
DeliveryState = Literal["queued", "sending", "accepted", "delayed", "failed", "possibly_sent"]
DraftKind = Literal["reply", "reply_all", "forward", "follow_up", "new"]


class Recipients(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a mail goes to; blind copies are known of our own mails only."""

    to: tuple[ParsedAddress, ...] = ()
    cc: tuple[ParsedAddress, ...] = ()
    bcc: tuple[ParsedAddress, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address once, in order."""
        return tuple(dict.fromkeys(each.address for each in (*self.to, *self.cc, *self.bcc)))


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """How a mail of ours stands for one recipient."""

    address: str
    state: DeliveryState
    detail: str = ""


class MailFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a mail; its bytes lie in the blob store."""

    id: str
    case_id: str
    mail_id: MailId | None
    name: str
    type: str
    size_bytes: int
    blob: str
    content_id: str | None = None
    inline: bool = False
    damaged: bool = False
    uploaded_by: AgentId | None = None


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail of a case, in or out."""

    id: MailId
    case_id: str
    interaction_id: InteractionId | None
    direction: Literal["in", "out"]
    mailbox: str
    message_id: str
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    sender: ParsedAddress
    recipients: Recipients
    reply_to: tuple[ParsedAddress, ...] = ()
    """Where its sender wants answers; empty: to the sender."""
    subject: str
    text: str
    quoted: str = ""
    html: str | None = None
    """As it came, not cleaned: never to be shown as it is."""
    kind: Kind = Kind.CUSTOMER
    flags: tuple[str, ...] = ()
    at: Instant
    blob: str | None = None
    size_bytes: int = 0
    fingerprint: str | None = None
    agent_id: AgentId | None = None
    state: DeliveryState | None = None
    deliveries: tuple[Delivery, ...] = ()
    files: tuple[MailFile, ...] = ()


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """A message taken over and not filed yet."""

    id: str
    mailbox: str
    envelope_from: str | None
    """The return path, None where nobody told; empty for what must not be answered."""
    sha256: str
    blob: str
    size_bytes: int
    received_at: Instant
    attempts: int = 0
    uid: tuple[int, int] | None = None
    """On the server it was fetched from: the epoch (`imap.epochs`) with its number in that; None
    for direct reception, and for those that wait to be filed, which need it no more."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that an agent is writing."""

    id: str
    case_id: str
    agent_id: AgentId
    kind: DraftKind
    sender: str | None
    recipients: Recipients
    subject: str
    html: str
    files: tuple[str, ...]
    rev: int
    saved_at: Instant
    answers: MailId | None = None
    """The mail that it answers or forwards; None: the customer's last one."""
    sent_as: MailId | None = None


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that filing one message writes, in one step."""

    intake_id: str
    mail: Mail
    case: Case
    new_case: bool
    customer: Customer | None
    """A new customer; None: a known one."""
    participants: frozenset[str] = frozenset()
    """Added to those of the case."""
    reopens: bool = False
