"""What is too old leaves the database, on each kind of it; what is not stays."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from channels.chat.transcript import letter_of
from channels.chat.values import Answers, Attachment, Author, Message
from crm.chat_logs import ChatLog, Writing
from storage import cases as case_rows
from storage import chat_log_rows, chat_messages
from storage.blobs import Blobs
from storage.case_merges import CaseMerges
from storage.chats import Chats
from storage.database import Database
from storage.drafts import Drafts
from storage.letters import Letters
from storage.retention import BY_AGE, Retention
from storage.schema import METADATA, chats, handlings, interactions, messages
from storage.security_log import newest_security_events
from storage.sql import Statement, insert_into, param
from storage.tasks import Tasks
from storage.transaction import Transaction, Value
from tests.kit.chat_rows import opened_chat
from tests.kit.customer_rows import NOW, case, customer, keep, task
from tests.kit.mail_rows import draft as mail_draft

DAY = 86_400_000_000
SECRET = "s3cret"
"""Stands in everything that is said, noted and answered in the chat that is too old."""
_END = Statement(
    update(chats)
    .where(chats.c.id == param("chat"))
    .values(state="ended", ended_at=param("at"), end_reason="customer")
)


class Rows:
    """Chats as they lie in a database."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.blobs = Blobs(folder, database)
        self.store = Chats(database)
        self.retention = Retention(database)

    async def chat(self, chat_id: str, *, word: str, ended_at: int | None, state: str) -> None:
        """Keep a chat in which everything that can says `word`."""

        async def body():
            yield word.encode()

        blob = await self.blobs.keep(body(), limit_bytes=99, at=NOW)

        def work(tx: Transaction) -> None:
            place: dict[str, Value] = {
                "medium": "chat",
                "queue_id": "q1",
                "priority": 0,
                "number": None,
            }
            times: dict[str, Value] = {"entered_at": NOW, "ended_at": ended_at, "state": state}
            tx.execute(insert_into(interactions), id=chat_id, **place, **times)
            opened_chat(self.database, chat_id, "q1", NOW)(tx)
            message = Message(
                id=f"{chat_id}.1",
                chat_id=chat_id,
                seq=1,
                sender="customer",
                sender_id=f"visitor-{chat_id}",
                name=word,
                html=word,
                text=word,
                at=NOW,
            )
            chat_messages.insert(tx, message)
            tx.execute(
                insert_into(handlings),
                id=f"work-{chat_id}",
                interaction_id=chat_id,
                agent_id="alice",
                queue_id="q1",
                state="closed",
                accepted_at=NOW,
                ended_at=NOW,
                ended_by="agent",
                to_queue_id=None,
                closed_at=NOW,
                outcome="done",
                codes='["solved"]',
                tags="[]",
                notes=word,
                transfer_note=word,
            )
            if ended_at is not None:
                tx.execute(_END, chat=chat_id, at=ended_at)

        await self.database.write(work)
        stored = await self.store.chat(chat_id)
        assert stored is not None
        name = f"{word}.png"
        file = Attachment(
            id=f"file-{chat_id}",
            chat_id=chat_id,
            name=name,
            type="image/png",
            size_bytes=1,
            blob=blob.id,
        )
        await self.store.add_attachment(file, Author.customer(stored.visitor.id), at=NOW)
        visitor = replace(stored.visitor, name=word, email=f"{word}@c.example")
        answers = Answers(name=word, email=f"{word}@c.example", fields={"plan": word})
        await self.store.save_answers(chat_id, answers, visitor)
        await self.store.save_rating(chat_id, 5, word)
        letter = letter_of(stored.chat, [], f"{word}@c.example", "en")
        post = Letters(self.database, "here").post(letter, NOW)
        await self.store.save_transcript(chat_id, f"{word}@c.example", post)

    async def log(self, chat_id: str, case_id: str | None) -> None:
        """Let the customer file know the chat, as a draft or as a case."""
        log = ChatLog(
            interaction_id=chat_id,
            queue_id="q1",
            setting="edit",
            agent_id="alice",
            agent_name="Alice",
            ended_at=NOW,
            mode="edit",
            case_id=case_id,
            writing=Writing(subject=f"About {chat_id}", description=chat_id, status="closed"),
        )
        await self.database.write(lambda tx: chat_log_rows.add(tx, log))

    async def holders(self, word: str) -> list[str]:
        """Name the tables in which the word stands."""

        def work(tx: Transaction) -> list[str]:
            return [
                table.name
                for table in METADATA.sorted_tables
                for row in tx.all(Statement(select(*table.c)))
                if word in repr(row)
            ]

        return await self.database.read(work)


@pytest.fixture
def rows(database: Database, tmp_path: Path) -> Rows:
    return Rows(database, tmp_path)


async def test_nothing_that_was_said_in_an_old_chat_is_left(rows: Rows):
    """Words, files, names, answers, notes, the transcript's letter; codes and verdict stay."""
    await rows.chat("old", word=SECRET, ended_at=NOW - 9 * DAY, state="closed")
    await rows.chat("young", word="other", ended_at=NOW - DAY, state="closed")
    await rows.log("old", None)
    assert await rows.retention.old_chats(NOW - 5 * DAY, 9) == ["old"]
    await rows.retention.remove_chat("old", NOW)

    assert await rows.holders(SECRET) == []
    assert len(await rows.holders("other")) >= 6
    assert await rows.retention.old_chats(NOW - 5 * DAY, 9) == []
    stored = await rows.store.chat("old")
    assert stored is not None
    assert (stored.removed, stored.chat.rating, stored.chat.ended_at) == (True, 5, NOW - 9 * DAY)
    assert await rows.store.last_chat("visitor-old") is None
    assert await rows.database.read(lambda tx: chat_log_rows.by_id(tx, "old")) is None
    # The file itself is nobody's from now on, and leaves a day later.
    assert await rows.blobs.remove_unreferenced(NOW + 2 * DAY) == 1


async def test_who_still_looks_at_an_emptied_chat_writes_nothing_into_it(rows: Rows):
    """Neither a verdict nor an address for the transcript: nothing would remove it again."""
    await rows.chat("old", word="other", ended_at=NOW, state="closed")
    await rows.retention.remove_chat("old", NOW)
    assert not await rows.store.save_rating("old", 1, SECRET)
    address = f"{SECRET}@c.example"
    stored = await rows.store.chat("old")
    assert stored is not None
    post = Letters(rows.database, "here").post(letter_of(stored.chat, [], address, "en"), NOW)
    assert await rows.store.save_transcript("old", address, post) is None
    assert await rows.holders(SECRET) == []


async def test_a_chat_in_somebody_s_hands_is_never_too_old(rows: Rows):
    """One that is still wrapped up has not ended for its agent; one that goes on has not at all."""
    await rows.chat("talks", word=SECRET, ended_at=None, state="active")
    await rows.chat("wrapped", word=SECRET, ended_at=NOW - 9 * DAY, state="wrap_up")
    assert await rows.retention.old_chats(NOW, 9) == []


async def test_the_oldest_go_first_a_few_at_a_time(rows: Rows):
    """And a visitor keeps the name that another chat of theirs still has."""
    for n in (3, 1, 2):
        await rows.chat(f"c{n}", word=f"w{n}", ended_at=NOW + n, state="closed")
    await rows.database.write(
        lambda tx: tx.execute(
            Statement(
                update(chats)
                .where(chats.c.id == "c2")
                .values(visitor_id="visitor-c1", client_id="2")
            )
        )
    )
    assert await rows.retention.old_chats(NOW + 9, 2) == ["c1", "c2"]
    await rows.retention.remove_chat("c1", NOW)
    visitor = await rows.store.visitor("visitor-c1")
    assert visitor is not None
    assert visitor.name == "w1"
    await rows.retention.remove_chat("c2", NOW)
    visitor = await rows.store.visitor("visitor-c1")
    assert visitor is not None
    assert visitor.name == ""


async def test_a_closed_case_goes_when_nothing_has_happened_in_it(rows: Rows, database: Database):
    """With its chats' logs; an open one and one that was changed of late stay."""
    closed: dict[str, Any] = {"status": "closed", "closed_at": NOW}
    await keep(
        database,
        customer(1),
        case(1, subject=SECRET, **closed),
        case(2),
        case(3, **closed),
        case(4, **closed),
        case(5, **closed),
    )
    await rows.chat("old", word="other", ended_at=NOW, state="closed")
    await rows.log("old", "k1")
    # One in which somebody still talks.
    await rows.chat("talks", word="other", ended_at=None, state="active")
    await rows.log("talks", "k4")

    first = await rows.retention.old_cases(NOW + 5, (-1, ""), 2)
    assert first == [(NOW + 1, "k1"), (NOW + 3, "k3")]
    rest = await rows.retention.old_cases(NOW + 5, first[-1], 2)
    assert rest == [(NOW + 4, "k4")]
    assert await rows.retention.delete_case("k1", NOW + 5, NOW)
    assert not await rows.retention.delete_case("k4", NOW + 5, NOW)

    assert await rows.holders(SECRET) == []
    ((_, event),) = await database.read(lambda tx: newest_security_events(tx, 9))
    assert (event.actor, event.action, event.subject) == (BY_AGE, "case_deleted", "case:k1")
    left = await rows.retention.old_cases(NOW + 5, (-1, ""), 9)
    assert [case_id for _, case_id in left] == ["k3", "k4"]
    kept = await database.read(lambda tx: case_rows.case_by_id(tx, "k2"))
    assert kept is not None


async def test_a_case_is_as_young_as_the_last_thing_that_happened_in_it(
    rows: Rows, database: Database
):
    """A mail since it was looked for, a draft, a promise, a younger case merged into it lately."""
    closed: dict[str, Any] = {"status": "closed", "closed_at": NOW}
    await keep(
        database,
        customer(1),
        *(case(n, **closed) for n in (1, 2, 3)),
        case(4, **closed | {"changed_at": NOW + 100}),
        case(5),
        case(6, **closed),
        case(7, **closed),
        case(8, **closed),
    )
    promise = task(1, case_id="k8", created_at=NOW + 50, changed_at=NOW + 50)
    await Tasks(database).create(promise)
    late = mail_draft(id="draft", case_id="k2", saved_at=NOW + 50)
    assert await Drafts(database, "here").save_draft(late, seen_rev=0)
    merges = CaseMerges(database)
    assert not isinstance(await merges.merge("k4", "k3", NOW + 20), str)
    assert not isinstance(await merges.merge("k7", "k6", NOW + 50), str)
    named = [each for _, each in await rows.retention.old_cases(NOW + 50, (-1, ""), 9)]
    assert named == ["k1", "k2", "k3", "k6", "k8"]
    await database.write(lambda tx: case_rows.touch_case(tx, "k1", NOW + 50))

    for each in (*named, "k5"):
        assert not await rows.retention.delete_case(each, NOW + 50, NOW + 60)
    kept = await database.read(
        lambda tx: [case_rows.case_by_id(tx, each) for each in (*named, "k5")]
    )
    assert None not in kept
    for each in named:
        assert await rows.retention.delete_case(each, NOW + 200, NOW + 300)


async def test_a_log_that_became_a_case_outlives_what_was_said(rows: Rows, database: Database):
    """It is the company's own record of the matter, and goes with the case."""
    await keep(database, customer(1), case(1))
    await rows.chat("old", word=SECRET, ended_at=NOW, state="closed")
    await rows.log("old", "k1")
    await rows.retention.remove_chat("old", NOW)
    log = await database.read(lambda tx: chat_log_rows.by_id(tx, "old"))
    assert log is not None
    assert log.writing.subject == "About old"
    said = await database.read(lambda tx: tx.all(Statement(select(messages.c.seq))))
    assert said == []
