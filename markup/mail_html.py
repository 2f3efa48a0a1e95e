"""A mail's HTML made harmless: its layout stays, whatever runs or calls home does not.

nh3 alone reads it: bleach holds the loop for 66 ms on 100 KB. What is left is shown in a sandboxed
frame under a policy of its own, so this is the second wall and not the only one.
"""

import re
from collections.abc import Mapping
from typing import Final

import nh3

from markup.own_images import is_own
from markup.preformatted import with_first_lines

TAGS: Final = frozenset(
    {
        *("a", "abbr", "address", "article", "b", "bdi", "bdo", "blockquote", "br", "caption"),
        *("center", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s"),
        *("samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr"),
    }
)
"""What may stand in the frame of a mail."""
_EVERYWHERE: Final = frozenset({"align", "dir", "lang", "style", "title", "valign", "bgcolor"})
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "*": _EVERYWHERE,
    **dict.fromkeys(("div", "li", "p"), frozenset({"class"})),
    "a": frozenset({"href"}),
    "col": frozenset({"span", "width"}),
    "font": frozenset({"color", "face", "size"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ol": frozenset({"start", "type"}),
    "table": frozenset({"border", "cellpadding", "cellspacing", "width"}),
    "td": frozenset({"colspan", "height", "rowspan", "width"}),
    "th": frozenset({"colspan", "height", "rowspan", "width"}),
}
_STYLES: Final = frozenset(
    {
        *("background-color", "border", "border-bottom", "border-collapse", "border-color"),
        *("border-left", "border-radius", "border-right", "border-spacing", "border-style"),
        *("border-top", "border-width", "color", "direction", "display", "font-family"),
        *("font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height"),
        *("list-style-type", "margin", "margin-bottom", "margin-left", "margin-right"),
        *("margin-top", "max-width", "min-width", "padding", "padding-bottom", "padding-left"),
        *("padding-right", "padding-top", "text-align", "text-decoration", "text-indent"),
        *("text-transform", "vertical-align", "white-space", "width", "word-break"),
    }
)
"""Nothing that positions over the frame, and nothing that takes a URL."""
_OUTLOOK: Final = re.compile(r"Mso(?:Normal|PlainText|ListParagraph\w*|NoSpacing)")
"""Classes of paragraphs that Outlook sets apart by empty ones, and gives no margin in the style
sheet that is left out."""
_BACKGROUND: Final = re.compile(
    r"(^|;)(\s*)background\s*:\s*(rgba?\([^;()]*\)|[#\w]+)[^;]*", re.IGNORECASE
)
_GONE: Final = frozenset({"script", "style", "title", "template", "noscript", "iframe", "object"})
"""Tags that take their content with them."""
_REMOTE: Final = ("http:", "https:")
_LINKS: Final = (*_REMOTE, "mailto:", "tel:")
"""A link that names no place of its own would lead into ours."""


def clean_mail(html: str, *, inline: Mapping[str, str], remote_images: bool) -> str:
    """Give what is shown of a mail's HTML.

    Args:
        html: as it came.
        inline: where each picture inside the mail is to be had, by its Content-ID (RFC 2392).
        remote_images: whether pictures may be fetched from elsewhere, which tells the sender that
            the mail was read.

    """

    def filtered(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return _source(value.strip(), inline, remote_images=remote_images)
        if attribute == "href":
            return value if value.strip().casefold().startswith(_LINKS) else None
        if attribute == "class":
            return value if _OUTLOOK.fullmatch(value) else None
        # What is escaped (CSS 2.1 section 4.1.3) is spelled out only after this.
        if attribute == "style" and ("url(" in value.casefold() or "\\" in value):
            return None
        if attribute == "style":
            # White words on a coloured button are not to stand on white.
            return _BACKGROUND.sub(r"\1\2background-color:\3", value)
        return value

    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=filtered,
        clean_content_tags=set(_GONE),
        filter_style_properties=set(_STYLES),
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto", "tel", "cid"},
    )
    return with_first_lines(cleaned)


def has_remote_pictures(html: str) -> bool:
    """Tell whether `clean_mail` would show a picture from elsewhere if it were allowed to."""
    found = False

    def noted(tag: str, attribute: str, value: str) -> None:
        nonlocal found
        # Asked about tags, too, that are not let through.
        is_picture = (tag, attribute) == ("img", "src")
        found = found or (is_picture and value.strip().casefold().startswith(_REMOTE))

    nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"img": {"src"}},
        attribute_filter=noted,
        clean_content_tags=set(_GONE),
    )
    return found


def _source(source: str, inline: Mapping[str, str], *, remote_images: bool) -> str | None:
    lowered = source.casefold()
    if lowered.startswith("cid:"):
        return inline.get(source[4:].strip("<>"))
    if is_own(source):
        return source  # in a mail of ours: the frame shows it from where it is kept
    if remote_images and lowered.startswith(_REMOTE):
        return source
    return None
