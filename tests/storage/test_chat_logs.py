"""Logs of chats are finished once, and forgotten with their customer, on each kind of database."""

import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from channels.chat.values import Message
from crm.chat_logs import ChatLog, Writing
from crm.refusal import Refusal
from storage import chat_log_rows, chat_messages
from storage.chat_logs import ChatLogs
from storage.customers import Customers
from storage.database import Database
from storage.erasures import Erasures
from storage.interaction_log import InteractionLog
from storage.schema import METADATA, handlings, interactions
from storage.sql import Statement, insert_into
from storage.tasks import Tasks
from storage.transaction import Transaction, Value
from tests.kit.chat_rows import opened_chat
from tests.kit.customer_rows import NOW, case, customer, keep, task

LOG = ChatLog(
    interaction_id="chat",
    queue_id="q1",
    setting="by_customer",
    agent_id="alice",
    agent_name="Alice",
    ended_at=NOW + 60,
)
SECRET = "s3cret"
WRITTEN = Writing(subject="Lamp", description=f"About {SECRET}", status="open")


@pytest.fixture
async def logs(database: Database) -> ChatLogs:
    """Keep a chat that alice has served, its log begun, and two customers."""
    await keep(database, customer(1), customer(2))

    def work(tx: Transaction) -> None:
        place: dict[str, Value] = {"medium": "chat", "queue_id": "q1", "priority": 0, "number": 7}
        times: dict[str, Value] = {"entered_at": NOW, "ended_at": NOW + 90, "state": "closed"}
        tx.execute(insert_into(interactions), id="chat", **place, **times)
        opened_chat(database, "chat", "q1", NOW)(tx)
        for seq, sender in ((1, "customer"), (2, "agent")):
            chat_messages.insert(
                tx,
                Message(
                    id=f"chat.{seq}",
                    chat_id="chat",
                    seq=seq,
                    sender="customer" if sender == "customer" else "agent",
                    sender_id=sender,
                    name=SECRET,
                    html="",
                    text=SECRET,
                    at=NOW + seq,
                ),
            )
        tx.execute(
            insert_into(handlings),
            id="work",
            interaction_id="chat",
            agent_id="alice",
            queue_id="q1",
            state="closed",
            accepted_at=NOW + 10,
            ended_at=NOW + 60,
            ended_by="agent",
            to_queue_id=None,
            closed_at=NOW + 90,
            outcome="done",
            codes='["solved"]',
            tags='["refund"]',
            notes=f"Says {SECRET}",
            transfer_note=None,
        )
        chat_log_rows.add(tx, LOG)

    await database.write(work)
    return ChatLogs(database)


async def test_a_draft_is_written_by_one_at_a_time(logs: ChatLogs):
    """CHT-026: the slower of two windows is told; it is nobody's draft but its agent's."""
    assert await logs.undecided() == ["chat"]
    assert await logs.leave_to_agent("chat", Writing(subject="Hello")) is not None
    assert await logs.leave_to_agent("chat", WRITTEN) is None
    kept = await logs.keep("chat", WRITTEN, seen_rev=0, at=NOW)
    assert (kept.writing, kept.rev, kept.is_draft) == (WRITTEN, 1, True)
    with pytest.raises(Refusal, match="conflict"):
        await logs.keep("chat", WRITTEN, seen_rev=0, at=NOW)
    with pytest.raises(Refusal, match="not_found"):
        await logs.keep("none", WRITTEN, seen_rev=0, at=NOW)
    assert [log for log, _ in await logs.drafts_of("alice")] == [kept]
    assert (await logs.drafts_of("bruno"), await logs.undecided()) == ([], [])


async def test_a_log_becomes_a_case_once(logs: ChatLogs, database: Database):
    """CRM-014: asked twice at the same time, there is one case, linked to the chat."""
    wishes = [
        logs.become_case("chat", case(n, mailbox=""), mode="view", seen_rev=0) for n in (1, 2, 3)
    ]
    done = await asyncio.gather(*wishes)
    assert len({kept.id for _, kept in done}) == 1
    file = await logs.file("chat")
    assert file is not None
    assert (file.case, file.customer) == (done[0][1], customer(1))
    assert (file.number, file.first_words) == (7, f"{SECRET}")
    assert done[0][1].medium == "chat"
    with pytest.raises(Refusal, match="not_found"):
        await logs.become_case("none", case(4), mode="view", seen_rev=0)

    await Tasks(database).create(task(1, case_id=file.case and file.case.id, due_at=NOW + 9_000))
    (line,) = await InteractionLog(database).of_cases([done[0][1].id], 5)
    assert (await Customers(database).file("c1")).contacts == (line,)
    assert (line.number, line.subject, line.case_number, line.due_at) == (
        *(7, done[0][1].subject, done[0][1].number),
        NOW + 9_000,
    )
    (work,) = line.works
    assert (work.codes, work.tags, work.ended_at) == (("solved",), ("refund",), NOW + 60)


async def test_an_erased_customer_leaves_no_word_in_a_log(logs: ChatLogs, database: Database):
    """CRM-014: what was said, noted and written about them is gone; that they came stays."""
    matter = replace(case(1, mailbox=""), subject=SECRET)
    await logs.leave_to_agent("chat", WRITTEN)
    await logs.become_case("chat", matter, mode="edit", description=SECRET, seen_rev=0, by="alice")
    await Erasures(database).erase("c1", "dora", NOW + 100)
    rows = await database.read(
        lambda tx: [
            (table.name, row)
            for table in METADATA.sorted_tables
            for row in tx.all(Statement(select(*table.c)))
        ]
    )
    assert [name for name, row in rows if SECRET in str(row)] == []
    assert {name for name, _ in rows} >= {"chats", "handlings", "interactions"}
    assert await logs.file("chat") is None
