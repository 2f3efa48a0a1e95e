"""The journal keeps what was appended and shows any damage where it stands."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from router import decisions as d
from router import inputs as i
from router.history import ROUTER_VERSION, VERSION, Record
from router.lifecycle import Medium
from router.policy import Policy, QueuePolicy
from storage.database import Database
from storage.epoch import last_release, take_epoch
from storage.errors import CorruptJournal, Fenced, UnknownFormat
from storage.journal import Journal, hash_of, last_entry, read_journal
from storage.schema import journal
from storage.schema import segments as segments_table
from storage.schema import snapshots as snapshots_table
from storage.snapshots import (
    KEPT,
    Snapshot,
    begin_segment,
    drop_segments_before,
    latest_snapshot,
    save_snapshot,
)
from storage.sql import Statement
from storage.transaction import Transaction

POLICY = Policy(queues=(QueuePolicy(id="q1", media=(Medium.CHAT,)),))


def entered(n: int) -> Record:
    return Record(
        n=n,
        at=1_000 * n,
        input=i.InteractionEntered(interaction=f"i{n}", medium=Medium.CHAT, queue="q1"),
        decisions=(
            d.Queued(
                interaction=f"i{n}",
                medium=Medium.CHAT,
                queue="q1",
                priority=0,
                entered_at=1_000 * n,
                order=n,
            ),
        ),
    )


async def filled(database: Database, entries: int) -> Journal:
    """Take an epoch and append `entries`, two at a time."""
    own = Journal(await database.write(lambda tx: take_epoch(tx, "1.2.3")))
    for n in range(1, entries + 1, 2):
        pair = [entered(number) for number in range(n, min(n + 2, entries + 1))]
        await database.write(lambda tx, pair=pair: own.append(tx, pair))  # type: ignore[misc]
    return own


async def read_all(database: Database, after_n: int = 0, page: int = 3) -> list[Record]:
    def work(tx: Transaction) -> list[Record]:
        records: list[Record] = []
        n = after_n
        while rows := read_journal(tx, n, page):
            records += [row.record() for row in rows]
            n = rows[-1].n
        return records

    return await database.read(work)


async def run(database: Database, construct: Any) -> None:
    """Do to the database what nobody should."""
    assert await database.write(lambda tx: tx.execute(Statement(construct)))


async def save(database: Database, n: int, state: bytes = b"{}") -> None:
    snapshot = Snapshot.pack(n=n, format=1, at=n, state=[state])
    await database.write(lambda tx: save_snapshot(tx, snapshot))


async def test_what_was_appended_comes_back_in_pages(database: Database) -> None:
    await filled(database, 10)
    assert await read_all(database) == [entered(n) for n in range(1, 11)]
    assert await read_all(database, after_n=7) == [entered(n) for n in range(8, 11)]
    assert await read_all(database, after_n=10) == []
    assert await database.read(last_entry) == (10, 10_000)


async def test_an_empty_journal_has_no_last_entry(database: Database) -> None:
    assert await database.read(last_entry) == (0, 0)
    assert await read_all(database) == []


async def test_each_entry_carries_version_epoch_and_the_hash_of_the_policy_in_force(
    database: Database,
) -> None:
    own = await filled(database, 1)
    changed = Record(
        n=2, at=2_000, input=i.PolicyChanged(policy=POLICY), decisions=(d.PolicyAdopted(),)
    )
    await database.write(lambda tx: own.append(tx, [changed]))
    await database.write(lambda tx: own.append(tx, [entered(3)]))
    rows = await database.read(lambda tx: read_journal(tx, 0, 10))
    assert [(row.epoch, row.v, row.router_version) for row in rows] == [
        (1, VERSION, ROUTER_VERSION)
    ] * 3
    assert [row.policy_hash for row in rows] == ["", hash_of(POLICY), hash_of(POLICY)]


async def test_each_process_that_serves_takes_the_next_epoch(database: Database) -> None:
    assert await database.write(lambda tx: take_epoch(tx, "1.0")) == 1
    assert await database.write(lambda tx: take_epoch(tx, "1.1")) == 2
    assert await database.read(last_release) == "1.1"


async def test_an_old_epoch_may_not_append(database: Database) -> None:
    own = await filled(database, 2)
    await database.write(lambda tx: take_epoch(tx, "1.2.3"))
    with pytest.raises(Fenced, match="another process serves this database now"):
        await database.write(lambda tx: own.append(tx, [entered(3)]))
    assert await database.read(last_entry) == (2, 2_000)


@pytest.mark.parametrize("n", [0, 2, 4, 5, 100])
async def test_a_number_that_does_not_follow_is_refused(database: Database, n: int) -> None:
    own = await filled(database, 3)
    if n == 4:
        await database.write(lambda tx: own.append(tx, [entered(n)]))
        return
    # A number that is taken is refused by the key itself, in the words of the driver.
    with pytest.raises(Exception, match=r"no entry|UNIQUE|unique|does not follow"):
        await database.write(lambda tx: own.append(tx, [entered(n)]))
    assert await database.read(last_entry) == (3, 3_000)


async def test_a_gap_within_one_append_is_refused(database: Database) -> None:
    own = await filled(database, 3)
    with pytest.raises(Fenced):
        await database.write(lambda tx: own.append(tx, [entered(4), entered(6)]))
    assert await database.read(last_entry) == (3, 3_000)


OF_5 = journal.c.n == 5
DAMAGE: dict[str, tuple[Any, int, str]] = {
    "an entry is missing": (delete(journal).where(OF_5), 5, "missing"),
    "the first entry is missing": (delete(journal).where(journal.c.n == 1), 1, "missing"),
    "an instant was altered": (update(journal).where(OF_5).values(at=1), 5, "altered"),
    "an input was altered": (
        update(journal).where(OF_5).values(input=journal.c.input + " "),
        5,
        "altered",
    ),
    "decisions were altered": (update(journal).where(OF_5).values(decisions="[]"), 5, "altered"),
    "an epoch was altered": (update(journal).where(OF_5).values(epoch=9), 5, "altered"),
    "a router version was altered": (
        update(journal).where(OF_5).values(router_version="0"),
        5,
        "altered",
    ),
    "a policy hash was altered": (
        update(journal).where(OF_5).values(policy_hash="0"),
        5,
        "altered",
    ),
    "a hash was altered": (update(journal).where(OF_5).values(hash=bytes(32)), 5, "altered"),
    "an entry was added in front": (
        insert(journal).values(
            n=0,
            epoch=1,
            v=1,
            at=0,
            input="{}",
            decisions="[]",
            router_version="1",
            policy_hash="",
            hash=bytes(range(32)),
        ),
        1,
        "altered",
    ),
    "a segment names another predecessor": (
        update(segments_table).values(previous_hash=bytes(32)),
        7,
        "names another predecessor",
    ),
    "the end was cut off after a snapshot": (
        delete(journal).where(journal.c.n >= 8),
        8,
        "missing, although a snapshot",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize("page", [1, 3, 100])
async def test_damage_is_found_where_it_stands(database: Database, name: str, page: int) -> None:
    damage, n, what = DAMAGE[name]
    await filled(database, 10)
    await save(database, 6)
    await database.write(lambda tx: begin_segment(tx, 6))
    await save(database, 9)
    await run(database, damage)
    with pytest.raises(CorruptJournal, match=what) as caught:
        await read_all(database, page=page)
    assert caught.value.n == n
    assert f"entry {n}" in str(caught.value)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    n=st.integers(1, 8),
    column=st.sampled_from(["epoch", "v", "at", "input", "decisions", "policy_hash", "hash"]),
    page=st.integers(1, 9),
)
def test_no_single_altered_field_goes_unnoticed(n: int, column: str, page: int) -> None:
    import asyncio  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    async def scenario() -> None:
        with tempfile.TemporaryDirectory() as folder:
            database = await Database.open(f"sqlite:///{folder}/parley.db")
            await filled(database, 8)
            other = {"hash": b"x"}.get(column, "77" if column in ("epoch", "v", "at") else "{}")
            await run(database, update(journal).where(journal.c.n == n).values({column: other}))
            with pytest.raises(CorruptJournal) as caught:
                await read_all(database, page=page)
            assert caught.value.n == n
            await database.close()

    asyncio.run(scenario())


async def test_an_entry_that_hashes_well_but_reads_badly_is_named(database: Database) -> None:
    await filled(database, 1)
    (row,) = await database.read(lambda tx: read_journal(tx, 0, 1))
    bad = row._replace(input='{"type":"Nonsense"}')
    with pytest.raises(CorruptJournal, match="entry 1: unreadable"):
        bad.record()


async def test_an_entry_of_a_newer_release_names_that_release(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(lambda tx: take_epoch(tx, "9.9"))
    with monkeypatch.context() as newer:
        newer.setattr("storage.journal.VERSION", VERSION + 1)
        await database.write(lambda tx: Journal(1).append(tx, [entered(1)]))
    with pytest.raises(UnknownFormat, match=r"Parley 9\.9"):
        await read_all(database)


async def test_the_latest_snapshot_comes_back_and_few_older_ones_are_kept(
    database: Database,
) -> None:
    await filled(database, 9)
    assert await database.read(latest_snapshot) is None
    for n in range(1, 10):
        await save(database, n, f"state {n}".encode() * 100)
    latest = await database.read(latest_snapshot)
    assert latest is not None
    assert (latest.n, latest.format, latest.at) == (9, 1, 9)
    assert latest.state() == b"state 9" * 100
    kept = await database.read(lambda tx: tx.all(Statement(snapshots_table.select())))
    assert len(kept) == KEPT


async def test_a_snapshot_taken_twice_is_kept_once(database: Database) -> None:
    await filled(database, 3)
    await save(database, 3, b"first")
    await save(database, 3, b"second")
    latest = await database.read(latest_snapshot)
    assert latest is not None
    assert latest.state() == b"first"


@pytest.mark.parametrize(
    "damage",
    [
        update(snapshots_table).values(state=b"x"),
        update(snapshots_table).values(at=7),
        update(snapshots_table).values(format=7),
        update(snapshots_table).values(hash=bytes(32)),
        update(journal).where(journal.c.n == 3).values(hash=bytes(32)),
        delete(journal).where(journal.c.n == 3),
    ],
    ids=["state", "at", "format", "hash", "its entry", "its entry is missing"],
)
async def test_an_altered_snapshot_is_found(database: Database, damage: Any) -> None:
    await filled(database, 3)
    await save(database, 3)
    await run(database, damage)
    with pytest.raises(CorruptJournal) as caught:
        await database.read(latest_snapshot)
    assert caught.value.n == 3


async def test_what_is_before_a_segment_can_be_dropped_and_the_rest_still_proven(
    database: Database,
) -> None:
    own = await filled(database, 10)
    await save(database, 6, b"six")
    await database.write(lambda tx: begin_segment(tx, 6))
    for n in (7, 8, 9):
        await save(database, n)
    await database.write(lambda tx: drop_segments_before(tx, 7))
    assert await read_all(database, after_n=6) == [entered(n) for n in range(7, 11)]
    with pytest.raises(CorruptJournal, match="entry 1: missing"):
        await read_all(database)
    await database.write(lambda tx: own.append(tx, [entered(11)]))
    assert await database.read(last_entry) == (11, 11_000)
    await run(database, update(segments_table).values(previous_hash=bytes(32)))
    with pytest.raises(CorruptJournal, match="altered"):
        await read_all(database, after_n=6)


async def test_a_segment_begins_with_a_snapshot(database: Database) -> None:
    await filled(database, 3)
    with pytest.raises(ValueError, match="there is none of entry 2"):
        await database.write(lambda tx: begin_segment(tx, 2))
    with pytest.raises(ValueError, match="no segment begins with entry 2"):
        await database.write(lambda tx: drop_segments_before(tx, 2))


async def test_the_journal_has_no_column_for_names_addresses_or_words(database: Database) -> None:
    """Erasing a customer never touches the journal, so it may hold nothing of theirs."""
    assert {column.name for column in journal.c} == {
        "n",
        "epoch",
        "v",
        "at",
        "input",
        "decisions",
        "router_version",
        "policy_hash",
        "hash",
    }
