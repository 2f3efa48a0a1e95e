"""A structured header value with parameters, such as Content-Type (RFC 2045, RFC 2231)."""

import re
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from channels.email.parse.charset import codecs_for, decode
from channels.email.parse.printable import clean_line
from channels.email.parse.words import decode_words

_MEDIA_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_PARAMETER: Final = re.compile(
    r"""([^\s=;"]{1,200})\s*=\s*
        (?: "((?:[^"\\]|\\.)*)(?:"|$) | ([^;]*) )
    """,
    re.VERBOSE | re.DOTALL,
)
_BETWEEN: Final = re.compile(r"[;\s]*")
_ESCAPED: Final = re.compile(r"\\([\"\\])")
_SECTION: Final = re.compile(r"([^*]+)\*([0-9]{1,3})?(\*)?")
_EXTENDED: Final = re.compile(r"([^']{0,60})'([^']{0,60})'(.*)", re.DOTALL)


class Structured(NamedTuple):
    """A value with its parameters."""

    value: str
    """In lower case, without what follows the first semicolon."""
    parameters: dict[str, str]
    """Decoded, on one line each; names in lower case. The first of several counts."""


def structured(raw: bytes, *, hint: str = "") -> Structured:
    """Take a header value apart, keeping whatever can be understood of it."""
    text = decode(raw, hint=hint).text
    head, _, rest = text.partition(";")
    if "=" in head and "/" not in head:
        head, rest = "", text  # `Content-Type: charset=utf-8`
    return Structured(clean_line(head).strip(" \"'").lower(), _decoded(_pairs(rest)))


def media_type(value: str, default: str = "text/plain") -> str:
    """Give a well-formed media type; RFC 2045 section 5.2 says what a malformed one means."""
    squeezed = value.replace(" ", "")
    for spelling in (squeezed, value.partition(" ")[0]):  # a semicolon may have been forgotten
        if _MEDIA_TYPE.fullmatch(spelling):
            return spelling
    return default


def _pairs(text: str) -> list[tuple[str, str]]:
    """Give name and raw value of each parameter."""
    pairs: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        match = _PARAMETER.match(text, position)
        if match is None:
            semicolon = text.find(";", position)
            position = semicolon if semicolon >= 0 else len(text)
            continue
        quoted, bare = match[2], match[3]
        value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else bare.strip()
        pairs.append((match[1].lower(), value))
        position = match.end()
    return pairs


def _decoded(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Join continuations and decode: `name*0*=`, `name*=`, and encoded words in `name=`."""
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in pairs:
        match = _SECTION.fullmatch(name)
        if match is None:
            plain.setdefault(name, decode_words(value))
        else:
            pieces = sections.setdefault(match[1], {})
            in_hexadecimals = match[3] is not None or match[2] is None
            pieces.setdefault(int(match[2] or 0), (value, in_hexadecimals))
    extended = {name: _joined(pieces) for name, pieces in sections.items()}
    return {name: clean_line(value) for name, value in (plain | extended).items()}


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """Decode the sections of one parameter together, for a character may lie across two."""
    charset = ""
    whole = b""
    for number in sorted(pieces):
        value, extended = pieces[number]
        if extended and number == min(pieces) and (match := _EXTENDED.fullmatch(value)):
            charset, value = match[1], match[3]
        whole += unquote_to_bytes(value) if extended else value.encode("utf-8", "replace")
    if codecs_for(charset) is None:
        charset = ""
    return decode_words(decode(whole, charset).text)
