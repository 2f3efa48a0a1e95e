"""A whole history, written and read again, is the same history."""

import random

import pytest
from sqlalchemy import select

from router.history import Record
from router.machine import Router
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal, read_journal
from storage.projection import project
from storage.schema import handlings, interactions
from storage.snapshots import Snapshot, latest_snapshot, save_snapshot
from storage.sql import Statement
from storage.transaction import Transaction
from tests.router.story import EVENTS, Story

STEPS = 400
STATES = Statement(select(interactions.c.id, interactions.c.state))
WORK = Statement(select(handlings.c.id, handlings.c.state).where(handlings.c.state != "closed"))


def story(seed: int) -> Story:
    chance = random.Random(seed)
    told = Story(chance.choice)
    told.all_work()
    for _ in range(STEPS):
        chance.choice(EVENTS)(told)
    return told


async def write(database: Database, records: list[Record]) -> None:
    journal = Journal(await database.write(lambda tx: take_epoch(tx, "1.0")))
    for first in range(0, len(records), 7):
        some = records[first : first + 7]

        def work(tx: Transaction, some: list[Record] = some) -> None:
            journal.append(tx, some)
            for record in some:
                project(tx, record)

        await database.write(work)


async def read(database: Database, after_n: int) -> list[Record]:
    rows = await database.read(lambda tx: read_journal(tx, after_n, 10_000))
    return [row.record() for row in rows]


@pytest.mark.parametrize("seed", range(4))
async def test_rows_and_record_agree_with_the_routers_memory(database: Database, seed: int) -> None:
    told = story(seed)
    router = told.desk.router
    await write(database, told.records)

    assert await read(database, 0) == told.records

    states = dict(await database.read(lambda tx: tx.all(STATES)))
    live = {own.id: own.state.value for own in router.interactions.values()}
    assert {name: states[name] for name in live} == live
    over = {states[name] for name in states.keys() - live.keys()}
    assert over <= {"closed", "abandoned", "discarded"}
    assert len(states) == sum(told.intakes.values())

    work = dict(await database.read(lambda tx: tx.all(WORK)))
    assert work == {own.id: own.state.value for own in router.handlings.values()}


@pytest.mark.parametrize("seed", range(4))
async def test_a_snapshot_with_the_rest_of_the_record_gives_the_same_router(
    database: Database, seed: int
) -> None:
    told = story(seed)
    await write(database, told.records)
    half = len(told.records) // 2
    early = Router()
    for record in told.records[:half]:
        early.apply(record)
    snapshot = Snapshot.pack(
        n=told.records[half - 1].n,
        format=1,
        at=told.records[half - 1].at,
        state=early.snapshot_in_pieces(),
    )
    await database.write(lambda tx: save_snapshot(tx, snapshot))

    latest = await database.read(latest_snapshot)
    assert latest is not None
    router = Router.restore(latest.state())
    for record in await read(database, latest.n):
        router.apply(record)
    assert router.snapshot() == told.desk.router.snapshot()
