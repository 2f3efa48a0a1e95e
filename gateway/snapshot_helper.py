"""Takes snapshots in a process of its own, so that the gateway's loop never stands still for one.

The gateway's own writer stores what the process gives.
"""

import asyncio
import sys
from typing import Final

import msgspec
import structlog

from router.ids import Duration, Instant, seconds
from storage.database import Database
from storage.snapshots import Snapshot, save_snapshot

_log = structlog.get_logger(__name__)

EVERY_ENTRIES: Final = 10_000
"""A start replays about as many at worst, which takes a quarter of a second."""
EVERY: Final[Duration] = seconds(60)
WORTHWHILE_ENTRIES: Final = 500
"""Fewer entries than this are replayed in less time than a helper takes to start."""

_PROCESS: Final = "gateway.snapshot_process"
"""Not imported: it is small because it knows little, and stays so."""


class SnapshotHelper:
    """Starts a helper when enough has happened since the last snapshot."""

    def __init__(self, *, database: Database, url: str, n: int, at: Instant) -> None:
        """Count from entry ``n``, where the last snapshot stands."""
        self._database = database
        self._url = url
        self._n = n
        self._at = at
        self._task: asyncio.Task[None] | None = None

    def look(self, n: int, now: Instant) -> None:
        """Start a helper if it is time; call it once a second with the last entry's number."""
        since = n - self._n
        due = since >= EVERY_ENTRIES or (since >= WORTHWHILE_ENTRIES and now - self._at >= EVERY)
        if due and self._task is None:
            self._n, self._at = n, now
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Wait for a helper under way."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            await self._take()
        except Exception:  # noqa: BLE001 - a start without it is slower, not wrong
            _log.exception("snapshot.failed")
        finally:
            self._task = None

    async def _take(self) -> None:
        helper = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _PROCESS,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert helper.stdin is not None
        assert helper.stdout is not None
        helper.stdin.write(self._url.encode() + b"\n")
        output = await helper.stdout.read()
        helper.stdin.close()
        if await helper.wait() != 0:
            _log.error("snapshot.failed", exit_code=helper.returncode)
            return
        snapshot = msgspec.msgpack.decode(output, type=Snapshot)
        await self._database.write(lambda tx: save_snapshot(tx, snapshot))
        _log.info("snapshot.taken", n=snapshot.n, size_bytes=len(snapshot.packed))
