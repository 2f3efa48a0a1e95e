"""The knowledge base as desks are told."""

from collections.abc import Iterable, Mapping
from typing import Any

from faq.article import Article
from faq.language import fold
from gateway.wire import knowledge as wire


def found(article: Article) -> wire.FoundEntry:
    """Give an article as a line of a list."""
    return wire.FoundEntry(**_line(article))


def whole(article: Article, url: str) -> wire.KnowledgeEntry:
    """Give an article with its answer, its page being at `url`."""
    return wire.KnowledgeEntry(
        **_line(article),
        html=article.message_html,
        text=article.message_text,
        reasons=article.reasons,
        url=url,
    )


def _line(article: Article) -> dict[str, Any]:
    entry = article.entry
    return {
        "id": entry.id,
        "shortcut": entry.shortcut,
        "category": entry.category,
        "language": entry.language,
        "question": entry.question,
        "excerpt": article.excerpt,
        "insertable_as": article.insertable_as,
    }


def categories(names: Iterable[str], entries: Mapping[str, int]) -> wire.Categories:
    """Give the categories in alphabetical order, with how many `entries` stand in each."""
    ordered = sorted(names, key=lambda name: (fold(name), name))
    return wire.Categories(
        categories=tuple(
            wire.Category(id=name, name=name, entries=entries.get(name, 0)) for name in ordered
        )
    )
