"""The one line of writes to a database, committed in groups.

A commit costs a disk sync, 0.1 to 10 ms. While one is under way on the writer's thread, works pile
up; then all of them become the next group. Nothing is delayed on purpose, and under load a write
costs a fraction of a sync.

Where a statement takes microseconds (SQLite), the works of a group run on the event loop and only
the commit on the thread. A thread would give up the interpreter's lock at every statement, and a
busy loop may keep it waiting for 5 ms each time. The processor time is the same either way; how
long a write takes then no longer depends on how busy the loop's other callbacks are. Over a network
(PostgreSQL) the whole group runs on the thread.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, Final

from storage.errors import CommitFailed, DatabaseClosed, DatabaseUnavailable
from storage.transaction import Connection, Transaction

Work = Callable[[Transaction], Any]
"""Writes something and gives a result. It may be run twice, the first time undone."""

Done = Callable[[Any], None]
"""Takes a work's result, or the exception it raised, on the event loop."""

_Entry = tuple[Work, Done]
_Outcome = tuple[Done, Any]
_Job = Callable[[], list[_Outcome]]

MAX_GROUP: Final = 256
"""The most works in one group: it bounds how long a small write waits behind a burst."""

HOLD_SECONDS: Final = 0.002
"""How long a group may hold the event loop before it lets others have a turn."""


@dataclass(slots=True)
class WriterFigures:
    """What the writer has done so far, for the metrics."""

    writes: int = 0
    groups: int = 0
    repeated_groups: int = 0
    """Groups in which a work raised, so that each of its works was run again by itself."""


class Writer:
    """Runs works in group commits and reports on the event loop.

    A work that raises undoes its whole group; then each work of the group is run alone, in order,
    so that only the one at fault fails. After a failed commit nothing is written any more and
    every work, waiting or new, is answered with `CommitFailed`.

    The connection belongs to the loop or to the thread, never to both: `_committing` says which.
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
        self._waiting: deque[_Entry] = deque()
        self._called = False
        self._committing = False
        self._failure: CommitFailed | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = False
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run_jobs, name="parley-writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many works are in no group yet."""
        return len(self._waiting)

    def submit(self, work: Work, on_done: Done) -> None:
        """Queue `work`; `on_done` gets its result after the commit, or the exception it raised.

        To be called on the event loop; works are run in the order of the calls.
        """
        if self._closing:
            self._loop.call_soon(on_done, DatabaseClosed("the database is closed"))
            return
        self._waiting.append((work, on_done))
        if not (self._committing or self._called):
            # Not at once: whatever else this turn of the loop has to write joins the group.
            self._called = True
            self._loop.call_soon(self._begin_group)

    async def close(self) -> None:
        """Commit what is queued, then end the thread and close the connection."""
        self._closing = True
        while self._waiting or self._committing:
            self._idle.clear()
            await self._idle.wait()
        if self._thread.is_alive():
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)
            self._connection.close()

    # --- On the loop ---

    def _begin_group(self) -> None:
        self._called = False
        if self._committing or not self._waiting:
            return
        self._committing = True
        if self._failure is None and self._connection.local:
            try:
                begun = self._connection.try_begin()
            except Exception as error:  # noqa: BLE001  # told to everybody who waits
                self._jobs.put(partial(self._fail, [], error))
                return
            if begun:
                self._run_here([], [], min(MAX_GROUP, len(self._waiting)))
                return
        group = [self._waiting.popleft() for _ in range(min(MAX_GROUP, len(self._waiting)))]
        self._jobs.put(partial(self._run_group, group))

    def _run_here(self, group: list[_Entry], outcomes: list[_Outcome], size: int) -> None:
        """Run `size` works in the open transaction, with pauses for others, then commit."""
        until = self._loop.time() + HOLD_SECONDS
        try:
            while len(group) < size:
                if self._loop.time() >= until:
                    self._loop.call_soon(self._run_here, group, outcomes, size)
                    return
                entry = self._waiting.popleft()
                group.append(entry)
                work, on_done = entry
                outcomes.append((on_done, work(self._connection)))
        except Exception as error:  # noqa: BLE001  # reported to whoever queued the work
            self._jobs.put(partial(self._undo, group, error))
            return
        self._jobs.put(partial(self._commit, outcomes))

    def _end_group(self, outcomes: list[_Outcome]) -> None:
        self._committing = False
        # First, so that the disk is busy with the next group while this one's results go out.
        self._begin_group()
        for on_done, result in outcomes:
            try:
                on_done(result)
            except Exception as error:  # noqa: BLE001  # the others must still be told
                self._loop.call_exception_handler(
                    {"message": "the callback of a write failed", "exception": error}
                )
        self._idle.set()

    # --- On the thread ---

    def _run_jobs(self) -> None:
        while (job := self._jobs.get()) is not None:
            outcomes = job()
            try:
                self._loop.call_soon_threadsafe(self._end_group, outcomes)
            except RuntimeError:
                # The loop is closed, so there is nobody left to tell.
                return

    def _run_group(self, group: list[_Entry]) -> list[_Outcome]:
        """Run and commit `group` in one transaction, or failing that each work in its own."""
        if self._failure is not None:
            return [(on_done, self._failure) for _, on_done in group]
        try:
            self._connection.begin()
        except DatabaseUnavailable as error:
            return [(on_done, error) for _, on_done in group]
        except CommitFailed as failure:
            return self._fail(group, failure)
        outcomes: list[_Outcome] = []
        try:
            for work, on_done in group:
                outcomes.append((on_done, work(self._connection)))
        except Exception as error:  # noqa: BLE001  # reported to whoever queued the work
            return self._undo(group, error)
        return self._commit(outcomes)

    def _undo(self, group: list[_Entry], error: Exception) -> list[_Outcome]:
        """Undo a group in which a work raised `error`, and run each work by itself."""
        try:
            self._connection.rollback()
        except CommitFailed as failure:
            return self._fail(group, failure)
        if len(group) == 1:
            return [(group[0][1], error)]
        self.figures.repeated_groups += 1
        return [outcome for entry in group for outcome in self._run_group([entry])]

    def _commit(self, outcomes: list[_Outcome]) -> list[_Outcome]:
        try:
            self._connection.commit()
        except Exception as error:  # noqa: BLE001  # whatever it was, memory is ahead of the disk
            return self._fail([(_nothing, on_done) for on_done, _ in outcomes], error)
        self.figures.writes += len(outcomes)
        self.figures.groups += 1
        return outcomes

    def _fail(self, group: list[_Entry], error: Exception) -> list[_Outcome]:
        """Write nothing any more, and tell whoever can end the process."""
        failure = error
        if not isinstance(failure, CommitFailed):
            failure = CommitFailed(f"the writer failed: {error!r}")
            failure.__cause__ = error
        self._failure = failure
        self._loop.call_soon_threadsafe(self._on_failure, failure)
        return [(on_done, failure) for _, on_done in group]


def _nothing(_: Transaction) -> None:
    """Stand for a work that was run already."""
