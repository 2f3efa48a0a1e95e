"""What an author gives an entry, with what is wrong about it."""

from collections.abc import Iterator

import msgspec

from faq.language import LanguageCode
from faq.shortcut import bare_shortcut

MOST_QUESTION_CHARS = 1_000
MOST_ANSWER_CHARS = 65_536
MOST_CATEGORY_CHARS = 120


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is written (FAQ-013)."""

    question: str
    answer: str
    """Markdown or HTML."""
    category: str = "General"
    language: LanguageCode = "en"
    shortcut: str | None = None
    """Without decoration."""

    def tidied(self) -> "Content":
        """Give the content with one kind of white space in its lines, the shortcut bare.

        A shortcut that can be none stays as it is, for `faults` to tell.
        """
        shortcut = (self.shortcut or "").strip()
        return msgspec.structs.replace(
            self,
            question=_line(self.question),
            category=_line(self.category),
            answer=self.answer.replace("\r\n", "\n").replace("\0", "").strip(),
            shortcut=(bare_shortcut(shortcut) or shortcut) or None,
        )

    def faults(self) -> Iterator[str]:
        """Name each field that cannot be published."""
        if not 0 < len(self.question) <= MOST_QUESTION_CHARS:
            yield "question"
        if not 0 < len(self.answer) <= MOST_ANSWER_CHARS:
            yield "answer"
        if not 0 < len(self.category) <= MOST_CATEGORY_CHARS:
            yield "category"
        if self.shortcut is not None and bare_shortcut(self.shortcut) != self.shortcut:
            yield "shortcut"


def _line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())
