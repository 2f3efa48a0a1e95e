"""Where messages are read: small ones at once, others in a process that may die of one."""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import msgspec
import structlog

from channels.email import reading_process
from channels.email.reading import Reading, Task, read
from channels.worker import Worker, WorkerDied
from router.ids import Instant

_log = structlog.get_logger(__name__)

SMALL_BYTES: Final = 16_384
"""Read in a thread, in a millisecond; a process costs memory and is only started for more."""
DEADLINE_SECONDS: Final = 60.0
"""For one message; 27 MB take half a second."""

_TRIES: Final = 2


class ReadingRoom:
    """Reads one message at a time."""

    def __init__(
        self, *, small_bytes: int = SMALL_BYTES, deadline: float = DEADLINE_SECONDS
    ) -> None:
        """Start no process before it is needed."""
        self._small_bytes = small_bytes
        self._worker: Worker[Task, Reading] = Worker(
            reading_process.__name__, Reading, deadline_seconds=deadline
        )
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = itertools.count()

    @asynccontextmanager
    async def reading(self, path: Path, received_at: Instant) -> AsyncIterator[Reading]:
        """Read the message at ``path``; its files last as long as the context.

        Raises:
            OSError: the disk refuses.

        """
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="parley-mail-")
        folder = Path(self._folder.name) / str(next(self._numbers))
        left = True
        try:
            task = Task(path=str(path), received_at=received_at, folder=str(folder))
            reading = await asyncio.to_thread(self._read_small, task)
            if reading is None:
                reading = await self._ask(task)
            left = bool(reading.files)
            yield reading
        finally:
            # Most letters have no files, and a turn of a thread costs more than reading one.
            if left:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def stop(self) -> None:
        """End the process."""
        await self._worker.stop()
        if self._folder is not None:
            await asyncio.to_thread(self._folder.cleanup)
            self._folder = None

    def _read_small(self, task: Task) -> Reading | None:
        """Read a small message here; None: it is none."""
        return read(task) if Path(task.path).stat().st_size <= self._small_bytes else None

    async def _ask(self, task: Task) -> Reading:
        """Ask the process; a message of which it dies twice is attached unread."""
        for _ in range(_TRIES):
            try:
                return await self._worker.ask(task)
            except WorkerDied as died:
                _log.warning("mail.reading_died", error=str(died))
        return await self._worker.ask(msgspec.structs.replace(task, give_up=True))
