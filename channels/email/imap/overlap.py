"""Two things at once: one message is written to the disk while the next one is fetched."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Self


class Overlap:
    """Lets one piece of work go on behind whoever begins it, never two.

    A context: who leaves it leaves nothing behind that still goes on.
    """

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._under_way: asyncio.Task[None] | None = None

    async def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin `work` after what was begun before it has ended; raises what that raised."""
        try:
            await self.settle()
        except BaseException:
            work.close()
            raise
        self._under_way = asyncio.get_running_loop().create_task(work)

    async def settle(self) -> None:
        """Wait for what is under way; raises what it raises."""
        task, self._under_way = self._under_way, None
        if task is not None:
            await task

    async def __aenter__(self) -> Self:
        """Enter."""
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what is under way; what went wrong before it did is what counts."""
        if kind is None:
            await self.settle()
        elif self._under_way is not None:
            if not issubclass(kind, Exception):
                self._under_way.cancel()
            await asyncio.gather(self._under_way, return_exceptions=True)
