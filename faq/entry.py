"""An entry of the knowledge base, as it is published and as it is found."""

import msgspec

from faq.language import LanguageCode


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its answer, in one language."""

    id: str
    slug: str
    """Its address below `/faq/`; it stays when the question changes."""
    language: LanguageCode
    category: str
    question: str
    answer_text: str
    """What a reader sees of the answer."""
    shortcut: str | None = None
    """What an agent types to insert it, without decoration (CON-23)."""
    insertable_as_text: bool = True
    """False where the answer holds what a message cannot: it goes as a link alone (FAQ-015)."""


class Hit(msgspec.Struct, frozen=True):
    """An entry that was found."""

    entry: Entry
    score: float
    """Larger is nearer; comparable within one search."""
    coverage: float
    """How much of what was asked it speaks of, by weight, from 0 to 1."""
