"""What somebody wrote, in the two forms in which it is kept."""

import msgspec

from markup.cards import mask_cards, mask_cards_in_html
from markup.plain import plain_twin
from markup.sanitize import clean_html, clean_text, normalise


class RichText(msgspec.Struct, frozen=True):
    """Safe HTML beside its plain twin."""

    html: str
    text: str
    visible_chars: int
    """What the limit on a message counts: code points a reader sees (CON-06)."""


def from_text(text: str, *, masked: bool) -> RichText:
    """Take plain text; with `masked`, payment card numbers are masked first."""
    plain = normalise(text)
    if masked:
        plain = mask_cards(plain)
    return RichText(clean_text(plain), plain, len(plain))


def from_html(html: str, *, masked: bool) -> RichText:
    """Take HTML from an editor; with `masked`, payment card numbers are masked first."""
    cleaned = clean_html(html)
    if masked:
        cleaned = mask_cards_in_html(cleaned)
    twin = plain_twin(cleaned)
    return RichText(cleaned, twin.text, twin.visible_chars)
