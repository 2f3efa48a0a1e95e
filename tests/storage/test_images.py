"""A picture is kept as long as something shows it, and a day longer."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from accounts.directory import FaqEntry
from channels.chat.ports import Entry
from faq.content import Content
from markup.own_images import address_of
from storage import chat_messages
from storage.blobs import KEPT_UNREFERENCED
from storage.customer_matches import CustomerMatches
from storage.database import Database
from storage.erasures import Erasures
from storage.images import hide_images, show_images, show_only
from storage.knowledge import EntryDraft, KnowledgeStore
from tests.kit.album import LATER, NOW, Album
from tests.kit.chat_rows import opened_chat
from tests.kit.customer_rows import customer, keep
from tests.kit.mail_rows import CASE, MailRows, draft, outgoing


@pytest.fixture
def album(tmp_path: Path, database: Database) -> Album:
    return Album(tmp_path / "blobs", database)


async def test_what_nothing_shows_goes_after_a_day(album: Album):
    image = await album.add()
    assert await album.is_left(image, LATER - 1)
    assert not await album.is_left(image, LATER)


async def test_what_a_text_shows_stays(album: Album):
    shown, hidden, other = await album.add(), await album.add(), await album.add()
    text = f"![]({address_of(shown.id)}) {address_of('0' * 32)}"

    def work(tx):
        show_images(tx, "chat:1", text)
        show_images(tx, "chat:1", None)
        show_only(tx, "draft:1", f"{address_of(hidden.id)} {address_of(shown.id)}", NOW)
        show_only(tx, "draft:1", address_of(other.id), NOW + 5)

    await album.database.write(work)
    assert not await album.is_left(hidden, LATER + 5)
    assert await album.is_left(shown, LATER + 5)
    await album.database.write(lambda tx: hide_images(tx, "chat:1", LATER))
    await album.database.write(lambda tx: hide_images(tx, "draft:1", LATER))
    assert await album.is_left(shown, LATER + KEPT_UNREFERENCED - 1)
    assert not await album.is_left(shown, LATER + KEPT_UNREFERENCED)
    assert not await album.is_left(other, LATER + KEPT_UNREFERENCED)


async def test_an_entry_keeps_the_pictures_of_all_its_versions(album: Album):
    """Whoever looks at an older version sees what it showed."""
    first, second, drafted = await album.add(), await album.add(), await album.add()
    knowledge = KnowledgeStore(album.database)
    entry = FaqEntry(id="e1", question="?", answer=f"![]({address_of(first.id)})", slug="e")
    await knowledge.publish(entry, seen_rev=0)
    await knowledge.publish(
        replace(entry, answer=f"![]({address_of(second.id)})", changed_at=NOW), seen_rev=1
    )
    content = Content(question="?", answer=f"![]({address_of(drafted.id)})")
    draft = EntryDraft(id="e1", agent_id="alice", rev=0, saved_at=NOW, content=content)
    await knowledge.save_draft(draft, seen_rev=0)
    await knowledge.remove("e1", LATER)
    assert await album.is_left(drafted, LATER)
    assert not await album.is_left(drafted, LATER + KEPT_UNREFERENCED)
    assert await album.is_left(first, LATER + KEPT_UNREFERENCED)
    assert await album.is_left(second, LATER + KEPT_UNREFERENCED)


async def test_a_chat_shows_them_until_its_customer_is_erased(album: Album):
    """The conversation can be read again as it was."""
    image = await album.add()
    await album.database.write(opened_chat(album.database, "c1", "web", NOW))
    said = Entry(
        chat_id="c1",
        sender="system",
        sender_id="",
        name="",
        html=f'<img src="{address_of(image.id)}">',
        text="",
        at=NOW,
        client_id=None,
    )
    await album.database.write(lambda tx: chat_messages.append(tx, said))
    assert await album.is_left(image, LATER)
    await keep(album.database, customer(1))
    await CustomerMatches(album.database).say("c1", "c1", NOW, by=None)
    await Erasures(album.database).erase("c1", "dora", LATER)
    assert not await album.is_left(image, LATER + KEPT_UNREFERENCED)


async def test_drafts_and_mails_show_them_until_their_customer_is_erased(
    album: Album, tmp_path: Path
):
    rows = MailRows(album.database, tmp_path)
    await rows.fill()
    thrown_away = await album.add()
    kept = await rows.drafts.save_draft(
        draft(html=f'<img src="{address_of(thrown_away.id)}">'), seen_rev=0
    )
    assert kept is not None
    assert await album.is_left(thrown_away, LATER)
    await rows.drafts.discard_draft(kept.id, LATER)
    assert not await album.is_left(thrown_away, LATER + KEPT_UNREFERENCED)

    image = await album.add()
    showing = f'<img src="{address_of(image.id)}">'
    kept = await rows.drafts.save_draft(draft(html=showing), seen_rev=0)
    assert kept is not None
    await rows.drafts.send(kept, outgoing(html=showing), "mail:answer")
    assert await album.is_left(image, LATER)
    await Erasures(rows.database).erase(CASE.customer_id, "dora", LATER)
    assert not await album.is_left(image, LATER + KEPT_UNREFERENCED)
