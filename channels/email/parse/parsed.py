"""A message as it was understood."""

import msgspec

from router.ids import Instant


class ParsedAddress(msgspec.Struct, frozen=True):
    """One mailbox."""

    name: str
    """One clean line, often empty; whoever wrote the message chose it."""
    address: str
    """Never empty, always with an at sign; the domain is in lower case."""

    @property
    def local(self) -> str:
        """What stands before the at sign."""
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What stands after it, in lower case."""
        return self.address.rpartition("@")[2]


class ParsedAttachment(msgspec.Struct, frozen=True):
    """One file, its transfer encoding removed."""

    name: str
    """Safe to show and to save under: no path, no control characters, unique in its message."""
    media_type: str
    """As declared, in lower case; what is really inside is for whoever serves it to find out."""
    content: bytes
    content_id: str | None
    """Without angle brackets."""
    inline: bool
    """Whether the HTML shows it where it belongs, so that a list of files need not."""
    damaged: bool
    """Whether bytes of it are missing, as far as anybody can tell."""


class AutoFacts(msgspec.Struct, frozen=True):
    """What the headers say about who or what wrote the message."""

    auto_submitted: str = ""
    """The keyword of RFC 3834 in lower case, without parameters; empty if there is no header."""
    precedence: str = ""
    """In lower case."""
    list_id: str = ""
    list_headers: bool = False
    """Whether there is any header of RFC 2369 or RFC 2919."""
    return_path: str | None = None
    """The address the transport returns mail to; empty for `<>`, None if there is no header."""
    suppress: tuple[str, ...] = ()
    """The words of X-Auto-Response-Suppress in lower case: a wish, not a confession."""
    report_type: str = ""
    """The report-type of RFC 6522 in lower case, `unknown` if a report does not say."""
    autoreply: bool = False
    """Whether there is X-Autoreply, X-Autorespond or one of their kind."""
    loop: bool = False
    """Whether there is X-Loop or a header that Parley itself sets."""
    from_text: str = ""
    """All of From on one line, for senders without an address such as `MAILER-DAEMON`."""

    @property
    def null_return_path(self) -> bool:
        """Whether bounces of this message go nowhere, as those of bounces do."""
        return self.return_path == ""


class FailedRecipient(msgspec.Struct, frozen=True):
    """What became of a message for one of those it went to (RFC 3464 section 2.3)."""

    recipient: str
    """An address as the reporting system wrote it; may be empty."""
    action: str
    """`failed`, `delayed`, `delivered`, `relayed` or `expanded`; may be anything."""
    status: str
    """A code of RFC 3463 such as `5.1.1`; may be empty."""
    diagnostic: str
    """What the other side said, on one line."""


class DeliveryReport(msgspec.Struct, frozen=True):
    """A report about a message that was sent before."""

    final_recipient: str
    """That of the worst result, as are the next three; `recipients` has all of them."""
    action: str
    status: str
    diagnostic: str
    original_message_id: str | None
    """With angle brackets."""
    recipients: tuple[FailedRecipient, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether somebody will never get the message."""
        return self.action == "failed" or self.status.startswith("5")

    @property
    def delayed(self) -> bool:
        """Whether the other side is still trying."""
        return not self.failed and (self.action == "delayed" or self.status.startswith("4"))


class Charset(msgspec.Struct, frozen=True):
    """The character set of one text part."""

    declared: str
    """In lower case; empty if the message does not say."""
    used: str
    """The Python codec that read it."""


class ParsedMail(msgspec.Struct, frozen=True, kw_only=True):
    """Everything Parley uses of a message; the raw message is kept beside it."""

    message_id: str
    """With angle brackets; `<{sha256 of the message}@ingest.invalid>` if it has none."""
    synthetic: bool
    """Whether the Message-ID was made up here."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """Oldest first, each once, the message itself not among them."""
    subject: str
    """One clean line; may be empty."""
    sender: ParsedAddress | None
    """From, else Reply-To, Sender, Return-Path: the first that holds an address."""
    reply_to: tuple[ParsedAddress, ...]
    to: tuple[ParsedAddress, ...]
    cc: tuple[ParsedAddress, ...]
    sent_at: Instant | None
    """None if missing, unreadable, before 1990, or over a day after it was received."""
    date_text: str
    """The Date header as it came, on one line."""
    text: str
    """What is read first; there is always one, though it may be empty."""
    html: str | None
    """Decoded, not cleaned: never to be shown as it is."""
    attachments: tuple[ParsedAttachment, ...]
    auto: AutoFacts
    report: DeliveryReport | None
    authentication_results: tuple[str, ...]
    """Each Authentication-Results header on one line, the one added last first (RFC 8601)."""
    flags: tuple[str, ...]
    """Values of `Flag`, sorted."""
    charsets: tuple[Charset, ...]
    """Of the text parts, in order."""
