"""The tags and attributes that may reach a browser (requirements, section 5)."""

from typing import Final

TEXT_TAGS: Final = frozenset(
    {
        *("div", "article", "blockquote", "p"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("b", "strong", "i", "em", "u", "sub", "sup"),
    }
)
LINK_TAGS: Final = frozenset({"a"})
LIST_TAGS: Final = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
IMAGE_TAGS: Final = frozenset({"img"})
OTHER_TAGS: Final = frozenset({"hr", "br"})

TAGS: Final = TEXT_TAGS | LINK_TAGS | LIST_TAGS | IMAGE_TAGS | OTHER_TAGS
"""The 27 tags that are inserted directly; of any other tag only the text is kept."""

ATTRIBUTES: Final = {
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
}
"""The attributes that are kept; none on any other tag."""

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto"})
IMAGE_SCHEMES: Final = frozenset({"http", "https"})

HIDDEN_TAGS: Final = frozenset(
    {"script", "style", "template", "iframe", "noembed", "noframes", "title"}
)
"""Tags that go together with their content, which was never meant to be read as text."""

BLOCK_TAGS: Final = frozenset(
    {"div", "article", "blockquote", "p", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Allowed tags that begin a line of their own."""
