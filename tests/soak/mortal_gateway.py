"""`parley serve` that kills itself at a named point, the n-th time it comes there.

Run as ``python -m tests.soak.mortal_gateway POINT COUNTDOWN --config FILE``.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

from channels.voicemail.audio.room import AudioRoom
from channels.voicemail.spool.folder import Folder
from gateway.config import load_config
from gateway.engine import Engine
from gateway.serving import serve
from router.history import Record
from storage import database
from storage.blobs import Blobs
from storage.transaction import Connection, Driver
from storage.voicemails import Voicemails
from tests.kit.mortal import POINTS as OF_THE_WRITER
from tests.kit.mortal import MortalConnection

POINTS: Final = ("decided", *OF_THE_WRITER, "before speaking", "after speaking")
"""Where an entry can be when the process dies, in the order in which it comes there."""

INTAKE_POINTS: Final = (
    *("recording read", "bytes kept", "taken over", "a file moved", "listened to"),
)
"""Where a recording can be on its way in, besides: read out of its folder, its bytes (or what is
played of it) on the disk, its rows committed, one of its files moved aside, heard."""


class Death:
    """Counts passages, and comes at the last."""

    def __init__(self, point: str, countdown: int) -> None:
        """Wait at ``point``."""
        self._point = point
        self._countdown = countdown

    def pass_by(self, point: str) -> None:
        """End the process, or let it go on."""
        if point == self._point:
            self._countdown -= 1
            if self._countdown <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


class MortalDriver:
    """A driver whose writing connection passes by the points."""

    def __init__(self, driver: Driver, death: Death) -> None:
        """Wrap ``driver``."""
        self._driver = driver
        self._death = death
        self.local = driver.local

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as migrations need it."""
        return self._driver.sqlalchemy_url

    def writer(self) -> Connection:
        """Open the connection that writes."""
        return MortalConnection(self._driver.writer(), self._death.pass_by)

    def reader(self) -> Connection:
        """Open a connection that reads."""
        return self._driver.reader()


def infect(death: Death) -> None:
    """Lay the points into the code that serves."""
    driver_for, decide, speak = database.driver_for, Engine._decide, Engine._speak

    def mortal_driver_for(url: str, *, exclusive: bool) -> Driver:
        return MortalDriver(driver_for(url, exclusive=exclusive), death)

    def mortal_decide(self: Engine, causes: Any) -> Any:
        decided = decide(self, causes)
        death.pass_by("decided")
        return decided

    def mortal_speak(self: Engine, records: list[Record]) -> None:
        death.pass_by("before speaking")
        speak(self, records)
        death.pass_by("after speaking")

    _infect_intake(death)
    database.driver_for = mortal_driver_for
    Engine._decide = mortal_decide  # type: ignore[method-assign]
    Engine._speak = mortal_speak  # type: ignore[assignment, method-assign]


def _infect_intake(death: Death) -> None:
    """Lay the points into the way of a recording."""
    read, put_aside = Folder.read, Folder.put_aside
    keep, take, analyse = Blobs.keep, Voicemails.take, AudioRoom.analyse

    def mortal_read(self: Folder, *where: Any, **limits: Any) -> bytes:
        raw = read(self, *where, **limits)
        death.pass_by("recording read")
        return raw

    def mortal_put_aside(self: Folder, parts: Any, names: list[str], **how: Any) -> None:
        for name in names:
            put_aside(self, parts, [name], **how)
            death.pass_by("a file moved")

    async def mortal_keep(self: Blobs, *body: Any, and_with_it: Any = None, **limits: Any) -> Any:
        def rows(blob: Any) -> Any:
            death.pass_by("bytes kept")
            return and_with_it(blob)

        with_it = None if and_with_it is None else rows
        blob = await keep(self, *body, and_with_it=with_it, **limits)
        death.pass_by("bytes kept" if and_with_it is None else "taken over")
        return blob

    async def mortal_take(self: Voicemails, voicemail: Any, *, also: str = "") -> Any:
        taken = await take(self, voicemail, also=also)
        death.pass_by("taken over")
        return taken

    async def mortal_analyse(self: AudioRoom, source: Any) -> Any:
        analysis = await analyse(self, source)
        death.pass_by("listened to")
        return analysis

    Folder.read = mortal_read  # type: ignore[method-assign]
    Folder.put_aside = mortal_put_aside  # type: ignore[method-assign]
    Blobs.keep = mortal_keep  # type: ignore[method-assign]
    Voicemails.take = mortal_take  # type: ignore[method-assign]
    AudioRoom.analyse = mortal_analyse  # type: ignore[method-assign]


if __name__ == "__main__":
    name, times, _, config = sys.argv[1:]
    infect(Death(name, int(times)))
    serve(load_config(Path(config)))
