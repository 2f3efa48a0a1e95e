"""The HTML of a knowledge-base page: more than a message may hold, nothing that runs."""

import re
from typing import Final

import nh3

from markup.allowlist import HIDDEN_TAGS, LINK_SCHEMES, TAGS
from markup.own_images import is_own, own_or_none
from markup.preformatted import with_first_lines

_TABLE_TAGS: Final = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "col", "colgroup"}
)
_TEXT_TAGS: Final = frozenset(
    {
        *("abbr", "cite", "code", "del", "details", "figcaption", "figure", "ins", "kbd", "mark"),
        *("pre", "q", "s", "samp", "section", "small", "span", "summary", "var"),
    }
)
PAGE_TAGS: Final = TAGS | _TABLE_TAGS | _TEXT_TAGS
"""What may stand in an entry on its page."""

_CLEANER: Final = nh3.Cleaner(
    tags=set(PAGE_TAGS),
    clean_content_tags=set(HIDDEN_TAGS),
    attributes={
        "*": set(),
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start"},
    },
    url_schemes=set(LINK_SCHEMES),
    url_relative=own_or_none,
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


_IMAGE: Final = re.compile(r"<img([^<>]*)>|<(/?)a(?=[ >])")
"""A picture, or where a link begins or ends: no link stands within another."""
_VALUE: Final = re.compile(r' (alt|src)="([^"]*)"')


def with_own_pictures(html: str) -> str:
    """Give clean `html` with a link in the place of each picture that the gateway does not keep.

    A picture from elsewhere would tell others who reads, as it would in a chat or in a mail. Of
    one that is a link already, the words are left.
    """
    linked = False

    def shown(found: re.Match[str]) -> str:
        nonlocal linked
        if found[1] is None:
            linked = not found[2]
            return str(found[0])
        return _shown(found, linked=linked)

    return _IMAGE.sub(shown, html)


def _shown(image: re.Match[str], *, linked: bool) -> str:
    values = dict(_VALUE.findall(image[1]))
    source: str = values.get("src", "")
    words: str = values.get("alt", "")
    if is_own(source):
        return str(image[0])
    if linked or not source:
        return words or source
    rel = "noopener noreferrer nofollow"
    return f'<a href="{source}" rel="{rel}">{words or source}</a>'


def clean_page(html: str) -> str:
    """Give what a page shows of `html`; no attribute but a link's, an image's, a cell's is kept."""
    return with_first_lines(_CLEANER.clean(html))
