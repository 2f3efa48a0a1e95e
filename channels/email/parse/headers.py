"""A header block, its fields unfolded but not yet decoded."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from channels.email.parse import limits

_FIELD: Final = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:")
_BLANK: Final = re.compile(rb"\n\r?\n")
_FOLD: Final = re.compile(rb"\r?\n")
_MBOX: Final = re.compile(rb">?From ")


class Headers:
    """The fields of one block in the order in which they came; names are without case."""

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        self._fields = fields

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(self._fields)

    def __contains__(self, name: str) -> bool:
        return any(each == name for each, _ in self._fields)

    def all(self, name: str) -> list[bytes]:
        """Give the values of every field called `name`, which is in lower case."""
        return [value for each, value in self._fields if each == name]

    def first(self, name: str) -> bytes:
        """Give the value of the first field called `name`, empty if there is none."""
        return next((value for each, value in self._fields if each == name), b"")


class Block(NamedTuple):
    """Where a header block ends, together with what it holds."""

    headers: Headers
    body: int
    """The offset of the first byte after it."""
    oversize: bool
    """Whether some of it was passed over."""


def read_block(source: bytes, start: int, end: int) -> Block:
    """Read the header block at `start`, which ends at an empty line or where no field is.

    A block without a single field is no block: everything is body, as in a message that begins
    with its text. What is beyond the limits is passed over, never read as body.
    """
    fields: list[tuple[str, list[bytes]]] = []
    position, lines = start, 0
    oversize = False
    while position < end:
        if lines >= limits.HEADER_LINES or position - start >= limits.HEADER_BYTES:
            blank = _BLANK.search(source, position - 1, end)
            position, oversize = (blank.end() if blank else end), True
            break
        newline = source.find(b"\n", position, end)
        after = end if newline < 0 else newline + 1
        line = source[position : min(after, position + limits.FIELD_BYTES)]
        lines += 1
        if line in {b"\n", b"\r\n", b"\r"}:
            position = after
            break
        oversize |= len(line) == limits.FIELD_BYTES
        if fields and (line[:1] in b" \t" or _goes_on(fields[-1][1][-1], line)):
            fields[-1][1].append(line)
        elif match := _FIELD.match(line):
            fields.append((match[1].decode("ascii").lower(), [line[match.end() :]]))
        elif not (lines == 1 and _MBOX.match(line)):
            break
        position = after
    read = [(name, b"".join(parts)) for name, parts in fields]
    oversize |= any(len(value) > limits.FIELD_BYTES for _, value in read)
    unfolded = [(name, _FOLD.sub(b"", value[: limits.FIELD_BYTES]).strip()) for name, value in read]
    return Block(Headers(unfolded), position, oversize)


def _goes_on(before: bytes, line: bytes) -> bool:
    """Tell whether `line` belongs to the field before it although it was not folded.

    Some programs break a field behind a semicolon and forget the blank.
    """
    return _FIELD.match(line) is None and before.rstrip().endswith(b";")
