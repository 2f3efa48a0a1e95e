"""Lives of an engine on a real database, each ended by a death and followed by another.

A death is the image of the database's files at a named point: what the next process would find
there after `kill -9`.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from channels.contract import RowWork
from gateway.engine import Engine
from gateway.recovery import recover
from router import inputs as i
from router.audit import Auditor
from router.audit.replay import replay
from router.history import ROUTER_VERSION, Record
from router.ids import Instant, seconds
from router.lifecycle import InteractionState, Medium
from router.machine import Router
from storage import chat_projection, projection
from storage.database import Database, driver_for
from storage.epoch import take_epoch
from storage.handlings import handlings_of, handlings_of_live
from storage.journal import Journal, read_journal
from storage.migrate import bring_up_to_date
from storage.readers import Readers
from storage.schema import chats, handlings, interactions
from storage.sql import Statement
from storage.transaction import Transaction
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.kit import mortal
from tests.kit.chat_rows import opened_chat
from tests.router.desk import Desk

T = TypeVar("T")

POINTS = ("decided", *mortal.POINTS, "before speaking", "after speaking")
"""Where an entry can be when the process dies: from its decision to its last listener."""

_INTERACTIONS = Statement(
    select(
        interactions.c.id, interactions.c.state, interactions.c.queue_id, interactions.c.ended_at
    )
)
_HANDLINGS = Statement(select(handlings.c.id, handlings.c.state, handlings.c.agent_id))
_CHATS = Statement(select(chats.c.id, chats.c.state, chats.c.holder, chats.c.queue_id))

_CHAT_STATES = {
    InteractionState.WAITING: "waiting",
    InteractionState.OFFERED: "waiting",
    InteractionState.ACTIVE: "active",
    InteractionState.WRAP_UP: "ended",
}


class Life:
    """One process that serves: its engine, its database, and the death that waits for it."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.folder = folder
        self.clock = clock
        self.heard: list[Record] = []
        self.image: Path | None = None
        self.acknowledged = 0
        """How many records were spoken of when the image was taken."""
        self._point = ""
        self._countdown = 0
        self.database: Database
        self.engine: Engine

    async def begin(self) -> None:
        """Open the database, recover, and serve."""
        driver = driver_for(f"sqlite:///{self.folder}/parley.db", exclusive=True)
        connection = driver.writer()
        # An image shows what the system holds, on disk or not: waiting for the disk proves nothing.
        connection._connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]
        bring_up_to_date(driver, connection, allowed=True)
        writer = Writer(
            mortal.MortalConnection(connection, self._pass_by),
            asyncio.get_running_loop(),
            lambda failure: never(str(failure)),
        )
        self.database = Database(writer, Readers(driver))
        epoch = await self.database.write(lambda tx: take_epoch(tx, "test"))
        self.engine = Engine(
            router=await self.database.read(recover),
            database=self.database,
            append=Journal(epoch).append,
            projections=(projection.project, chat_projection.project),
            clock=self.clock,
            fatal=never,
        )
        self.engine.listen(self._hear)
        self.engine.listen(lambda _: self._pass_by("after speaking"))

    async def end(self) -> None:
        """Stop, whatever was committed meanwhile."""
        self.engine.stop()
        await self.settle()
        await self.database.close()

    async def settle(self) -> None:
        """Let everything that was started come to its end."""
        while self.engine.busy:
            await asyncio.sleep(0)

    async def submit(self, cause: i.Input, rows: Sequence[RowWork] = ()) -> None:
        """Hand in one input."""
        work = asyncio.ensure_future(self.engine.submit(cause, rows=rows))
        await asyncio.sleep(0)
        self._pass_by("decided")
        await work

    def dies_at(self, point: str, countdown: int) -> None:
        """Let death come the next ``countdown``-th time that this point is passed."""
        self._point, self._countdown = point, countdown

    def die_now(self) -> None:
        """Take the image unless it was taken."""
        if self.image is None:
            self.acknowledged = len(self.heard)
            self.image = Path(tempfile.mkdtemp(dir=self.folder.parent))
            for name in ("parley.db", "parley.db-wal"):
                if (self.folder / name).exists():
                    shutil.copy(self.folder / name, self.image / name)

    def _pass_by(self, point: str) -> None:
        if point == self._point:
            self._countdown -= 1
            if self._countdown == 0:
                self.die_now()

    def _hear(self, record: Record) -> None:
        self._pass_by("before speaking")
        self.heard.append(record)


def never(why: str) -> Any:
    """Nothing fatal may happen here."""
    raise AssertionError(why)


class House(Desk):
    """A desk whose inputs go through an engine to a database."""

    def __init__(self, loop: asyncio.AbstractEventLoop, folder: Path) -> None:
        self.loop = loop
        self.clock = FakeClock()
        self.records: list[Record] = []
        self.life = Life(folder, self.clock)
        self.run(self.life.begin())
        self.run(self.life.engine.start(0))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run the loop until ``work`` and all that followed from it is done."""

        async def whole() -> T:
            try:
                return await work
            finally:
                await self.life.settle()

        try:
            return self.loop.run_until_complete(whole())
        finally:
            self.records[self._before() :] = self.life.heard

    def _before(self) -> int:
        return len(self.records) if not self.life.heard else self.life.heard[0].n - 1

    @property
    def router(self) -> Router:  # type: ignore[override]
        return self.life.engine.router

    @property
    def at(self) -> Instant:
        return self.clock.now()

    @at.setter
    def at(self, instant: Instant) -> None:
        self.passes((instant - self.clock.now()) / 1_000_000)

    def tell(self, cause: i.Input) -> Any:
        """Hand one input to the engine; a chat that enters brings its rows."""
        self.run(self.life.submit(cause, self.rows_of(cause)))

    def rows_of(self, cause: i.Input) -> tuple[RowWork, ...]:
        if isinstance(cause, i.InteractionEntered) and cause.medium is Medium.CHAT:
            return (opened_chat(self.life.database, cause.interaction, cause.queue, self.at),)
        return ()

    def passes(self, amount: float) -> None:
        """Let time pass on the engine's clock, which wakes it at its deadlines."""

        async def advance() -> None:
            left = seconds(amount)
            while left > 0:
                step = min(left, seconds(1))
                self.clock.advance(seconds=step / 1_000_000)
                left -= step
                await self.life.settle()

        self.run(advance())

    # --- Death and recovery ----------------------------------------------------------------------

    def dies(self, down_for: float) -> None:
        """End this life at its image, and begin another there."""
        self.life.die_now()
        died = self.life
        self.run(died.end())
        assert died.image is not None
        self.life = Life(died.image, self.clock)
        self.loop.run_until_complete(self.life.begin())
        found = self.loop.run_until_complete(self.life.database.read(read_all))
        assert found == self.records[: len(found)], "something was stored that was not decided"
        acknowledged = died.heard[: died.acknowledged]
        assert not acknowledged or acknowledged[-1].n <= len(found), "something told was lost"
        self.records[:] = found
        self.check()
        self.clock.jump(seconds=down_for)
        self.run(self.life.engine.start(seconds(down_for)))

    def check(self) -> None:
        """Hold the living router, the record, a fold of it, the rows and the audit together."""
        folded = Router()
        for record in self.records:
            folded.apply(record)
        assert folded.snapshot() == self.router.snapshot(), "the record says something else"
        recovered = self.loop.run_until_complete(self.life.database.read(recover))
        assert recovered.snapshot() == folded.snapshot(), "recovery says something else"
        assert recovered.next_deadline() == self.router.next_deadline()
        self.loop.run_until_complete(self.life.database.read(self._check_rows))
        auditor = Auditor()
        assert [each for record in self.records for each in auditor.examine(record)] == []
        assert list(replay((ROUTER_VERSION, record) for record in self.records)) == []

    def _check_rows(self, tx: Transaction) -> None:
        live, open_work = self.router.interactions, self.router.handlings
        entered = {
            cause.interaction: cause.medium
            for record in self.records
            if isinstance(cause := record.input, i.InteractionEntered)
        }
        rows = {row[0]: row[1:] for row in tx.all(_INTERACTIONS)}
        assert rows.keys() == entered.keys()
        for name, (state, queue, ended_at) in rows.items():
            one = live.get(name)
            if one is None:
                assert state in ("closed", "abandoned")
                assert ended_at is not None
            else:
                assert (state, queue, ended_at) == (one.state.value, one.queue, None)
        worked = {row[0]: row[1:] for row in tx.all(_HANDLINGS)}
        assert {name for name, row in worked.items() if row[0] != "closed"} == set(open_work)
        for name, handling in open_work.items():
            assert worked[name] == (handling.state.value, handling.agent)
        worked_on = {handling.interaction for handling in open_work.values()}
        told = [*handlings_of_live(tx), *handlings_of(tx, sorted(worked_on - live.keys()))]
        by_id = {each.id: each for each in handlings_of(tx, sorted(worked_on | live.keys()))}
        assert {each.id: each for each in told} == by_id
        talks = {row[0]: row[1:] for row in tx.all(_CHATS)}
        assert talks.keys() == {name for name, medium in entered.items() if medium is Medium.CHAT}
        for name, (state, holder, queue) in talks.items():
            one = live.get(name)
            assert state == ("ended" if one is None else _CHAT_STATES[one.state])
            if one is not None:
                assert queue == one.queue
            if state == "active":
                assert one is not None
                assert one.handling is not None
                assert holder == open_work[one.handling].agent


def read_all(tx: Transaction) -> list[Record]:
    """Give every record of a journal."""
    records: list[Record] = []
    while rows := read_journal(tx, len(records), 100):
        records += [row.record() for row in rows]
    return records
