"""What the mail channel needs from others: its store, the bodies, pushes, fresh ids."""

from collections.abc import AsyncIterable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import msgspec
from msgspec.structs import replace

from accounts.directory import Directory
from channels.contract import (
    BackgroundTask,
    Clock,
    EnginePort,
    MailClaim,
    OutgoingMail,
    RowWork,
)
from channels.email.message_ids import MessageIds
from channels.email.reading import Reading
from channels.email.threading import Match
from channels.email.values import Filed, Intake, Mail, MailId
from crm.records import Case, CaseId, Customer, CustomerId
from router.ids import Instant, InteractionId


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about a message that is to be filed."""

    sender: str
    """Case folded; empty where nobody is known."""
    message_id: str
    fingerprint: str
    answers: tuple[str, ...]
    """The Message-IDs it refers to, the closest first."""
    proven_numbers: tuple[int, ...]
    """Case numbers out of Message-IDs of ours, the closest first."""
    named_numbers: tuple[int, ...]
    """Case numbers that its subject names."""
    reports_on: str | None = None
    """The Message-ID that a delivery report speaks of."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the store knows about it."""

    same: MailId | None
    """The mail that this message has become already, on another way."""
    reused: bool
    """Another mail has the same Message-ID and says something else."""
    matches: tuple[Match, ...]
    """Cases it may belong to, the surest first."""
    customer: Customer | None
    blocked: bool
    """Whether mail of its sender asks for nobody."""
    reported: Mail | None
    """The mail of ours that a delivery report speaks of."""


PREVIEW_CHARS: Final = 500
"""Of a live mail's text, as much as is kept in memory: a queue may hold years of mail."""


def previewed(mail: Mail) -> Mail:
    """Give a mail with no more than the beginning of its text; whether it has HTML still shows."""
    return replace(
        mail,
        text=mail.text[:PREVIEW_CHARS],
        quoted="",
        html=None if mail.html is None else "",
        references=(),
    )


class LiveMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that waits or is worked on, with the records it belongs to."""

    mail: Mail
    """As `previewed`; the case has all of it."""
    case: Case
    customer: Customer
    follow_up: bool
    """Whether the case was there before it."""


class Body(Protocol):
    """A body that is stored for good."""

    @property
    def id(self) -> str:
        """Its name in the store."""
        ...

    @property
    def sha256(self) -> str:
        """Its hash, as hexadecimal."""
        ...

    @property
    def size_bytes(self) -> int:
        """Its length."""
        ...


class Bodies(Protocol):
    """Keeps bodies too large for the database."""

    async def keep(
        self,
        chunks: AsyncIterable[bytes],
        *,
        limit_bytes: int,
        at: Instant,
        and_with_it: Callable[[Body], RowWork] | None = None,
    ) -> Body:
        """Store a body for good; for a day nobody needs to refer to it.

        The rows of ``and_with_it`` share the body's commit.
        """
        ...

    async def read(self, blob_id: str) -> bytes:
        """Give a body.

        Raises:
            OSError: it is not there.

        """
        ...

    def path(self, blob_id: str) -> Path:
        """Say where a body lies, for reading only."""
        ...


class MailReader(Protocol):
    """Reads messages, whatever their bytes."""

    def reading(self, path: Path, received_at: Instant) -> AbstractAsyncContextManager[Reading]:
        """Read the message at ``path``; its files last as long as the context.

        Raises:
            OSError: the disk refuses.

        """
        ...


class MailStore(Protocol):
    """Keeps intakes, mails, their files, customers and cases."""

    def take(self, intake: Intake) -> RowWork:
        """Give the rows that say that a message was taken over.

        Nothing is written for one that was taken over from the same place before.
        """
        ...

    async def waiting(self, limit: int) -> Sequence[Intake]:
        """Give messages taken over and not filed yet, the oldest first."""
        ...

    async def look_up(self, question: Question) -> Evidence:
        """Find what is known about a message."""
        ...

    def file(self, filed: Filed) -> RowWork:
        """Give the rows of a message that is filed; nothing is written for one filed before."""
        ...

    async def put_by(self, filed: Filed) -> None:
        """File a message that waits in no queue."""
        ...

    async def second_delivery(self, intake_id: str, mail_id: MailId) -> None:
        """Note that a message is a mail that has come before, on another way."""
        ...

    async def claimed(self, intake_id: str) -> None:
        """Note that a message was taken over by another medium, and forget its bytes."""
        ...

    async def postpone(self, intake_id: str, error: str) -> None:
        """Note that filing went wrong; it is tried again."""
        ...

    async def report(self, mail: Mail) -> None:
        """Keep what a delivery report says of a mail of ours."""
        ...

    async def customer(self, customer_id: CustomerId) -> Customer:
        """Give a customer; raises `LookupError` without one."""
        ...

    async def owner(self, case_id: CaseId) -> Customer:
        """Give whose case it is; raises `LookupError` without such a case."""
        ...

    async def live(self, after: InteractionId, limit: int) -> Sequence[LiveMail]:
        """Give mails whose interactions are live, those of the next ones by id."""
        ...

    async def count_intakes(self) -> int:
        """Count the mails that ever got a place in a queue."""
        ...


class LiveMails(Protocol):
    """Keeps the mails that wait or are worked on, each as `previewed`; answers at once."""

    def __len__(self) -> int:
        """Say how many there are."""
        ...

    def put(self, live: LiveMail) -> None:
        """Keep a mail, in place of what was kept of it."""
        ...

    def get(self, interaction: InteractionId) -> LiveMail | None:
        """Give a mail, None where there is none of it."""
        ...

    def drop(self, interaction: InteractionId) -> None:
        """Keep a mail no longer."""
        ...

    def of_mail(self, mail: MailId) -> Sequence[LiveMail]:
        """Give what is kept of a mail, at most one."""
        ...

    def of_cases(self, cases: Iterable[CaseId]) -> Sequence[LiveMail]:
        """Give the mails that were filed into these cases, whatever goes on with them now."""
        ...

    def shown_in(self, case: CaseId) -> Sequence[LiveMail]:
        """Give the mails that are shown as those of a case."""
        ...

    def of_customers(self, customers: Iterable[CustomerId]) -> Sequence[LiveMail]:
        """Give the mails whose cases are shown as those of these customers."""
        ...


class Mint(Protocol):
    """Where identifiers come from."""

    def id(self) -> str:
        """Give a new identifier that nobody can guess."""
        ...


class MailPush(Protocol):
    """Tells agents what changed."""

    def mail_changed(self, mail: Mail) -> None:
        """Tell whoever works on the case how a mail that went out stands."""
        ...

    def case_changed(self, case_id: CaseId) -> None:
        """Tell whoever reads the case that it holds something new."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxStanding:
    """Whether mail comes in by a mailbox."""

    name: str
    address: str
    queue: str
    ok: bool
    scan_age_seconds: float | None
    """Since the whole folder was compared with what has been taken; None: it is not fetched."""
    trouble: str
    set_aside: int
    """Messages that cannot be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxInForce:
    """An address customers write to."""

    name: str
    address: str
    queue: str
    """The queue's name in the provisioning file."""
    acknowledge: str = ""
    """What a sender is told at once whose mail makes a new case; empty: nothing."""
    signature: str = ""
    """What stands below mails whose writer has no signature of their own, as plain text."""

    @property
    def domain(self) -> str:
        """The part after the at sign."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything the mail channel stands on."""

    store: MailStore
    live: LiveMails
    bodies: Bodies
    reader: MailReader
    engine: EnginePort
    clock: Clock
    mint: Mint
    message_ids: MessageIds
    directory: Callable[[], Directory]
    background: BackgroundTask
    mailboxes: tuple[MailboxInForce, ...]
    letters: OutgoingMail
    owner_first: bool
    """Whether mail on a case in hand goes to its assignee first (`case.owner_seconds`)."""
    push: MailPush
    claims: MailClaim | None = None
    """Whoever takes mails that only carry something for another medium; None: nobody does."""
