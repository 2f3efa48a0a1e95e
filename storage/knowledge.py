"""The knowledge base: what is published, what was, what is being written, what is used."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import delete, func, or_, select, update

from accounts.directory import FaqEntry
from faq.content import Content
from router.ids import AgentId, Instant
from storage.database import Database
from storage.directory import save_records
from storage.images import hide_images, show_only
from storage.schema import faq_categories, faq_drafts, faq_entries, faq_uses, faq_versions
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Row, Transaction, Value

MICROSECONDS_A_DAY: Final = 86_400_000_000

_ENTRY: Final = Statement(select(faq_entries.c.settings).where(faq_entries.c.id == param("id")))
_REMOVE: Final = Statement(delete(faq_entries).where(faq_entries.c.id == param("id")))
_NAMED: Final = Statement(select(faq_entries.c.id).where(faq_entries.c.name == param("name")))
_VERSIONS: Final = Statement(
    select(faq_versions.c.settings)
    .where(faq_versions.c.entry_id == param("id"))
    .order_by(faq_versions.c.rev.desc())
)
_DRAFT: Final = Statement(select(*faq_drafts.c).where(faq_drafts.c.id == param("id")))
_DRAFTS: Final = Statement(select(*faq_drafts.c).order_by(faq_drafts.c.saved_at, faq_drafts.c.id))
_ADD_DRAFT: Final = insert_into(faq_drafts)
_SAVE_DRAFT: Final = update_row(faq_drafts)
_DISCARD: Final = Statement(delete(faq_drafts).where(faq_drafts.c.id == param("id")))
_CATEGORIES: Final = Statement(select(faq_categories.c.name).order_by(faq_categories.c.name))
_CATEGORY: Final = Statement(
    select(faq_categories.c.name).where(faq_categories.c.name == param("name"))
)
_ADD_CATEGORY: Final = insert_into(faq_categories)
_DROP_CATEGORY: Final = Statement(
    delete(faq_categories).where(faq_categories.c.name == param("name"))
)
_USE_AGAIN: Final = Statement(
    update(faq_uses)
    .where(
        faq_uses.c.entry_id == param("entry_id"),
        faq_uses.c.day == param("day"),
        faq_uses.c.kind == param("kind"),
    )
    .values(times=faq_uses.c.times + 1)
)
_USE: Final = insert_into(faq_uses)
_USES: Final = Statement(
    select(faq_uses.c.entry_id, func.sum(faq_uses.c.times))
    .where(or_(*(faq_uses.c.kind == kind for kind in ("text", "link", "bot_answered"))))
    .group_by(faq_uses.c.entry_id)
)
_KINDS: Final = Statement(
    select(faq_uses.c.kind, func.sum(faq_uses.c.times)).group_by(faq_uses.c.kind)
)


class EntryDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What is being written of an entry, by whoever saved it last."""

    id: str
    """The entry's, published or not."""
    agent_id: AgentId
    rev: int
    saved_at: Instant
    content: Content


class NameTaken(Exception):
    """Another entry has the shortcut, or the question where there is no shortcut."""


class KnowledgeStore:
    """Keeps the knowledge base."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def publish(self, entry: FaqEntry, *, seen_rev: int) -> FaqEntry | None:
        """Put an entry in force under the next `rev`; its draft is done with.

        `seen_rev` is 0 for a new entry. None: somebody else changed it meanwhile.

        Raises:
            NameTaken: another entry is known by the same name.

        """

        def work(tx: Transaction) -> FaqEntry | None:
            before = entry_by_id(tx, entry.id)
            if (0 if before is None else before.rev) != seen_rev:
                return None
            _check_name(tx, entry)
            kept = msgspec.structs.replace(entry, rev=seen_rev + 1)
            save_records(tx, (kept,))
            _discard(tx, entry.id, entry.changed_at)
            return kept

        return await self._database.write(work)

    async def remove(self, entry_id: str, at: Instant) -> bool:
        """Take an entry and its draft away; its versions stay. False: there is neither."""

        def work(tx: Transaction) -> bool:
            drafts = _discard(tx, entry_id, at)
            return bool(tx.execute(_REMOVE, id=entry_id) + drafts)

        return await self._database.write(work)

    async def versions(self, entry_id: str) -> Sequence[FaqEntry]:
        """Give every state an entry was published in, the newest first."""
        rows = await self._database.read(lambda tx: tx.all(_VERSIONS, id=entry_id))
        return [msgspec.json.decode(settings, type=FaqEntry) for (settings,) in rows]

    # --- Drafts ----------------------------------------------------------------------------------

    async def drafts(self) -> Sequence[EntryDraft]:
        """Give everything that is being written, the oldest first."""
        return [_draft_of(row) for row in await self._database.read(lambda tx: tx.all(_DRAFTS))]

    async def draft(self, entry_id: str) -> EntryDraft | None:
        """Give what is being written of an entry."""
        row = await self._database.read(lambda tx: tx.one(_DRAFT, id=entry_id))
        return None if row is None else _draft_of(row)

    async def save_draft(self, draft: EntryDraft, *, seen_rev: int) -> EntryDraft | None:
        """Keep a draft whose `rev` is still the one seen; None: it was changed meanwhile."""

        def work(tx: Transaction) -> EntryDraft | None:
            row = tx.one(_DRAFT, id=draft.id)
            if (0 if row is None else _draft_of(row).rev) != seen_rev:
                return None
            kept = msgspec.structs.replace(draft, rev=seen_rev + 1)
            tx.execute(
                _ADD_DRAFT if row is None else _SAVE_DRAFT,
                id=kept.id,
                agent_id=kept.agent_id,
                rev=kept.rev,
                saved_at=kept.saved_at,
                content=msgspec.json.encode(kept.content).decode(),
            )
            show_only(tx, _drafted(kept.id), kept.content.answer, kept.saved_at)
            return kept

        return await self._database.write(work)

    async def discard_draft(self, entry_id: str, at: Instant) -> None:
        """Throw away what is being written; what is published stays."""
        await self._database.write(lambda tx: _discard(tx, entry_id, at))

    # --- Categories ------------------------------------------------------------------------------

    async def categories(self) -> Sequence[str]:
        """Give the categories that were made by themselves."""
        return [name for (name,) in await self._database.read(lambda tx: tx.all(_CATEGORIES))]

    async def add_category(self, name: str) -> None:
        """Make a category; one that is there stays."""

        def work(tx: Transaction) -> None:
            if tx.one(_CATEGORY, name=name) is None:
                tx.execute(_ADD_CATEGORY, name=name)

        await self._database.write(work)

    async def rename_category(
        self, old: str, new: str, entries: Sequence[FaqEntry]
    ) -> Sequence[FaqEntry]:
        """Give a category another name, in its entries too, and give those as they are now."""

        def work(tx: Transaction) -> list[FaqEntry]:
            tx.execute(_DROP_CATEGORY, name=old)
            if tx.one(_CATEGORY, name=new) is None:
                tx.execute(_ADD_CATEGORY, name=new)
            current = (entry_by_id(tx, entry.id) for entry in entries)
            renamed = [
                msgspec.structs.replace(entry, category=new, rev=entry.rev + 1)
                for entry in current
                if entry is not None and entry.category == old
            ]
            save_records(tx, tuple(renamed))
            return renamed

        return await self._database.write(work)

    async def drop_category(self, name: str) -> None:
        """Forget a category; one in which entries stand comes back with them."""
        await self._database.write(lambda tx: tx.execute(_DROP_CATEGORY, name=name))

    # --- Uses ------------------------------------------------------------------------------------

    async def count_use(self, entry_id: str, kind: str, at: Instant) -> None:
        """Count that an entry was used in the way called `kind`."""

        def work(tx: Transaction) -> None:
            use: dict[str, Value] = {
                "entry_id": entry_id,
                "day": at // MICROSECONDS_A_DAY,
                "kind": kind,
            }
            if not tx.execute(_USE_AGAIN, **use):
                tx.execute(_USE, **use, times=1)

        await self._database.write(work)

    async def uses(self) -> Mapping[str, int]:
        """Give how often each entry was given to a customer; what never was is not in it."""
        rows = await self._database.read(lambda tx: tx.all(_USES))
        return {entry_id: int(times) for entry_id, times in rows}

    async def counted(self) -> Mapping[str, int]:
        """Give how often each kind of use was counted, over all entries and days."""
        rows = await self._database.read(lambda tx: tx.all(_KINDS))
        return {kind: int(times) for kind, times in rows}


def entry_by_id(tx: Transaction, entry_id: str) -> FaqEntry | None:
    """Give a published entry."""
    row = tx.one(_ENTRY, id=entry_id)
    return None if row is None else msgspec.json.decode(row[0], type=FaqEntry)


def _check_name(tx: Transaction, entry: FaqEntry) -> None:
    row = tx.one(_NAMED, name=entry.natural_key)
    if row is not None and row[0] != entry.id:
        raise NameTaken(entry.natural_key)


def _discard(tx: Transaction, entry_id: str, at: Instant) -> int:
    hide_images(tx, _drafted(entry_id), at)
    return tx.execute(_DISCARD, id=entry_id)


def _drafted(entry_id: str) -> str:
    return f"faq_draft:{entry_id}"


def _draft_of(row: Row) -> EntryDraft:
    values = dict(zip((column.name for column in faq_drafts.c), row, strict=True))
    content = msgspec.json.decode(values["content"], type=Content)
    return EntryDraft(**{**values, "content": content})
