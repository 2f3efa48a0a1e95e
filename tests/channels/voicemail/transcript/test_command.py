"""A program that writes recordings down, whatever it does."""

import asyncio
import sys
from pathlib import Path

import pytest

from channels.voicemail.transcript.command import CommandScribe
from channels.voicemail.transcript.scribe import NoTranscript
from channels.voicemail.transcript.sphinx import words_in
from tests.kit.recordings import plain, samples

MEMORY = 512 * 2**20


def scribe(program: str, *, seconds: int = 20) -> CommandScribe:
    """A scribe that runs a line of Python with the recording's name."""
    return CommandScribe(
        [sys.executable, "-S", "-c", program, "{file}"], seconds=seconds, memory_bytes=MEMORY
    )


async def test_what_a_program_prints_is_the_transcript(tmp_path: Path):
    """In one line, from a file whose name says what it is."""
    kept = tmp_path / "0a1b"
    kept.write_bytes(b"RIFF")
    program = "import sys; f = sys.argv[1]; print(f[-13:], open(f).read(), ' \\x00call\\n me')"
    assert await scribe(program).transcribe(kept) == "recording.wav RIFF call me"


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("raise SystemExit(3)", "ended with 3"),
        (f"bytes({2 * MEMORY})", "ended with 1"),
        ("while True: print('x' * 65536)", "without an end"),
    ],
)
async def test_a_program_that_goes_wrong_is_ended(tmp_path: Path, program: str, why: str):
    """By its exit code, its memory, its words."""
    with pytest.raises(NoTranscript, match=why):
        await scribe(program).transcribe(tmp_path / "any")


async def test_a_program_that_takes_too_long_is_ended_with_what_it_has_started(tmp_path: Path):
    """Nothing is left behind that would go on."""
    noted = tmp_path / "pid"
    program = (
        "import subprocess as s, sys, time; "
        f"p = s.Popen(['sleep', '60']); open({str(noted)!r}, 'w').write(str(p.pid)); time.sleep(60)"
    )
    with pytest.raises(NoTranscript, match="longer than 1 s"):
        await scribe(program, seconds=1).transcribe(tmp_path / "any")
    started = int(noted.read_text())
    async with asyncio.timeout(5):
        while not _is_dead(started):
            await asyncio.sleep(0.01)


def _is_dead(pid: int) -> bool:
    """Tell whether a process has ended, be it that nobody has asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


async def test_a_program_that_is_not_there_says_so(tmp_path: Path):
    """An administrator reads it in the log."""
    missing = CommandScribe(["no-such-program"], seconds=20, memory_bytes=MEMORY)
    with pytest.raises(NoTranscript, match="no program no-such-program"):
        await missing.transcribe(tmp_path / "any")


def test_the_example_listens_to_a_telephone(tmp_path: Path):
    """At another rate than its model's; a tone says nothing that anybody would write down."""
    path = tmp_path / "tone.wav"
    path.write_bytes(plain(samples(seconds=0.3)))
    assert isinstance(words_in(path), str)
