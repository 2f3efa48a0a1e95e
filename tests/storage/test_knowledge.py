"""The knowledge base is kept: entries with versions, drafts, categories, uses."""

import pytest

from accounts.directory import FaqEntry
from faq.content import Content
from storage.database import Database
from storage.directory import load_directory
from storage.knowledge import EntryDraft, KnowledgeStore, NameTaken

DAY = 86_400_000_000
HOURS = FaqEntry(
    id="e1", shortcut="q", question="Opening hours", answer="8 to 7", slug="opening-hours"
)
PRICES = FaqEntry(id="e2", question="Prices", answer="5", category="Shop")


@pytest.fixture
def store(database: Database) -> KnowledgeStore:
    return KnowledgeStore(database)


async def published(database: Database) -> list[FaqEntry]:
    return list((await database.read(load_directory)).faq_entries.values())


async def test_an_entry_is_published_and_every_version_kept(
    store: KnowledgeStore, database: Database
):
    """FAQ-002, FAQ-011: one text for all, what was said before on the record."""
    first = await store.publish(HOURS, seen_rev=0)
    assert first == HOURS
    changed = FaqEntry(id="e1", shortcut="q", question="Hours", answer="9 to 6", changed_at=DAY)
    second = await store.publish(changed, seen_rev=1)
    assert second is not None
    assert second.rev == 2
    assert await published(database) == [second]
    assert await store.versions("e1") == [second, first]
    assert await store.publish(changed, seen_rev=1) is None, "changed meanwhile"
    assert await store.remove("e1", DAY)
    assert not await store.remove("e1", DAY)
    assert await published(database) == []
    assert await store.versions("e1") == [second, first]
    assert await store.publish(changed, seen_rev=2) is None, "removed meanwhile"


async def test_a_shortcut_belongs_to_one_entry(store: KnowledgeStore):
    """FAQ-005: one to one."""
    await store.publish(HOURS, seen_rev=0)
    with pytest.raises(NameTaken):
        await store.publish(FaqEntry(id="e9", shortcut="q", question="?", answer="!"), seen_rev=0)


async def test_a_draft_is_kept_until_it_is_published(store: KnowledgeStore):
    content = Content(question="Hours", answer="9 to 6", language="fr")
    draft = EntryDraft(id="e1", agent_id="a1", rev=0, saved_at=5, content=content)
    first = await store.save_draft(draft, seen_rev=0)
    assert first is not None
    assert first.rev == 1
    assert await store.save_draft(draft, seen_rev=0) is None, "changed meanwhile"
    second = await store.save_draft(draft, seen_rev=1)
    assert await store.draft("e1") == second
    assert await store.drafts() == [second]
    await store.publish(HOURS, seen_rev=0)
    assert await store.draft("e1") is None
    await store.save_draft(draft, seen_rev=0)
    assert await store.remove("e1", DAY)
    assert await store.drafts() == []


async def test_categories_are_made_renamed_and_dropped(store: KnowledgeStore):
    """They outlive their last entry and take their entries along."""
    await store.add_category("Delivery")
    await store.add_category("Delivery")
    await store.publish(PRICES, seen_rev=0)
    (renamed,) = await store.rename_category("Shop", "Shops", [PRICES, HOURS])
    assert (renamed.category, renamed.rev) == ("Shops", 2)
    assert await store.categories() == ["Delivery", "Shops"]
    assert await store.versions("e2") == [renamed, PRICES]
    await store.rename_category("Delivery", "Shops", [])
    await store.drop_category("Shops")
    assert await store.categories() == []


async def test_uses_are_counted(store: KnowledgeStore):
    for kind, at in (("text", 1), ("text", 2), ("link", 3), ("text", DAY)):
        await store.count_use("e1", kind, at)
    await store.count_use("e2", "text", 1)
    assert await store.uses() == {"e1": 4, "e2": 1}
    for entry_id, kind in (("e1", "bot_helped"), ("e1", "bot_answered"), ("", "bot_handed_over")):
        await store.count_use(entry_id, kind, 1)
    assert await store.uses() == {"e1": 5, "e2": 1}, "a verdict is no use"
    counted = await store.counted()
    assert counted == {"text": 4, "link": 1} | dict.fromkeys(
        ("bot_helped", "bot_answered", "bot_handed_over"), 1
    )
