"""The knowledge base: found, read, put into messages, written."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from gateway.wire.scalars import Id, Limit, Locale, Ok, Payload

InsertedAs = Literal["text", "link"]
LinkReason = Literal["table", "element", "too_long"]
Query = Annotated[str, Meta(max_length=500)]
CategoryName = Annotated[str, Meta(max_length=120)]
Shortcut = Annotated[str, Meta(max_length=42)]


class SearchEntries(Payload, frozen=True, kw_only=True):
    """What is looked for; its last word may only have begun. Without words: everything."""

    query: Query
    category: CategoryName | None = None
    limit: Limit | None = None


class FoundEntry(Payload, frozen=True, kw_only=True):
    """An entry in a list."""

    id: str
    shortcut: str | None
    category: str
    language: Locale
    question: str
    excerpt: str
    insertable_as: tuple[InsertedAs, ...]


class FoundEntries(Ok, frozen=True, kw_only=True):
    """Entries, the nearest first."""

    entries: tuple[FoundEntry, ...]


class ChooseEntry(Payload, frozen=True, kw_only=True):
    """Which entry."""

    entry_id: Id


class KnowledgeEntry(FoundEntry, frozen=True, kw_only=True):
    """An entry with its answer as a message holds it."""

    html: str
    """Clean; a table shows as its text alone, the page shows it whole."""
    text: str
    reasons: tuple[LinkReason, ...]
    """Why it goes into a message as a link alone."""
    url: str
    """Its public page."""


class ChosenEntry(Ok, frozen=True, kw_only=True):
    """The entry that was asked for."""

    entry: KnowledgeEntry


class ListCategories(Payload, frozen=True, kw_only=True):
    """Nothing is asked but for all of them."""


class Category(Payload, frozen=True, kw_only=True):
    """A category is known by its name; `id` is the same."""

    id: str
    name: str
    entries: int


class Categories(Ok, frozen=True, kw_only=True):
    """Every category, in alphabetical order."""

    categories: tuple[Category, ...]


class SuggestEntries(Payload, frozen=True, kw_only=True):
    """The chat whose customer's last message is to be answered."""

    chat_id: Id


class InsertEntry(Payload, frozen=True, kw_only=True):
    """Which entry, by one of two names, and how it is to go into a message."""

    wanted: InsertedAs = msgspec.field(name="as")
    entry_id: Id | None = None
    shortcut: Shortcut | None = None


class InsertedEntry(Ok, frozen=True, kw_only=True):
    """What to put into the message."""

    html: str
    text: str
    inserted_as: InsertedAs
