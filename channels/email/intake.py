"""Taking messages over: first for good, then into cases, one after the other."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

import structlog

from channels.contract import RowWork
from channels.email.filing import Filing
from channels.email.ports import Body, Ports
from channels.email.values import Intake
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

_BLOCK_BYTES: Final = 262_144
AT_ONCE: Final = 50
"""Messages read from the store together."""
LOOK_AGAIN: Final[Duration] = seconds(30)
"""After something went wrong; whatever comes in by itself is filed at once."""


class Intakes:
    """The messages that have been taken over and wait to be filed."""

    def __init__(self, ports: Ports, filing: Filing, *, max_bytes: int) -> None:
        """Hand messages to `filing`; none is longer than `max_bytes`."""
        self._ports = ports
        self._filing = filing
        self._max_bytes = max_bytes
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._look_at: Instant = 0
        self._ends = asyncio.Event()

    async def take(
        self,
        *pieces: bytes,
        mailbox: str,
        envelope_from: str | None,
        uid: tuple[int, int] | None = None,
    ) -> None:
        """Take a message over: when this returns it is ours, and nothing can lose it.

        It may come in pieces: the copying of a large one would hold everybody up.
        `uid` names it on the server that it was fetched from, after the epoch in which that holds;
        one that has been taken over under the same name is not taken again.

        Raises what the disk and the store raise; then it is not ours, and its sender keeps it.
        """
        now = self._ports.clock.now()
        intake_id = self._ports.mint.id()

        def rows(body: Body) -> RowWork:
            return self._ports.store.take(
                Intake(
                    id=intake_id,
                    mailbox=mailbox,
                    envelope_from=envelope_from,
                    sha256=body.sha256,
                    blob=body.id,
                    size_bytes=body.size_bytes,
                    received_at=now,
                    uid=uid,
                )
            )

        await self._ports.bodies.keep(
            _blocks(pieces), limit_bytes=self._max_bytes, at=now, and_with_it=rows
        )
        self._wake.set()

    def start(self) -> None:
        """Begin to file, with whatever the last process left."""
        self._wake.set()
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Finish the message in hand."""
        self._ends.set()
        self._wake.set()
        if self._task is not None:
            await self._task

    def look(self, now: Instant) -> None:
        """Try again what went wrong; call it once a second."""
        if 0 < self._look_at <= now:
            self._look_at = 0
            self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._ends.is_set():
                return
            try:
                await self._file_waiting()
            except Exception:  # noqa: BLE001 - the store may come back; who waits is not forgotten
                _log.exception("mail.filing_failed")
                self._look_at = self._ports.clock.now() + LOOK_AGAIN

    async def _file_waiting(self) -> None:
        """File until nothing is left that was not tried: one bad message never blocks the next."""
        tried: set[str] = set()
        while not self._ends.is_set():
            waiting = await self._ports.store.waiting(AT_ONCE + len(tried))
            fresh = [each for each in waiting if each.id not in tried]
            if not fresh:
                return
            for intake in fresh:
                if self._ends.is_set():
                    return
                if not await self._file(intake):
                    tried.add(intake.id)

    async def _file(self, intake: Intake) -> bool:
        """File one message; False: it went wrong, and is tried again after a while."""
        try:
            await self._filing.file(intake)
        except Exception as error:  # noqa: BLE001 - whatever it is must not stop the mail behind it
            _log.warning("mail.not_filed", intake=intake.id, error=repr(error))
            await self._ports.store.postpone(intake.id, f"{type(error).__name__}: {error}")
            self._look_at = self._ports.clock.now() + LOOK_AGAIN
            return False
        return True


async def _blocks(pieces: Sequence[bytes]) -> AsyncIterator[bytes]:
    """Give the pieces, small ones together: each costs a turn of a thread."""
    block: list[bytes] = []
    size = 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size >= _BLOCK_BYTES:
            yield b"".join(block)
            block, size = [], 0
    if block:
        yield b"".join(block)
