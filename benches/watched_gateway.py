"""A gateway whose event loop is watched from inside: what holds it, when, for how long.

    python -m benches.watched_gateway CONFIG REPORT

A tick is due every millisecond. Between two ticks the loop's thread uses some processor time:
whatever it does in one go delays the tick, so the most it used is the longest hold. Processor
time, because on a shared machine the wall clock counts other people's work too; both are written.
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import uvloop

from gateway import snapshot_helper
from gateway.config import load_config
from gateway.serving import run
from router.ids import seconds

_TICK_SECONDS: Final = 0.001
_WORTH_A_LINE_SECONDS: Final = 0.0005


class Hold(NamedTuple):
    """What happened between two ticks; `at` is the system's monotonic clock, in seconds."""

    at: float
    cpu_seconds: float
    wall_seconds: float


class LoopWatch:
    """Ticks on the running loop and notes what lay between."""

    def __init__(self) -> None:
        """Begin with the first tick."""
        self.holds: list[Hold] = []
        self._loop = asyncio.get_running_loop()
        self._cpu = time.thread_time()
        self._wall = time.monotonic()
        self._tick()

    def _tick(self) -> None:
        cpu, wall = time.thread_time(), time.monotonic()
        if cpu - self._cpu > _WORTH_A_LINE_SECONDS:
            # The wait for the tick itself is nobody's hold.
            wall_seconds = max(0.0, wall - self._wall - _TICK_SECONDS)
            self.holds.append(Hold(wall, cpu - self._cpu, wall_seconds))
        self._cpu, self._wall = cpu, wall
        self._loop.call_later(_TICK_SECONDS, self._tick)


async def serve_watched(config: Path) -> list[Hold]:
    """Serve until told to stop; give what was noted."""
    watch = LoopWatch()
    await run(load_config(config))
    return watch.holds


if __name__ == "__main__":
    # A bench lasts seconds, and has to see a snapshot or two.
    vars(snapshot_helper).update(EVERY=seconds(3), WORTHWHILE_ENTRIES=1)
    held = uvloop.run(serve_watched(Path(sys.argv[1])))
    Path(sys.argv[2]).write_bytes(msgspec.json.encode(held))
