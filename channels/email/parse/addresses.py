"""Addresses in headers (RFC 5322 section 3.4), read as people write them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from channels.email.parse import limits
from channels.email.parse.charset import decode
from channels.email.parse.parsed import ParsedAddress
from channels.email.parse.printable import clean_line, shorten
from channels.email.parse.words import decode_words

_ANGLED: Final = re.compile(r"<+([^<>]*)>*")
_ATOM: Final = r"""[^\s<>()\[\]",:;@\\]"""
_SPEC: Final = re.compile(
    rf"""(?: "(?:[^"\\]|\\.){{1,64}}" | (?<!{_ATOM}){_ATOM}{{1,200}}+ )
        @
        (?: {_ATOM}{{1,255}} | \[[0-9a-fA-F.:IPv]{{2,60}}\] )
    """,
    re.VERBOSE,
)
_ROUTE: Final = re.compile(r"@[^:]{0,200}:")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


class Addresses(NamedTuple):
    """What a header with addresses holds."""

    mailboxes: tuple[ParsedAddress, ...]
    """Each address once, in order."""
    capped: bool


def addresses(raws: list[bytes], *, hint: str = "") -> Addresses:
    """Give the mailboxes of every header in `raws`, those of groups among them.

    A piece without anything like an address is left out; the raw message still has it.
    """
    found: dict[str, ParsedAddress] = {}
    for raw in raws:
        text = decode(raw, hint=hint).text
        for piece in _pieces(text):
            if "@" not in piece and "=?" not in piece:
                continue
            mailbox = _mailbox(piece) or _mailbox(decode_words(piece))
            if mailbox is not None:
                if len(found) >= limits.ADDRESSES and mailbox.address not in found:
                    return Addresses(tuple(found.values()), capped=True)
                found.setdefault(mailbox.address, mailbox)
    return Addresses(tuple(found.values()), capped=False)


def address_in(text: str) -> str:
    """Give the first thing in `text` that looks like an address, empty if there is none."""
    match = _SPEC.search(text)
    return _spelled(match[0]) if match else ""


def _pieces(text: str) -> Iterator[str]:
    """Split at commas and semicolons outside quotes, comments and brackets.

    A quote that never ends protects nothing, or one of them would swallow all that follow.
    """
    quotes = text.count('"') - text.count('\\"')
    last_comment, last_bracket = text.rfind(")"), text.rfind(">")
    begin = position = depth = 0
    quoted = angled = False
    while position < len(text):
        char = text[position]
        if char == "\\":
            position += 1
        elif char == '"' and (quoted or quotes > 1):
            quoted = not quoted
            quotes -= 1
        elif quoted:
            pass
        elif char == "(":
            depth += position < last_comment
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == ">" and angled and text.find("<", position) >= 0:
            angled = False  # another one follows, with or without a comma
            yield text[begin : position + 1]
            begin = position + 1
        elif char in "<>":
            angled = char == "<" and position < last_bracket
        elif depth == 0 and not angled and char in ",;":
            yield text[begin:position]
            begin = position + 1
        elif depth == 0 and not angled and char == ":" and text.find("@", begin, position) < 0:
            begin = position + 1  # the name of a group
        position += 1
    yield text[begin:]


def _mailbox(piece: str) -> ParsedAddress | None:
    """Read `name <local@domain>`, `local@domain (name)` or anything between."""
    angled = [match for match in _ANGLED.finditer(piece) if "@" in match[1]]
    if angled:
        last = angled[-1]
        spec = _SPEC.search(_ROUTE.sub("", last[1].strip(), count=1) or last[1])
        name = piece[: last.start()]
    else:
        spec = _SPEC.search(piece)
        name = f"{piece[: spec.start()]} {piece[spec.end() :]}" if spec else ""
    if spec is None:
        return None
    address = _spelled(spec[0])
    if not address or len(address) > limits.ADDRESS_CHARS:
        return None
    return ParsedAddress(_name(name), address)


def _spelled(spec: str) -> str:
    """Give an address with its domain in lower case, empty if nothing is left of a side."""
    local, _, domain = clean_line(decode_words(spec)).rpartition("@")
    domain = domain.strip(". '").lower()
    local = local.strip()
    return f"{local}@{domain}" if local.strip("'\"") and domain else ""


def _name(text: str) -> str:
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    unquoted = _ESCAPED.sub(r"\1", text.replace('\\"', "\0")).replace('"', "").replace("\0", '"')
    return shorten(clean_line(decode_words(unquoted)).strip("'<> "), limits.NAME_CHARS)
