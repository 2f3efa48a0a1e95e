"""Files that were written into the text itself with uuencode (POSIX)."""

import binascii
import re
from typing import Final, NamedTuple

_BEGIN: Final = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n", re.MULTILINE)
_LINE: Final = re.compile(rb"[\x20-\x60]{1,90}")
MOST_FILES: Final = 50
"""In one text."""


class UuencodedFile(NamedTuple):
    """One file with where it was found."""

    name: bytes
    content: bytes
    damaged: bool
    """Whether it has no end, or a line of it is not what it should be."""
    start: int
    end: int


def first_file(raw: bytes, position: int = 0) -> UuencodedFile | None:
    """Give the first file in `raw` from `position` on.

    A line that only looks like a beginning, as in a sentence about `begin 644 x`, is not one: the
    line after it must be of the length that it announces.
    """
    for begin in _BEGIN.finditer(raw, position):
        found = _read(raw, begin)
        if found is not None:
            return found
    return None


def split_files(raw: bytes) -> tuple[bytes, list[UuencodedFile]]:
    """Give `raw` without the files in it, then the files."""
    if b"begin" not in raw:
        return raw, []
    files: list[UuencodedFile] = []
    kept: list[bytes] = []
    position = 0
    while len(files) < MOST_FILES and (found := first_file(raw, position)) is not None:
        kept.append(raw[position : found.start])
        files.append(found)
        position = found.end
    return b"".join([*kept, raw[position:]]), files


def _read(raw: bytes, begin: re.Match[bytes]) -> UuencodedFile | None:
    content: list[bytes] = []
    position = begin.end()
    damaged, ended = False, False
    while position < len(raw):
        newline = raw.find(b"\n", position, position + 200)
        after = len(raw) if newline < 0 else newline + 1
        line = raw[position:after].rstrip(b"\r\n") if after - position <= 200 else b""
        if line == b"end":
            position, ended = after, True
            break
        decoded = _line(line)
        if decoded is None:
            damaged = True
            break
        content.append(decoded)
        position = after
    if not content or not (ended or any(content)):
        return None
    whole = b"".join(content)
    return UuencodedFile(begin[1].strip(), whole, damaged or not ended, begin.start(), position)


def _line(line: bytes) -> bytes | None:
    """Decode one line, None if it is none: its first character says how long it is."""
    stripped = line.rstrip(b" ")
    if line in {b"", b" ", b"`"}:
        return b"" if line else None
    if not _LINE.fullmatch(line):
        return None
    length = (line[0] - 32) & 63
    needed = 1 + (length + 2) // 3 * 4
    if len(stripped) != 1 and not needed - 4 <= len(stripped) <= needed + 2:
        return None  # blanks at the end stand for zeros, and many programs cut them off
    try:
        return binascii.a2b_uu(line[:needed].ljust(needed))
    except binascii.Error:
        return None
