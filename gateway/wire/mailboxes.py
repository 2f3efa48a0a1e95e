"""How the mailboxes are."""

from gateway.wire.scalars import Payload


class MailboxStanding(Payload, frozen=True, kw_only=True):
    """One address that customers write to."""

    name: str
    address: str
    queue: str
    ok: bool
    """Whether mail comes in, as far as can be told from here."""
    fetched: bool
    """Whether it is fetched by IMAP; else it is handed in, and nothing can be told of it."""
    scan_age_seconds: int | None
    """How long ago the whole folder was compared with what has been taken."""
    trouble: str
    """What went wrong last, in the words of the server or the system; empty: nothing."""
    set_aside: int
    """Messages that cannot be fetched and are tried again each hour."""


class Mailboxes(Payload, frozen=True, kw_only=True):
    """Every mailbox."""

    mailboxes: tuple[MailboxStanding, ...]
