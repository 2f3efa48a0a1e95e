"""Every published article, found by id, address, shortcut, or by what it says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from faq.article import Article
from faq.language import LanguageCode, fold
from faq.search import Search
from faq.shortcut import bare_shortcut


class Shelf:
    """A value that is made anew when something is published, never changed."""

    __slots__ = ("_by_shortcut", "_by_slug", "_search", "articles", "categories")

    articles: Mapping[str, Article]
    """By the id of their entry."""
    categories: Mapping[str, int]
    """How many articles stand in each, by name in alphabetical order."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        """Index the articles; takes seconds for ten thousand."""
        self.articles = {each.entry.id: each for each in articles}
        every = self.articles.values()
        self._by_slug = {each.entry.slug: each for each in every}
        self._by_shortcut = {
            fold(each.entry.shortcut): each for each in every if each.entry.shortcut
        }
        counted = Counter(each.entry.category for each in every)
        self.categories = dict(sorted(counted.items(), key=lambda item: fold(item[0])))
        self._search = Search(each.entry for each in every)

    def by_slug(self, slug: str) -> Article | None:
        """Find the article at an address below `/faq/`."""
        return self._by_slug.get(slug)

    def by_shortcut(self, typed: str) -> Article | None:
        """Find the article behind a shortcut, typed with or without its decoration (FAQ-006)."""
        bare = bare_shortcut(typed)
        return None if bare is None else self._by_shortcut.get(fold(bare))

    def best(self, question: str, language: LanguageCode) -> tuple[Article, float] | None:
        """Give the nearest article, with how much of the question it speaks of (0 to 1)."""
        for hit in self._search.find(question, limit=1, language=language):
            return self.articles[hit.entry.id], hit.coverage
        return None

    def find(
        self,
        query: str,
        *,
        limit: int,
        category: str | None = None,
        language: LanguageCode | None = None,
        unfinished: bool = False,
    ) -> Sequence[Article]:
        """Give the articles nearest to `query`; without words, all of them by their question."""
        if query.strip():
            hits = self._search.find(
                query, limit=limit, category=category, language=language, unfinished=unfinished
            )
            return [self.articles[hit.entry.id] for hit in hits]
        listed = (
            each
            for each in self.articles.values()
            if category in (None, each.entry.category) and language in (None, each.entry.language)
        )
        return sorted(listed, key=lambda each: (fold(each.entry.question), each.entry.id))[:limit]
