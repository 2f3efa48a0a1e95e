"""The small stores keep what they are given, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from accounts.directory import (
    Agent,
    Code,
    CodeList,
    Directory,
    FaqEntry,
    Group,
    Membership,
    Queue,
    Site,
    Tag,
)
from accounts.sessions import AgentSession
from storage.blobs import (
    KEPT_UNREFERENCED,
    Blob,
    Blobs,
    BlobTooLarge,
    refer_to_blob,
    release_blob,
)
from storage.database import Database
from storage.directory import load_directory, save_records
from storage.inbox import InboxEntry, put_in_inbox, take_entry, waiting_entries
from storage.incoming_body import UnknownBlob
from storage.outbox import Task, add_task, finish_task, lease_tasks, next_due, retry_task
from storage.preferences import load_preferences, reset_preferences, save_preferences
from storage.schema import blobs as blobs_table
from storage.security_log import SecurityEvent, log_security, newest_security_events
from storage.sessions import AgentSessions
from storage.sql import Statement

NOON = 1_795_000_000_000_000
DAY = 24 * 3_600 * 1_000_000

EVERYTHING = Directory(
    (
        Group(id="g1", name="Sales"),
        CodeList(id="l1", name="Outcome", codes=(Code(id="c1", name="Sold"),)),
        Tag(id="t1", name="VIP"),
        Queue(id="q1", name="Shop", media=("chat",), code_list_ids=("l1",)),
        Agent(id="a1", username="ada", name="Ada L.", display_name="Ada", group_id="g1"),
        Membership(agent_id="a1", queue_id="q1", wrap_up_seconds=30),
        Site(id="s1", key="shop", origins=("https://shop.example",), queue_id="q1"),
        FaqEntry(id="f1", shortcut="hours", question="When?", answer="**Always**"),
    )
)


# --- Directory ---


async def test_an_empty_database_holds_an_empty_directory(database: Database) -> None:
    assert await database.read(load_directory) == Directory()


async def test_every_kind_of_record_comes_back_as_it_was(database: Database) -> None:
    await database.write(lambda tx: save_records(tx, EVERYTHING.records()))
    assert await database.read(load_directory) == EVERYTHING


async def test_records_may_be_saved_in_any_order(database: Database) -> None:
    await database.write(lambda tx: save_records(tx, EVERYTHING.records()[::-1]))
    assert await database.read(load_directory) == EVERYTHING


async def test_a_saved_record_replaces_its_namesake(database: Database) -> None:
    await database.write(lambda tx: save_records(tx, EVERYTHING.records()))
    changed = (
        Queue(id="q1", name="Shop", media=("chat",), wrap_up_seconds=5, disabled=True),
        Membership(agent_id="a1", queue_id="q1", disabled=True),
    )
    await database.write(lambda tx: save_records(tx, changed))
    assert await database.read(load_directory) == EVERYTHING.with_records(changed)


# --- Agents' sessions ---


@pytest.fixture
async def sessions(database: Database) -> AgentSessions:
    await database.write(lambda tx: save_records(tx, EVERYTHING.records()))
    return AgentSessions(database)


def session(name: str, created_at: int = NOON) -> AgentSession:
    return AgentSession(
        id=name,
        token_hash=f"hash of {name}",
        agent_id="a1",
        created_at=created_at,
        seen_at=created_at,
        expires_at=created_at + DAY,
        address="192.0.2.1",
    )


async def test_a_session_is_found_by_its_token(sessions: AgentSessions) -> None:
    await sessions.add(session("one"))
    assert await sessions.by_token_hash("hash of one") == session("one")
    assert await sessions.by_token_hash("hash of two") is None


async def test_an_agents_sessions_are_listed_oldest_first(sessions: AgentSessions) -> None:
    for name, age in (("new", 0), ("old", DAY)):
        await sessions.add(session(name, NOON - age))
    assert [found.id for found in await sessions.of_agent("a1")] == ["old", "new"]
    assert list(await sessions.of_agent("a2")) == []


async def test_a_revoked_session_keeps_its_first_instant(sessions: AgentSessions) -> None:
    for name in ("one", "two", "three"):
        await sessions.add(session(name))
    await sessions.revoke(["one", "two"], NOON + 1)
    await sessions.revoke(["two", "none such"], NOON + 2)
    assert [found.id for found in await sessions.of_agent("a1")] == ["three"]
    two = await sessions.by_token_hash("hash of two")
    assert two is not None
    assert two.revoked_at == NOON + 1


async def test_a_session_was_seen_at_the_latest_instant_noted(sessions: AgentSessions) -> None:
    await sessions.add(session("one"))
    for later in (5, 9, 7):
        await sessions.touch("one", NOON + later)
    found = await sessions.by_token_hash("hash of one")
    assert found is not None
    assert found.seen_at == NOON + 9


# --- Preferences ---


async def test_preferences_are_kept_replaced_and_reset(
    database: Database, sessions: AgentSessions
) -> None:
    """PRF-023."""
    assert await database.read(lambda tx: load_preferences(tx, "a1")) == {}
    for chosen in ({"sound": True, "dates": "d/m/y"}, {"sound": False}):
        await database.write(lambda tx, chosen=chosen: save_preferences(tx, "a1", chosen))  # type: ignore[misc]
        assert await database.read(lambda tx: load_preferences(tx, "a1")) == chosen
    await database.write(lambda tx: reset_preferences(tx, "a1"))
    assert await database.read(lambda tx: load_preferences(tx, "a1")) == {}


# --- Security log ---


async def test_the_security_log_gives_the_newest_first_in_pages(database: Database) -> None:
    events = [
        SecurityEvent(
            at=NOON + number,
            actor="anonymous",
            action="login_failed",
            subject="agent:a1",
            address="192.0.2.1",
            details={"try": number},
        )
        for number in range(5)
    ]
    for event in events:
        await database.write(lambda tx, event=event: log_security(tx, event))  # type: ignore[misc]
    first = await database.read(lambda tx: newest_security_events(tx, 3))
    assert [event for _, event in first] == events[:1:-1]
    rest = await database.read(lambda tx: newest_security_events(tx, 3, before=first[-1][0]))
    assert [event for _, event in rest] == events[1::-1]


# --- Inbox ---


async def put(database: Database, *payloads: str) -> list[InboxEntry]:
    for payload in payloads:
        await database.write(lambda tx, payload=payload: put_in_inbox(tx, "k", payload, NOON))  # type: ignore[misc]
    return await database.read(lambda tx: waiting_entries(tx, 10))


async def test_inbox_entries_are_taken_in_order_each_once(database: Database) -> None:
    entries = await put(database, "one", "two", "three")
    assert [entry.payload for entry in entries] == ["one", "two", "three"]
    assert await database.write(take_entry(entries[0]))
    assert not await database.write(take_entry(entries[0]))
    left = await database.read(lambda tx: waiting_entries(tx, 10))
    assert left == entries[1:]


async def test_an_inbox_id_is_never_used_again(database: Database) -> None:
    (first,) = await put(database, "one")
    await database.write(take_entry(first))
    (second,) = await put(database, "two")
    assert second.id > first.id


async def test_what_another_process_puts_in_the_inbox_is_seen(database: Database, url: str) -> None:
    tool = await Database.open(url, exclusive=False)
    await put(tool, "from a tool")
    await tool.close()
    (entry,) = await database.read(lambda tx: waiting_entries(tx, 10))
    assert entry.payload == "from a tool"


# --- Outbox ---


async def lease(database: Database, holder: str, now: int, limit: int = 10) -> list[Task]:
    return await database.write(
        lambda tx: lease_tasks(tx, "mail", holder, now=now, lasting=60, limit=limit)
    )


async def add(database: Database, task_id: str, at: int = NOON) -> bool:
    return await database.write(lambda tx: add_task(tx, task_id, "mail", "{}", at))


async def test_the_same_task_is_asked_for_once(database: Database) -> None:
    assert await add(database, "7.1")
    assert not await add(database, "7.1")
    assert [task.id for task in await lease(database, "w1", NOON)] == ["7.1"]


async def test_a_task_is_leased_to_one_worker_at_a_time(database: Database) -> None:
    for number in range(3):
        await add(database, f"7.{number}", NOON + number)
    assert [task.id for task in await lease(database, "w1", NOON + 9, limit=2)] == ["7.0", "7.1"]
    assert [task.id for task in await lease(database, "w2", NOON + 9)] == ["7.2"]
    assert await lease(database, "w3", NOON + 9) == []


async def test_a_task_not_yet_due_or_of_another_kind_is_left(database: Database) -> None:
    await add(database, "7.1", NOON + 1)
    await database.write(lambda tx: add_task(tx, "7.2", "other", "{}", NOON))
    assert await lease(database, "w1", NOON) == []
    assert await database.read(next_due) == NOON


async def test_a_dead_workers_task_goes_to_another_after_its_lease(database: Database) -> None:
    await add(database, "7.1")
    await lease(database, "dead", NOON)
    assert await lease(database, "w2", NOON + 59) == []
    assert await lease(database, "w2", NOON + 60) == [
        Task("7.1", "mail", "{}", attempts=2, since=NOON)
    ]
    assert not await database.write(lambda tx: finish_task(tx, "7.1", "dead", NOON + 61))
    assert await database.write(lambda tx: finish_task(tx, "7.1", "w2", NOON + 61))
    assert await database.read(next_due) is None
    assert await lease(database, "w3", NOON + DAY) == []


async def test_a_task_put_off_comes_again(database: Database) -> None:
    await add(database, "7.1")
    await lease(database, "w1", NOON)
    assert await database.write(lambda tx: retry_task(tx, "7.1", "w1", NOON + DAY, "busy"))
    assert await lease(database, "w1", NOON + DAY - 1) == []
    assert [task.attempts for task in await lease(database, "w1", NOON + DAY)] == [2]


# --- Blobs ---


@pytest.fixture
def blobs(database: Database, tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", database)


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def keep(blobs: Blobs, *chunks: bytes, at: int = NOON) -> Blob:
    return await blobs.keep(stream(*chunks), limit_bytes=1000, at=at)


def files(blobs: Blobs) -> list[Path]:
    return [path for path in blobs._folder.glob("*/*") if path.is_file()]


async def test_a_blob_is_stored_unchanged_and_described(blobs: Blobs) -> None:
    blob = await keep(blobs, b"\x00hello", b" ", b"world\xff")
    assert blobs.path(blob.id).read_bytes() == b"\x00hello world\xff"
    assert blob.size_bytes == 13
    assert len(blob.sha256) == 64
    assert files(blobs) == [blobs.path(blob.id)]


async def test_a_hash_that_is_known_is_not_counted_again(blobs: Blobs) -> None:
    blob = await blobs.keep(stream(b"hello"), limit_bytes=1000, at=NOON, sha256="known")
    assert blob.sha256 == "known"
    assert await blobs.find(blob.id) == blob


async def test_a_blob_that_is_too_large_leaves_nothing(blobs: Blobs) -> None:
    with pytest.raises(BlobTooLarge):
        await keep(blobs, b"x" * 999, b"yy")
    assert files(blobs) == []


async def test_an_upload_that_breaks_off_leaves_nothing(blobs: Blobs) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await blobs.keep(broken(), limit_bytes=1000, at=NOON)
    assert files(blobs) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 32, "0" * 31, "0" * 33, "0/1"])
def test_what_cannot_be_a_blobs_id_has_no_path(blobs: Blobs, name: str) -> None:
    with pytest.raises(UnknownBlob):
        blobs.path(name)


async def test_a_blob_nobody_refers_to_is_removed_after_a_day(
    blobs: Blobs, database: Database
) -> None:
    await keep(blobs, b"x")
    assert await blobs.remove_unreferenced(NOON + KEPT_UNREFERENCED - 1) == 0
    assert len(files(blobs)) == 1
    assert await blobs.remove_unreferenced(NOON + KEPT_UNREFERENCED) == 1
    assert files(blobs) == []
    assert await database.read(lambda tx: tx.all(Statement(select(blobs_table)))) == []


async def test_a_blob_stays_while_anybody_refers_to_it(blobs: Blobs, database: Database) -> None:
    blob = await keep(blobs, b"x")
    for owner in ("attachment:1", "attachment:1", "mail:2"):
        await database.write(lambda tx, owner=owner: refer_to_blob(tx, blob.id, owner))  # type: ignore[misc]
    await database.write(lambda tx: release_blob(tx, blob.id, "attachment:1", NOON + DAY))
    assert await blobs.remove_unreferenced(NOON + 9 * DAY) == 0
    await database.write(lambda tx: release_blob(tx, blob.id, "mail:2", NOON + 9 * DAY))
    assert await blobs.remove_unreferenced(NOON + 10 * DAY - 1) == 0
    assert await blobs.remove_unreferenced(NOON + 10 * DAY) == 1


async def test_nobody_can_refer_to_a_blob_that_is_gone(blobs: Blobs, database: Database) -> None:
    blob = await keep(blobs, b"x")
    await blobs.remove_unreferenced(NOON + DAY)
    with pytest.raises(UnknownBlob):
        await database.write(lambda tx: refer_to_blob(tx, blob.id, "attachment:1"))


async def test_files_that_a_crash_left_without_a_row_are_swept_up(blobs: Blobs) -> None:
    kept = await keep(blobs, b"x")
    stray = blobs.path("ab" * 16)
    unfinished = blobs._incoming / ("cd" * 16)
    for path in (stray, unfinished):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"left over")
    modified_at = round(stray.stat().st_mtime * 1_000_000)
    assert await blobs.remove_stray_files(modified_at) == 0
    assert await blobs.remove_stray_files(modified_at + 2 * DAY) == 2
    assert files(blobs) == [blobs.path(kept.id)]
