"""aioimaplib's protocol, with a guard for each of its defects that a mailbox would meet."""

import asyncio
import re
from collections.abc import Callable
from typing import Any, Final

from aioimaplib.aioimaplib import AioImapException, Error, IMAP4ClientProtocol

from channels.email.imap.answers import Part

MOST_LINE_BYTES: Final = 16_777_216
"""The numbers of two million messages."""

_LITERAL: Final = re.compile(rb"\{(\d+)\}$")
_STATUS: Final = re.compile(rb"\* (?:OK|NO|BAD|BYE|PREAUTH)\b", re.IGNORECASE)
_LINE_END: Final = b"\r\n"


class Protocol(IMAP4ClientProtocol):  # type: ignore[misc] # the library has no types
    """One connection's side of the conversation.

    - Answers are put together by the lengths that the server announces. The library recurses for
      each line, until Python forbids it, and finds the end of an answer by counting brackets.
    - Every change of the folder is noted, also where no command asked for it.
    - A connection that is lost wakes whoever waits.
    - No password is written to a log.
    """

    pending_sync_command: Any

    def __init__(self, loop: asyncio.AbstractEventLoop, most_literal_bytes: int) -> None:
        """Give up on a server that announces a literal above `most_literal_bytes`."""
        super().__init__(loop)
        self.exists = 0
        """Messages in the folder, as far as the server has told."""
        self.stirred = asyncio.Event()
        """Set when the folder has changed or the connection is lost."""
        self.greeting: asyncio.Future[bytes] = loop.create_future()
        """The server's first line; empty when the connection was lost before it came."""
        self.lost: str | None = None
        """Why the connection is gone."""
        self.on_data: Callable[[], None] = _nothing
        self._most_literal_bytes = most_literal_bytes
        self._buffer = bytearray()
        self._looked_at = 0
        self._answer: list[Part] = []
        self._literal: bytearray | None = None
        self._missing = 0

    # --- What arrives ----------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Take what has arrived, in pieces of any size."""
        self.on_data()
        self._buffer += data
        try:
            while self._take_piece():
                pass
        except (AioImapException, ValueError) as error:
            self.abandon(str(error))

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake whoever waits for anything."""
        self.lost = self.lost or (repr(exc) if exc else "closed by the server")
        waiting = [self.pending_sync_command, *self.pending_async_commands.values()]
        self.pending_sync_command = None
        self.pending_async_commands.clear()
        for command in waiting:
            if command is not None:
                command._exception = Error(self.lost)  # noqa: SLF001 - the library never sets it
                command.close(b"", "KO")
        if not self.greeting.done():
            self.greeting.set_result(b"")
        self.stirred.set()

    def abandon(self, reason: str) -> None:
        """Drop the connection at once."""
        self.lost = self.lost or reason
        if self.transport is not None:
            self.transport.abort()

    def send(self, line: str, scrub: str | None = None) -> None:  # noqa: ARG002 - the library's
        """Send a line without writing it to a log: `scrub` misses a password that is escaped."""
        self.transport.write(line.encode() + _LINE_END)

    # --- From pieces to answers ------------------------------------------------------------------

    def _take_piece(self) -> bool:
        """Take a literal or a line out of the buffer; False when neither is complete."""
        if self._literal is not None:
            piece = self._buffer[: self._missing]
            del self._buffer[: self._missing]
            self._literal += piece
            self._missing -= len(piece)
            if self._missing:
                return False
            self._answer.append(self._literal)
            self._literal = None
        end = self._buffer.find(_LINE_END, self._looked_at)
        if end < 0:
            self._looked_at = max(0, len(self._buffer) - 1)
            if len(self._buffer) > MOST_LINE_BYTES:
                raise Error("the server sends a line without an end")
            return False
        line = bytes(self._buffer[:end])
        del self._buffer[: end + len(_LINE_END)]
        self._looked_at = 0
        self._take_line(line)
        return True

    def _take_line(self, line: bytes) -> None:
        self._answer.append(line)
        literal = _LITERAL.search(line) if _may_hold_literals(self._answer[0]) else None
        if literal is None:
            answer, self._answer = self._answer, []
            self._take_answer(answer)
            return
        self._missing = int(literal[1])
        if self._missing > self._most_literal_bytes:
            raise Error(f"the server announces {self._missing} bytes")
        self._literal = bytearray()

    def _take_answer(self, answer: list[Part]) -> None:
        line = bytes(answer[0])
        if not self.greeting.done():
            self.greeting.set_result(line)
        elif line.startswith(b"* "):
            self._take_untagged(line[2:], answer[1:])
        elif line.startswith(b"+"):
            self._continuation(line)
        elif line:
            self._response_done(line)

    def _take_untagged(self, line: bytes, rest: list[Part]) -> None:
        first, _, others = line.partition(b" ")
        kind = (others.partition(b" ")[0] if first.isdigit() else first).upper()
        if kind == b"EXISTS":
            self._count(int(first))
        elif kind == b"EXPUNGE":
            self.exists -= 1
        elif kind == b"BYE":
            # Some take ten seconds from the word to the deed.
            raise Error(line.decode("utf-8", "replace"))
        command: Any = self.pending_sync_command
        if command is None:
            waiting = self.pending_async_commands
            command = waiting.get(kind.decode("ascii", "replace"))
            line = others if kind in {b"SEARCH", b"CAPABILITY"} else line
        elif command.name == "IDLE":
            return  # what it says has been noted, and nobody would ever take it away
        if command is not None:
            for part in (line, *rest):
                command.append_to_resp(part)

    def _count(self, exists: int) -> None:
        """Note how many messages there are; some servers repeat it though nothing has changed."""
        if exists != self.exists:
            self.exists = exists
            self.stirred.set()


def _may_hold_literals(line: Part) -> bool:
    """Tell data from words to people, which may end like a literal."""
    return line.startswith(b"* ") and not _STATUS.match(line)


def _nothing() -> None:
    pass
