"""The watcher of one mailbox: fetches what arrives, whatever the server does meanwhile."""

import asyncio
import contextlib
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import structlog

from channels.contract import Clock
from channels.email.imap import backoff, oversize
from channels.email.imap.connection import (
    Account,
    Connection,
    ConnectionLost,
    ImapError,
    LoginRefused,
    Patience,
    Refused,
)
from channels.email.imap.epochs import Epoch, First, Ledger, holds, next_epoch
from channels.email.imap.names import search_date
from channels.email.imap.overlap import Overlap
from channels.email.intake import Intakes
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

AT_ONCE: Final = 100
"""Messages asked about in one command, which keeps it far below 8 KB (RFC 2683, 3.2.1.5)."""
MARKED_TOGETHER: Final = 20
"""Messages marked on the server by one command, at the latest."""
PATIENT_TRIES: Final = 3
"""After so many failures a message is tried once an hour."""
SET_ASIDE: Final[Duration] = seconds(3600)
HEALTHY_AFTER: Final[Duration] = seconds(60)
"""How long a connection must have served before the one after it comes without waiting."""
ALARM_AFTER: Final[Duration] = seconds(600)
LARGE_BYTES: Final = 1_048_576
FRUITLESS: Final = 5
"""Changes in a row that brought nothing, before a server that cries wolf is only polled."""


class Watcher:
    """Takes over what arrives in a folder, each message once."""

    def __init__(
        self,
        mailbox: str,
        account: Account,
        *,
        first: First,
        max_bytes: int,
        intakes: Intakes,
        ledger: Ledger,
        room: asyncio.Semaphore,
        clock: Clock,
        chance: Callable[[], float],
        patience: Patience | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Watch for `mailbox`.

        `chance` gives numbers in [0, 1) that spread what is repeated. `room` bounds how many large
        messages are held in memory at once, by all watchers together.
        """
        self.mailbox: Final = mailbox
        self._account = account
        self._source = f"{account.username}@{account.host}/{account.folder}"
        self._first: First = first
        self._max_bytes = max_bytes
        self._intakes = intakes
        self._ledger = ledger
        self._room = room
        self._clock = clock
        self._chance = chance
        self._patience = patience or Patience()
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None
        self._scanned_at: Instant = clock.now()
        self._alive_at: Instant = self._scanned_at
        self._trouble: str | None = "not connected yet"
        self._seen: set[int] = set()
        self._unmarked: list[int] = []
        self._highest = 0
        self._failures: dict[int, tuple[int, Instant]] = {}
        self._batch = AT_ONCE

    def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End at once: what was not taken over is still on the server."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # --- How it is -------------------------------------------------------------------------------

    def scan_age_seconds(self, now: Instant) -> float:
        """Give the time since the whole folder was last compared with what has been taken."""
        return (now - self._scanned_at) / 1_000_000

    def ok(self, now: Instant) -> bool:
        """Tell whether mail comes in: "connected" alone would say nothing."""
        return now - self._alive_at < ALARM_AFTER and not self._set_aside

    def describe(self, now: Instant) -> str:
        """Say in one line how the mailbox is."""
        parts = [f"{self.mailbox}: looked through {self.scan_age_seconds(now):.0f} s ago"]
        if self._trouble:
            parts.append(self._trouble)
        if self._set_aside:
            parts.append("cannot fetch UID " + ", ".join(map(str, self._set_aside)))
        return "; ".join(parts)

    @property
    def trouble(self) -> str:
        """What went wrong last; empty once it goes well again."""
        return self._trouble or ""

    @property
    def set_aside(self) -> int:
        """How many messages cannot be fetched."""
        return len(self._set_aside)

    @property
    def _set_aside(self) -> list[int]:
        return [uid for uid, (count, _) in self._failures.items() if count >= PATIENT_TRIES]

    # --- One connection after the other ----------------------------------------------------------

    async def _run(self) -> None:
        failures = refusals = 0
        while True:
            begun_at, scanned_at = self._clock.now(), self._scanned_at
            try:
                await self._session()
            except LoginRefused as error:
                refusals += 1
                wait = backoff.wait_after_refusal(refusals, self._chance())
                self._trouble = f"the server refuses the login: {error}"
            except Exception as error:  # noqa: BLE001 - also the store's, which may come back
                scanned = self._scanned_at != scanned_at
                refusals = 0 if scanned else refusals
                healthy = scanned and self._clock.now() - begun_at >= HEALTHY_AFTER
                failures = 1 if healthy else failures + 1
                wait = backoff.wait_seconds(failures, self._chance())
                self._trouble = str(error) or type(error).__name__
                if not isinstance(error, ImapError):
                    _log.exception("mailbox.failed", mailbox=self.mailbox)
            _log.warning("mailbox.away", mailbox=self.mailbox, why=self._trouble, retry_in=wait)
            await self._sleep(wait)

    async def _session(self) -> None:
        """Serve one connection; ends only with what it raises."""
        connection = await Connection.open(
            self._account, self._patience, most_bytes=2 * self._max_bytes
        )
        try:
            epoch = await self._open_folder(connection)
            self._unmarked = []
            await self._catch_up_marks(connection)
            fruitless = 0
            full_at = self._clock.now()
            await self._scan(connection, epoch, full=True)
            _log.info("mailbox.watched", mailbox=self.mailbox, pushes=connection.pushes)
            while True:
                await connection.wait()
                stirred = connection.stirred
                now = self._clock.now()
                if full := now - full_at >= self._patience.idle * 1_000_000:
                    full_at = now
                taken = await self._scan(connection, epoch, full=full)
                fruitless = fruitless + 1 if stirred and not taken else 0
                if fruitless > FRUITLESS:
                    await self._sleep(self._patience.poll)
        finally:
            connection.close()

    async def _open_folder(self, connection: Connection) -> Epoch:
        found = await connection.select(self._account.folder)
        if found.uidvalidity is None:
            raise Refused("the server gives its messages no lasting numbers (UIDVALIDITY)")
        there = max(await connection.search("ALL"), default=0)
        known = await self._ledger.epochs(self.mailbox)
        if known:
            epoch = known[-1]
            self._seen = await self._ledger.seen_uids(self.mailbox, epoch.validity)
            seen = max(self._seen, default=0)
            if holds(epoch, self._source, found, seen=seen, there=there):
                self._highest = max(seen, epoch.first_uid - 1)
                return epoch
            _log.warning("mailbox.renumbered", mailbox=self.mailbox, uidvalidity=found.uidvalidity)
        epoch = next_epoch(
            known,
            found,
            mailbox=self.mailbox,
            source=self._source,
            first=self._first,
            there=there,
            at=self._clock.now(),
        )
        await self._ledger.begin_epoch(epoch)
        self._seen = set()
        self._failures.clear()
        self._highest = epoch.first_uid - 1
        return epoch

    async def _catch_up_marks(self, connection: Connection) -> None:
        """Mark what was taken over just before a connection or a process ended."""
        unread = [uid for uid in await connection.search("UNSEEN") if uid in self._seen]
        for start in range(0, len(unread), AT_ONCE):
            await self._mark(connection, unread[start : start + AT_ONCE])

    # --- Looking for what is new -----------------------------------------------------------------

    async def _scan(self, connection: Connection, epoch: Epoch, *, full: bool) -> int:
        """Take over what is there, until the server has nothing to add; gives how many.

        A server may tell of a message with the very answer that leaves it out, and then be silent
        about it for ever: only a folder that has not stirred since the search was sent is done.
        """
        taken = 0
        for _ in range(FRUITLESS):
            connection.settle()
            wanted = await self._search(connection, epoch, full=full)
            fresh = self._due(wanted)
            taken += await self._take_all(connection, epoch, fresh)
            await connection.noop()
            if not connection.stirred:
                break
        now = self._clock.now()
        self._alive_at = now
        self._trouble = None
        if full:
            self._scanned_at = now
            self._batch = AT_ONCE
            for uid in self._failures.keys() - wanted:
                del self._failures[uid]
        return taken

    async def _search(self, connection: Connection, epoch: Epoch, *, full: bool) -> list[int]:
        """Give what is in the folder and meant for us, whether taken or not."""
        if not full:
            after = self._highest + 1
            # The server gives its last message for any range that begins above it.
            newest = [uid for uid in await connection.search(f"UID {after}:*") if uid >= after]
            return [*(self._failures.keys() - newest), *newest]
        everything = await connection.search("ALL")
        start = bisect_left(everything, epoch.first_uid)
        if epoch.since is None or not start:
            return everything[start:]
        if epoch.since == 0:
            return everything
        since = await connection.search(f"SINCE {search_date(epoch.since)}")
        return since[: bisect_left(since, epoch.first_uid)] + everything[start:]

    def _due(self, wanted: Sequence[int]) -> list[int]:
        """Give what is to be fetched now, the oldest first, what has failed repeatedly last."""
        now = self._clock.now()
        never = (0, 0)
        fresh = [
            uid
            for uid in wanted
            if uid not in self._seen and self._failures.get(uid, never)[1] <= now
        ]
        return sorted(fresh, key=lambda uid: (self._failures.get(uid, never)[0] > 1, uid))

    # --- Taking over -----------------------------------------------------------------------------

    async def _take_all(self, connection: Connection, epoch: Epoch, uids: Sequence[int]) -> int:
        """Take messages over in their order, each while the next one is fetched."""
        before = len(self._seen)
        start = 0
        async with Overlap() as overlap:
            while start < len(uids):
                batch = uids[start : start + self._batch]
                start += len(batch)
                for uid, size in (await self._sizes(connection, batch)).items():
                    await self._try(connection, epoch, uid, size, overlap)
                    if len(self._unmarked) >= MARKED_TOGETHER:
                        await self._mark_taken(connection)
        await self._mark_taken(connection)
        return len(self._seen) - before

    async def _sizes(self, connection: Connection, uids: Sequence[int]) -> dict[int, int]:
        """Give the sizes in the order of `uids`; one bad message may spoil the answer for all."""
        try:
            found = await connection.sizes(uids)
        except ConnectionLost:
            if len(uids) == 1:
                self._failed(uids[0], "the connection broke")
            self._batch = 1
            raise
        except Refused as refusal:
            if len(uids) == 1:
                self._failed(uids[0], str(refusal))
                return {}
            each = [await self._sizes(connection, [uid]) for uid in uids]
            return {uid: size for one in each for uid, size in one.items()}
        return {uid: found[uid] for uid in uids if uid in found}

    async def _try(
        self, connection: Connection, epoch: Epoch, uid: int, size: int, overlap: Overlap
    ) -> None:
        """Take one message over; a bad one is noted, and the next has its turn."""
        large = size >= LARGE_BYTES
        if large:
            await overlap.settle()
        async with self._room if large else contextlib.nullcontext():
            try:
                raw = await self._fetch(connection, uid, size)
            except ConnectionLost:
                self._failed(uid, "the connection broke")
                raise
            except Refused as refusal:
                self._failed(uid, str(refusal))
                return
            if raw is None:
                self._failed(uid, "the server gives nothing")
                return
            await overlap.begin(self._take(epoch, uid, raw))
            if large:
                await overlap.settle()

    async def _take(self, epoch: Epoch, uid: int, raw: bytes) -> None:
        source = (epoch.validity, uid)
        await self._intakes.take(raw, mailbox=self.mailbox, envelope_from=None, uid=source)
        # Ours from here on; only now may anything be changed on the server.
        self._seen.add(uid)
        self._unmarked.append(uid)
        self._failures.pop(uid, None)
        self._highest = max(self._highest, uid)
        self._alive_at = self._clock.now()

    async def _fetch(self, connection: Connection, uid: int, size: int) -> bytes | None:
        raw = None
        if size <= self._max_bytes:
            raw = await connection.body(uid)
            if raw is None or len(raw) <= self._max_bytes:
                return raw
        start = await connection.beginning(
            uid, header_bytes=oversize.HEADER_BYTES, text_bytes=oversize.TEXT_BYTES
        )
        if start is None:
            return None
        made = oversize.beginning(
            *start,
            size_bytes=size if raw is None else len(raw),
            most_bytes=self._max_bytes,
            folder=self._account.folder,
        )
        _log.warning("mail.too_large", mailbox=self.mailbox, uid=uid, size_bytes=size)
        return made[: self._max_bytes]

    async def _mark_taken(self, connection: Connection) -> None:
        """Mark what is ours by now; what a lost connection leaves out is caught up with later."""
        uids, self._unmarked = self._unmarked, []
        if uids:
            await self._mark(connection, uids)

    async def _mark(self, connection: Connection, uids: Sequence[int]) -> None:
        try:
            await connection.mark_read(uids)
        except Refused as refusal:
            # A folder that may only be read: the ledger knows all the same what has been taken.
            _log.info("mail.not_marked", mailbox=self.mailbox, why=str(refusal))

    def _failed(self, uid: int, why: str) -> None:
        count = self._failures.get(uid, (0, 0))[0] + 1
        later = self._clock.now() + SET_ASIDE if count >= PATIENT_TRIES else 0
        self._failures[uid] = (count, later)
        _log.warning("mail.not_fetched", mailbox=self.mailbox, uid=uid, why=why, tries=count)
