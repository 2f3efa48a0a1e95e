"""What a message may hold: one of text and HTML, storable, not too long, no card numbers."""

from typing import Final

from channels.chat.limits import MAX_ATTACHMENTS, MAX_HTML_BYTES
from channels.chat.refusal import Refusal
from channels.chat.values import Draft
from markup.plain import fewest_visible_chars
from markup.rich_text import RichText, from_html, from_text
from markup.sanitize import normalise

_JOINERS: Final = "\u200c\u200d"
"""Without a shape of their own, but Persian names and composed emoji are spelt with them."""


class Contents:
    """Makes message bodies of what people send."""

    def __init__(self, message_chars: int) -> None:
        """Refuse more than `message_chars` visible characters, never truncate (CHT-018)."""
        self._message_chars = message_chars

    def of_draft(self, draft: Draft, *, masked: bool) -> RichText:
        """Check and clean a draft; `masked` hides card numbers. Raises `Refusal` (`invalid`)."""
        if len(draft.attachments) > MAX_ATTACHMENTS:
            raise Refusal("invalid", "attachments")
        require_storable(draft.client_id, "client_id")
        may_be_empty = bool(draft.attachments)
        if draft.html is None:
            return self.of_text(draft.text or "", masked=masked, may_be_empty=may_be_empty)
        if draft.text is not None:
            raise Refusal("invalid", "html")
        return self._of_html(draft.html, masked=masked, may_be_empty=may_be_empty)

    def of_text(
        self, raw: str, *, masked: bool, field: str = "text", may_be_empty: bool = False
    ) -> RichText:
        """Check plain text and clean it. Raises `Refusal` (`invalid`)."""
        # Cleaning only ever shortens plain text, so what is too long costs nothing.
        if len(raw) > self._message_chars:
            raise Refusal("invalid", field)
        require_storable(raw, field)
        content = from_text(raw, masked=masked)
        if not may_be_empty and is_blank(content.text):
            raise Refusal("invalid", field)
        return content

    def _of_html(self, raw: str, *, masked: bool, may_be_empty: bool) -> RichText:
        require_storable(raw, "html")
        if len(raw.encode()) > MAX_HTML_BYTES:
            raise Refusal("invalid", "html")
        # What is too long is refused before it is cleaned, which would hold the event loop.
        if (
            raw.count("<") > self._message_chars
            or fewest_visible_chars(normalise(raw)) > self._message_chars
        ):
            raise Refusal("invalid", "html")
        content = from_html(raw, masked=masked)
        if content.visible_chars > self._message_chars:
            raise Refusal("invalid", "html")
        if not may_be_empty and is_blank(content.text) and "<img" not in content.html:
            raise Refusal("invalid", "html")
        return content


def is_blank(text: str) -> bool:
    """Tell whether a reader would see nothing: spaces, and marks without a shape of their own."""
    return not any(c.isprintable() and not c.isspace() for c in text)


def require_storable(text: str, field: str) -> None:
    """Refuse what no database keeps: half of a surrogate pair, which JSON allows."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refusal("invalid", field) from error


def one_line(text: str, field: str, max_chars: int) -> str:
    """Give the text on one line without control characters. Raises `Refusal` (`invalid`)."""
    require_storable(text, field)
    kept = (c if c.isprintable() or c in _JOINERS else " " for c in text)
    line = " ".join("".join(kept).split()).strip(_JOINERS + " ")
    if len(line) > max_chars:
        raise Refusal("invalid", field)
    return line
