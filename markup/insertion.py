"""Decides whether a text may stand in a message or goes there as a link to its page (FAQ-015).

Any element outside the 27 of the allow-list makes the whole text a link: half a table would be
worse than none. What is decided here is fitness; safety is left to the sanitiser.
"""

from html.parser import HTMLParser
from typing import Final, Literal

import msgspec

from markup.allowlist import TAGS
from markup.effort import is_laborious
from markup.rich_text import RichText, from_html
from markup.sanitize import MOST_STEPS

MOST_VISIBLE_CHARS: Final = 5_000
"""What a message may show (CON-06)."""

_UNWRAPPED: Final = frozenset({"span"})
"""Tags that say nothing by themselves and are taken off (requirements, section 5)."""
_TABLE_TAGS: Final = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "col", "colgroup"}
)

Reason = Literal["table", "element", "too_long"]


class Insertion(msgspec.Struct, frozen=True):
    """A text as a message would hold it, with what speaks against that."""

    content: RichText
    reasons: tuple[Reason, ...]
    """Why it goes as a link alone; empty: it may go as either."""

    @property
    def as_text(self) -> bool:
        """Whether it may stand in a message itself."""
        return not self.reasons


def decide(html: str) -> Insertion:
    """Judge `html`, which need not be clean."""
    content = from_html(html, masked=False)
    elements = _Elements()
    elements.feed(html)
    elements.close()
    foreign = elements.names - TAGS - _UNWRAPPED
    reasons: list[Reason] = []
    if foreign & _TABLE_TAGS:
        reasons.append("table")
    if foreign - _TABLE_TAGS or is_laborious(html, MOST_STEPS):
        reasons.append("element")
    if content.visible_chars > MOST_VISIBLE_CHARS:
        reasons.append("too_long")
    return Insertion(content, tuple(reasons))


class _Elements(HTMLParser):
    """Collects which elements begin."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note an element."""
        self.names.add(tag)
