"""The knowledge base beside a conversation: searched, read, suggested, put into a reply."""

from typing import Final

from channels.chat.service import ChatService
from faq.article import Article
from gateway.knowledge_base import KnowledgeBase
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.views import knowledge as views
from gateway.wire import knowledge as wire
from gateway.wire.errors import Code
from storage.knowledge import KnowledgeStore

_FOUND: Final = 20
_SUGGESTED: Final = 3
_LOOKED_BACK: Final = 30
"""Messages in which the customer's last one is looked for."""


class KnowledgeEvents:
    """Translates what an agent asks of the knowledge base."""

    def __init__(self, base: KnowledgeBase, store: KnowledgeStore, chat: ChatService) -> None:
        """Look into `base`; conversations are read through `chat`."""
        self._base = base
        self._store = store
        self._chat = chat

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {
            "faq.search": self.search,
            "faq.get": self.get,
            "faq.categories": self.categories,
            "faq.suggest": self.suggest,
            "faq.insert": self.insert,
        }

    async def search(
        self,
        connection: Connection[AgentCaller],  # noqa: ARG002 - a handler
        payload: wire.SearchEntries,
    ) -> wire.FoundEntries:
        """Find entries while the query is being typed (FAQ-007, FAQ-008, FAQ-035)."""
        shelf = await self._base.shelf()
        found = shelf.find(
            payload.query,
            limit=payload.limit or _FOUND,
            category=payload.category or None,
            unfinished=True,
        )
        return wire.FoundEntries(entries=tuple(views.found(each) for each in found))

    async def get(
        self,
        connection: Connection[AgentCaller],  # noqa: ARG002 - a handler
        payload: wire.ChooseEntry,
    ) -> wire.ChosenEntry:
        """Give an entry to look at before it is inserted (FAQ-035)."""
        article = await self._article(payload.entry_id)
        return wire.ChosenEntry(entry=views.whole(article, self._base.url(article)))

    async def categories(
        self,
        connection: Connection[AgentCaller],  # noqa: ARG002 - a handler
        payload: wire.ListCategories,  # noqa: ARG002
    ) -> wire.Categories:
        """Give every category, those without an entry too."""
        shelf = await self._base.shelf()
        names = {*shelf.categories, *await self._store.categories()}
        return views.categories(names, shelf.categories)

    async def suggest(
        self, connection: Connection[AgentCaller], payload: wire.SuggestEntries
    ) -> wire.FoundEntries:
        """Give what may answer the customer's last message."""
        assert connection.caller is not None
        page = await self._chat.history(
            connection.caller.author, payload.chat_id, limit=_LOOKED_BACK
        )
        asked = next((m.text for m in reversed(page.messages) if m.sender == "customer"), "")
        if not asked.strip():
            return wire.FoundEntries(entries=())
        shelf = await self._base.shelf()
        found = shelf.find(asked, limit=_SUGGESTED)
        return wire.FoundEntries(entries=tuple(views.found(each) for each in found))

    async def insert(
        self,
        connection: Connection[AgentCaller],  # noqa: ARG002 - a handler
        payload: wire.InsertEntry,
    ) -> wire.InsertedEntry:
        """Give what goes into the reply, and count it (FAQ-006, FAQ-009, FAQ-015)."""
        if (payload.entry_id is None) == (payload.shortcut is None):
            raise Refusal(Code.INVALID, "entry_id")
        article = await self._article(payload.entry_id, payload.shortcut)
        inserted = article.inserted(payload.wanted, self._base.url(article))
        self._base.used(article, inserted.inserted_as)
        return wire.InsertedEntry(
            html=inserted.html, text=inserted.text, inserted_as=inserted.inserted_as
        )

    async def _article(self, entry_id: str | None, shortcut: str | None = None) -> Article:
        shelf = await self._base.shelf()
        if shortcut is None:
            article = shelf.articles.get(entry_id or "")
        else:
            article = shelf.by_shortcut(shortcut)
        if article is None:
            raise Refusal(Code.NOT_FOUND, "entry_id" if shortcut is None else "shortcut")
        return article
