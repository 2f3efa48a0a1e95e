"""An entry made ready: found by its words, shown on its page, put into a message."""

from html import escape
from typing import Final, Literal

import msgspec

from faq.entry import Entry
from markup.insertion import Reason, decide
from markup.page_html import clean_page
from markup.plain import plain_twin
from markup.source import html_of

InsertedAs = Literal["text", "link"]

_EXCERPT_CHARS: Final = 160


class Inserted(msgspec.Struct, frozen=True):
    """What goes into a message."""

    html: str
    text: str
    inserted_as: InsertedAs


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with everything that is made of its answer."""

    entry: Entry
    answer: str
    """As written."""
    message_html: str
    message_text: str
    page_html: str
    visible_chars: int
    reasons: tuple[Reason, ...]
    """Why it goes into a message as a link alone; empty: it may go as either (FAQ-015)."""

    @property
    def insertable_as(self) -> tuple[InsertedAs, ...]:
        """How it may go into a message."""
        return ("link",) if self.reasons else ("text", "link")

    @property
    def excerpt(self) -> str:
        """Give the beginning of the answer as one line."""
        line = " ".join(self.entry.answer_text.split())
        if len(line) <= _EXCERPT_CHARS:
            return line
        return line[:_EXCERPT_CHARS].rpartition(" ")[0].rstrip(",;:.") + " …"

    def inserted(self, wanted: InsertedAs, address: str) -> Inserted:
        """Give what goes into a message, the page being found at `address` (FAQ-009).

        A link is given where the text cannot stand in a message, whatever was wanted (FAQ-015).
        """
        if wanted == "text" and not self.reasons:
            return Inserted(self.message_html, self.message_text, "text")
        question = self.entry.question
        html = f'<a href="{escape(address)}">{escape(question, quote=False)}</a>'
        return Inserted(html, f"{question} ({address})", "link")


def write_article(entry: Entry, answer: str) -> Article:
    """Make an article of an entry and its answer, Markdown or HTML.

    The entry's `answer_text` is filled in here. Takes milliseconds for a long answer.
    """
    html = html_of(answer)
    insertion = decide(html)
    page = clean_page(html)
    text = insertion.content.text if insertion.as_text else plain_twin(page).text
    return Article(
        entry=msgspec.structs.replace(
            entry, answer_text=text, insertable_as_text=insertion.as_text
        ),
        answer=answer,
        message_html=insertion.content.html,
        message_text=insertion.content.text,
        page_html=page,
        visible_chars=insertion.content.visible_chars,
        reasons=insertion.reasons,
    )
