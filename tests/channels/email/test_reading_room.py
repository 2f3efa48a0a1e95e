"""Messages are read beside the chats, not before them; none takes the reader with it for good."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from channels.email.parse.flags import Flag
from channels.email.reading import MOST_TEXT_CHARS, Reading, Task, read
from channels.email.reading_room import ReadingRoom
from tests.kit.post import letter

AT = 1_795_000_000_000_000


@pytest.fixture
async def room() -> AsyncIterator[ReadingRoom]:
    """Read everything in the process."""
    room = ReadingRoom(small_bytes=0)
    yield room
    await room.stop()


@pytest.fixture
def message(tmp_path: Path) -> Path:
    """A letter with a file, as it lies in the blob store."""
    wanted = letter()
    wanted.add_attachment(b"Parcel 17", maintype="text", subtype="plain", filename="label.txt")
    path = tmp_path / "message"
    path.write_bytes(wanted.as_bytes())
    return path


def _files(reading: Reading) -> dict[str, bytes]:
    return {each.name: Path(each.path).read_bytes() for each in reading.files}


@pytest.mark.parametrize("small_bytes", [0, 1_000_000])
async def test_a_message_is_read_alike_in_both_places(message: Path, small_bytes: int):
    """EIN-001: in a thread or in the process, what is read is what was written."""
    room = ReadingRoom(small_bytes=small_bytes)
    async with room.reading(message, AT) as reading:
        assert reading.mail.subject == "Where is my parcel?"
        assert reading.visible.strip() == "It was due on Monday."
        assert _files(reading) == {"label.txt": b"Parcel 17"}
        folder = Path(reading.files[0].path).parent
    assert not folder.exists()
    await room.stop()


async def test_the_process_reads_one_message_after_the_other(room: ReadingRoom, message: Path):
    prints = set()
    for _ in range(3):
        async with room.reading(message, AT) as reading:
            prints.add(reading.fingerprint)
    assert len(prints) == 1


async def test_a_process_that_was_killed_is_replaced(room: ReadingRoom, message: Path):
    async with room.reading(message, AT):
        pass
    assert room._worker.pid is not None
    os.kill(room._worker.pid, signal.SIGKILL)
    async with room.reading(message, AT) as reading:
        assert reading.mail.subject == "Where is my parcel?"


def test_what_was_given_up_is_attached_as_it_came(message: Path, tmp_path: Path):
    folder = tmp_path / "files"
    folder.mkdir()
    task = Task(path=str(message), received_at=AT, folder=str(folder), give_up=True)
    reading = read(task)
    assert reading.mail.flags == (Flag.UNPARSED,)
    assert _files(reading) == {"message.eml": message.read_bytes()}


def test_a_text_beyond_measure_is_attached_whole(tmp_path: Path):
    folder = tmp_path / "files"
    folder.mkdir()
    path = tmp_path / "message"
    text = "all work and no play\n" * (MOST_TEXT_CHARS // 20)
    path.write_bytes(letter(text=text).as_bytes())
    reading = read(Task(path=str(path), received_at=AT, folder=str(folder)))
    assert len(reading.visible) <= MOST_TEXT_CHARS
    assert _files(reading)["message.txt"].decode().strip() == text.strip()
