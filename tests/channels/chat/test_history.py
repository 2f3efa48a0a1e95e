"""Reading again: pages, what was missed, signs of life, files."""

from typing import Any

import pytest

from channels.chat.refusal import Refusal
from channels.chat.values import Arrival, Author, Upload
from storage.schema import blobs
from storage.sql import insert_into
from tests.channels.chat.company import ALICE, BOB, Company, visitor_author

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
ADD_BLOB = insert_into(blobs)


async def chat_of(company: Company, lines: int):
    """Bring two together and let the agent say `lines` things."""
    visitor, chat = await company.talk()
    for n in range(lines):
        await company.say(ALICE, chat.id, f"line {n + 2}")
    return visitor_author(visitor), chat


async def test_pages_forward_and_backward(company: Company):
    """Protocol: chat.history with `after_seq` or `before_seq`, oldest first, `more`."""
    author, chat = await chat_of(company, 9)

    async def page(**bounds: int) -> tuple[list[int], bool]:
        page = await company.service.history(author, chat.id, **bounds)
        return [message.seq for message in page.messages], page.more

    assert await page(after=0, limit=4) == ([1, 2, 3, 4], True)
    assert await page(after=8) == ([9, 10], False)
    assert await page(before=4, limit=2) == ([2, 3], True)
    assert await page(before=1) == ([], False)
    assert await page(limit=3) == ([8, 9, 10], True)
    assert await page(after=2, before=5) == ([3, 4], False)
    assert await page(after=10**15) == ([], False)


async def test_a_page_holds_at_most_two_hundred(company: Company):
    """Protocol: `limit` at most 200."""
    author, chat = await chat_of(company, 210)
    page = await company.service.history(author, chat.id, after=0, limit=10_000)

    assert (len(page.messages), page.more) == (200, True)


async def test_what_was_missed_comes_after_since(company: Company):
    """Protocol: every missed message after `since`, at most 200."""
    author, chat = await chat_of(company, 5)

    assert [m.seq for m in await company.service.missed(author, {chat.id: 4})] == [5, 6]
    assert await company.service.missed(author, {chat.id: 6}) == ()
    assert await company.service.missed(author, {chat.id: 99, "nowhere": 0, "\ud800": 0}) == ()


async def test_a_stranger_misses_nothing(company: Company):
    """A foreign chat in `since` gives nothing, and no hint that it exists."""
    _, chat = await chat_of(company, 5)

    assert await company.service.missed(Author.customer("stranger"), {chat.id: 0}) == ()
    assert await company.service.missed(BOB, {chat.id: 0}) == ()


@pytest.mark.parametrize("author", [Author.customer("stranger"), BOB, Author.agent("nobody")])
@pytest.mark.parametrize("chat_id", [None, "nowhere", "\ud800", "x\x00y"])
async def test_nobody_reads_what_is_not_theirs(company: Company, author, chat_id):
    """Protocol: `not_found`."""
    _, chat = await company.talk()
    with pytest.raises(Refusal, match="not_found"):
        await company.service.history(author, chat_id or chat.id)


async def test_an_agent_may_read_what_is_offered(company: Company):
    """OFR: the offer shows what it is about."""
    await company.agent("alice")
    _, chat = await company.customer()

    assert (await company.log(ALICE, chat.id))[0][2] == "hello"


async def test_the_chat_is_there_after_a_reload(company: Company):
    """The session carries the open chat."""
    _, chat = await company.talk()
    welcome = await company.service.connect(Arrival(site_key="shop", token=company.token))

    assert welcome.chat is not None
    assert (welcome.chat.id, welcome.chat.agent_name) == (chat.id, "Alice")


async def test_the_chat_is_there_after_a_restart(company: Company):
    """Everything about it, the agent's name and the numbers included."""
    visitor, chat = await company.talk()
    await company.say(ALICE, chat.id)
    company.service.read(visitor_author(visitor), chat.id, 2)
    await company.pass_time(2)
    before = company.chat(chat.id)
    await company.restart()
    welcome = await company.service.connect(Arrival(site_key="shop", token=company.token))

    assert welcome.chat == before


async def test_an_ended_chat_is_shown_for_a_day(company: Company):
    """So that it can be rated after a reload; earlier than that it stays readable by its id."""
    visitor, chat = await company.talk()
    await company.service.end(visitor.id, chat.id)
    company.service.detached(visitor.id)
    await company.pass_time(120)
    arrival = Arrival(site_key="shop", token=company.token)
    soon = await company.service.connect(arrival)
    company.clock.jump(seconds=86_400)
    late = await company.service.connect(arrival)

    assert soon.chat is not None
    assert (soon.chat.id, soon.chat.state, soon.chat.agent_name) == (chat.id, "ended", "Alice")
    assert late.chat is None


# --- Visitors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["", "nowhere", "gone", "Shop", "\ud800"])
async def test_a_site_that_is_not_there_takes_nobody_in(company: Company, key):
    """A missing, wrong or switched-off site key."""
    with pytest.raises(Refusal, match="not_found") as refused:
        await company.service.connect(Arrival(site_key=key))

    assert refused.value.field == "site"


@pytest.mark.parametrize("token", ["", "forged", "x" * 10_000, "\ud800", "é", "r1-i1"])
async def test_a_forged_token_is_a_new_visitor(company: Company, token):
    """Nothing of anybody else's is shown."""
    known = await company.arrive()
    stranger = await company.arrive(token=token)

    assert stranger.id != known.id
    assert company.token != token


async def test_a_token_is_of_one_site(company: Company):
    """A customer of one site is a stranger to another."""
    known = await company.arrive()

    assert (await company.arrive(site="strict", token=company.token)).id != known.id


async def test_the_token_itself_is_not_kept(company: Company):
    """Design, section 7: stored hashed."""
    await company.arrive()
    await company.settle()
    stored = await company.store.visitor_by_token(company.token)

    assert stored is None
    assert await company.service.visitor_by_token(company.token) is not None


# --- Signs of life --------------------------------------------------------------------------------


async def test_typing_reaches_the_other_party(company: Company):
    """CHT-014, both directions."""
    visitor, chat = await company.talk()
    company.service.typing(visitor_author(visitor), chat.id, typing=True)
    company.service.typing(ALICE, chat.id, typing=True)

    assert [each.content for each in company.push.of_kind("typing")] == [
        (chat.id, "customer", True),
        (chat.id, "agent", True),
    ]


async def test_too_much_typing_is_dropped_in_silence(limited: Company):
    """Protocol, limits: typing 1/s."""
    visitor, chat = await limited.talk()
    for _ in range(20):
        limited.service.typing(visitor_author(visitor), chat.id, typing=True)

    assert len(limited.push.of_kind("typing")) == 3


@pytest.mark.parametrize("author", [Author.customer("stranger"), BOB])
async def test_signs_of_strangers_are_refused(company: Company, author):
    """Not yours is `not_found`."""
    _, chat = await company.talk()
    with pytest.raises(Refusal, match="not_found"):
        company.service.typing(author, chat.id, typing=True)
    with pytest.raises(Refusal, match="not_found"):
        company.service.read(author, chat.id, 1)


async def test_read_marks_only_rise(company: Company):
    """And never beyond the last message."""
    author, chat = await chat_of(company, 5)
    for seq in (3, 2, 3, 99):
        company.service.read(author, chat.id, seq)

    assert [each.content for each in company.push.of_kind("read")] == [
        (chat.id, 3, "customer"),
        (chat.id, 6, "customer"),
    ]
    assert company.chat(chat.id).unread("customer") == 0


async def test_read_marks_are_written_together_and_survive(company: Company):
    """Coalesced: one write for a burst."""
    author, chat = await chat_of(company, 5)
    for seq in range(2, 6):
        company.service.read(author, chat.id, seq)
    await company.pass_time(2)
    stored = await company.store.chat(chat.id)

    assert stored is not None
    assert (stored.chat.customer_read, stored.chat.agent_read) == (5, 6)


# --- Files ----------------------------------------------------------------------------------------


async def upload(company: Company, **changes: Any) -> Upload:
    """Put a file into the blob store and give what came in."""
    values: dict[str, Any] = {"name": "photo.png", "head": PNG, "size_bytes": 72, "blob": "b1"}
    file = Upload(**values | changes)
    row: dict[str, Any] = {"id": file.blob, "sha256": "0" * 64, "size_bytes": file.size_bytes}
    await company.database.write(
        lambda tx: tx.execute(ADD_BLOB, **row, created_at=0, unreferenced_since=None)
    )
    return file


async def test_a_message_carries_a_file(company: Company):
    """Slice text: image and file attachments; a file alone is a message."""
    visitor, chat = await company.talk()
    author = visitor_author(visitor)
    file = await company.service.add_attachment(author, chat.id, await upload(company))
    sent = await company.say(author, chat.id, "", attachments=(file.id,), client_id="f")
    again = await company.say(author, chat.id, "", attachments=(file.id,), client_id="f")

    assert sent.attachments == again.attachments == (file,)
    page = await company.service.history(ALICE, chat.id)
    assert page.messages[-1].attachments == (file,)
    assert await company.service.attachment(file.id) == file


async def test_a_file_is_sent_once_by_its_owner_in_its_chat(company: Company):
    """Protocol: bound to chat and sender."""
    visitor, chat = await company.talk()
    author = visitor_author(visitor)
    file = await company.service.add_attachment(author, chat.id, await upload(company))
    with pytest.raises(Refusal, match="not_found"):
        await company.say(ALICE, chat.id, "mine", attachments=(file.id,))
    with pytest.raises(Refusal, match="not_found"):
        await company.say(author, chat.id, "twice", attachments=(file.id, file.id))
    await company.say(author, chat.id, "once", attachments=(file.id,))
    with pytest.raises(Refusal, match="not_found"):
        await company.say(author, chat.id, "again", attachments=(file.id,))

    assert company.chat(chat.id).last_seq == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size_bytes": 0}, "invalid"),
        ({"size_bytes": 10_485_761}, "too_large"),
        ({"head": b"MZ\x90\x00"}, "unsupported_type"),
        ({"head": b"<svg onload=alert(1)>"}, "unsupported_type"),
        ({"head": b"\xef\xbb\xbf \n<!DOCTYPE html>"}, "unsupported_type"),
        ({"head": b"plain\x00text"}, "unsupported_type"),
        ({"name": "\ud800.png"}, "invalid"),
    ],
)
async def test_files_that_are_not_taken(company: Company, changes, code):
    """By their bytes, not by their name."""
    visitor, chat = await company.talk()
    file = await upload(company, **changes)
    with pytest.raises(Refusal, match=code):
        await company.service.add_attachment(visitor_author(visitor), chat.id, file)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.png", "photo.png"),
        ("PHOTO.PNG", "PHOTO.PNG"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\me\\photo.png", "photo.png"),
        ("invoice.pdf.exe", "invoice.pdf.exe.png"),
        ("a\u202egnp.exe", "a_gnp.exe.png"),
        ("", "file.png"),
        (".png", "png.png"),
        ("x" * 400 + ".png", "x" * 120 + ".png"),
    ],
)
async def test_names_of_files_are_made_harmless(company: Company, given, kept):
    """No path, no control or direction mark, an extension that is true."""
    visitor, chat = await company.talk()
    file = await upload(company, name=given)
    stored = await company.service.add_attachment(visitor_author(visitor), chat.id, file)

    assert (stored.name, stored.type) == (kept, "image/png")


async def test_files_nobody_sent_are_removed_after_an_hour(company: Company):
    """Protocol: unused after 1 h removed."""
    visitor, chat = await company.talk()
    author = visitor_author(visitor)
    file = await company.service.add_attachment(author, chat.id, await upload(company))
    await company.pass_time(3_500)
    assert await company.service.attachment(file.id) == file
    await company.pass_time(800)

    assert await company.service.attachment(file.id) is None


async def test_only_the_parties_add_files(company: Company):
    """And nobody after the end."""
    visitor, chat = await company.talk()
    file = await upload(company)
    with pytest.raises(Refusal, match="not_found"):
        await company.service.add_attachment(BOB, chat.id, file)
    await company.end("alice", chat.id)
    with pytest.raises(Refusal, match="chat_ended"):
        await company.service.add_attachment(visitor_author(visitor), chat.id, file)
