"""The knowledge base in force: the shelf, made anew off the loop whenever an entry changes."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from accounts.directory import Directory, FaqEntry
from channels.contract import BackgroundTask, Clock
from faq.article import Article, write_article
from faq.entry import Entry
from faq.shelf import Shelf
from router.ids import Instant


class UseStore(Protocol):
    """Counts uses."""

    async def count_use(self, entry_id: str, kind: str, at: Instant) -> None:
        """Count that an entry was used in the way called `kind`."""
        ...


class KnowledgeBase:
    """Gives the shelf as the directory in force has it."""

    def __init__(
        self,
        *,
        directory: Callable[[], Directory],
        uses: UseStore,
        clock: Clock,
        background: BackgroundTask,
        public_url: str,
    ) -> None:
        """Read the entries of `directory`; pages are served below `public_url`."""
        self._directory = directory
        self._uses = uses
        self._clock = clock
        self._background = background
        self._public_url = public_url
        self._read: Mapping[str, FaqEntry] = {}
        self._shelf = Shelf()
        self._lock = asyncio.Lock()

    async def shelf(self) -> Shelf:
        """Give the shelf, waiting for it to be made where an entry has changed."""
        if self._directory().faq_entries is not self._read:
            async with self._lock:
                await self._follow()
        return self._shelf

    def url(self, article: Article) -> str:
        """Give the address of an article's public page."""
        return f"{self._public_url}/faq/{article.entry.slug}"

    def used(self, article: Article, kind: str) -> None:
        """Count a use; nobody waits for it."""
        self.count(article.entry.id, kind)

    def count(self, entry_id: str, kind: str) -> None:
        """Count something about an entry by its id, or about none of them by an empty one."""
        self._background(self._uses.count_use(entry_id, kind, self._clock.now()))

    async def _follow(self) -> None:
        entries = self._directory().faq_entries
        if entries != self._read:  # a change of an agent's password replaces the mapping too
            self._shelf = await asyncio.to_thread(_make, entries, self._read, self._shelf)
        self._read = entries


def _make(entries: Mapping[str, FaqEntry], before: Mapping[str, FaqEntry], known: Shelf) -> Shelf:
    """Make the shelf, taking over what has not changed."""
    return Shelf(
        known.articles[entry.id] if before.get(entry.id) == entry else article_of(entry)
        for entry in entries.values()
        if not entry.disabled
    )


def article_of(entry: FaqEntry) -> Article:
    """Make an article of an entry as the directory holds it."""
    return write_article(
        Entry(
            id=entry.id,
            slug=entry.address,
            language=entry.language,
            category=entry.category,
            question=entry.question,
            answer_text="",
            shortcut=entry.shortcut,
        ),
        entry.answer,
    )
