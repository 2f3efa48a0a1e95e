"""The parts of a message, found without a recursion and without a copy.

The standard library's parser follows messages within messages by recursion, which a chain of
2,000 of them ends, and it cannot give back the bytes of a part as they came. Here a part is a
place in the source; a message within the message is a leaf whose bytes stay what they are, so a
signature over them stays true.
"""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from channels.email.parse import limits
from channels.email.parse.flags import Flag
from channels.email.parse.headers import Block, Headers, read_block
from channels.email.parse.parameters import Structured, media_type, structured
from channels.email.parse.transfer import AS_IT_IS, Content, undo

_SNIFFED: Final = re.compile(
    rb"(?:\A|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n(?=Content-)", re.IGNORECASE
)
_LINE_END: Final = re.compile(rb"(--)?[ \t]*\r?(?:\n|\Z)")
_TOKEN: Final = re.compile(r"[a-z0-9-]+")
SNIFFED_BYTES: Final = 64 * 1024
"""Where a boundary that nobody announced is looked for."""
MISSES: Final = 10_000
"""How many lines may begin like a boundary without being one."""

UNPARSED: Final = "unparsed.eml"
"""The name of what is kept without having been read."""


class _Mark(NamedTuple):
    """A boundary line; the line end before it is a piece of it (RFC 2046 section 5.1.1)."""

    start: int
    end: int
    closing: bool


@dataclass(slots=True)
class Part:
    """A multipart with its children, or a leaf with its content."""

    source: bytes
    start: int
    """Where its headers begin."""
    body: int
    end: int
    headers: Headers
    type: Structured
    media_type: str
    disposition: Structured
    encoding: str
    children: list["Part"] = field(default_factory=list)
    cut: bool = False
    """Whether the message ended before it did, so that the rest of it may be missing."""
    unread: bool = False
    """Whether a limit kept it from being read."""

    @property
    def is_multipart(self) -> bool:
        """Whether its parts were found."""
        return bool(self.children)

    @property
    def subtype(self) -> str:
        """What stands after the slash of its media type."""
        return self.media_type.partition("/")[2]

    def content(self) -> Content:
        """Give what is inside, its transfer encoding undone."""
        return undo(self.encoding, self.source[self.body : self.end])

    def as_it_came(self) -> bytes:
        """Give the bytes of the part, headers and all."""
        return self.source[self.start : self.end]


class Tree:
    """Finds the parts of one message within the limits."""

    def __init__(self, source: bytes, start: int = 0) -> None:
        self.flags: set[Flag] = set()
        self.outside: list[tuple[bytes, int, int]] = []
        """Text before the first and after the last part of a multipart, if there is any."""
        self._left = limits.PARTS
        self._scans = limits.SCANS * len(source) + 1_000_000
        self.block = read_block(source, start, len(source))
        self.root = _part(source, start, len(source), self.block, "text/plain")
        self._grow()

    def _grow(self) -> None:
        waiting = [(self.root, 0)]
        while waiting:
            part, depth = waiting.pop()
            if not part.media_type.startswith("multipart/"):
                continue
            size = part.end - part.body
            if depth >= limits.DEPTH or size > self._scans:
                part.unread = True
                self.flags.add(Flag.TOO_DEEP)
                continue
            self._scans -= size
            self._split(part)
            waiting.extend((child, depth + 1) for child in reversed(part.children))

    def _split(self, part: Part) -> None:
        """Find the children of a multipart; without any it becomes a text."""
        source, start, end = part.source, part.body, part.end
        marks = _marks(source, start, end, _boundary(part))
        if not marks and part.encoding not in AS_IT_IS:
            # Forbidden by RFC 2045 section 6.4; there are programs that do it.
            source = part.content().data
            start, end = 0, len(source)
            marks = _marks(source, start, end, _boundary(part))
        if not marks:
            self.flags.add(Flag.BROKEN_MULTIPART)
            before = max(0, start - 1)  # the end of the line before
            sniffed = _SNIFFED.search(source, before, min(end, start + SNIFFED_BYTES))
            marks = _marks(source, start, end, sniffed[1]) if sniffed else []
        if not marks:
            part.media_type = "text/plain"
            return
        self._note_outside(source, start, marks[0].start)
        default = "message/rfc822" if part.subtype == "digest" else "text/plain"
        for index, mark in enumerate(marks):
            last = index + 1 == len(marks)
            stop = end if last else marks[index + 1].start
            if mark.closing:
                self._note_outside(source, mark.end, stop)
                continue
            if self._left == 0:
                self.flags.add(Flag.PARTS_CAPPED)
                part.children.append(_rest(source, mark.end, end))
                return
            self._left -= 1
            block = read_block(source, mark.end, stop)
            child = _part(source, mark.end, stop, block, default)
            if last:
                child.cut = stop == len(source)
                self.flags.add(Flag.TRUNCATED if child.cut else Flag.BROKEN_MULTIPART)
            if block.oversize:
                self.flags.add(Flag.OVERSIZE_HEADER)
            part.children.append(child)

    def _note_outside(self, source: bytes, start: int, end: int) -> None:
        if source[start:end].strip(b"-_= \t\r\n"):
            self.outside.append((source, start, end))


def _boundary(part: Part) -> bytes:
    return part.type.parameters.get("boundary", "").encode("utf-8", "replace")


def _marks(source: bytes, start: int, end: int, boundary: bytes) -> list[_Mark]:
    """Find the boundary lines between `start` and `end`, in order."""
    if not boundary or len(boundary) > limits.BOUNDARY_CHARS:
        return []
    delimiter = b"--" + boundary
    marks: list[_Mark] = []
    floor = position = start
    misses = 0
    while len(marks) <= limits.PARTS + 1 and misses < MISSES:
        at = source.find(delimiter, position, end)
        if at < 0:
            break
        match = _LINE_END.match(source, at + len(delimiter), end)
        begins_line = at == floor or source[at - 1] == 0x0A
        if match is None or not begins_line:
            misses += 1
            position = at + 2
            continue
        begin = at
        for byte in (0x0A, 0x0D):
            if begin > floor and source[begin - 1] == byte:
                begin -= 1
        marks.append(_Mark(begin, match.end(), match[1] is not None))
        floor = position = match.end()
    return marks


def _part(source: bytes, start: int, end: int, block: Block, default: str) -> Part:
    headers = block.headers
    kind = structured(headers.first("content-type"))
    disposition = structured(headers.first("content-disposition"))
    encoding = headers.first("content-transfer-encoding").decode("ascii", "ignore").lower()
    return Part(
        source,
        start,
        max(block.body, start),
        end,
        headers,
        kind,
        media_type(kind.value, default if not kind.value else "text/plain"),
        disposition,
        token[0] if (token := _TOKEN.search(encoding)) else "",
    )


def _rest(source: bytes, start: int, end: int) -> Part:
    """Give everything from here on as one unread part."""
    nothing = Structured("", {})
    leaf = "application/octet-stream"
    headers = Headers([])
    return Part(source, start, start, end, headers, nothing, leaf, nothing, "", unread=True)
