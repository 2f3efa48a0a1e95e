"""Where messages are read: small ones at once, others in a process that may die of one."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import msgspec
import structlog

from channels.email import reading_process
from channels.email.reading import Reading, Task, read
from channels.email.reading_process import LENGTH_BYTES
from router.ids import Instant

_log = structlog.get_logger(__name__)

SMALL_BYTES: Final = 16_384
"""Read in a thread, in a millisecond; a process costs memory and is only started for more."""
DEADLINE_SECONDS: Final = 60.0
"""For one message; 27 MB take half a second."""

_TRIES: Final = 2

_encode = msgspec.msgpack.Encoder().encode
_readings = msgspec.msgpack.Decoder(Reading)


class ReadingRoom:
    """Reads one message at a time."""

    def __init__(
        self, *, small_bytes: int = SMALL_BYTES, deadline: float = DEADLINE_SECONDS
    ) -> None:
        """Start no process before it is needed."""
        self._small_bytes = small_bytes
        self._deadline = deadline
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def reading(self, path: Path, received_at: Instant) -> AsyncIterator[Reading]:
        """Read the message at ``path``; its files last as long as the context.

        Raises:
            OSError: the disk refuses.

        """
        folder = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="parley-mail-")
        try:
            task = Task(path=str(path), received_at=received_at, folder=folder.name)
            size = (await asyncio.to_thread(path.stat)).st_size
            if size <= self._small_bytes:
                yield await asyncio.to_thread(read, task)
            else:
                yield await self._ask(task)
        finally:
            await asyncio.to_thread(folder.cleanup)

    async def stop(self) -> None:
        """End the process."""
        async with self._turn:
            await self._end()

    async def _ask(self, task: Task) -> Reading:
        """Ask the process; a message of which it dies twice is attached unread."""
        async with self._turn:
            for _ in range(_TRIES):
                try:
                    return await self._answer(task)
                except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
                    _log.warning("mail.reading_died", error=type(error).__name__)
                    await self._end()
            return await self._answer(msgspec.structs.replace(task, give_up=True))

    async def _answer(self, task: Task) -> Reading:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-m",
                reading_process.__name__,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None
        assert sink is not None
        async with asyncio.timeout(self._deadline):
            question = _encode(task)
            sink.write(len(question).to_bytes(LENGTH_BYTES, "big") + question)
            await sink.drain()
            length = int.from_bytes(await source.readexactly(LENGTH_BYTES), "big")
            answer = await source.readexactly(length)
        return _readings.decode(answer)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()
