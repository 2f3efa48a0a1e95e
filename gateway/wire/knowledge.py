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


Question = Annotated[str, Meta(max_length=1_000)]
Answer = Annotated[str, Meta(max_length=65_536)]
Rev = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class EntryContent(Payload, frozen=True, kw_only=True):
    """An entry as it is written."""

    question: Question
    answer: Answer
    """Markdown, or HTML where it begins with a tag."""
    category: CategoryName
    language: Locale = "en"
    shortcut: Shortcut | None = None


class WriteEntry(Payload, frozen=True, kw_only=True):
    """What to keep of an entry, as a draft or for everybody.

    `rev` and `draft_rev` are those of the entry and of its draft that were seen; 0: none was.
    """

    content: EntryContent
    publish: bool
    rev: Rev = 0
    draft_rev: Rev = 0


class EntryDraft(Payload, frozen=True, kw_only=True):
    """What somebody is writing of an entry."""

    content: EntryContent
    rev: int
    saved_at: str
    agent: str | None
    """The name of who saved it last."""


class EntryVersion(Payload, frozen=True, kw_only=True):
    """A state an entry was published in."""

    content: EntryContent
    rev: int
    at: str
    agent: str | None
    """None: the provisioning file or an import."""


class EntryRow(Payload, frozen=True, kw_only=True):
    """An entry in the list of those who keep the knowledge base."""

    id: str
    question: str
    category: str
    language: Locale
    shortcut: str | None
    rev: int
    """0: not published yet."""
    draft: bool
    uses: int


class BotFigures(Payload, frozen=True, kw_only=True):
    """What the answer bot has done since it was switched on first."""

    answered: int
    helped: int
    not_helped: int
    handed_over: int


class HelpLink(Payload, frozen=True, kw_only=True):
    """A user guide, or somebody who helps."""

    title: str
    url: str


class HelpLinks(Ok, frozen=True, kw_only=True):
    """Where help is to be had beside the knowledge base (FAQ-012)."""

    links: tuple[HelpLink, ...]


class ManagedEntries(Ok, frozen=True, kw_only=True):
    """Every entry, published or not."""

    entries: tuple[EntryRow, ...]
    bot: BotFigures


class ManagedEntry(Ok, frozen=True, kw_only=True):
    """An entry with everything that is known of it."""

    id: str
    rev: int
    published: EntryContent | None
    draft: EntryDraft | None
    url: str | None
    """Its public page, once it is published."""
    versions: tuple[EntryVersion, ...]
    """The newest first."""
    uses: int


class PreviewAnswer(Payload, frozen=True, kw_only=True):
    """An answer that is being written."""

    answer: Answer


class AnswerPreview(Ok, frozen=True, kw_only=True):
    """How an answer will look, in a message and on its page; both are clean."""

    message_html: str
    page_html: str
    visible_chars: int
    insertable_as: tuple[InsertedAs, ...]
    reasons: tuple[LinkReason, ...]


class WriteCategory(Payload, frozen=True, kw_only=True):
    """A category's name, or another one for it."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
