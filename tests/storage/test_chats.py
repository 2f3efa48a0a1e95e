"""The chat channel's store keeps its promises on every database."""

from typing import Any

import msgspec
import pytest

from channels.chat.bot_turns import Turn
from channels.chat.ports import Appended, Entry, StoredChat
from channels.chat.refusal import Refusal
from channels.chat.values import Answers, Attachment, Author, Chat, Message, Visitor
from router import decisions as d
from router.history import Record
from router.inputs import ClockReached
from router.lifecycle import Medium
from storage.blobs import refer_to_blob
from storage.bot_turns import counted
from storage.chat_projection import project
from storage.chats import Chats
from storage.database import Database
from storage.projection import project as project_interactions
from storage.schema import blobs, messages
from storage.sql import Statement, insert_into, param

VISITOR = Visitor(id="v1", site_id="s1", created_at=1, locale="fr")
CHAT = Chat(
    id="c1",
    rev=0,
    visitor_id="v1",
    site_id="s1",
    state="waiting",
    queue_id="q1",
    started_at=5,
    last_seq=1,
    customer_read=1,
    last_customer_message_at=5,
)
FIRST = Message(
    id="c1.1",
    chat_id="c1",
    seq=1,
    sender="customer",
    sender_id="v1",
    name="Eve",
    html="hello",
    text="hello",
    at=5,
    client_id="start",
)
STORED = StoredChat(
    chat=CHAT,
    answers=Answers(name="Eve", email="eve@example.org", fields={"order": 5, "plan": "gold"}),
    visitor=msgspec.structs.replace(VISITOR, name="Eve", email="eve@example.org", address="::1"),
    awaiting_customer_since=None,
    wait_limit_reached=False,
)
ADD_BLOB = insert_into(blobs)


def letter_rows(_: object) -> None:
    """Rows of a letter that nobody looks at here."""


def record(n: int, *decided: d.Decision, at: int = 10) -> Record:
    """Give an entry of the journal with these decisions."""
    return Record(n=n, at=at, input=ClockReached(), decisions=decided)


QUEUED = d.Queued(
    interaction="c1", medium=Medium.CHAT, queue="q1", priority=0, entered_at=5, order=1
)
TAKEN = d.HandlingStarted(
    handling="3.0",
    offer="2.0",
    interaction="c1",
    agent="alice",
    queue="q1",
    medium=Medium.CHAT,
    wrap_up=0,
)


def ended(by: Any) -> d.HandlingEnded:
    """Let the handling end."""
    return d.HandlingEnded(
        handling="3.0", interaction="c1", agent="alice", by=by, wrap_up_ends_at=99
    )


class Rows:
    """A store with one chat in it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.store = Chats(database)

    async def fill(self) -> None:
        await self.store.add_visitor(VISITOR, "hash")
        await self.database.write(self.store.open_chat(STORED, "start", FIRST))
        await self.follow(record(1, QUEUED))

    async def follow(self, entry: Record) -> None:
        def work(tx: Any) -> None:
            project_interactions(tx, entry)
            project(tx, entry)

        await self.database.write(work)

    async def append(self, sender: str = "customer", by: str = "v1", **more: Any) -> Any:
        values: dict[str, Any] = {
            "chat_id": "c1",
            "sender": sender,
            "sender_id": by,
            "name": "",
            "html": "hi",
            "text": "hi",
            "at": 20,
            "client_id": "m1",
        }
        outcomes: list[Any] = []
        self.store.append(Entry(**values | more), outcomes.append)
        await self.database.write(lambda _: None)
        return outcomes[0]

    async def chat(self) -> StoredChat:
        stored = await self.store.chat("c1")
        assert stored is not None
        return stored


@pytest.fixture
async def rows(database: Database) -> Rows:
    rows = Rows(database)
    await rows.fill()
    return rows


async def test_a_chat_comes_back_as_it_was_kept(rows: Rows):
    """With its visitor and the answers; the place raised its revision by one."""
    chat = msgspec.structs.replace(CHAT, rev=1)
    expected = msgspec.structs.replace(STORED, chat=chat)

    assert await rows.chat() == expected
    assert await rows.store.live_chats() == [expected]
    assert await rows.store.chat_by_start("v1", "start") == expected
    assert await rows.store.chat_by_client_id("v1", "start") == expected
    assert await rows.store.last_chat("v1") == expected
    assert await rows.store.count_chats() == 1


async def test_messages_are_numbered_and_known_again(rows: Rows):
    """One statement decides; a repetition gives the same message and nothing new."""
    first = await rows.append()
    again = await rows.append()

    assert (first.message.seq, first.rev, first.new) == (2, 2, True)
    assert again == Appended(first.message, 0, False)
    page = await rows.store.messages("c1", after=0, before=None, limit=10)
    assert page.messages == (FIRST, first.message)
    assert await rows.store.chat_by_client_id("v1", "m1") is not None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": "other", "html": "other", "client_id": "start"}, "client_id_reused"),
        ({"by": "v2"}, "not_found"),
        ({"chat_id": "c2"}, "not_found"),
        ({"sender": "agent", "by": "alice"}, "not_found"),
        ({"attachments": ("a1",)}, "not_found"),
    ],
)
async def test_what_may_not_be_said_leaves_no_trace(rows: Rows, values, code):
    """A refusal changes nothing."""
    outcome = await rows.append(**values)

    assert isinstance(outcome, Refusal)
    assert outcome.code == code
    assert (await rows.chat()).chat.last_seq == 1


async def test_the_row_follows_the_router(rows: Rows):
    """Waiting, taken, transferred, ended: each in its record's transaction."""
    await rows.follow(record(2, TAKEN))
    taken = (await rows.chat()).chat
    said = await rows.append("agent", "alice", at=30)
    awaiting = (await rows.chat()).awaiting_customer_since
    await rows.append(at=40, client_id="m2")
    answered = await rows.chat()
    await rows.follow(record(3, ended("transfer"), QUEUED))
    waiting = (await rows.chat()).chat
    late = await rows.append("agent", "alice", client_id="m3")

    assert (taken.state, taken.holder, taken.rev) == ("active", "alice", 2)
    assert (said.message.seq, awaiting) == (2, 30)
    assert answered.awaiting_customer_since is None
    assert (answered.chat.customer_read, answered.chat.agent_read) == (3, 2)
    assert answered.chat.last_customer_message_at == 40
    assert (waiting.state, waiting.holder) == ("waiting", None)
    assert late.code == "not_found"
    assert await rows.store.was_handled_by("c1", "alice")
    assert not await rows.store.was_handled_by("c1", "bob")


@pytest.mark.parametrize(
    ("reason", "by", "kept"),
    [(None, "customer", "customer"), ("idle", "customer", "idle"), ("idle", "agent", "agent")],
)
async def test_why_it_ended_is_the_winner_s_word(rows: Rows, reason, by, kept):
    """A customer's end may have a reason of its own; an agent's end has none but itself."""
    await rows.follow(record(2, TAKEN))
    if reason:
        await rows.database.write(rows.store.leave("c1", reason))
    assert (await rows.chat()).chat.end_reason is None
    await rows.follow(record(3, ended(by), at=77))
    chat = (await rows.chat()).chat

    assert (chat.state, chat.ended_at, chat.end_reason) == ("ended", 77, kept)
    assert (await rows.append(client_id="late")).code == "chat_ended"
    assert (await rows.append(client_id="start", html="hello", text="hello")).message == FIRST


async def test_a_chat_in_wrap_up_is_live_and_a_closed_one_is_not(rows: Rows):
    """The desk still shows the first."""
    await rows.follow(record(2, TAKEN))
    await rows.follow(record(3, ended("agent")))
    assert len(await rows.store.live_chats()) == 1
    await rows.follow(record(4, d.InteractionClosed(interaction="c1")))

    assert await rows.store.live_chats() == []


async def test_a_silent_beginning_counts_from_acceptance(rows: Rows):
    """Without a word of the customer, the turn is theirs once an agent is there."""
    chat = msgspec.structs.replace(CHAT, id="c2", last_seq=0, last_customer_message_at=None)
    silent = msgspec.structs.replace(STORED, chat=chat)
    await rows.database.write(rows.store.open_chat(silent, "other", None))
    taken = msgspec.structs.replace(TAKEN, interaction="c2")
    await rows.database.write(lambda tx: project(tx, record(2, taken, at=50)))
    stored = await rows.store.chat("c2")

    assert stored is not None
    assert stored.awaiting_customer_since == 50


async def test_a_wait_over_the_limit_is_kept_until_the_next_place(rows: Rows):
    """`WaitLimitReached`."""
    await rows.follow(record(2, d.WaitLimitReached(interaction="c1", queue="q1")))
    assert (await rows.chat()).wait_limit_reached
    await rows.follow(record(3, QUEUED))

    assert not (await rows.chat()).wait_limit_reached


async def test_a_waiting_chat_becomes_a_message_once(rows: Rows):
    """In one step with the form's text; never under an agent's hands."""
    entry = Entry(
        chat_id="c1",
        sender="customer",
        sender_id="v1",
        name="Eve",
        html="call",
        text="call",
        at=9,
        client_id="form",
    )
    appended = await rows.store.turn_into_message("c1", Answers(name="Eva", email="e@x"), entry)
    stored = await rows.chat()
    await rows.follow(record(2, TAKEN))
    with pytest.raises(Refusal, match="conflict"):
        await rows.store.turn_into_message("c1", Answers(), entry)

    assert appended.message.seq == 2
    assert appended.rev == stored.chat.rev
    assert stored.chat.left_message
    assert (stored.answers.name, stored.answers.fields) == ("Eva", STORED.answers.fields)
    assert await rows.store.last_chat("v1") is None


async def test_read_marks_never_go_down(rows: Rows):
    """Whatever order they are written in."""
    await rows.store.save_reads({"c1": (1, 5)})
    await rows.store.save_reads({"c1": (4, 2)})
    chat = (await rows.chat()).chat

    assert (chat.customer_read, chat.agent_read) == (4, 5)


async def test_what_the_customer_says_afterwards(rows: Rows):
    """A verdict, and one address for the transcript."""
    await rows.store.save_rating("c1", 4, "fine")
    first = await rows.store.save_transcript("c1", "a@example.org", letter_rows)
    second = await rows.store.save_transcript("c1", "b@example.org", letter_rows)
    chat = (await rows.chat()).chat

    assert (chat.rating, chat.transcript_sent, chat.rev) == (4, True, 3)
    assert (first, second) == ("a@example.org", "a@example.org")


async def test_visitors_are_known_by_the_hash_of_their_token(rows: Rows):
    """And seen, and blocked."""
    await rows.store.greet("v1", "en", 30)
    await rows.store.block("v1", 99)
    visitor = await rows.store.visitor_by_token("hash")
    assert visitor == await rows.store.visitor("v1")
    assert visitor is not None
    assert (visitor.locale, visitor.blocked_until, visitor.name) == ("en", 99, "Eve")


async def test_files_hold_their_blobs_until_they_go(rows: Rows):
    """Bound to chat and sender, sent once, removed when nobody sends them."""
    row: dict[str, Any] = {"id": "b1", "sha256": "0", "size_bytes": 3, "created_at": 0}
    await rows.database.write(lambda tx: tx.execute(ADD_BLOB, **row, unreferenced_since=None))
    files = [
        Attachment(id=f"a{n}", chat_id="c1", name="x", type="image/png", size_bytes=3, blob="b1")
        for n in (1, 2)
    ]
    for file in files:
        await rows.store.add_attachment(file, Author.customer("v1"), at=10)
    sent = await rows.append(attachments=("a1",))
    foreign = await rows.append(attachments=("a2",), client_id="m2", sender="agent", by="alice")
    removed = await rows.store.remove_unsent(11, at=12)

    assert sent.message.attachments == (files[0],)
    assert (await rows.append(attachments=("a1",))).message == sent.message
    assert foreign.code == "not_found"
    assert removed == 1
    assert [await rows.store.attachment(f"a{n}") for n in (1, 2)] == [files[0], None]
    # The blob is still held by the file that was sent; holding it twice changes nothing.
    await rows.database.write(lambda tx: refer_to_blob(tx, "b1", "attachment:a1"))


@pytest.mark.parametrize("strange", ["\ud800", "x\x00y", "é", ""])
async def test_ids_that_cannot_be_are_not_there(rows: Rows, strange):
    """No database error for what a stranger can send."""
    assert await rows.store.chat(strange) is None
    assert await rows.store.attachment(strange) is None
    assert not await rows.store.was_handled_by(strange, "alice")


async def test_the_database_itself_keeps_numbers_and_names_apart(rows: Rows):
    """Two processes at once: the keys let one through (design, section 2)."""
    await rows.append()
    same = Statement(
        messages.update().where(messages.c.seq == param("old")).values(seq=param("new"))
    )
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        await rows.database.write(lambda tx: tx.execute(same, old=2, new=1))


async def test_what_the_bot_says_is_counted_once(rows: Rows):
    """Written with its line, which a repetition finds: so nothing counts twice, none is lost."""
    for turn in (
        Turn("answer", "e1", 2),
        Turn("answer", "e1", 2),
        Turn("miss", number=3),
        Turn("handed_over", "missed"),
    ):
        await rows.append("bot", "bot", client_id=turn.client_id)
    await rows.append("bot", "bot", client_id="nothing known")
    await rows.follow(record(2, TAKEN))
    late = await rows.append("bot", "bot", client_id=Turn("miss", number=4).client_id)
    assert isinstance(late, Refusal), "an agent holds the chat"

    found = await rows.database.read(lambda tx: counted(tx, 0, 6))

    assert {(each.kind, each.about): each.times for each in found} == {
        ("answer", ""): 1,
        ("miss", ""): 1,
        ("handed_over", "missed"): 1,
    }
    assert {(each.site, each.quarter) for each in found} == {("s1", 0)}
    assert await rows.database.read(lambda tx: counted(tx, 6, 10)) == []


async def test_what_the_bot_was_told_stands_where_the_form_puts_it(rows: Rows):
    answers = Answers(name="Eva", account_number="12", fields={"order": "7"})
    visitor = msgspec.structs.replace(STORED.visitor, name="Eva")

    rev = await rows.store.save_answers("c1", answers, visitor)

    stored = await rows.chat()
    assert (stored.chat.rev, stored.answers, stored.visitor) == (rev, answers, visitor)
