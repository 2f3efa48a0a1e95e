"""The machine of a run, in general words and three figures of its own."""

import os
import platform
import sqlite3
import time
from pathlib import Path
from statistics import median
from typing import Final

SYNCS: Final = 200
ADDITIONS: Final = 3_000_000


def describe(folder: Path) -> list[str]:
    """Say what matters for the other figures; syncs are measured in ``folder``."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        (
            f"{os.cpu_count()} processors, {memory:.0f} GiB of memory, {platform.system()} "
            f"on {platform.machine()}, shared with other work"
        ),
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        f"one sync of 4 KiB: {_sync(folder) * 1000:.2f} ms (median of {SYNCS})",
        f"a bare loop: {_loop() / 1e6:.1f} million additions a second",
        f"load before the run: {os.getloadavg()[0]:.1f} (one minute)",
    ]


def _sync(folder: Path) -> float:
    spent = []
    with (folder / "syncs").open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            begun = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            spent.append(time.perf_counter() - begun)
    return median(spent)


def _loop() -> float:
    begun, total = time.process_time(), 0
    for k in range(ADDITIONS):
        total += k
    return ADDITIONS / (time.process_time() - begun)
