"""The one thread that writes a database, committing whatever is queued as one group.

A commit costs a disk sync, 0.1 to 10 ms. Grouping shares it between everything that arrived while
the last one was under way, so that a write costs about 10 us under load and waits for two syncs at
most. Nothing is delayed on purpose.
"""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final

from storage.errors import CommitFailed, DatabaseClosed, DatabaseUnavailable
from storage.transaction import Connection, Transaction

Work = Callable[[Transaction], Any]
"""Writes something and gives a result. It may be run twice, the first time undone."""

Done = Callable[[Any], None]
"""Takes a work's result, or the exception it raised, on the event loop."""

_Entry = tuple[Work, Done]
_Outcome = tuple[Done, Any]

MAX_GROUP: Final = 256
"""The most works in one group: it bounds how long a small write waits behind a burst."""


@dataclass(slots=True)
class WriterFigures:
    """What the writer has done so far, for the metrics."""

    writes: int = 0
    groups: int = 0
    repeated_groups: int = 0
    """Groups in which a work raised, so that each of its works was run again by itself."""


class Writer:
    """Runs works in group commits on its own thread and reports on the event loop.

    A work that raises undoes its whole group; then each work of the group is run alone, in order,
    so that only the one at fault fails. After a failed commit nothing is written any more and
    every work, waiting or new, is answered with `CommitFailed`.
    """

    def __init__(
        self,
        connection: Connection,
        loop: asyncio.AbstractEventLoop,
        on_failure: Callable[[CommitFailed], None],
    ) -> None:
        """Write through `connection`, which is the writer's from now on; report on `loop`.

        `on_failure` is called there once, before anybody else hears of it, if a commit fails.
        """
        self.figures = WriterFigures()
        self._connection = connection
        self._loop = loop
        self._on_failure = on_failure
        self._queue: SimpleQueue[_Entry | None] = SimpleQueue()
        self._closing = False
        self._failure: CommitFailed | None = None
        self._thread = threading.Thread(target=self._run, name="parley-writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """About how many works are queued."""
        return self._queue.qsize()

    def submit(self, work: Work, on_done: Done) -> None:
        """Queue `work`; `on_done` gets its result after the commit, or the exception it raised.

        To be called on the event loop; works are run in the order of the calls.
        """
        if self._closing:
            self._loop.call_soon(on_done, DatabaseClosed("the database is closed"))
            return
        self._queue.put((work, on_done))

    async def close(self) -> None:
        """Commit what is queued, then end the thread."""
        if not self._closing:
            self._closing = True
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        more = True
        while more:
            group, more = self._take()
            if group:
                self._tell(self._deliver, self._outcomes(group))
        self._connection.close()

    def _take(self) -> tuple[list[_Entry], bool]:
        """Wait for work, then take whatever is queued; False: nothing more will come."""
        group: list[_Entry] = []
        entry = self._queue.get()
        try:
            while entry is not None:
                group.append(entry)
                if len(group) == MAX_GROUP:
                    return group, True
                entry = self._queue.get_nowait()
        except Empty:
            return group, True
        return group, False

    def _outcomes(self, group: list[_Entry]) -> list[_Outcome]:
        if self._failure is None:
            try:
                return self._commit(group)
            except CommitFailed as failure:
                self._failure = failure
            except BaseException as error:  # noqa: BLE001  # nobody else sees this thread's errors
                self._failure = CommitFailed(f"the writer failed: {error!r}")
                self._failure.__cause__ = error
            self._tell(self._on_failure, self._failure)
        return [(on_done, self._failure) for _, on_done in group]

    def _commit(self, group: list[_Entry]) -> list[_Outcome]:
        """Run `group` in one transaction, or failing that each of its works in its own."""
        connection = self._connection
        try:
            connection.begin()
        except DatabaseUnavailable as error:
            return [(on_done, error) for _, on_done in group]
        outcomes: list[_Outcome] = []
        try:
            for work, on_done in group:
                outcomes.append((on_done, work(connection)))
        except Exception as error:  # noqa: BLE001  # reported to whoever queued the work
            connection.rollback()
            if len(group) == 1:
                return [(group[0][1], error)]
            self.figures.repeated_groups += 1
            return [outcome for entry in group for outcome in self._commit([entry])]
        connection.commit()
        self.figures.writes += len(group)
        self.figures.groups += 1
        return outcomes

    def _tell(self, listener: Callable[[Any], None], news: object) -> None:
        """Wake the loop, once for a whole group."""
        try:
            self._loop.call_soon_threadsafe(listener, news)
        except RuntimeError:
            # The loop is closed, so there is nobody left to tell.
            self._closing = True

    def _deliver(self, outcomes: list[_Outcome]) -> None:
        for on_done, result in outcomes:
            try:
                on_done(result)
            except Exception as error:  # noqa: BLE001  # the others must still be told
                self._loop.call_exception_handler(
                    {"message": "the callback of a write failed", "exception": error}
                )
