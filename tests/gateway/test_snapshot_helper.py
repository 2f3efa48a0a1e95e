"""Snapshots are taken by another process, as often as a quick start needs them."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from gateway.engine import Engine
from gateway.recovery import recover
from gateway.snapshot_helper import EVERY, EVERY_ENTRIES, WORTHWHILE_ENTRIES, SnapshotHelper
from router import inputs as i
from router.ids import seconds
from router.lifecycle import Medium
from router.machine import Router
from router.policy import Policy, QueuePolicy
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal
from storage.snapshots import last_snapshot_n, latest_snapshot
from tests.fakes.clock import START, FakeClock

ENTRIES = 7


def never(why: str) -> NoReturn:
    """Nothing fatal may happen here."""
    raise AssertionError(why)


@pytest.fixture
def unanswering() -> Iterator[int]:
    """Give the port of a database server that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a place for a database."""
    return f"sqlite:///{tmp_path}/parley.db"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Give a database with a policy and a few chats that wait."""
    database = await Database.open(url)
    epoch = await database.write(lambda tx: take_epoch(tx, "test"))
    engine = Engine(
        router=Router(),
        database=database,
        append=Journal(epoch).append,
        projections=(),
        clock=FakeClock(),
        fatal=never,
    )
    web = QueuePolicy(id="web", media=(Medium.CHAT,))
    await engine.submit(i.PolicyChanged(policy=Policy(queues=(web,))))
    for k in range(1, ENTRIES):
        chat = i.InteractionEntered(interaction=f"c{k}", medium=Medium.CHAT, queue="web")
        await engine.submit(chat)
    engine.stop()
    yield database
    await database.close()


async def test_the_helper_writes_down_what_recovery_would_find(database: Database, url: str):
    """Design, section 2, history: a start with the snapshot and one without it end alike."""
    helper = SnapshotHelper(database=database, url=url, n=0, at=START)
    before = await database.read(recover)

    helper.look(EVERY_ENTRIES, START)
    await helper.stop()

    snapshot = await database.read(latest_snapshot)
    assert snapshot is not None
    assert snapshot.n == await database.read(last_snapshot_n) == ENTRIES
    assert snapshot.state() == before.snapshot()


DUE = {
    "nothing has happened": (0, EVERY, False),
    "too little to be worthwhile, however long ago": (WORTHWHILE_ENTRIES - 1, 100 * EVERY, False),
    "a little, long ago": (WORTHWHILE_ENTRIES, EVERY, True),
    "a little, a moment ago": (WORTHWHILE_ENTRIES, EVERY - seconds(1), False),
    "much, a moment ago": (EVERY_ENTRIES, seconds(1), True),
    "almost much, a moment ago": (EVERY_ENTRIES - 1, seconds(1), False),
}


@pytest.mark.parametrize("name", DUE)
async def test_a_snapshot_is_taken_when_enough_has_happened_since_the_last(
    database: Database, url: str, name: str
):
    """Counted from where the last snapshot stands, so that a start far behind it catches up."""
    since, ago, due = DUE[name]
    stands_at = 1_000
    helper = SnapshotHelper(database=database, url=url, n=stands_at, at=START)

    helper.look(stands_at + since, START + ago)
    await helper.stop()

    assert (await database.read(last_snapshot_n) == ENTRIES) is due


async def test_no_snapshot_is_no_entry(database: Database):
    """A start without one replays from the beginning."""
    assert await database.read(last_snapshot_n) == 0


async def test_a_helper_whose_gateway_is_gone_ends(unanswering: int):
    """Killed with a snapshot under way, a gateway starts again without its old helper beside it."""
    helper = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "gateway.snapshot_process",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    address = f"postgresql://parley@127.0.0.1:{unanswering}/parley\n"

    output, _ = await helper.communicate(address.encode())

    assert (helper.returncode, output) == (1, b"")
