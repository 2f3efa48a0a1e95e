"""Recordings damaged at random, listened to for minutes: no crash, no hang, no runaway memory."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from channels.voicemail.audio.room import AudioRoom
from tests.kit.recordings import chunk, form, plain, recording, samples, wave

SECONDS: Final = 600.0
MOST_SECONDS: Final = 10.0
"""For one recording of three seconds, on a machine that does other things too."""
MOST_BYTES: Final = 512 * 2**20

WHOLE: Final = (
    *(recording(each) for each in ("PCM_16", "PCM_U8", "PCM_24", "FLOAT", "DOUBLE", "ULAW")),
    *(recording(each) for each in ("ALAW", "GSM610", "IMA_ADPCM", "MS_ADPCM", "G721_32")),
    *(recording(container=each) for each in ("WAVEX", "RF64", "FLAC", "AIFF", "CAF")),
    recording("PCM_16", endian="BIG"),
    recording("MPEG_LAYER_III", container="MP3"),
    recording("VORBIS", container="OGG"),
    recording("OPUS", container="OGG"),
    recording("ULAW", container="AU"),
    recording("GSM610", container="RAW"),
    plain(size=0),
    plain(before=[chunk(b"LIST", b"INFOx", pad=False)]),
    wave(form(), chunk(b"data", wave(form(), chunk(b"data", samples())))),
    *(wave(form(tag=tag, bits=4, block=1), chunk(b"data", samples())) for tag in (0x45, 0x65)),
)


@dataclass(frozen=True, slots=True)
class Fuzz:
    """What became of the recordings."""

    recordings: int
    seconds: float
    slowest_seconds: float
    most_bytes: int
    """Memory of the process that listens, at its highest."""
    flags: dict[str, int]
    deaths: list[str] = field(default_factory=list)
    """The recordings that the process did not survive, by their number."""

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        found = [f"listening to recording {each} ended the process" for each in self.deaths]
        if self.slowest_seconds > MOST_SECONDS:
            found.append(f"one recording took {self.slowest_seconds:.1f} s")
        if self.most_bytes > MOST_BYTES:
            found.append(f"listening took {self.most_bytes / 2**20:.0f} MiB")
        return found


async def listen_to_anything(
    *, seconds: float, seed: str, progress: Callable[[int], None] = lambda _: None
) -> Fuzz:
    """Listen for so many seconds."""
    chance, flags, deaths = random.Random(f"{seed} recordings"), Counter[str](), list[str]()
    room, number, slowest, most = AudioRoom(), 0, 0.0, 0
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < seconds:
        raw = damaged(chance)
        started, process = time.monotonic(), room.pid
        analysis = await room.analyse(raw)
        slowest = max(slowest, time.monotonic() - started)
        flags.update(analysis.flags)
        if process is not None and room.pid != process:
            deaths.append(str(number))
        most = max(most, _memory(room.pid))
        number += 1
        progress(round(passed))
    await room.stop()
    return Fuzz(
        recordings=number,
        seconds=seconds,
        slowest_seconds=slowest,
        most_bytes=most,
        flags=dict(sorted(flags.items())),
        deaths=deaths,
    )


def damaged(chance: random.Random) -> bytes:
    """Give a recording that was cut, or in which bytes were changed, mostly in its header."""
    raw = bytearray(chance.choice(WHOLE))
    if chance.random() < 0.3:
        del raw[chance.randrange(1, len(raw)) :]
    for _ in range(chance.randrange(12)):
        where = chance.randrange(min(len(raw), chance.choice((64, 300, len(raw)))))
        raw[where] = chance.choice((0, 127, 128, 255, chance.randrange(256)))
    return bytes(raw)


def _memory(pid: int | None) -> int:
    """Give the most memory that a process ever had, as Linux counts it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    (line,) = [each for each in status.splitlines() if each.startswith("VmHWM")] or ["VmHWM: 0 kB"]
    return int(line.split()[1]) * 1024
