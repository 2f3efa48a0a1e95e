"""One request of a visitor at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from channels.chat.values import VisitorId


class Turns:
    """Locks by visitor; a lock lives only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._locks: dict[VisitorId, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, visitor_id: VisitorId) -> AsyncIterator[None]:
        """Wait for the visitor's turn and hold it."""
        lock, users = self._locks.get(visitor_id, (asyncio.Lock(), 0))
        self._locks[visitor_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            _, users = self._locks[visitor_id]
            if users == 1:
                del self._locks[visitor_id]
            else:
                self._locks[visitor_id] = (lock, users - 1)

    def __len__(self) -> int:
        return len(self._locks)
