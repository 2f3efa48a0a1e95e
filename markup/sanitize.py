"""HTML made safe behind two locks: bleach cleans what the editor gave, nh3 has the last word.

bleach is the older and stricter reader of the two, but it gets no more security fixes and keeps a
target such as `javascript:123`; nh3 is maintained, and what it lets through is what a browser
gets. A test runs both over the same hostile strings and holds them together.
"""

import html as entities
import re
from collections.abc import Iterator, MutableMapping
from typing import Any, Final

import nh3
from bleach.html5lib_shim import Filter  # type: ignore[attr-defined]  # the stub leaves it out
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

from markup.allowlist import (
    ATTRIBUTES,
    HIDDEN_TAGS,
    IMAGE_SCHEMES,
    LINK_SCHEMES,
    TAGS,
)
from markup.linkify import EMAIL, URL, links_in, looks_linkable, web_target

FIRST_LOCK_MARKS: Final = 200
"""How many `<` and `&` bleach is asked to read.

Each costs it about 50 us, so a 64 KB message made of tags would hold the event loop for a second.
A message with more marks goes to nh3 alone, as mail does.
"""

MOST_ELEMENTS: Final = 600
"""Opening tags up to which HTML is read as HTML.

nh3 takes time with the square of the depth: 13,000 nested elements, which 64 KB can hold, took it
2.2 s on the event loop, 600 take 5 ms. Nobody writes a message with more of them by hand.
"""

FIXPOINT_ROUNDS: Final = 4
"""Re-nesting a block out of a paragraph can take nh3 a second reading; it never took a fourth."""

_OPENING: Final = re.compile(r"<[a-zA-Z]")
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_PIXELS: Final = re.compile(r"[0-9]{1,4}")
_CONTROLS: Final = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"
} | {0x2028: "\n", 0x2029: "\n"}
"""Control characters, which no reader sees and PostgreSQL refuses in part, and odd line ends."""


def clean_text(text: str) -> str:
    """Give the HTML of plain text: nothing in it is a tag, addresses are links.

    Text that is printable, on one line, without `<`, `>`, `&` or anything like an address is its
    own HTML, and takes no lock at all: this is what nearly every message is.
    """
    if (
        text.isprintable()
        and "<" not in text
        and "&" not in text
        and ">" not in text
        and not looks_linkable(text)
    ):
        return text
    plain = normalise(text)
    return _last_lock("".join(_linked(plain)).replace("\n", "<br>"))


def clean_html(html: str) -> str:
    """Give what the allow-list leaves of `html`, addresses in its text made links.

    HTML with more than `MOST_ELEMENTS` elements is shown as its text alone.
    """
    marked = normalise(html)
    if marked.count("<") > MOST_ELEMENTS and len(_OPENING.findall(marked)) > MOST_ELEMENTS:
        return clean_text(entities.unescape(_ANY_TAG.sub(" ", marked)))
    if marked.count("<") + marked.count("&") <= FIRST_LOCK_MARKS:
        marked = _first_lock(marked)
    return _last_lock(marked)


def normalise(text: str) -> str:
    """Give `text` with one kind of line end and without control characters."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def _linked(text: str) -> Iterator[str]:
    position = 0
    for start, end, target in links_in(text):
        yield entities.escape(text[position:start], quote=False)
        label = entities.escape(text[start:end], quote=False)
        yield f'<a href="{entities.escape(target)}">{label}</a>'
        position = end
    yield entities.escape(text[position:], quote=False)


def _first_lock(html: str) -> str:
    """Clean with bleach. A new cleaner each time: its parser keeps state between readings."""
    return Cleaner(
        tags=TAGS | HIDDEN_TAGS,
        attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()},
        protocols=LINK_SCHEMES,
        strip=True,
        strip_comments=True,
        filters=[_DropHidden, _Linkify],
    ).clean(html)


class _DropHidden(Filter):  # type: ignore[misc]  # bleach ships no types for its html5lib
    """Drops the hidden tags with their content, of which bleach alone would keep the text."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        depth = 0
        for token in super().__iter__():
            hidden = token.get("name") in HIDDEN_TAGS
            if hidden and token["type"] == "StartTag":
                depth += 1
            elif hidden and token["type"] == "EndTag":
                depth -= 1
            elif depth == 0 and not hidden:
                yield token


_Attributes = MutableMapping[tuple[str | None, str], str]


class _Linkify(LinkifyFilter):
    """bleach's linkifier with our patterns."""

    def __init__(self, source: Any) -> None:  # noqa: ANN401 - a stream of html5lib tokens
        super().__init__(
            source, callbacks=[_complete], parse_email=True, url_re=URL, email_re=EMAIL
        )


def _complete(attrs: _Attributes, new: bool = False, /) -> _Attributes:  # noqa: FBT001, FBT002
    """Complete the targets of links made here; a link that was there is left alone."""
    label = attrs.get("_text", "")  # type: ignore[call-overload]  # beside the pairs, by design
    if new and "@" not in label.partition("/")[0]:
        attrs[None, "href"] = web_target(label)
    return attrs


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Judge one attribute that the list allows by its value."""
    if name in {"width", "height"}:
        return value if _PIXELS.fullmatch(value) else None
    if tag == "img" and name == "src":
        return value if value.partition(":")[0].strip().lower() in IMAGE_SCHEMES else None
    return value


_NH3: Final = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(HIDDEN_TAGS),
    # Without `*` nh3 keeps title and lang everywhere.
    attributes={"*": set(), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
    attribute_filter=_keep_attribute,
    url_schemes=set(LINK_SCHEMES),
    # The default would let `//elsewhere/x.gif` and `/logout` through.
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


def _last_lock(html: str) -> str:
    """Clean with nh3 until another reading changes nothing."""
    for _ in range(FIXPOINT_ROUNDS):
        cleaned = _NH3.clean(html)
        if cleaned == html:
            break
        html = cleaned
    return html
