"""The text of a message as SMTP transfers it, read in large pieces.

Line by line, 25 MB are 300,000 turns of an interpreter that nobody else gets meanwhile.
"""

import asyncio
from asyncio import LimitOverrunError
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

PIECE_BYTES: Final = 65_536
"""Looked through in a third of a millisecond."""
_END: Final = b"\r\n.\r\n"


class Fault(Enum):
    """Why a message is not taken, though it was read to its end."""

    TOO_LARGE = "552 5.3.4 message exceeds the size that was announced"
    LINE_TOO_LONG = "500 5.5.2 a line is too long (RFC 5321 section 4.5.3.1.6)"
    BARE_LINE_END = "550 5.6.11 a line ends in a bare line feed or carriage return"


LEAD: Final = b"\r\n"
"""What must stand before a message, so that its first line begins as every other."""


class Source(Protocol):
    """A stream (`asyncio.StreamReader`)."""

    async def read(self, n: int, /) -> bytes:
        """Give at most so many bytes."""
        ...

    async def readuntil(self, separator: bytes, /) -> bytes:
        """Give everything up to the end of `separator`."""
        ...


@dataclass(frozen=True, slots=True)
class Transferred:
    """What came: the content in pieces, without what the transfer had added to it."""

    pieces: tuple[bytes, ...] = ()
    fault: Fault | None = None


async def read_data(source: Source, *, most_bytes: int, line_bytes: int) -> Transferred:
    """Read up to the lone dot that ends a message (RFC 5321 section 4.5.2).

    `source` begins with `LEAD`. Whatever is wrong with the message, it is read to its end, and
    nothing behind that. Raises what the stream raises.
    """
    text = _Text(most_bytes, line_bytes)
    while True:
        try:
            piece = await source.readuntil(_END)
        except LimitOverrunError as overrun:
            # So much is there without the end, or before it; what might begin it is left.
            text.add(await source.read(min(overrun.consumed, PIECE_BYTES)))
            # What is there already would be read in one go: others have their turn in between.
            await asyncio.sleep(0)
        else:
            text.add(piece[: -len(b".\r\n")])
            return text.transferred()


class _Text:
    """What has come so far."""

    def __init__(self, most_bytes: int, line_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._line_bytes = line_bytes
        self._pieces: list[bytes] = []
        self._fault: Fault | None = None
        self._size = -len(LEAD)
        self._line = 0
        """The length of the line that has not ended yet."""
        self._held = b""
        """A line end, whole or half: what follows tells whether a dot is taken away."""

    def add(self, piece: bytes) -> None:
        """Take what came next."""
        self._size += len(piece)
        if self._size > self._most_bytes:
            self._refuse(Fault.TOO_LARGE)
        if self._fault is not None:
            return
        piece = self._held + piece
        self._held = _unfinished(piece)
        piece = piece[: len(piece) - len(self._held)]
        lines = piece.split(b"\r\n")
        ends = len(lines) - 1
        if piece.count(b"\n") != ends or piece.count(b"\r") != ends:
            self._refuse(Fault.BARE_LINE_END)
        # Of those between no one is longer than a piece.
        longest = max(map(len, lines)) if len(piece) > self._line_bytes else 0
        if max(longest, self._line + len(lines[0])) > self._line_bytes:
            self._refuse(Fault.LINE_TOO_LONG)
        self._line = len(lines[-1]) + (0 if ends else self._line)
        if piece and self._fault is None:
            self._pieces.append(piece.replace(b"\r\n.", b"\r\n"))

    def transferred(self) -> Transferred:
        """Give what has come to its end."""
        if self._held == b"\r":
            self._refuse(Fault.BARE_LINE_END)
        if self._fault is not None:
            return Transferred(fault=self._fault)
        first, *others = (*self._pieces, self._held)
        return Transferred(pieces=(first[len(LEAD) :], *others))

    def _refuse(self, fault: Fault) -> None:
        """Note the first thing that is wrong, and keep nothing of it."""
        self._fault = self._fault or fault
        self._pieces.clear()


def _unfinished(piece: bytes) -> bytes:
    """Give the line end at the end of a piece, whole or half."""
    if piece.endswith(b"\r\n"):
        return b"\r\n"
    return b"\r" if piece.endswith(b"\r") else b""
