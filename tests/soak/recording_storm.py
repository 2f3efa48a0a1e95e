"""Recordings in a spool while the gateway dies at every named point: each is a voicemail, once."""

import asyncio
import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kit.recordings import plain, recording, samples
from tests.soak.kill_points import MortalGateway
from tests.soak.mortal_gateway import INTAKE_POINTS, POINTS

RECORDINGS: Final = 500
STEPS: Final = (*INTAKE_POINTS, *POINTS)
DEATHS: Final = 3 * len(STEPS)

LATEST_PASSAGE: Final = 40
"""A recording passes each point a few times, so that a death comes within some recordings."""

WORLD: Final = """
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

[[sites]]
key = "shop"
origins = ["http://127.0.0.1:{port}"]
queue = "voice"
"""


@dataclass(frozen=True, slots=True)
class RecordingStorm:
    """What became of the recordings."""

    recordings: int
    deaths: int
    kept: int
    different: int
    """By their sound, which is another one in each."""
    entered: int
    moved: int
    """Files that lie in `taken`: each recording in two formats, with its text."""
    audit: str
    """What the audit said, empty if it found nothing."""

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        found = [
            f"{count} recordings are {what}, not {self.recordings}"
            for what, count in (
                ("kept", self.kept),
                ("kept and different", self.different),
                ("in a queue", self.entered),
            )
            if count != self.recordings
        ]
        if self.moved != 3 * self.recordings:
            found.append(f"{self.moved} files were moved aside, not {3 * self.recordings}")
        return found + ([f"the audit of the recordings says {self.audit}"] if self.audit else [])


async def storm(
    folder: Path,
    *,
    recordings: int,
    deaths: int,
    seed: str = "storm",
    progress: Callable[[int], None] = lambda _: None,
) -> RecordingStorm:
    """Have so many recordings taken through so many deaths; then count."""
    spool = folder / "spool"
    await asyncio.to_thread(_leave, spool / "default" / "2001" / "INBOX", recordings)
    gateway = MortalGateway(
        folder,
        provisioning=WORLD,
        config=f'[[voicemail_spools]]\npath = "{spool}"\nqueue = "voice"\nwhen_taken = "move"\n',
    )
    gateway.provision()
    died = 0
    try:
        for death in _deaths(deaths, min(LATEST_PASSAGE, recordings // 2), seed):
            gateway.death = death
            if await _live(gateway, lambda: _is_done(folder, spool, recordings, progress)):
                break
            died += 1
        audit = gateway.run("audit", "--replay")
    finally:
        gateway.kill()
    return RecordingStorm(
        recordings=recordings,
        deaths=died,
        kept=_count(folder, "voicemails"),
        different=_count(folder, "voicemails", "DISTINCT sha256"),
        entered=_count(folder, "interactions"),
        moved=len([each for each in (spool / "taken").rglob("*") if each.is_file()]),
        audit="" if audit.returncode == 0 else audit.stdout + audit.stderr,
    )


def _leave(inbox: Path, recordings: int) -> None:
    """Leave messages of box 2001, each in two formats with its text, as Asterisk does."""
    inbox.mkdir(parents=True)
    gsm = recording("GSM610")
    for number in range(recordings):
        stem = inbox / f"msg{number:04}"
        stem.with_suffix(".wav").write_bytes(plain(samples(seconds=0.1 + number / 8_000)))
        stem.with_suffix(".WAV").write_bytes(gsm)
        stem.with_suffix(".txt").write_text(
            f"[message]\norigmailbox=2001\ncallerid=<+4930{number:06}>\n"
            f"origtime={1_763_719_200 + number}\nmsg_id=1763719200-{number:08x}\nduration=1\n"
        )


def _deaths(count: int, latest: int, seed: str) -> Iterator[tuple[str, int] | None]:
    """Give a death at each point in turn, each after another number of passages; then none."""
    chance = random.Random(seed)
    for number in range(count):
        yield STEPS[number % len(STEPS)], chance.randrange(1, latest)
    yield None


async def _live(gateway: MortalGateway, is_done: Callable[[], bool]) -> bool:
    """Serve until the death that is set, or until there is nothing left to do."""
    try:
        await asyncio.to_thread(gateway.start)
    except AssertionError:
        if gateway.ended_with() != -signal.SIGKILL:
            raise
        return False
    async with asyncio.timeout(300):
        while gateway.ended_with() is None:
            if await asyncio.to_thread(is_done):
                gateway.stop()
                return True
            await asyncio.sleep(0.2)
    if gateway.ended_with() != -signal.SIGKILL:
        raise AssertionError(f"the gateway ended by itself:\n{gateway.log}")
    return False


def _is_done(folder: Path, spool: Path, recordings: int, progress: Callable[[int], None]) -> bool:
    entered = _count(folder, "interactions")
    progress(min(entered, recordings))
    return entered >= recordings and not any((spool / "default").rglob("msg*"))


def _count(folder: Path, table: str, what: str = "*") -> int:
    """Count rows, beside the gateway that writes them."""
    with closing(sqlite3.connect(folder / "parley.db")) as rows:
        ((number,),) = rows.execute(f"SELECT count({what}) FROM {table}")
        return int(number)
