"""From `kill -9` to `/readyz` with a long history, while customers write."""

import asyncio
import os
import shutil
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

import aiohttp

from gateway.snapshot_helper import EVERY_ENTRIES
from storage.migrate import HEAD
from tests.kit.gateway import GatewayProcess
from tests.soak.customer import Customer
from tests.soak.ledger import Ledger
from tests.soak.long_history import write_history
from tests.soak.power_cuts import Progress

ENTRIES: Final = 1_000_000
WAITING: Final = 10_000
AGENTS: Final = 1_000
RESTARTS: Final = 7
GOAL_SECONDS: Final = 3.0

CACHE: Final = Path(__file__).parents[2] / "var" / "soak"
"""Where a history that was written once is kept; no part of the repository."""

WRITERS: Final = 8
WRITING_SECONDS: Final = 2.0


@dataclass(slots=True)
class Restarts:
    """What was measured."""

    entries: int
    waiting: int
    agents: int
    replayed: int = 0
    """Entries after the last snapshot, at the first of the restarts."""
    file_bytes: int = 0
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    empty_seconds: list[float] = field(default_factory=list)
    """The same with an empty history, in the same run: what the machine is worth just now."""
    resident_bytes: int = 0
    empty_resident_bytes: int = 0
    said: int = 0
    """Messages acknowledged meanwhile."""

    @property
    def worst(self) -> float:
        """The longest of them, in seconds."""
        return max(self.seconds)

    @property
    def median(self) -> float:
        """The usual one, in seconds."""
        return median(self.seconds)


def cached_history(entries: int, waiting: int, agents: int, progress: Progress) -> Path:
    """Give a history of this size, written now unless it was before."""
    CACHE.mkdir(parents=True, exist_ok=True)
    sizes = f"{entries}-{waiting}-{agents}-{EVERY_ENTRIES}"
    file = CACHE / f"history-{HEAD}-{sizes}.db"
    if not file.exists():
        young = CACHE / "unfinished.db"
        for left in CACHE.glob("unfinished.db*"):
            left.unlink()
        asyncio.run(
            write_history(young, entries=entries, waiting=waiting, agents=agents, progress=progress)
        )
        young.rename(file)
    progress(entries)
    return file


def measure_restarts(folder: Path, history: Path, *, restarts: int, progress: Progress) -> Restarts:
    """Kill and start again, so many times, each time with as much to replay."""
    folder.mkdir(parents=True)
    gateway = GatewayProcess(folder)
    shutil.copy(history, folder / "parley.db")
    size = _one(folder, "SELECT max(n) FROM journal")
    kept = _one(folder, "SELECT max(n) FROM snapshots")
    measured = Restarts(
        entries=size,
        waiting=_one(folder, "SELECT count(*) FROM interactions WHERE state = 'waiting'"),
        agents=_one(folder, "SELECT count(*) FROM agents"),
        replayed=size - kept,
        file_bytes=(folder / "parley.db").stat().st_size,
    )
    asyncio.run(_restart_under_load(gateway, measured, kept, restarts, progress))
    empty = folder / "empty"
    empty.mkdir()
    beside = GatewayProcess(empty)
    assert beside.run("migrate").returncode == 0
    for _ in range(restarts):
        measured.empty_seconds.append(_start(beside))
        measured.empty_resident_bytes = _resident(beside.pid)
        beside.kill()
    return measured


async def _restart_under_load(
    gateway: GatewayProcess, measured: Restarts, kept: int, restarts: int, progress: Progress
) -> None:
    ledger, stop = Ledger(), asyncio.Event()
    gateway.start()
    async with aiohttp.ClientSession() as http:
        customers = [
            Customer(f"writer{k}", gateway.url, http, ledger, "restarts", queues=())
            for k in range(WRITERS)
        ]
        writing = [asyncio.ensure_future(each.live(stop)) for each in customers]
        for done in range(1, restarts + 1):
            await asyncio.sleep(WRITING_SECONDS)
            killed = time.monotonic()
            gateway.kill()
            dead = time.monotonic() - killed
            # The helper would have made the start easier meanwhile.
            _forget_snapshots(gateway.folder, kept)
            measured.seconds.append(dead + await asyncio.to_thread(_start, gateway))
            measured.cpu_seconds.append(_cpu_seconds(gateway.pid))
            measured.resident_bytes = max(measured.resident_bytes, _resident(gateway.pid))
            progress(done)
        stop.set()
        await asyncio.wait(writing, timeout=10)
        for customer in customers:
            await customer.leave()
    measured.said = len(ledger.acknowledged)
    gateway.kill()


def _start(gateway: GatewayProcess) -> float:
    begun = time.monotonic()
    gateway.start()
    return time.monotonic() - begun


def _one(folder: Path, query: str) -> int:
    connection = sqlite3.connect(folder / "parley.db")
    try:
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


def _forget_snapshots(folder: Path, kept: int) -> None:
    connection = sqlite3.connect(folder / "parley.db")
    connection.execute("DELETE FROM snapshots WHERE n > ?", (kept,))
    connection.commit()
    connection.close()


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024
