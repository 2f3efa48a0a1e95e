"""The contract of the database, held by SQLite and by PostgreSQL alike."""

import asyncio
import contextlib
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from storage.database import Database
from storage.errors import (
    CommitFailed,
    DatabaseClosed,
    DatabaseInUse,
    DatabaseOutdated,
    DatabaseTooNew,
    DatabaseUnavailable,
    UnknownDatabase,
)
from storage.migrate import _REVISIONS
from storage.schema import inbox, journal, meta
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction, Value
from storage.writer import HOLD_SECONDS

ADD = insert_into(meta)
VALUE = Statement(select(meta.c.value).where(meta.c.name == param("name")))
NAMES = Statement(select(meta.c.name).order_by(meta.c.name))
RENAME = Statement(
    update(meta)
    .where(meta.c.name == param("old"), meta.c.value == "fixed")
    .values(name=param("new"))
    .returning(meta.c.name, meta.c.value)
)
REMOVE = Statement(delete(meta).where(meta.c.name == param("name")))
TAKE_TICKET = insert_into(inbox, generated="id")

DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)


def add(name: str, value: str = "") -> Any:
    def work(tx: Transaction) -> str:
        tx.execute(ADD, name=name, value=value)
        return name

    return work


def names(tx: Transaction) -> list[str]:
    return [name for (name,) in tx.all(NAMES)]


async def test_a_write_gives_its_result_and_is_seen_by_the_next_read(database: Database) -> None:
    assert await database.write(add("colour", "blue")) == "colour"
    assert await database.read(lambda tx: tx.one(VALUE, name="colour")) == ("blue",)


async def test_a_row_that_is_not_there_is_none(database: Database) -> None:
    assert await database.read(lambda tx: tx.one(VALUE, name="colour")) is None


async def test_execute_counts_the_rows_it_touched(database: Database) -> None:
    await database.write(add("a", "fixed"))
    assert await database.write(lambda tx: tx.execute(REMOVE, name="a")) == 1
    assert await database.write(lambda tx: tx.execute(REMOVE, name="a")) == 0


async def test_returning_gives_the_row_and_constants_need_not_be_passed(database: Database) -> None:
    await database.write(add("a", "fixed"))
    assert await database.write(lambda tx: tx.one(RENAME, old="a", new="b")) == ("b", "fixed")


async def test_a_generated_key_is_never_given_twice(database: Database) -> None:
    def take(tx: Transaction) -> int:
        row = tx.one(TAKE_TICKET, kind="k", payload="{}", created_at=0)
        assert row is not None
        return int(row[0])

    first = await database.write(take)
    await database.write(lambda tx: tx.execute(Statement(inbox.delete())))
    assert await database.write(take) > first


async def test_a_flag_is_stored_as_a_number_and_bytes_come_back_unchanged(
    database: Database,
) -> None:
    entry: dict[str, Value] = {
        "n": 2**62,
        "epoch": True,
        "v": False,
        "at": -1,
        "input": "é\u2028😀",
        "decisions": "%s :name ?",
        "router_version": "",
        "policy_hash": "",
        "hash": bytes(range(256)),
    }
    await database.write(lambda tx: tx.execute(insert_into(journal), **entry))
    row = await database.read(lambda tx: tx.one(Statement(select(journal))))
    assert row == (2**62, 1, 0, -1, "é\u2028😀", "%s :name ?", "", "", bytes(range(256)))


async def test_writes_are_run_in_the_order_of_their_submission(database: Database) -> None:
    order: list[int] = []

    def note(number: int) -> Callable[[Transaction], None]:
        return lambda _: order.append(number)

    await asyncio.gather(*(database.write(note(number)) for number in range(500)))
    assert order == list(range(500))


async def test_writes_that_wait_together_are_committed_together(database: Database) -> None:
    await asyncio.gather(*(database.write(add(f"n{number}")) for number in range(200)))
    assert database.figures.writes == 200
    assert database.figures.groups < 100


async def test_a_work_that_raises_fails_alone(database: Database) -> None:
    def broken(tx: Transaction) -> None:
        tx.execute(ADD, name="broken", value="")
        raise LookupError("no such thing")

    results = await asyncio.gather(
        *(database.write(add(f"before {number}")) for number in range(10)),
        database.write(broken),
        *(database.write(add(f"after {number}")) for number in range(10)),
        return_exceptions=True,
    )
    failures = [result for result in results if isinstance(result, BaseException)]
    assert [repr(failure) for failure in failures] == ["LookupError('no such thing')"]
    stored = await database.read(names)
    assert len(stored) == 20
    assert "broken" not in stored


async def test_a_statement_that_the_database_refuses_fails_alone(database: Database) -> None:
    results = await asyncio.gather(
        *(database.write(add(name)) for name in ("a", "b", "a", "c")), return_exceptions=True
    )
    assert results[:2] == ["a", "b"]
    assert isinstance(results[2], DRIVER_ERRORS)
    assert results[3] == "c"
    assert await database.read(names) == ["a", "b", "c"]


async def test_the_callback_twin_reports_results_and_errors_on_the_loop(database: Database) -> None:
    loop = asyncio.get_running_loop()
    results: list[object] = []
    finished = asyncio.Event()

    def on_done(result: object) -> None:
        assert asyncio.get_running_loop() is loop
        results.append(result)
        if len(results) == 3:
            finished.set()

    def fail(_: Transaction) -> None:
        raise LookupError

    database.submit(add("a"), on_done)
    database.submit(fail, on_done)
    database.submit(add("b"), on_done)
    await asyncio.wait_for(finished.wait(), 10)
    assert results[0] == "a"
    assert isinstance(results[1], LookupError)
    assert results[2] == "b"


async def test_a_callback_that_raises_keeps_no_other_from_its_result(database: Database) -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: complaints.append(context)
    )

    def fail(_: object) -> None:
        raise LookupError

    database.submit(add("a"), fail)
    assert await database.write(add("b")) == "b"
    assert [type(complaint["exception"]) for complaint in complaints] == [LookupError]


async def test_a_caller_that_gave_up_leaves_the_others_their_results(database: Database) -> None:
    impatient = asyncio.create_task(database.write(add("a")))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await database.write(add("b")) == "b"
    assert await database.read(names) == ["a", "b"]
    with contextlib.suppress(asyncio.CancelledError):
        await impatient


async def test_a_look_up_sees_what_was_written_before(database: Database) -> None:
    for number in range(3):
        await database.write(add(f"n{number}"))
        assert len(await database.look_up(names)) == number + 1


async def test_reading_can_change_nothing(database: Database) -> None:
    for read in (database.read, database.look_up):
        with pytest.raises(DRIVER_ERRORS):
            await read(add("a"))
    assert await database.read(names) == []


async def test_a_read_that_raises_harms_no_later_one(database: Database) -> None:
    def fail(_: Transaction) -> None:
        raise LookupError

    for read in (database.read, database.look_up) * 2:
        with pytest.raises(LookupError):
            await read(fail)
    assert await database.read(names) == []


async def test_a_read_sees_one_state_however_long_it_takes(database: Database) -> None:
    begun, written = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> tuple[list[str], list[str]]:
        before = names(tx)
        begun.set()
        assert written.wait(10)
        return before, names(tx)

    reading = asyncio.create_task(database.read(slow))
    assert await asyncio.to_thread(begun.wait, 10)
    await database.write(add("a"))
    written.set()
    assert await reading == ([], [])


async def test_close_commits_what_is_queued(url: str) -> None:
    database = await Database.open(url)
    writes = [asyncio.create_task(database.write(add(f"n{number}"))) for number in range(50)]
    await asyncio.sleep(0)
    await database.close()
    assert len(await asyncio.gather(*writes)) == 50
    reopened = await Database.open(url)
    assert len(await reopened.read(names)) == 50
    await reopened.close()


async def test_a_write_after_close_is_refused(url: str) -> None:
    database = await Database.open(url)
    await database.close()
    with pytest.raises(DatabaseClosed):
        await database.write(add("a"))


async def test_a_second_process_that_serves_is_refused_clearly(
    database: Database, url: str
) -> None:
    with pytest.raises(DatabaseInUse, match="already served by another Parley process"):
        await Database.open(url)
    assert await database.write(add("a")) == "a"


async def test_the_claim_is_free_again_after_close(url: str) -> None:
    for _ in range(3):
        database = await Database.open(url)
        await database.close()


async def test_a_tool_may_read_and_write_beside_the_gateway(database: Database, url: str) -> None:
    tool = await Database.open(url, exclusive=False)
    await asyncio.gather(tool.write(add("tool")), database.write(add("gateway")))
    assert await tool.read(names) == ["gateway", "tool"]
    await tool.close()


def test_a_tool_creates_nothing(url: str, tmp_path: Path) -> None:
    with pytest.raises((DatabaseOutdated, DatabaseUnavailable)):
        asyncio.run(Database.open(url, exclusive=False))
    assert list(tmp_path.iterdir()) == []


async def test_a_tool_says_who_can_create_missing_tables(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "parley.db")) as connection:
        connection.execute("VACUUM")
    with pytest.raises(DatabaseOutdated, match="start the gateway once"):
        await Database.open(f"sqlite:///{tmp_path}/parley.db", exclusive=False)


async def test_a_database_of_a_newer_release_is_left_alone(url: str) -> None:
    database = await Database.open(url)
    newer = Statement(update(_REVISIONS).values(version_num="9999"))
    await database.write(lambda tx: tx.execute(newer))
    await database.close()
    with pytest.raises(DatabaseTooNew, match="revision 9999, which a newer release"):
        await Database.open(url)


@pytest.mark.parametrize(
    "url",
    ["", "parley.db", "sqlite://", "sqlite:///", "sqlite://host/path", "mysql://host/db", "://"],
)
async def test_an_address_of_no_known_kind_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase, match="sqlite:///PATH or postgresql://"):
        await Database.open(url)


async def test_a_file_that_is_no_database_is_reported_as_such(tmp_path: Path) -> None:
    (tmp_path / "parley.db").write_bytes(b"certainly no database" * 100)
    with pytest.raises(DatabaseUnavailable, match=r"cannot open .*parley\.db"):
        await Database.open(f"sqlite:///{tmp_path}/parley.db")


async def test_a_server_that_is_not_there_is_reported_as_such(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot reach PostgreSQL"):
        await Database.open(f"postgresql://parley@/parley?host={tmp_path}")


async def test_sqlite_syncs_its_log_at_every_commit(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")

    def pragmas(tx: Any) -> list[Any]:
        connection: sqlite3.Connection = tx._connection
        return [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert await database.write(pragmas) == ["wal", 2, 1]
    await database.close()


async def test_the_loop_goes_on_while_another_process_holds_the_write_lock(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    other = sqlite3.connect(tmp_path / "parley.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = [asyncio.create_task(database.write(add(f"n{number}"))) for number in range(5)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert await database.read(names) == []
    assert not any(write.done() for write in writing)
    other.execute("COMMIT")
    other.close()
    assert len(await asyncio.wait_for(asyncio.gather(*writing), 10)) == 5
    await database.close()


async def test_a_burst_holds_the_loop_for_milliseconds_only(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    slow = threading.Event()
    turns = 0

    def take_a_millisecond(_: Transaction) -> None:
        slow.wait(0.001)

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    await asyncio.gather(*(database.write(take_a_millisecond) for _ in range(40)))
    counting.cancel()
    assert database.figures.groups < 10, "the group is not split for it"
    assert turns >= 40 * 0.001 / (HOLD_SECONDS + 0.001), "others had their turns meanwhile"
    await database.close()


async def test_a_full_disk_fails_the_write_and_harms_nothing_stored(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    await database.write(add("before"))

    def limit_pages(tx: Any) -> None:
        pages = tx._connection.execute("PRAGMA page_count").fetchone()[0]
        tx._connection.execute(f"PRAGMA max_page_count = {pages}")

    await database.write(limit_pages)
    results = await asyncio.gather(
        database.write(add("large", "x" * 100_000)),
        database.write(add("small")),
        return_exceptions=True,
    )
    assert isinstance(results[0], sqlite3.OperationalError)
    assert results[1] == "small"
    assert await database.read(names) == ["before", "small"]
    await database.close()


async def test_the_files_are_for_nobody_else(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/data/parley.db")
    await database.write(add("a"))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert set(modes) >= {"parley.db", "parley.db-wal", "parley.db.lock"}
    assert set(modes.values()) == {0o600}
    await database.close()


KINDS = st.sampled_from(["add", "fail", "refuse"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(KINDS, st.integers(0, 5), st.booleans()), max_size=30))
def test_grouping_changes_no_result(works: list[tuple[str, int, bool]]) -> None:
    """Whatever is grouped with whatever, each work ends as if it had been run by itself."""

    def expected() -> tuple[list[str], set[str]]:
        stored: set[str] = set()
        outcomes = []
        for kind, number, _ in works:
            taken = f"n{number}" in stored
            outcomes.append("failed" if kind == "fail" or taken else kind)
            if kind == "add":
                stored.add(f"n{number}")
        return outcomes, stored

    def work(kind: str, number: int) -> Callable[[Transaction], str]:
        def run(tx: Transaction) -> str:
            if kind == "refuse":
                row = tx.one(VALUE, name=f"n{number}")
                if row is not None:
                    raise LookupError
                return kind
            tx.execute(ADD, name=f"n{number}", value="")
            if kind == "fail":
                raise LookupError
            return kind

        return run

    async def scenario() -> tuple[list[str], set[str]]:
        with tempfile.TemporaryDirectory() as folder:
            database = await Database.open(f"sqlite:///{folder}/parley.db")
            writing = []
            for kind, number, pause in works:
                writing.append(asyncio.create_task(database.write(work(kind, number))))
                if pause:
                    await asyncio.sleep(0)
            results = await asyncio.gather(*writing, return_exceptions=True)
            stored = set(await database.read(names))
            await database.close()
        return [r if isinstance(r, str) else "failed" for r in results], stored

    assert asyncio.run(scenario()) == expected()


async def test_after_a_failed_commit_nothing_more_is_written(tmp_path: Path) -> None:
    failures: list[CommitFailed] = []
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db", on_failure=failures.append)

    def end_the_transaction(tx: Any) -> None:
        tx._connection.execute("ROLLBACK")

    with pytest.raises(CommitFailed):
        await database.write(end_the_transaction)
    with pytest.raises(CommitFailed):
        await database.write(add("a"))
    assert len(failures) == 1, "the one who can end the process is told once"
    assert await database.read(names) == []
    await database.close()
