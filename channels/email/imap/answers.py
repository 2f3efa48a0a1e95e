"""What the lines of an IMAP server's answers say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Part = bytes | bytearray
"""A line of an answer, or, as a `bytearray`, a literal that belongs to the line before it."""

_FETCH: Final = re.compile(rb"\d+ FETCH ", re.IGNORECASE)
_UID: Final = re.compile(rb"\bUID (\d+)", re.IGNORECASE)
_SIZE: Final = re.compile(rb"\bRFC822\.SIZE (\d+)", re.IGNORECASE)
_SHORT: Final = re.compile(
    rb'\bBODY\[(?P<part>[^\]]*)\](?:<\d+>)? "(?P<text>(?:[^"\\]|\\.)*)"', re.IGNORECASE
)
_BODY: Final = re.compile(rb"\bBODY\[(?P<part>[^\]]*)\](?:<\d+>)? \{\d+\}$", re.IGNORECASE)
_VALIDITY: Final = re.compile(rb"\[UIDVALIDITY (\d+)\]", re.IGNORECASE)
_NEXT: Final = re.compile(rb"\[UIDNEXT (\d+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selected:
    """What a server says of a folder when it is opened."""

    uidvalidity: int | None
    uidnext: int | None
    """None: the server does not tell."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server says of one message; None where it did not say it."""

    uid: int
    size_bytes: int | None
    bodies: dict[str, bytes]
    """What came of it under the names asked for, such as `` (all of it) or `HEADER`."""


def selected(lines: Iterable[Part]) -> Selected:
    """Read the answer to SELECT."""
    text = b"\n".join(lines)
    validity, following = _VALIDITY.search(text), _NEXT.search(text)
    return Selected(
        uidvalidity=int(validity[1]) if validity else None,
        uidnext=int(following[1]) if following else None,
    )


def numbers(lines: Sequence[Part]) -> list[int]:
    """Read the answer to SEARCH, which may come in several lines, in rising order."""
    said = lines[:-1]  # what the server says to people may hold numbers too
    return sorted({int(word) for line in said for word in bytes(line).split() if word.isdigit()})


def fetched(lines: Sequence[Part]) -> list[Fetched]:
    """Read the answer to UID FETCH; what the server says unasked is left out."""
    found: list[Fetched] = []
    for group in _groups(lines):
        text = b" ".join(part for part in group if isinstance(part, bytes))
        uid, size = _UID.search(text), _SIZE.search(text)
        if uid is not None:
            found.append(Fetched(int(uid[1]), int(size[1]) if size else None, _bodies(group)))
    return found


def _groups(lines: Sequence[Part]) -> list[list[Part]]:
    """Give each message's own parts; the tagged line at the end belongs to nobody."""
    groups: list[list[Part]] = []
    for part in lines[:-1]:
        if isinstance(part, bytes) and _FETCH.match(part):
            groups.append([])
        if groups:
            groups[-1].append(part)
    return groups


def _bodies(group: Sequence[Part]) -> dict[str, bytes]:
    bodies: dict[str, bytes] = {}
    name = None
    for part in group:
        if isinstance(part, bytearray):
            if name is not None:
                bodies[name] = bytes(part)
            name = None
            continue
        for short in _SHORT.finditer(part):
            bodies[_name(short)] = re.sub(rb"\\(.)", rb"\1", short["text"])
        long = _BODY.search(part)
        name = None if long is None else _name(long)
    return bodies


def _name(match: re.Match[bytes]) -> str:
    return match["part"].decode("ascii", "replace").upper()
