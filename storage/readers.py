"""The connections that read: one for the event loop, the others each in a thread of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from storage.errors import DatabaseUnavailable, StorageError
from storage.transaction import Connection, Driver, Transaction

T = TypeVar("T")

READERS: Final = 2
"""Lists and reports are short; more threads would only compete for the interpreter."""


class _Lost(Exception):  # it is one word for one thing
    """The connection broke while it was read from."""


class Readers:
    """Runs works that only read, each on one unchanging state of the database."""

    def __init__(self, driver: Driver) -> None:
        """Read through connections that `driver` opens when they are first needed."""
        self._driver = driver
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="parley-reader")
        # The loop is a thread among the others here: each has its own connection.
        self._own = threading.local()
        self._all: set[Connection] = set()

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Give what `work` gives; raises what it raises, or `DatabaseUnavailable`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._read, work)

    async def look_up(self, work: Callable[[Transaction], T]) -> T:
        """Give what `work` gives, at once where the database is local."""
        return self._read(work) if self._driver.local else await self.read(work)

    async def close(self) -> None:
        """Wait for the works under way, then close every connection."""
        await asyncio.to_thread(self._threads.shutdown)
        for connection in self._all:
            connection.close()

    def _read(self, work: Callable[[Transaction], T]) -> T:
        try:
            return self._try_to_read(work)
        except _Lost:
            # The server was restarted, or a firewall forgot us. Reading again harms nobody.
            try:
                return self._try_to_read(work)
            except _Lost as error:
                raise DatabaseUnavailable("the connection was lost twice") from error

    def _try_to_read(self, work: Callable[[Transaction], T]) -> T:
        connection = self._connection()
        try:
            # A reader waits for nobody, so that this always begins.
            connection.try_begin()
            result = work(connection)
            connection.commit()
        except BaseException as error:
            # Whatever went wrong, the next work gets a connection known to be good.
            lost = connection.lost
            self._forget(connection)
            if lost:
                raise _Lost from error
            raise
        return result

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._driver.reader()
            self._all.add(connection)
        return connection

    def _forget(self, connection: Connection) -> None:
        self._own.connection = None
        self._all.discard(connection)
        with contextlib.suppress(StorageError):
            connection.rollback()
        connection.close()
