"""A program on this machine that writes down what is said."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from channels.voicemail.transcript.limited import NOT_FOUND
from channels.voicemail.transcript.scribe import MOST_BYTES, NoTranscript, plain
from channels.worker import ONE_THREAD

PLACE: Final = "{file}"
"""Stands in a command for the recording."""
_LIMITED: Final = "channels.voicemail.transcript.limited"


class CommandScribe:
    """Asks a program, in a process that may die of it (`Scribe`)."""

    def __init__(self, command: Sequence[str], *, seconds: int, memory_bytes: int) -> None:
        """Run `command`, which prints the words; it ends after `seconds` at the latest."""
        self._command = command
        self._seconds = seconds
        self._memory_bytes = memory_bytes

    async def transcribe(self, recording: Path) -> str:
        """Give what the program prints."""
        folder = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="parley-words-")
        try:
            named = Path(folder.name) / "recording.wav"
            # Many programs tell by a file's name what is in it.
            await asyncio.to_thread(_link, named, recording)
            return plain((await self._ask(named)).decode("utf-8", "replace"))
        finally:
            await asyncio.to_thread(folder.cleanup)

    async def _ask(self, recording: Path) -> bytes:
        words = [each.replace(PLACE, str(recording)) for each in self._command]
        limits = (str(self._seconds), str(self._memory_bytes))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", _LIMITED, *limits, *words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, **ONE_THREAD},
            start_new_session=True,
        )
        assert process.stdout is not None
        try:
            async with asyncio.timeout(self._seconds):
                said = await _read(process.stdout)
                code = await process.wait()
        except TimeoutError:
            raise NoTranscript(f"it took longer than {self._seconds} s") from None
        finally:
            # With whatever else it has started.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        if code == NOT_FOUND:
            raise NoTranscript(f"there is no program {words[0]}")
        if code != 0:
            raise NoTranscript(f"{words[0]} ended with {code}")
        return said


def _link(named: Path, recording: Path) -> None:
    named.symlink_to(recording.absolute())


async def _read(source: asyncio.StreamReader) -> bytes:
    said = bytearray()
    while chunk := await source.read(MOST_BYTES):
        said += chunk
        if len(said) > MOST_BYTES:
            raise NoTranscript("it writes without an end")
    return bytes(said)
