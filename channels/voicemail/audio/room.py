"""Where recordings are listened to: in a process that may die of one."""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

import structlog
from msgspec.structs import replace

from channels.voicemail.audio.analysis import Analysis, Heard, Task, undecoded
from channels.worker import Worker, WorkerDied

_log = structlog.get_logger(__name__)

DEADLINE_SECONDS: Final = 60.0
"""For one recording; an hour of telephone takes two seconds."""

_TRIES: Final = 2
_PROCESS: Final = "channels.voicemail.audio.process"
"""Not imported: the libraries behind it belong into that process alone."""


class AudioRoom:
    """Listens to one recording at a time."""

    def __init__(self, *, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        """Start no process before it is needed."""
        self._worker: Worker[Task, Heard] = Worker(
            _PROCESS, Heard, deadline_seconds=deadline_seconds
        )

    @property
    def pid(self) -> int | None:
        """The process that would listen next; None: none was started yet."""
        return self._worker.pid

    async def start(self) -> None:
        """Be ready; the process itself starts with the first recording."""

    async def stop(self) -> None:
        """End the process after the recording in hand."""
        await self._worker.stop()

    async def analyse(self, source: Path | bytes) -> Analysis:
        """Listen to a recording, given as its bytes or as the file that holds them.

        Whatever the bytes are, there is an analysis.

        Raises:
            OSError: the disk refuses.

        """
        folder = await asyncio.to_thread(_room_for, source)
        try:
            return await self._analyse(source, Path(folder.name))
        finally:
            await asyncio.to_thread(folder.cleanup)

    async def _analyse(self, source: Path | bytes, folder: Path) -> Analysis:
        if isinstance(source, bytes):
            path = folder / "original"
            await asyncio.to_thread(path.write_bytes, source)
        else:
            path = source
        playable = folder / "playable"
        heard = await self._ask(Task(path=str(path), playable=str(playable)))
        if not heard.has_playable:
            return heard.analysis
        return replace(heard.analysis, playable=await asyncio.to_thread(playable.read_bytes))

    async def _ask(self, task: Task) -> Heard:
        """Ask the process; a recording of which it dies twice stays unheard."""
        for _ in range(_TRIES):
            try:
                return await self._worker.ask(task)
            except WorkerDied as died:
                _log.warning("voicemail.listening_died", error=str(died))
        analysis = undecoded("decoding it took more time or memory than a recording may take")
        return Heard(analysis=analysis, has_playable=False)


def _room_for(source: Path | bytes) -> tempfile.TemporaryDirectory[str]:
    """Make the folder for what is heard; raises `OSError` for a file that is gone.

    Such a one is no bad recording. Both are asked of the disk in one turn of a thread.
    """
    if isinstance(source, Path):
        source.stat()
    return tempfile.TemporaryDirectory(prefix="parley-audio-")
