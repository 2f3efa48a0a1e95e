"""A watcher on a real database, whose letters can be counted."""

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from channels.email.filing import Filing
from channels.email.imap.connection import Account, Patience
from channels.email.imap.epochs import First
from channels.email.imap.watcher import Watcher
from channels.email.intake import Intakes
from channels.email.ports import Ports
from gateway.clock import SystemClock
from gateway.mint import SecretMint
from storage.blobs import Blob, Blobs
from storage.database import Database
from storage.mailbox_ledger import MailboxLedger
from storage.mails import Mails

LIMIT_BYTES = 31_457_280
QUICK = Patience(connect=0.4, silence=0.4, answer=5.0, idle=60.0, poll=0.05)
"""For servers that stall on purpose; a healthy one on the same machine answers in milliseconds."""


class CountedBlobs(Blobs):
    """Bodies that tell when something was taken over."""

    def __init__(self, folder: Path, database: Database) -> None:
        super().__init__(folder, database)
        self.changed = asyncio.Condition()

    async def keep(self, chunks: AsyncIterable[bytes], **how: Any) -> Blob:
        kept = await super().keep(chunks, **how)
        async with self.changed:
            self.changed.notify_all()
        return kept


class Desk:
    """A mailbox called support, taken over into a database in `folder`."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.skipped = 0
        """Microseconds that the clock has been put forward."""
        self.clock = SystemClock(monotonic=lambda: time.monotonic_ns() // 1000 + self.skipped)
        self.store = Mails(database)
        self.blobs = CountedBlobs(folder / "blobs", database)
        self.ledger = MailboxLedger(database)
        self.waits: list[float] = []
        """The pauses that watchers have made, in seconds; none takes any time."""
        self.waits_before_rest = 50
        self._rested = asyncio.Event()

    def intakes(self, max_bytes: int = LIMIT_BYTES) -> Intakes:
        ports = SimpleNamespace(
            clock=self.clock, mint=SecretMint(), bodies=self.blobs, store=self.store
        )
        return Intakes(cast("Ports", ports), cast("Filing", None), max_bytes=max_bytes)

    def watcher(
        self,
        account: Account,
        *,
        first: First = "all",
        max_bytes: int = LIMIT_BYTES,
        patience: Patience = QUICK,
        intakes: Intakes | None = None,
        chance: Callable[[], float] = lambda: 0.0,
    ) -> Watcher:
        return Watcher(
            "support",
            account,
            first=first,
            max_bytes=max_bytes,
            intakes=intakes or self.intakes(max_bytes),
            ledger=self.ledger,
            room=asyncio.Semaphore(4),
            clock=self.clock,
            chance=chance,
            patience=patience,
            sleep=self.pause,
        )

    @asynccontextmanager
    async def watching(self, account: Account, **options: Any) -> AsyncIterator[Watcher]:
        """Watch until the block ends, which must not take long."""
        watcher = self.watcher(account, **options)
        watcher.start()
        try:
            yield watcher
        finally:
            async with asyncio.timeout(5):
                await watcher.stop()

    async def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        async with self.blobs.changed:
            self.blobs.changed.notify_all()
        if len(self.waits) >= self.waits_before_rest:
            await self._rested.wait()
        await asyncio.sleep(0)

    async def letters(self) -> list[bytes]:
        """Give everything that was taken over, in order."""
        found = await self.store.waiting(100_000)
        return [await self.blobs.read(each.blob) for each in found]

    async def until_taken(self, count: int, *, within: float = 20.0) -> list[bytes]:
        """Wait until so many letters were taken over."""
        async with asyncio.timeout(within), self.blobs.changed:
            while len(await self.store.waiting(100_000)) < count:
                await self.blobs.changed.wait()
        return await self.letters()

    async def until_there(self, raw: bytes) -> None:
        """Wait until a certain letter was taken over."""
        async with asyncio.timeout(20), self.blobs.changed:
            while raw not in await self.letters():
                await self.blobs.changed.wait()

    async def until_paused(self, count: int) -> list[float]:
        """Wait until watchers have paused so many times."""
        async with asyncio.timeout(20), self.blobs.changed:
            await self.blobs.changed.wait_for(lambda: len(self.waits) >= count)
        return self.waits


def plain(port: int, *, username: str = "support", password: str = "secret") -> Account:
    """Give an account on this machine without TLS."""
    return Account(
        host="127.0.0.1",
        port=port,
        username=username,
        password=password,
        folder="INBOX",
        tls=None,
    )


def letter(number: int, body: str = "Hello.") -> bytes:
    """Write a letter that no other equals."""
    return (
        f"From: zoe@customer.example\r\nTo: support@shop.example\r\nSubject: Letter {number}\r\n"
        f"Message-ID: <{number}@customer.example>\r\n\r\n{body}\r\n"
    ).encode()
