"""Writing the knowledge base: drafts, publishing, categories, with the rights each takes."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from accounts.directory import Agent, Directory, FaqEntry
from accounts.permissions import may
from channels.contract import Clock
from faq.content import Content
from faq.language import fold
from faq.slug import free_slug
from gateway.company import DirectoryInForce
from gateway.sockets.refusal import Refusal
from gateway.wire.errors import Code
from storage.knowledge import EntryDraft, KnowledgeStore, NameTaken


class Mint(Protocol):
    """Makes identifiers."""

    def id(self) -> str:
        """Give a new one."""
        ...


class Editing:
    """Does what an agent asks for, or raises `Refusal` and does nothing (FAQ-011)."""

    def __init__(
        self, *, in_force: DirectoryInForce, store: KnowledgeStore, clock: Clock, mint: Mint
    ) -> None:
        """Join the collaborators."""
        self._in_force = in_force
        self._store = store
        self._clock = clock
        self._mint = mint

    async def write(
        self,
        agent: Agent,
        entry_id: str | None,
        content: Content,
        *,
        publish: bool,
        rev: int,
        draft_rev: int,
    ) -> str:
        """Keep an entry, new without `entry_id`, and give its id.

        Raises:
            Refusal: `forbidden` with the field that may not be set, `invalid`, `not_found`, or
                `conflict` where it was changed meanwhile.

        """
        content = content.tidied()
        before = self._in_force().faq_entries.get(entry_id or "")
        await self._check(agent, entry_id, content, before)
        kept_id = entry_id or self._mint.id()
        if not publish:
            draft = EntryDraft(
                id=kept_id, agent_id=agent.id, rev=0, saved_at=self._clock.now(), content=content
            )
            if await self._store.save_draft(draft, seen_rev=draft_rev) is None:
                raise Refusal(Code.CONFLICT, "draft_rev")
            return kept_id
        entry = FaqEntry(
            id=kept_id,
            slug=self._free_slug(content) if before is None else before.address,
            changed_at=self._clock.now(),
            changed_by=agent.id,
            **msgspec.structs.asdict(content),
        )
        try:
            published = await self._store.publish(entry, seen_rev=rev)
        except NameTaken:
            name = "question" if content.shortcut is None else "shortcut"
            raise Refusal(Code.CONFLICT, name) from None
        if published is None:
            raise Refusal(Code.CONFLICT, "rev")
        self._change(lambda known: known.with_records((published,)))
        return kept_id

    async def remove(self, agent: Agent, entry_id: str) -> None:
        """Take an entry away."""
        _require(agent, "faq.delete")
        if not await self._store.remove(entry_id, self._clock.now()):
            raise Refusal(Code.NOT_FOUND, "entry_id")
        self._change(lambda known: known.without(entry_id))

    async def discard_draft(self, agent: Agent, entry_id: str) -> None:
        """Throw away what is being written of an entry; what is published stays."""
        published = entry_id in self._in_force().faq_entries
        _require(agent, "faq.edit" if published else "faq.add")
        await self._store.discard_draft(entry_id, self._clock.now())

    async def add_category(self, agent: Agent, name: str) -> None:
        """Make a category (FAQ-012)."""
        _require(agent, "faq.category")
        await self._store.add_category(_tidy_category(name))

    async def rename_category(self, agent: Agent, old: str, new: str) -> None:
        """Give a category another name, in its entries too."""
        _require(agent, "faq.category")
        inside = [each for each in self._in_force().faq_entries.values() if each.category == old]
        renamed = await self._store.rename_category(old, _tidy_category(new), inside)
        self._change(lambda known: known.with_records(renamed))

    async def drop_category(self, agent: Agent, name: str) -> None:
        """Forget a category in which nothing stands."""
        _require(agent, "faq.category")
        if any(each.category == name for each in self._in_force().faq_entries.values()):
            raise Refusal(Code.CONFLICT, "name")
        await self._store.drop_category(name)

    async def _check(
        self, agent: Agent, entry_id: str | None, content: Content, before: FaqEntry | None
    ) -> None:
        draft = None if entry_id is None else await self._store.draft(entry_id)
        if entry_id is not None and before is None and draft is None:
            raise Refusal(Code.NOT_FOUND, "entry_id")
        _require(agent, "faq.add" if before is None else "faq.edit")
        fault = next(content.faults(), None)
        if fault is not None:
            raise Refusal(Code.INVALID, fault)
        if content.shortcut != (None if before is None else before.shortcut):
            _require(agent, "faq.shortcut", "shortcut")
            self._check_shortcut(content, entry_id)
        known = {each.category for each in self._in_force().faq_entries.values()}
        if content.category not in known.union(await self._store.categories()):
            _require(agent, "faq.category", "category")

    def _check_shortcut(self, content: Content, entry_id: str | None) -> None:
        """Let no two shortcuts differ by their case alone: both would be typed alike."""
        if content.shortcut is not None and any(
            fold(each.shortcut) == fold(content.shortcut)
            for each in self._in_force().faq_entries.values()
            if each.shortcut is not None and each.id != entry_id and not each.disabled
        ):
            raise Refusal(Code.CONFLICT, "shortcut")

    def _free_slug(self, content: Content) -> str:
        taken = {each.address for each in self._in_force().faq_entries.values()}
        return free_slug(content.question, taken)

    def _change(self, change: Callable[[Directory], Directory]) -> None:
        self._in_force.replace(change(self._in_force()))


def _require(agent: Agent, permission: str, field: str | None = None) -> None:
    if not may(agent, permission):
        raise Refusal(Code.FORBIDDEN, field)


def _tidy_category(name: str) -> str:
    tidied = Content(question="", answer="", category=name).tidied().category
    if not tidied:
        raise Refusal(Code.INVALID, "name")
    return tidied
