"""The database: one writer, a few readers, and the address that says which kind it is."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from storage.errors import CommitFailed, UnknownDatabase
from storage.migrate import bring_up_to_date
from storage.readers import Readers
from storage.transaction import Driver, Transaction
from storage.writer import Done, Writer, WriterFigures

T = TypeVar("T")


class Database:
    """Everything Parley stores, behind one line of writes and a few parallel reads."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        """Join the two; use `open`."""
        self._writer = writer
        self._readers = readers

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        exclusive: bool = True,
        on_failure: Callable[[CommitFailed], None] = lambda _: None,
    ) -> Self:
        """Open the database at `url`, with its tables brought up to date.

        `url` is `sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://...`.
        The process that serves customers is `exclusive`: a second such one is refused with
        `DatabaseInUse`. Others may read beside it and write a little, such as to the inbox, and
        never change the tables. `on_failure` is called on the loop once if a commit fails, since
        a process that has decided ahead of its storage must end at once.

        Raises `UnknownDatabase`, `DatabaseUnavailable`, `DatabaseTooNew`, or for those others
        `DatabaseOutdated`.
        """
        driver = driver_for(url, exclusive=exclusive)
        connection = await asyncio.to_thread(driver.writer)
        try:
            await asyncio.to_thread(bring_up_to_date, driver, connection, allowed=exclusive)
        except BaseException:
            connection.close()
            raise
        writer = Writer(connection, asyncio.get_running_loop(), on_failure)
        return cls(writer, Readers(driver))

    @property
    def figures(self) -> WriterFigures:
        """What the writer has done so far."""
        return self._writer.figures

    @property
    def waiting(self) -> int:
        """How many writes are in no group yet."""
        return self._writer.waiting

    def submit(self, work: Callable[[Transaction], Any], on_done: Done) -> None:
        """Queue `work`; `on_done` gets its result after the commit, or the exception it raised.

        The callback twin of `write`, without a future or a task: the loop is woken once for all
        the works of one group commit. `on_done` is called on the loop.
        """
        self._writer.submit(work, on_done)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a group commit and give its result once that is durable.

        `work` may be run twice, the first time undone, and must let the errors of its statements
        pass. Raises what it raises; `CommitFailed` means that it may or may not be stored.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def on_done(result: T | BaseException) -> None:
            if future.cancelled():
                return
            if isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)

        self._writer.submit(work, on_done)
        return await future

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which can change nothing, beside the writer on one unchanging state."""
        return await self._readers.read(work)

    async def look_up(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which reads a few rows by their keys, without the way through a thread.

        While the loop is busy a thread waits milliseconds for its turn at every statement.
        """
        return await self._readers.look_up(work)

    async def close(self) -> None:
        """Commit what is queued, then close every connection and give up the claim."""
        await self._readers.close()
        await self._writer.close()


def driver_for(url: str, *, exclusive: bool) -> Driver:
    """Choose the driver for `url`; raises `UnknownDatabase`."""
    scheme, separator, rest = url.partition("://")
    if separator and scheme == "sqlite" and rest.startswith("/") and rest != "/":
        from storage.sqlite import SqliteDriver  # noqa: PLC0415  # only the one that is used

        return SqliteDriver(Path(rest[1:]), exclusive=exclusive)
    if separator and scheme in ("postgresql", "postgres"):
        from storage.postgres import PostgresDriver  # noqa: PLC0415  # only the one that is used

        return PostgresDriver(url, exclusive=exclusive)
    raise UnknownDatabase(
        "the storage url must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE"
    )
