"""Web and mail addresses in text, made into links.

The linkifier is our own. That of bleach links every word that ends like a top-level domain
(`main.py`), looks for a quoted mail address from every character onwards, which is quadratic, and
where it makes a link decodes the entities beside it twice (`&amp;lt;` becomes `&lt;`). Our patterns
ask for `http://`, `https://`, `www.` or an `@`, and each part has a limit.
"""

import html as entities
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

URL: Final = re.compile(
    r"""(?<![\w@/.])                # not inside a word, an address or a path
        (?:https?://|www\.(?=\w))
        [^\s<>"]{0,2000}
        [^\s<>"'.,:;!?)\]}*_~]      # punctuation at the end belongs to the sentence
    """,
    re.IGNORECASE | re.VERBOSE,
)

EMAIL: Final = re.compile(
    r"""(?<![\w.+@/-])
        [A-Z0-9_][A-Z0-9_.+-]{0,63}
        @
        (?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.){1,8}
        [A-Z]{2,24}
        (?![\w@-])
    """,
    re.IGNORECASE | re.VERBOSE,
)


MOST_LINKS: Final = 100
"""How many addresses of a piece of text become links; nobody follows more of them."""

_TAG: Final = re.compile(r"(<[^<>]*>)")


def link_text(text: str) -> Iterator[str]:
    """Give the HTML of plain `text` in pieces, its addresses as links."""
    position = 0
    for start, end, target in islice(links_in(text), MOST_LINKS):
        yield entities.escape(text[position:start], quote=False)
        label = entities.escape(text[start:end], quote=False)
        yield f'<a href="{entities.escape(target)}">{label}</a>'
        position = end
    yield entities.escape(text[position:], quote=False)


def link_html(html: str) -> str:
    """Do the same to the text of clean `html`, outside the links that it has."""
    pieces: list[str] = []
    within_link = False
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            within_link = (piece.startswith("<a") and piece[2] in " >") or (
                within_link and piece != "</a>"
            )
            pieces.append(piece)
        elif within_link or not looks_linkable(piece):
            pieces.append(piece)
        else:
            pieces.extend(link_text(entities.unescape(piece)))
    return "".join(pieces)


def looks_linkable(text: str) -> bool:
    """Tell quickly whether `text` may hold an address; a yes is not a promise."""
    return "://" in text or "@" in text or "www." in text.lower()


def links_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, target) of each address in `text`, in order, none overlapping."""
    found = [(match.start(), match.end(), web_target(match[0])) for match in URL.finditer(text)] + [
        (match.start(), match.end(), f"mailto:{match[0]}") for match in EMAIL.finditer(text)
    ]
    end = 0
    for link in sorted(found):
        if link[0] >= end:
            yield link
            end = link[1]


def web_target(address: str) -> str:
    """Complete a web address that was written without its scheme."""
    return address if "://" in address[:8] else f"https://{address}"
