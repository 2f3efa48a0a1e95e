"""Recordings in a spool while the disk is full: none is lost, and it is said what is wrong."""

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kit.gateway import GatewayProcess
from tests.kit.recordings import plain, samples
from tests.soak.recording_storm import WORLD

RECORDINGS: Final = 60
SECONDS: Final = 20
"""Of each recording: 320 KB, and as much again of what is played."""
DISK_MEGABYTES: Final = 80
LEFT_MEGABYTES: Final = 8
"""Room for some of the recordings, not for all."""
PATIENCE_SECONDS: Final = 300.0
_DISK: Final = (
    'mount -t tmpfs -o size="$2" parley "$1" && mkdir "$1/blobs" && echo && exec sleep 3600'
)
_MEGABYTE: Final = 2**20
_SAID: Final = ("No space left on device", "database or disk is full")


@dataclass(frozen=True, slots=True)
class FullDisk:
    """What became of the recordings."""

    recordings: int
    before: int
    """In a queue while the disk was full."""
    said: bool
    """Whether the log names the reason, and the figures count the messages."""
    left: int
    """Messages in the folder while the disk was full."""
    ended: int
    """How often the gateway ended by itself: what it cannot write down it does not do."""
    after: int
    """In a queue once there was room again."""
    different: int
    audit: str

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        found = []
        if not self.said:
            found.append("a full disk was not told")
        if self.before >= self.recordings or not self.left:
            found.append("the disk was never full")
        if not self.after == self.different == self.recordings:
            found.append(f"{self.after} recordings, {self.different} different, after a full disk")
        return found + ([f"the audit after a full disk says {self.audit}"] if self.audit else [])


class SmallDisk:
    """A disk of a few megabytes in memory, for processes that are put there."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        """Lay it over `folder`; for nobody else in the machine it is there."""
        folder.mkdir()
        self._holder = subprocess.Popen(
            [
                *("unshare", "--map-root-user", "--mount", "sh", "-c", _DISK, "sh"),
                *(str(folder), f"{megabytes}m"),
            ],
            stdout=subprocess.PIPE,
        )
        assert self._holder.stdout is not None
        if not self._holder.stdout.readline():
            raise AssertionError("no disk could be made")
        self.entry = ["nsenter", "--user", "--preserve-credentials", "--mount", "-t"]
        self.entry += [str(self._holder.pid), "--wd=."]
        self.seen = Path(f"/proc/{self._holder.pid}/root{folder}")
        """Where it lies for those outside."""

    @staticmethod
    def is_possible() -> bool:
        """Tell whether this machine lets one be made."""
        made = shutil.which("unshare") and shutil.which("nsenter")
        command = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "x", "/mnt"]
        return (
            bool(made) and subprocess.run(command, check=False, capture_output=True).returncode == 0
        )

    def fill(self, left_megabytes: int) -> None:
        """Take up everything but so much."""
        room = shutil.disk_usage(self.seen).free - left_megabytes * _MEGABYTE
        (self.seen / "filler").write_bytes(bytes(room))

    def clear(self) -> None:
        """Make room again."""
        (self.seen / "filler").unlink()

    def remove(self) -> None:
        """Let it go with everything on it."""
        self._holder.kill()
        self._holder.wait()


class CrampedGateway(GatewayProcess):
    """A gateway whose database and bodies lie on a small disk."""

    def __init__(self, folder: Path, disk: SmallDisk, inside: Path, config: str) -> None:
        """Keep everything on `disk`, which its processes see at `inside`."""
        (folder / "blobs").symlink_to(inside / "blobs")
        super().__init__(
            folder,
            database_url=f"sqlite:///{inside}/parley.db",
            provisioning=WORLD,
            config=config,
        )
        self._disk = disk

    def has_ended(self) -> bool:
        """Tell whether it ended by itself."""
        return self._process is None or self._process.poll() is not None

    def troubles(self) -> float:
        """Give how many messages the gateway says that it could not take."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=5) as answer:  # noqa: S310 - our own address
            lines = answer.read().decode().splitlines()
        return sum(float(each.rpartition(" ")[2]) for each in lines if "spool_troubles{" in each)

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return [*self._disk.entry, *super()._command(arguments)]


def fill_the_disk(
    folder: Path, *, recordings: int, progress: Callable[[int], None] = lambda _: None
) -> FullDisk:
    """Have recordings taken on a disk that is too small for them, then on one that is not."""
    folder.mkdir(parents=True)
    spool, inside = folder / "spool", folder / "disk"
    disk = SmallDisk(inside, DISK_MEGABYTES)
    gateway = CrampedGateway(
        folder,
        disk,
        inside,
        f'[[voicemail_spools]]\npath = "{spool}"\nqueue = "voice"\nwhen_taken = "move"\n',
    )
    spool.mkdir()
    try:
        gateway.provision()
        gateway.start()
        disk.fill(LEFT_MEGABYTES)
        for number in range(recordings):
            sound = plain(samples(seconds=SECONDS + number / 8_000))
            (spool / f"msg{number:04}.wav").write_bytes(sound)
        said = _until(lambda: gateway.has_ended() or gateway.troubles() > 0)
        time.sleep(2)  # whatever it would still do
        said = said and any(each in gateway.log for each in _SAID)
        before, left = _count(disk, inside, "interactions"), len(list(spool.glob("msg*")))
        disk.clear()
        ended = 0

        def all_taken() -> bool:
            nonlocal ended
            if gateway.has_ended():
                ended += 1
                gateway.start()
            taken = _count(disk, inside, "interactions")
            progress(min(taken, recordings))
            return taken >= recordings and not any(spool.glob("msg*"))

        _until(all_taken)
        gateway.stop()
        audit = gateway.run("audit", "--replay")
        return FullDisk(
            recordings=recordings,
            before=before,
            said=said,
            left=left,
            ended=ended,
            after=_count(disk, inside, "interactions"),
            different=_count(disk, inside, "voicemails", "DISTINCT sha256"),
            audit="" if audit.returncode == 0 else audit.stdout + audit.stderr,
        )
    finally:
        gateway.kill()
        disk.remove()


def _until(is_so: Callable[[], bool]) -> bool:
    """Wait, but not for ever; tells whether it came."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.5)
    return True


def _count(disk: SmallDisk, folder: Path, table: str, what: str = "*") -> int:
    """Count rows, beside the gateway that writes them."""
    # SQLite follows every link on the way to a file, and so finds only what its own process sees.
    program = (
        "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())"
    )
    query = f"SELECT count({what}) FROM {table}"
    asked = [*disk.entry, sys.executable, "-c", program, str(folder / "parley.db"), query]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
