"""What Outlook wraps into a winmail.dat (MS-OXTNEF).

The library for it trusts every number in the file: a count of four thousand million properties in
a file of forty bytes keeps it busy for hours. Here each number is held against the bytes that are
left, and only what an agent can use is read: the text and the files.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from channels.email.parse import limits
from channels.email.parse.charset import decode

_SIGNATURE: Final = 0x223E9F78
_HEADER: Final = struct.Struct("<BHHL")
_CHECKSUM: Final = 2
_SHORT: Final = struct.Struct("<H")
_LONG: Final = struct.Struct("<L")

# Attributes, by the numbers of section 2.1.2.
_BODY: Final = 0x800C
_ATTACH_DATA: Final = 0x800F
_ATTACH_TITLE: Final = 0x8010
_ATTACH_BEGINS: Final = 0x9002
_MESSAGE_PROPERTIES: Final = 0x9003
_ATTACH_PROPERTIES: Final = 0x9005
_CODE_PAGE: Final = 0x9007

# Properties, by the numbers of MS-OXPROPS.
_PLAIN_BODY: Final = 0x1000
_HTML_BODY: Final = 0x1013
_INTERNET_CODE_PAGE: Final = 0x3FDE
_DATA: Final = 0x3701
_LONG_NAME: Final = 0x3707

_NAMED: Final = 0x8000
"""Properties from here on carry a name."""
_MULTIPLE: Final = 0x1000
"""In a type: several values follow, after their number."""
_UNICODE: Final = 0x001F
_VARIABLE: Final = frozenset({0x000D, 0x001E, _UNICODE, 0x0102})
_SIZES: Final = {
    **dict.fromkeys((0x01, 0x02, 0x03, 0x04, 0x0A, 0x0B), 4),
    **dict.fromkeys((0x05, 0x06, 0x07, 0x14, 0x40), 8),
    0x48: 16,
}
"""Bytes that a value of each other type takes; short ones are filled up."""
_MESSAGE_INTERFACE: Final = bytes.fromhex("0703020000000000c000000000000046")


class Unwrapped(NamedTuple):
    """The content of a winmail.dat."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class _File:
    name: str = ""
    content: bytes = b""


@dataclass(slots=True)
class _Found:
    code_page: str = ""
    text: str = ""
    html: str = ""
    files: list[_File] = field(default_factory=list)


class _Property(NamedTuple):
    identifier: int
    kind: int
    value: bytes
    """The first one, if there are several."""


def unwrap(content: bytes) -> Unwrapped | None:
    """Open a winmail.dat, None if it is none; one that breaks off is read up to there."""
    if len(content) < 6 or _LONG.unpack_from(content)[0] != _SIGNATURE:
        return None
    found = _Found()
    position = 6
    for _ in range(limits.TNEF_OBJECTS):
        if position + _HEADER.size > len(content):
            break
        _, identifier, _, size = _HEADER.unpack_from(content, position)
        position += _HEADER.size
        _take(found, identifier, content[position : position + size])
        position += size + _CHECKSUM
    files = tuple((each.name, each.content) for each in found.files if each.content)
    return Unwrapped(found.text, found.html, files)


def _take(found: _Found, identifier: int, data: bytes) -> None:
    """Take what can be used of one attribute."""
    if identifier == _CODE_PAGE and len(data) >= _LONG.size:
        found.code_page = f"cp{_LONG.unpack_from(data)[0]}"
    elif identifier == _BODY:
        found.text = _text(data, found.code_page)
    elif identifier == _MESSAGE_PROPERTIES:
        _take_message(found, list(_properties(data)))
    elif identifier == _ATTACH_BEGINS:
        found.files.append(_File())
    elif found.files:
        _take_into(found.files[-1], identifier, data, found.code_page)


def _take_message(found: _Found, properties: list[_Property]) -> None:
    pages = [each.value for each in properties if each.identifier == _INTERNET_CODE_PAGE]
    page = f"cp{_LONG.unpack(pages[0])[0]}" if pages and len(pages[0]) == 4 else found.code_page
    page = {"cp65001": "utf-8", "cp20127": "us-ascii"}.get(page, page)
    for each in properties:
        if each.identifier == _PLAIN_BODY:
            found.text = _words(each, page) or found.text
        elif each.identifier == _HTML_BODY:
            found.html = _words(each, page) or found.html


def _take_into(file: _File, identifier: int, data: bytes, code_page: str) -> None:
    """Take what can be used of one attribute of a file."""
    if identifier == _ATTACH_TITLE:
        file.name = file.name or _text(data, code_page)
    elif identifier == _ATTACH_DATA:
        file.content = data
    elif identifier == _ATTACH_PROPERTIES:
        for each in _properties(data):
            if each.identifier == _LONG_NAME:
                file.name = _words(each, code_page) or file.name
            elif each.identifier == _DATA:
                file.content = each.value.removeprefix(_MESSAGE_INTERFACE)


def _properties(data: bytes) -> Iterator[_Property]:
    """Read a list of properties, ending where the numbers make no sense (section 2.1.3.4)."""
    try:
        yield from _read_properties(data)
    except struct.error:
        return  # it breaks off


def _read_properties(data: bytes) -> Iterator[_Property]:
    (number,) = _LONG.unpack_from(data)
    position = _LONG.size
    for _ in range(min(number, len(data) // 4)):
        (kind,) = _SHORT.unpack_from(data, position)
        (identifier,) = _SHORT.unpack_from(data, position + 2)
        position += 4
        if identifier >= _NAMED:
            position = _past_name(data, position)
        multiple, kind = bool(kind & _MULTIPLE), kind & ~_MULTIPLE
        values = 1
        if multiple or kind in _VARIABLE:
            (values,) = _LONG.unpack_from(data, position)
            position += 4
        first = b""
        for index in range(min(values, len(data) // 4)):
            if kind in _VARIABLE:
                (size,) = _LONG.unpack_from(data, position)
                position += 4
            elif kind in _SIZES:
                size = 2 if multiple and kind in {0x02, 0x0B} else _SIZES[kind]
            else:
                return
            if position + size > len(data):
                return
            first = data[position : position + size] if index == 0 else first
            position += size + (-size % 4 if kind in _VARIABLE else 0)
        position += -position % 4
        yield _Property(identifier, kind, first)


def _past_name(data: bytes, position: int) -> int:
    """Pass over the name of a property: a set of names, then a number or words."""
    (by_words,) = _LONG.unpack_from(data, position + 16)
    (size,) = _LONG.unpack_from(data, position + 20)
    return position + 24 + (size + -size % 4 if by_words else 0)


def _words(each: _Property, code_page: str) -> str:
    if each.kind == _UNICODE:
        return each.value.decode("utf-16-le", "replace").strip("\0")
    return _text(each.value, code_page)


def _text(value: bytes, code_page: str) -> str:
    return decode(value.rstrip(b"\0"), code_page).text.strip("\0")
