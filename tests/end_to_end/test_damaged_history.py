"""A history that is damaged, or newer than this release: no command guesses what it meant.

`parley serve` and `parley audit` refuse with one line that says what to do, and exit 1.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from gateway.recovery import take_snapshot
from router.decisions import HandlingClosed
from router.history import VERSION, Record
from router.inputs import ClockReached
from router.machine import Router
from storage import journal as journals
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal, last_entry
from storage.snapshots import Snapshot, begin_segment, save_snapshot
from storage.transaction import Transaction
from tests.kit.warm import WarmGateway
from tests.router.desk import Desk, agent, queue

SNAPSHOT_AT = 4
RESTORE = "put a copy of the database from before the damage in its place"
NEWER = "use that release or newer"


def sql(*statements: str) -> Callable[[Path], None]:
    """Damage a database by hand."""

    def damage(file: Path) -> None:
        connection = sqlite3.connect(file)
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        connection.commit()
        connection.close()

    return damage


def written(work: Callable[[Transaction], None]) -> Callable[[Path], None]:
    """Write something into a database as another release, or a defect, would have."""

    async def write(file: Path) -> None:
        database = await Database.open(f"sqlite:///{file}")
        await database.write(work)
        await database.close()

    return lambda file: asyncio.run(write(file))


def _append(tx: Transaction, record: Callable[[int, int], Record]) -> None:
    n, at = last_entry(tx)
    epoch = take_epoch(tx, "0.1.0")
    Journal(epoch).append(tx, [record(n + 1, at)])


def _impossible(tx: Transaction) -> None:
    closed = HandlingClosed(
        handling="99.0", interaction="nobody", agent="alice", outcome="done", idle_since=0
    )
    _append(tx, lambda n, at: Record(n=n, at=at, input=ClockReached(), decisions=(closed,)))


def _of_the_past(tx: Transaction) -> None:
    _append(tx, lambda n, at: Record(n=n, at=at - 1, input=ClockReached(), decisions=()))


def _of_a_newer_release(tx: Transaction) -> None:
    with pytest.MonkeyPatch.context() as newer:
        newer.setattr(journals, "VERSION", VERSION + 1)
        _append(tx, lambda n, at: Record(n=n, at=at, input=ClockReached(), decisions=()))
    take_epoch(tx, "9.9")


def _in_no_language(tx: Transaction) -> None:
    with pytest.MonkeyPatch.context() as foreign:
        foreign.setattr(journals, "encode_input", lambda _: '{"type":"Nonsense"}')
        _append(tx, lambda n, at: Record(n=n, at=at, input=ClockReached(), decisions=()))


def _newer_snapshot(tx: Transaction) -> None:
    n, at = last_entry(tx)
    state = msgspec.json.encode({"format": 99})
    save_snapshot(tx, Snapshot.pack(n=n, format=99, at=at, state=[state]))
    take_epoch(tx, "9.9")


def _segment(tx: Transaction) -> None:
    begin_segment(tx, SNAPSHOT_AT)


def _wrong_segment(file: Path) -> None:
    written(_segment)(file)
    sql("UPDATE segments SET previous_hash = zeroblob(32)")(file)


_BOTH = ("serve", "audit")
DAMAGE: dict[str, tuple[Callable[[Path], None], tuple[str, ...], str, str]] = {
    "an entry is missing": (
        sql("DELETE FROM journal WHERE n = 6"),
        _BOTH,
        "damaged at entry 6: missing",
        RESTORE,
    ),
    "an old entry is missing": (
        sql("DELETE FROM journal WHERE n = 2"),
        ("audit",),  # a start begins at the snapshot
        "damaged at entry 2: missing",
        RESTORE,
    ),
    "an entry was altered": (
        sql("UPDATE journal SET at = at + 1 WHERE n = 6"),
        _BOTH,
        "damaged at entry 6: altered",
        RESTORE,
    ),
    "a decision was altered": (
        sql("UPDATE journal SET decisions = replace(decisions, 'alice', 'bruno') WHERE n = 6"),
        _BOTH,
        "damaged at entry 6: altered",
        RESTORE,
    ),
    "the end was cut off after a snapshot": (
        sql(f"DELETE FROM journal WHERE n >= {SNAPSHOT_AT}"),
        _BOTH,
        f"damaged at entry {SNAPSHOT_AT}: missing",
        RESTORE,
    ),
    "a segment names another predecessor": (
        _wrong_segment,
        _BOTH,
        "the segment it begins names another predecessor",
        RESTORE,
    ),
    "the snapshot was altered": (
        sql("UPDATE snapshots SET state = zeroblob(10)"),
        ("serve",),  # the audit reads entries alone
        f"damaged at entry {SNAPSHOT_AT}: the snapshot after it was altered",
        RESTORE,
    ),
    "an entry says what cannot be": (
        written(_impossible),
        ("serve",),  # the audit names the rule that it breaks
        "says what cannot be",
        RESTORE,
    ),
    "an entry is older than the one before it": (
        written(_of_the_past),
        ("serve",),
        "says what cannot be",
        RESTORE,
    ),
    "an entry is in no language of ours": (written(_in_no_language), _BOTH, "unreadable", RESTORE),
    "an entry is of a newer release": (
        written(_of_a_newer_release),
        _BOTH,
        "written by Parley 9.9",
        NEWER,
    ),
    "the snapshot is of a newer release": (
        written(_newer_snapshot),
        ("serve",),
        "written by Parley 9.9",
        NEWER,
    ),
    "the tables are of a newer release": (
        sql("UPDATE alembic_version SET version_num = '9999'"),
        _BOTH,
        "revision 9999, which a newer release of Parley has made",
        "start that release or restore the copy taken before the upgrade",
    ),
    "the file is no database": (
        lambda file: file.write_bytes(b"no database at all" * 1_000),  # type: ignore[dict-item]
        _BOTH,
        "file is not a database",
        "cannot open",
    ),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with a short history, a snapshot in its middle."""
    desk = Desk(queue("web"), agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2")
    desk.ends("alice", "c1")
    file = tmp_path_factory.mktemp("sound") / "parley.db"

    async def fill() -> None:
        database = await Database.open(f"sqlite:///{file}")
        own = Journal(await database.write(lambda tx: take_epoch(tx, "0.1.0")))
        first, rest = desk.records[:SNAPSHOT_AT], desk.records[SNAPSHOT_AT:]
        await database.write(lambda tx: own.append(tx, first))
        snapshot = await database.read(take_snapshot)
        await database.write(lambda tx: save_snapshot(tx, snapshot))
        await database.write(lambda tx: own.append(tx, rest))
        await database.close()

    asyncio.run(fill())
    assert len(desk.records) > 6
    assert isinstance(desk.router, Router)
    return file


@pytest.mark.parametrize("name", DAMAGE)
def test_a_history_that_cannot_be_trusted_is_refused(name: str, sound: Path, tmp_path: Path):
    """Design, section 2, history: a build that cannot read it refuses, and says what can."""
    damage, commands, what, remedy = DAMAGE[name]
    gateway = WarmGateway(tmp_path)
    shutil.copy(sound, tmp_path / "parley.db")
    damage(tmp_path / "parley.db")

    for command in commands:
        done = gateway.run(command)

        assert done.returncode == 1, done.stdout + done.stderr
        (line,) = done.stderr.strip().splitlines()
        assert line.startswith("parley: ")
        assert what in line
        assert remedy in line
