"""HTML made safe behind two locks: bleach cleans what the editor gave, nh3 has the last word.

bleach is the older and stricter reader of the two, but it gets no more security fixes and keeps a
target such as `javascript:123`; nh3 is maintained, and what it lets through is what a browser
gets. A test runs both over the same hostile strings and holds them together.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import nh3
from bleach.html5lib_shim import Filter  # type: ignore[attr-defined]  # the stub leaves it out
from bleach.sanitizer import Cleaner

from markup.allowlist import (
    ATTRIBUTES,
    HIDDEN_TAGS,
    IMAGE_SCHEMES,
    LINK_SCHEMES,
    TAGS,
)
from markup.effort import is_laborious
from markup.linkify import link_html, link_text, looks_linkable
from markup.own_images import is_own, own_or_none
from markup.plain import bare_text

FIRST_LOCK_MARKS: Final = 32
"""How many tags, entities and addresses bleach is asked to read.

Each costs it up to 100 us, and the event loop is not held longer than 5 ms. Rich text with more
of them goes to nh3 alone, as mail does.
"""
FIRST_LOCK_CHARS: Final = 2_000
FIRST_LOCK_STEPS: Final = 100
"""How long, and how much work, a text may be for bleach."""

MOST_STEPS: Final = 1_000
"""Work up to which HTML is read as HTML (`markup.effort`).

It is what 5,000 characters between 400 elements need. nh3 takes about a microsecond a step, and
all of its readings and the twin are to be done in the 5 ms. Nobody writes more by hand.
"""

FIXPOINT_ROUNDS: Final = 4
"""Re-nesting a block out of a paragraph can take nh3 a second reading; it never took a fourth."""

_MARK: Final = re.compile(r"[<&@]|://|www\.", re.IGNORECASE)
_PIXELS: Final = re.compile(r"[0-9]{1,4}")
_LINE_ENDS: Final = "\r\u2028\u2029"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
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
    return _last_lock("".join(link_text(plain)).replace("\n", "<br>"))


def clean_html(html: str, *, most_steps: int = MOST_STEPS) -> str:
    """Give what the allow-list leaves of `html`, addresses in its text made links.

    HTML that is more work than `most_steps` is shown as its text alone; whoever allows more than
    there are by default does not clean it on the event loop.
    """
    marked = normalise(html)
    if is_laborious(marked, most_steps):
        return clean_text(bare_text(marked))
    if _suits_first_lock(marked):
        marked = _first_lock(marked)
    # What entities spelled out (`&#1;`) is normalised only now.
    return _last_lock(link_html(normalise(_NH3.clean(marked))))


def _suits_first_lock(html: str) -> bool:
    return (
        len(html) <= FIRST_LOCK_CHARS
        and len(_MARK.findall(html)) <= FIRST_LOCK_MARKS
        and not is_laborious(html, FIRST_LOCK_STEPS)
    )


def normalise(text: str) -> str:
    """Give `text` with one kind of line end and without control characters."""
    if text.isprintable():
        return text
    return _CONTROL.sub(_line_end, text.replace("\r\n", "\n"))


def _line_end(control: re.Match[str]) -> str:
    return "\n" if control[0] in _LINE_ENDS else ""


def _first_lock(html: str) -> str:
    """Clean with bleach. A new cleaner each time: its parser keeps state between readings."""
    return Cleaner(
        tags=TAGS | HIDDEN_TAGS,
        attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()},
        protocols=LINK_SCHEMES,
        strip=True,
        strip_comments=True,
        filters=[_DropHidden],
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


def _keep_attribute(_tag: str, name: str, value: str) -> str | None:
    """Judge one attribute that the list allows by its value."""
    if name in {"width", "height"}:
        return value if _PIXELS.fullmatch(value) else None
    if name == "src" and not is_own(value):
        return value if value.partition(":")[0].strip().lower() in IMAGE_SCHEMES else None
    # A picture of ours can be shown anywhere, but a link to it leads nowhere from a mail.
    return None if name == "href" and is_own(value) else value


_NH3: Final = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(HIDDEN_TAGS),
    # Without `*` nh3 keeps title and lang everywhere.
    attributes={"*": set(), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
    attribute_filter=_keep_attribute,
    url_schemes=set(LINK_SCHEMES),
    # The default would let `//elsewhere/x.gif` and `/logout` through.
    url_relative=own_or_none,
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
