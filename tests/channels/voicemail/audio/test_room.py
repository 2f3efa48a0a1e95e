"""Recordings are listened to beside the chats; none takes the listener with it for good."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from channels.voicemail.audio.analysis import PEAKS, Flag
from channels.voicemail.audio.room import AudioRoom
from tests.kit.recordings import SECONDS, recording


@pytest.fixture
async def room() -> AsyncIterator[AudioRoom]:
    """A room, closed at the end."""
    room = AudioRoom()
    await room.start()
    yield room
    await room.stop()


async def test_bytes_and_files_are_heard_alike_one_after_the_other(room: AudioRoom, tmp_path: Path):
    """VML-016: whatever a telephone system wrote, browsers get PCM."""
    raw = recording("GSM610")
    path = tmp_path / "msg0000.WAV"
    path.write_bytes(raw)
    of_bytes, of_file = await room.analyse(raw), await room.analyse(path)
    assert of_bytes == of_file
    assert of_bytes.duration_seconds == SECONDS
    assert len(of_bytes.peaks) == PEAKS
    assert of_bytes.playable is not None
    assert of_bytes.playable[:4] == b"RIFF"
    assert len(of_bytes.playable) == 44 + SECONDS * 8_000 * 2
    # Neither the gateway's own process nor its memory holds what decodes.
    assert room._worker.pid not in (None, os.getpid())

    assert room._worker.pid is not None
    os.kill(room._worker.pid, signal.SIGKILL)
    assert (await room.analyse(raw)).duration_seconds == SECONDS


async def test_what_takes_too_long_stays_unheard():
    room = AudioRoom(deadline_seconds=0)
    analysis = await room.analyse(recording())
    assert analysis.flags == (Flag.UNDECODED,)
    assert "time or memory" in analysis.reason
    assert analysis.playable is None
    await room.stop()


async def test_a_file_that_is_gone_is_no_bad_recording(room: AudioRoom, tmp_path: Path):
    """Whoever asks may ask again: the disk is at fault, and not the caller."""
    with pytest.raises(FileNotFoundError):
        await room.analyse(tmp_path / "gone")
