"""What a channel is, and the ports between channels and the gateway.

Channels never meet each other and never see storage or sockets: they hold these ports, and
``gateway.bootstrap`` hands them the implementations.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from crm.erasing import Erasure
from router.history import Record
from router.ids import InteractionId
from router.inputs import Input
from router.lifecycle import Medium

RowWork: TypeAlias = Callable[[Any], None]
"""Rows to write inside the entry's own transaction; made by a channel's store, opaque here."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a channel is, for the readiness page and for supervisors."""

    ok: bool
    detail: str = ""


class EnginePort(Protocol):
    """The one line of inputs, as channels see it."""

    async def submit(self, *inputs: Input, rows: Sequence[RowWork] = ()) -> list[Record]:
        """Decide, commit the rows with the decisions, speak; then return what was decided.

        Raises:
            router.refusal.Refused: a command was refused; nothing changed.
        """
        ...


class Publisher(Protocol):
    """Pushes to browsers: never stored, never repeated; whoever reconnects gets a snapshot."""

    def to_agent(self, agent_id: str, event: str, payload: object) -> None:
        """Push to every socket of the agent."""
        ...

    def to_visitor(self, visitor_id: str, event: str, payload: object) -> None:
        """Push to every socket of the visitor."""
        ...

    def agent_present(self, agent_id: str) -> bool:
        """Tell whether the agent has a socket."""
        ...

    def visitor_present(self, visitor_id: str) -> bool:
        """Tell whether the visitor has a socket."""
        ...


class Clock(Protocol):
    """Where time comes from; only the gateway owns a real one."""

    def now(self) -> int:
        """Give the current instant, in microseconds since the Unix epoch."""
        ...

    def call_at(self, instant: int, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back at ``instant``; returns a function that cancels it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFile:
    """A file that goes with a letter; whoever posts it keeps the bytes until it has left."""

    name: str
    type: str
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail to be sent by whoever speaks mail."""

    key: str
    """Unique: the same letter asked for twice is sent once."""
    to: tuple[str, ...]
    subject: str
    text: str
    html: str | None = None
    sender: str | None = None
    """The address it leaves from; None: the company's first one."""
    answers: str | None = None
    """The Message-ID that it answers by itself: then nobody may answer back (RFC 3834)."""
    files: tuple[LetterFile, ...] = ()


class OutgoingMail(Protocol):
    """Sends letters; the mail channel implements it."""

    def post(self, letter: Letter) -> RowWork:
        """Give the rows that put the letter into the outbox."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedFile:
    """A file of a mail, as it lies on the disk while the mail is read."""

    name: str
    media_type: str
    """As declared."""
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimableMail:
    """A mail before anybody has made anything of it."""

    mailbox: str
    """The mailbox's name in the configuration."""
    sender: str
    """Its address, case folded; empty where nobody is known."""
    subject: str
    text: str
    sent_at: int | None
    """An `Instant`, as its sender says; None: nothing that can be true."""
    fingerprint: str
    """What two deliveries of one mail have in common, and two mails have not."""
    files: tuple[MailedFile, ...]


class MailClaim(Protocol):
    """Takes mails that only carry something for another medium; asked before a case is made."""

    async def claim(self, mail: ClaimableMail) -> bool:
        """Take a mail over for good, the same one as often as it is shown; False: it is mail.

        Raises what the disk and the store raise; then it may be shown again.
        """
        ...


class Channel(Protocol):
    """What the gateway asks of every medium; the conformance kit runs against each."""

    medium: Medium

    async def start(self) -> None:
        """Begin to take contacts in and to watch one's own deadlines."""
        ...

    async def stop(self) -> None:
        """Stop taking contacts in; returns when nothing is half done."""
        ...

    def health(self) -> Health:
        """Say how the channel is."""
        ...

    async def view(self, interaction: InteractionId) -> Mapping[str, Any]:
        """Give the channel's own part of an interaction, for the desk."""
        ...

    def on_record(self, record: Record) -> None:
        """Follow what the router decided, after it was committed, in journal order."""
        ...

    def forget(self, erasure: Erasure) -> None:
        """Keep nothing in memory of a customer whose rows were emptied; the journal holds none."""
        ...

    async def intakes(self) -> int:
        """Count the contacts this channel has ever committed, for the audit."""
        ...


BackgroundTask: TypeAlias = Callable[[Awaitable[object]], None]
"""Runs an awaitable to its end and logs what it raises."""
