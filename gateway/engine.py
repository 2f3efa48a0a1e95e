"""The engine: decide in memory, commit once, then speak.

Inputs form one line. Each is stamped, numbered and decided at once; its decisions and every row
they change are committed in one transaction; only then do acknowledgements and pushes leave. If a
commit fails, memory is ahead of the disk and the process ends: the next one starts from the record.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

import structlog

from channels.contract import Clock, RowWork
from gateway.fatal import Fatal
from router import inputs as i
from router.history import Record
from router.ids import Duration, Instant, seconds
from router.machine import Router
from router.refusal import Refused
from storage.database import Database
from storage.transaction import Transaction

_log = structlog.get_logger(__name__)

PAUSE: Final[Duration] = seconds(5)
"""A loop that stood still for longer was not serving: it is treated like a restart."""

_BEAT: Final[Duration] = seconds(1)

Listener = Callable[[Record], None]
"""Follows what was decided, after the commit, in journal order, on the loop; must not block."""

Projection = Callable[[Transaction, Record], None]
"""Turns decisions into rows, inside the entry's own transaction."""


class Append(Protocol):
    """Writes records to the journal."""

    def __call__(self, tx: Transaction, records: Sequence[Record]) -> None:
        """Append in order; raises when another process has appended meanwhile (the fence)."""
        ...


class Beat(Protocol):
    """What wants to be called once a second."""

    def __call__(self, now: Instant) -> None:
        """Do a second's worth of housekeeping; must not block."""
        ...


class Engine:
    """The one line of inputs of a gateway."""

    def __init__(
        self,
        *,
        router: Router,
        database: Database,
        append: Append,
        projections: Sequence[Projection],
        clock: Clock,
        fatal: Fatal,
    ) -> None:
        """Join the collaborators; ``start`` begins."""
        self.router: Final = router
        self._database = database
        self._append = append
        self._projections = tuple(projections)
        self._clock = clock
        self._fatal = fatal
        self._listeners: list[Listener] = []
        self._beats: list[Beat] = []
        self._cancel_alarm: Callable[[], None] | None = None
        self._armed_for: Instant | None = None
        self._cancel_beat: Callable[[], None] | None = None
        self._last_beat: Instant = 0
        self._tasks: set[asyncio.Task[list[Record]]] = set()
        self._pending = 0
        self._stopped = False

    # --- Composition -----------------------------------------------------------------------------

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` follow every record; for the composition only, before ``start``."""
        self._listeners.append(listener)

    def every_second(self, beat: Beat) -> None:
        """Have ``beat`` called once a second; for the composition only, before ``start``."""
        self._beats.append(beat)

    async def start(self, down_for: Duration) -> None:
        """Begin: the first input says how long nobody was served."""
        self._last_beat = self._clock.now()
        await self.submit(i.GatewayStarted(down_for=max(0, down_for)))
        self._schedule_beat()

    def stop(self) -> None:
        """Take no more deadlines; what was submitted is still committed by the database."""
        self._stopped = True
        for cancel in (self._cancel_alarm, self._cancel_beat):
            if cancel is not None:
                cancel()

    @property
    def busy(self) -> bool:
        """Tell whether something was submitted that has not been committed yet."""
        return self._pending > 0 or bool(self._tasks)

    # --- The line of inputs ----------------------------------------------------------------------

    async def submit(self, *causes: i.Input, rows: Sequence[RowWork] = ()) -> list[Record]:
        """Decide at once, commit decisions and rows together, speak, and give the records.

        An input that changes nothing (a repeated command) gives no record and, without rows, costs
        no transaction.

        Raises:
            router.refusal.Refused: the command was refused; nothing changed and no row is written.

        """
        records, refused = self._decide(causes)
        if refused is not None:
            rows = ()
            if not records:
                raise refused
        elif not records and not rows:
            return records
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pending += 1
        self._database.submit(
            partial(self._write, records, tuple(rows)), partial(self._written, records, done)
        )
        await done
        if refused is not None:
            raise refused
        return records

    def _decide(self, causes: Sequence[i.Input]) -> tuple[list[Record], Refused | None]:
        """Decide until an input is refused; what was decided before it stands and is committed."""
        records: list[Record] = []
        refused: Refused | None = None
        now = self._clock.now()
        pause = now - self._last_beat
        if self._last_beat and pause > PAUSE:
            _log.warning("engine.paused", seconds=pause / 1_000_000)
            self._last_beat = now
            causes = (i.GatewayStarted(down_for=pause), *causes)
        for cause in causes:
            n = self.router.n + 1
            try:
                decisions = self.router.receive(n, now, cause)
            except Refused as refusal:
                refused = refusal
                break
            if decisions:
                records.append(Record(n=n, at=now, input=cause, decisions=tuple(decisions)))
        self._arm()
        return records, refused

    def _write(self, records: Sequence[Record], rows: Sequence[RowWork], tx: Transaction) -> None:
        for row in rows:
            row(tx)
        if records:
            self._append(tx, records)
        for record in records:
            for project in self._projections:
                project(tx, record)

    def _written(
        self, records: Sequence[Record], done: asyncio.Future[None], result: object
    ) -> None:
        self._pending -= 1
        if isinstance(result, BaseException):
            self._lost(result, records)
        else:
            self._speak(records)
        if done.done():  # whoever asked has gone; what was decided stands
            return
        if isinstance(result, BaseException):
            done.set_exception(result)
        else:
            done.set_result(None)

    def _lost(self, error: BaseException, records: Sequence[Record]) -> None:
        """End the process when decisions could not be written: memory is ahead of the disk."""
        _log.critical("engine.commit_failed", error=repr(error), records=[r.n for r in records])
        if records:
            self._fatal(
                "a commit failed after its decisions were made; start again from the record"
            )

    def _speak(self, records: Sequence[Record]) -> None:
        for record in records:
            for listener in self._listeners:
                try:
                    listener(record)
                except Exception:  # noqa: BLE001 - one listener must not silence the others
                    # A push that fails is repaired by the snapshot its reader gets on reconnect.
                    _log.exception("engine.listener_failed", n=record.n)

    # --- Time ------------------------------------------------------------------------------------

    def _arm(self) -> None:
        deadline = None if self._stopped else self.router.next_deadline()
        if deadline == self._armed_for:
            return
        if self._cancel_alarm is not None:
            self._cancel_alarm()
            self._cancel_alarm = None
        self._armed_for = deadline
        if deadline is not None:
            self._cancel_alarm = self._clock.call_at(deadline, self._ring)

    def _ring(self) -> None:
        self._armed_for = None
        self._cancel_alarm = None
        deadline = self.router.next_deadline()
        if deadline is not None and deadline > self._clock.now():
            self._arm()  # the clock was slewed: a little early
        elif deadline is not None:
            self._spawn(i.ClockReached())

    def _spawn(self, cause: i.Input) -> None:
        task = asyncio.get_running_loop().create_task(self.submit(cause))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _schedule_beat(self) -> None:
        self._cancel_beat = self._clock.call_at(self._clock.now() + _BEAT, self._on_beat)

    def _on_beat(self) -> None:
        now = self._clock.now()
        if now - self._last_beat > PAUSE:
            self._spawn(i.ClockReached())  # deciding anything notices the pause first
        else:
            self._last_beat = now
        for beat in self._beats:
            beat(now)
        self._schedule_beat()
