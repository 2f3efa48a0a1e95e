"""The fault matrix: death at every named point, on every kind of database, under load."""

import asyncio
import random
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kit.postgres import PostgresServer
from tests.kit.warm import WarmGateway
from tests.soak.crowd import PROVISIONING, Crowd
from tests.soak.mortal_gateway import POINTS
from tests.soak.power_cuts import Progress
from tests.soak.reckoning import Reckoning, reckon

DEATHS: Final = 3
"""How often at each point, each time after another number of passages."""

LATEST_PASSAGE: Final = 150


class MortalGateway(WarmGateway):
    """A gateway that dies at a point, where one is set."""

    death: tuple[str, int] | None = None

    def live_until_death(self) -> None:
        """Serve, and wait for the death that is set; it may come before the first customer."""
        try:
            self.start()
        except AssertionError:
            if self._process is None or self._process.poll() != -signal.SIGKILL:
                raise
        if self.wait() != -signal.SIGKILL:
            raise AssertionError(f"the gateway ended by itself:\n{self.log}")

    def ended_with(self) -> int | None:
        """Give the exit code of a process that has ended."""
        return None if self._process is None else self._process.poll()

    def _command(self, arguments: Sequence[str]) -> list[str]:
        if self.death is None or list(arguments) != ["serve"]:
            return super()._command(arguments)
        point, countdown = self.death
        config = str(self.folder / "config.toml")
        program = [sys.executable, "-P", "-m", "tests.soak.mortal_gateway"]
        return [*program, point, str(countdown), "--config", config]


@dataclass(frozen=True, slots=True)
class Deaths:
    """What became of one kind of database."""

    database: str
    points: int
    deaths: int
    reckoning: Reckoning


async def die_everywhere(
    folder: Path,
    *,
    kind: str,
    postgres: PostgresServer | None,
    deaths: int,
    seed: str,
    progress: Progress,
) -> Deaths:
    """Let one crowd live through a death at each point, so many times, then reckon."""
    chance = random.Random(f"{seed} points")
    folder.mkdir(parents=True)  # noqa: ASYNC240 - nobody waits yet
    url = postgres.new_database() if postgres is not None else None
    gateway = MortalGateway(folder, database_url=url, provisioning=PROVISIONING)
    gateway.provision()
    crowd = Crowd(gateway.url, f"{seed} {kind}")
    done = 0

    async def meanwhile() -> None:
        nonlocal done
        for _ in range(deaths):
            for point in POINTS:
                gateway.kill()
                gateway.death = (point, chance.randrange(1, LATEST_PASSAGE))
                await asyncio.to_thread(gateway.live_until_death)
                gateway.death = None
                await asyncio.to_thread(gateway.start)
                done += 1
                progress(done)

    gateway.start()
    try:
        await crowd.play(meanwhile)
        found = await reckon(crowd, gateway)
    finally:
        gateway.kill()
    return Deaths(database=kind, points=len(POINTS), deaths=done, reckoning=found)
