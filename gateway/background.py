"""Work that nobody waits for: run to its end, and heard of when it fails."""

import asyncio
from collections.abc import Awaitable

import structlog

_log = structlog.get_logger(__name__)


class Background:
    """Runs awaitables; call it to hand one over (`channels.contract.BackgroundTask`)."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, work: Awaitable[object]) -> None:
        """Run ``work`` to its end."""
        task = asyncio.get_running_loop().create_task(self._run(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _run(self, work: Awaitable[object]) -> None:
        try:
            await work
        except Exception:  # noqa: BLE001 - nobody else would ever hear of it
            _log.exception("background.failed")
