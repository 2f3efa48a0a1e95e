"""A mail as it came in."""

from typing import Literal

from msgspec import field

from gateway.wire.scalars import Payload

MailKind = Literal["customer", "auto_reply", "bounce", "list"]


class Mailbox(Payload, frozen=True, kw_only=True):
    """A name with an address; the name may be empty."""

    name: str
    address: str


class MailFile(Payload, frozen=True, kw_only=True):
    """A file that came or goes with a mail; `url` is signed and lasts ten minutes."""

    id: str
    name: str
    type: str
    size_bytes: int
    url: str
    inline: bool = False
    damaged: bool = False


class Email(Payload, frozen=True, kw_only=True):
    """The mail behind an interaction."""

    id: str
    mailbox: str
    sender: Mailbox = field(name="from")
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    received_at: str
    message_id: str
    text: str
    quoted: str
    """What the mail repeats of earlier ones; the desk folds it."""
    html_url: str | None
    """A page for a sandboxed frame; null where the mail has no HTML."""
    size_bytes: int
    attachments: tuple[MailFile, ...]
    flags: tuple[str, ...]
    mail_kind: MailKind
    kind: Literal["new_case", "follow_up"]
