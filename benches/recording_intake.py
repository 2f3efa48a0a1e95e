"""How fast recordings are taken: Parley beside the least work there is.

    .venv/bin/python -m benches.recording_intake            # about five minutes
    .venv/bin/python -m benches.recording_intake --quick    # a look
    .venv/bin/python -m benches.recording_intake --mu-law   # of recordings that must be decoded

1,000 recordings of two minutes at 8 kHz, 16-bit PCM. The least work reads each, hashes and decodes
it, writes PCM and peaks, and syncs both, in one process that does nothing else. Parley is a whole
gateway on SQLite at `synchronous=FULL`: the original is kept and committed, the recording is
listened to in its own process, and the place in the queue is another commit. What browsers play is
these files themselves, so that Parley keeps no second one; the least work does. Of mu-law it keeps
one, as the least work does. Both take turns; the time ends when the last recording waits in its
queue.
"""

import argparse
import asyncio
import hashlib
import io
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
import structlog
from rich.console import Console
from rich.progress import track

from channels.voicemail.ports import Received, Source
from gateway.bootstrap import Gateway
from tests.gateway.house import open_house, provision
from tests.kit.recordings import RATE, plain, tone

RECORDINGS: Final = 1_000
ROUNDS: Final = 3
GOAL: Final = 0.7
_PEAKS: Final = 800
COMPANY: Final = """
[[groups]]
name = "Support"

[[queues]]
name = "voice"
medium = "voicemail"

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
email = "alice@example.org"
group = "Support"
queues = ["voice"]
"""


def speech(number: int, *, mu_law: bool = False) -> bytes:
    """Two minutes that differ from all others."""
    # By their length as well: mu-law makes one of two levels.
    sound = tone(seconds=120 + number / RATE, level=0.1 + number / 10_000)
    if mu_law:
        written = io.BytesIO()
        soundfile.write(written, sound, RATE, format="WAV", subtype="ULAW")
        return written.getvalue()
    return plain((sound * 32_767).astype("<i2").tobytes())


def least(files: list[Path], folder: Path) -> float:
    """Do the least work there is; gives the seconds."""
    begun = time.perf_counter()
    for file in files:
        raw = file.read_bytes()
        name = hashlib.sha256(raw).hexdigest()
        samples, rate = soundfile.read(io.BytesIO(raw), dtype="int16", always_2d=True)
        written = io.BytesIO()
        soundfile.write(written, samples, rate, format="WAV", subtype="PCM_16")
        starts = np.arange(_PEAKS) * len(samples) // _PEAKS
        peaks = np.maximum.reduceat(np.abs(samples), starts).max(axis=1) / 32_768
        for ending, body in (
            ("wav", written.getvalue()),
            ("json", json.dumps(peaks.round(3).tolist()).encode()),
        ):
            with (folder / f"{name}.{ending}").open("wb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
    return time.perf_counter() - begun


async def parley(files: list[Path], template: Path, folder: Path) -> float:
    """Have a gateway take them; gives the seconds."""
    async with open_house(template, folder) as house:
        gateway = house.gateway
        # The process that listens starts with the first recording, and each statement is made then,
        # once in the gateway's life.
        first = folder / "first.wav"
        first.write_bytes(speech(RECORDINGS))
        await _all_filed(gateway, [first], 1)
        begun = time.perf_counter()
        await _all_filed(gateway, files, 1 + len(files))
        return time.perf_counter() - begun


async def _all_filed(gateway: Gateway, files: list[Path], waiting: int) -> None:
    for file in files:
        await _take(gateway, file)
    while len(gateway.engine.router.interactions) < waiting:  # noqa: ASYNC110 - measured
        await asyncio.sleep(0.005)


async def _take(gateway: Gateway, file: Path) -> None:
    raw, digest = await asyncio.to_thread(_read, file)
    await gateway.voice_room.channel.intake.take(
        Received(
            audio=raw,
            sha256=digest,
            file_name=file.name,
            queue="voice",
            source=Source(door="spool", name="bench", key=digest),
        )
    )


def _read(file: Path) -> tuple[bytes, str]:
    """Read a recording as a spool does."""
    raw = file.read_bytes()
    return raw, hashlib.sha256(raw).hexdigest()


def main() -> None:
    """Take turns, then tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a look: 50 recordings, one round")
    parser.add_argument("--mu-law", action="store_true", help="recordings that must be decoded")
    chosen = parser.parse_args()
    quick, mu_law = chosen.quick, chosen.mu_law
    recordings, rounds = (50, 1) if quick else (RECORDINGS, ROUNDS)
    ratios, rates = list[float](), list[float]()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        root = Path(name)
        files = [root / f"{number:04}.wav" for number in range(recordings)]
        for number, file in enumerate(track(files, "Recording", console=console)):
            file.write_bytes(speech(number, mu_law=mu_law))
        template = root / "template"
        template.mkdir()
        asyncio.run(provision(template, COMPANY))
        for turn in range(rounds):
            bare, house = root / f"bare{turn}", root / f"house{turn}"
            bare.mkdir()
            house.mkdir()
            floor = least(files, bare)
            with structlog.testing.capture_logs():
                taken = asyncio.run(parley(files, template, house))
            ratios.append(floor / taken)
            rates.append(recordings / taken)
            console.print(
                f"round {turn + 1}: least {recordings / floor:,.1f}/s,"
                f" Parley {recordings / taken:,.1f}/s, ratio {floor / taken:.2f}"
            )
    console.print(
        f"median: {statistics.median(rates):,.1f} recordings a second,"
        f" {statistics.median(ratios):.2f} of the least work (goal: {GOAL})"
    )


if __name__ == "__main__":
    main()
