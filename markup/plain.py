"""The plain-text twin of clean HTML, for transcripts, searching and counting."""

import re
from html import unescape
from typing import Final

import msgspec

from markup.allowlist import BLOCK_TAGS, HIDDEN_TAGS

_SPACED: Final = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "article"})
"""Blocks with an empty line around them."""

_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*+)([^<>]*+)>")
"""A tag as the cleaner writes it: in small letters, no `<` or `>` in a value."""
_ENTITY: Final = re.compile(r"&[#\w]{1,40};?")
_UNSEEN: Final = re.compile(
    rf"(?:<(?=[a-zA-Z/!?])"
    rf"(?:!--.*?(?:-->|\Z)|({'|'.join(sorted(HIDDEN_TAGS))})\b.*?(?:</\1[^>]*+>?|\Z)|[^>]*+>?)\s*+)++",
    re.DOTALL | re.IGNORECASE,
)
"""Tags in a row, of the hidden ones what they hold too."""
_VALUE: Final = re.compile(r'([a-z-]+)="([^"]*)"')


class Twin(msgspec.Struct, frozen=True):
    """What a reader sees of a piece of HTML."""

    text: str
    """Blocks on their own lines, list items marked, link targets in brackets."""
    visible_chars: int
    """Code points of the text alone, line breaks counted as one each (CON-06)."""


def plain_twin(html: str) -> Twin:
    """Give the plain twin of `html`, which must have been cleaned."""
    if "<" not in html:
        text = unescape(html)
        return Twin("" if text.isspace() else text.strip("\n"), 0 if text.isspace() else len(text))
    reader = _Reader()
    position = 0
    for tag in _TAG.finditer(html):
        if tag.start() > position:
            reader.read(unescape(html[position : tag.start()]))
        position = tag.end()
        if tag[1]:
            reader.end(tag[2])
        else:
            reader.begin(tag[2], tag[3])
    if position < len(html):
        reader.read(unescape(html[position:]))
    return Twin(reader.text(), reader.visible)


def bare_text(html: str) -> str:
    """Give the text of `html`, not clean yet, without a parser: what takes too long is read so."""
    return unescape(_UNSEEN.sub(" ", html))


def fewest_visible_chars(html: str) -> int:
    """Give how many characters `html`, normalised but not clean, shows at least."""
    return len("".join(_UNSEEN.sub("", _ENTITY.sub("&", html)).split()))


class _Reader:
    """Collects text, with pending line breaks written only before more text."""

    def __init__(self) -> None:
        self.visible = 0
        self._parts: list[str] = []
        self._breaks = 0
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int]] = []

    def text(self) -> str:
        """Give what was collected."""
        return "".join(self._parts).strip("\n")

    def begin(self, tag: str, attributes: str) -> None:
        """Begin a block, a list item or a link, or show an image by its text."""
        if tag in BLOCK_TAGS:
            self._begin_line(2 if tag in _SPACED else 1)
        if tag == "br":
            self.visible += 1
            self._breaks += 1
        elif tag == "hr":
            self._write("---")
            self._begin_line(1)
        elif tag == "img":
            self._write(_value(attributes, "alt"))
        elif tag == "a":
            self._links.append((_value(attributes, "href"), len(self._parts)))
        elif tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._write(self._marker())

    def end(self, tag: str) -> None:
        """End a block or a list, or name the target of a link."""
        if tag in BLOCK_TAGS:
            self._begin_line(2 if tag in _SPACED else 1)
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "a" and self._links:
            target, start = self._links.pop()
            label = "".join(self._parts[start:]).strip()
            if target and label not in {target, *_shortened(target)}:
                self._write(f" ({target})" if label else target)

    def read(self, data: str) -> None:
        """Add text as it stands."""
        if data.isspace() and (self._breaks or not self._parts):
            return  # white space between two blocks
        self.visible += len(data)
        self._write(data)

    def _marker(self) -> str:
        indent = "  " * max(len(self._lists) - 1, 0)
        number = self._lists[-1] if self._lists else None
        if number is None:
            return f"{indent}- "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _begin_line(self, breaks: int) -> None:
        if self._parts:
            self._breaks = max(self._breaks, breaks)

    def _write(self, text: str) -> None:
        if text:
            self._parts.append("\n" * self._breaks)
            self._parts.append(text)
            self._breaks = 0


def _value(attributes: str, wanted: str) -> str:
    for name, value in _VALUE.findall(attributes):
        if name == wanted:
            return unescape(value)
    return ""


def _shortened(target: str) -> tuple[str, ...]:
    """Give the ways a linked address is usually written."""
    bare = target.removeprefix("mailto:").removeprefix("https://").removeprefix("http://")
    return bare, bare.rstrip("/"), target.rstrip("/")
