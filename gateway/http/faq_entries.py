"""Keeping the knowledge base over HTTP: entries, drafts, versions, categories, a preview."""

import asyncio
from collections.abc import Iterable, Sequence

import msgspec
from aiohttp import web

from accounts.directory import Agent, FaqEntry
from faq.article import write_article
from faq.content import Content
from faq.entry import Entry
from faq.language import fold
from gateway.company import DirectoryInForce
from gateway.config import HelpLink
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.knowledge_base import KnowledgeBase
from gateway.knowledge_editing import Editing
from gateway.wire import knowledge as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from gateway.wire.times import to_wire
from storage.knowledge import EntryDraft, KnowledgeStore

_MOST_BODY_BYTES = 450_000
"""65,536 characters, each of which JSON may need six bytes for."""


class FaqEntryRoutes:
    """What those do who keep the knowledge base."""

    def __init__(
        self,
        *,
        access: CaseAccess,
        in_force: DirectoryInForce,
        base: KnowledgeBase,
        store: KnowledgeStore,
        editing: Editing,
        help_links: Sequence[HelpLink],
    ) -> None:
        """Join the collaborators; `help_links` are those of the configuration."""
        self._access = access
        self._in_force = in_force
        self._base = base
        self._store = store
        self._editing = editing
        self._help = wire.HelpLinks(
            links=tuple(wire.HelpLink(title=each.title, url=each.url) for each in help_links)
        )

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        one = "/api/v1/faq/entries/{entry_id}"
        return (
            web.get("/api/v1/faq/entries", self.find),
            web.post("/api/v1/faq/entries", self.add),
            web.get(one, self.read),
            web.put(one, self.write),
            web.delete(one, self.remove),
            web.delete(f"{one}/draft", self.discard_draft),
            web.post("/api/v1/faq/preview", self.preview),
            web.get("/api/v1/faq/help", self.help),
            web.post("/api/v1/faq/categories", self.add_category),
            web.put("/api/v1/faq/categories/{name}", self.rename_category),
            web.delete("/api/v1/faq/categories/{name}", self.drop_category),
        )

    async def find(self, request: web.Request) -> web.Response:
        """List every entry, those too that nobody has published yet."""
        await self._access.agent(request, "faq.view")
        uses = await self._store.uses()
        drafts = {each.id: each.content for each in await self._store.drafts()}
        rows = [
            _row(each.id, each, each.rev, uses.get(each.id, 0), draft=each.id in drafts)
            for each in self._in_force().faq_entries.values()
            if not each.disabled
        ]
        published = self._in_force().faq_entries
        rows += [
            _row(entry_id, content, 0, 0, draft=True)
            for entry_id, content in drafts.items()
            if entry_id not in published
        ]
        rows.sort(key=lambda row: (fold(row.category), fold(row.question), row.id))
        counted = await self._store.counted()
        figures = {
            name: counted.get(f"bot_{name}", 0)
            for name in ("answered", "helped", "not_helped", "handed_over")
        }
        return answer(wire.ManagedEntries(entries=tuple(rows), bot=wire.BotFigures(**figures)))

    async def add(self, request: web.Request) -> web.Response:
        """Make an entry (FAQ-011)."""
        agent = await self._access.agent(request)
        entry_id = await self._write(request, agent, None)
        return await self._show(entry_id, status=201)

    async def read(self, request: web.Request) -> web.Response:
        """Give an entry with its draft and its versions."""
        await self._access.agent(request, "faq.view")
        return await self._show(request.match_info["entry_id"])

    async def write(self, request: web.Request) -> web.Response:
        """Change an entry, for everybody or as a draft (FAQ-011)."""
        agent = await self._access.agent(request)
        return await self._show(await self._write(request, agent, request.match_info["entry_id"]))

    async def remove(self, request: web.Request) -> web.Response:
        """Take an entry away (FAQ-011)."""
        agent = await self._access.agent(request)
        await self._editing.remove(agent, request.match_info["entry_id"])
        return answer(Ok())

    async def discard_draft(self, request: web.Request) -> web.Response:
        """Throw away what is being written of an entry."""
        agent = await self._access.agent(request)
        await self._editing.discard_draft(agent, request.match_info["entry_id"])
        return answer(Ok())

    async def preview(self, request: web.Request) -> web.Response:
        """Show how an answer will look in a message and on its page."""
        await self._access.agent(request, "faq.view")
        wanted = await read_body(request, wire.PreviewAnswer, limit_bytes=_MOST_BODY_BYTES)
        # A long answer takes longer than the loop may be held.
        article = await asyncio.to_thread(write_article, _NAMELESS, wanted.answer)
        return answer(
            wire.AnswerPreview(
                message_html=article.message_html,
                page_html=article.page_html,
                visible_chars=article.visible_chars,
                insertable_as=article.insertable_as,
                reasons=article.reasons,
            )
        )

    async def help(self, request: web.Request) -> web.Response:
        """Tell where user guides and support are (FAQ-012)."""
        await self._access.agent(request, "faq.view")
        return answer(self._help)

    async def add_category(self, request: web.Request) -> web.Response:
        """Make a category."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.WriteCategory)
        await self._editing.add_category(agent, wanted.name)
        return answer(Ok(), status=201)

    async def rename_category(self, request: web.Request) -> web.Response:
        """Give a category another name, in its entries too."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.WriteCategory)
        await self._editing.rename_category(agent, request.match_info["name"], wanted.name)
        return answer(Ok())

    async def drop_category(self, request: web.Request) -> web.Response:
        """Forget a category in which nothing stands."""
        agent = await self._access.agent(request)
        await self._editing.drop_category(agent, request.match_info["name"])
        return answer(Ok())

    async def _write(self, request: web.Request, agent: Agent, entry_id: str | None) -> str:
        wanted = await read_body(request, wire.WriteEntry, limit_bytes=_MOST_BODY_BYTES)
        return await self._editing.write(
            agent,
            entry_id,
            Content(**msgspec.structs.asdict(wanted.content)),
            publish=wanted.publish,
            rev=wanted.rev,
            draft_rev=wanted.draft_rev,
        )

    async def _show(self, entry_id: str, *, status: int = 200) -> web.Response:
        entry = self._in_force().faq_entries.get(entry_id)
        draft = await self._store.draft(entry_id)
        if entry is None and draft is None:
            raise HttpRefusal(Code.NOT_FOUND, "entry_id")
        shelf = await self._base.shelf()
        article = shelf.articles.get(entry_id)
        return answer(
            wire.ManagedEntry(
                id=entry_id,
                rev=0 if entry is None else entry.rev,
                published=None if entry is None else _content(entry),
                draft=None if draft is None else self._draft(draft),
                url=None if article is None else self._base.url(article),
                versions=tuple(
                    wire.EntryVersion(
                        content=_content(each),
                        rev=each.rev,
                        at=to_wire(each.changed_at),
                        agent=self._name(each.changed_by),
                    )
                    for each in await self._store.versions(entry_id)
                ),
                uses=(await self._store.uses()).get(entry_id, 0),
            ),
            status=status,
        )

    def _draft(self, draft: EntryDraft) -> wire.EntryDraft:
        return wire.EntryDraft(
            content=_content(draft.content),
            rev=draft.rev,
            saved_at=to_wire(draft.saved_at),
            agent=self._name(draft.agent_id),
        )

    def _name(self, agent_id: str | None) -> str | None:
        agent = self._in_force().agents.get(agent_id or "")
        return None if agent is None else agent.name


_NAMELESS = Entry(id="", slug="", language="en", category="", question="", answer_text="")


def _content(entry: FaqEntry | Content) -> wire.EntryContent:
    return wire.EntryContent(
        question=entry.question,
        answer=entry.answer,
        category=entry.category,
        language=entry.language,
        shortcut=entry.shortcut,
    )


def _row(
    entry_id: str, entry: FaqEntry | Content, rev: int, uses: int, *, draft: bool
) -> wire.EntryRow:
    return wire.EntryRow(
        id=entry_id,
        question=entry.question,
        category=entry.category,
        language=entry.language,
        shortcut=entry.shortcut,
        rev=rev,
        draft=draft,
        uses=uses,
    )
