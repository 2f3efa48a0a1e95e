"""Sends the letters that other parts ask for, each once, from an outbox that outlives a crash.

Without a relay configured a letter is kept as an ``.eml`` file, which any mail program opens.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import msgspec
import structlog

from channels.contract import Clock, Letter, RowWork
from channels.email.compose import BadAddressError, compose
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

LEASE: Final[Duration] = seconds(60)
RETRY: Final[Duration] = seconds(60)
AT_ONCE: Final = 20
"""Letters leased together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLetter:
    """A letter out of the outbox, leased to this process."""

    id: str
    letter: Letter
    attempts: int


class LetterStore(Protocol):
    """The outbox as far as letters are concerned."""

    def post(self, letter: Letter, at: Instant) -> RowWork:
        """Give the rows that ask for the letter; the same key asked for twice is one letter."""
        ...

    async def lease(self, now: Instant, lasting: Duration, limit: int) -> Sequence[PostedLetter]:
        """Take letters that are due, for this process alone."""
        ...

    async def finish(self, letter_id: str, at: Instant, error: str | None) -> None:
        """Note that the letter has left, or was given up for ``error``."""
        ...

    async def retry(self, letter_id: str, due_at: Instant, error: str) -> None:
        """Put the letter off."""
        ...


class Relay(Protocol):
    """Where finished messages go."""

    async def send(self, letter_id: str, message: bytes) -> None:
        """Hand the message over durably; the same id again replaces nothing and adds nothing.

        Raises:
            OSError: it could not be handed over; trying again later may help.

        """
        ...


class Outgoing:
    """The outgoing mail of one gateway (`channels.contract.OutgoingMail`)."""

    def __init__(
        self,
        *,
        store: LetterStore,
        relay: Relay,
        clock: Clock,
        sender: str,
        sender_name: str,
    ) -> None:
        """Send as ``sender``; nothing leaves before the first ``work``."""
        self._store = store
        self._relay = relay
        self._clock = clock
        self._sender = sender
        self._sender_name = sender_name
        self._look_at: Instant | None = 0
        self._task: asyncio.Task[None] | None = None

    def post(self, letter: Letter) -> RowWork:
        """Give the rows that put the letter into the outbox; it leaves soon after their commit."""
        now = self._clock.now()
        self._look_at = now
        return self._store.post(letter, now)

    def look(self, now: Instant) -> None:
        """Send what is due; call it once a second."""
        if self._look_at is not None and self._look_at <= now and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Finish the letters in hand."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            await self._work()
        finally:
            self._task = None

    async def _work(self) -> None:
        now = self._clock.now()
        # Rows committed just after this look are found a second later.
        self._look_at = now + RETRY
        letters = await self._store.lease(now, LEASE, AT_ONCE)
        if letters:
            self._look_at = now
        for posted in letters:
            await self._send(posted)

    async def _send(self, posted: PostedLetter) -> None:
        now = self._clock.now()
        domain = self._sender.rpartition("@")[2]
        try:
            message = compose(
                posted.letter,
                sender=self._sender,
                sender_name=self._sender_name,
                message_id=f"<{posted.id}@{domain}>",
                at=now,
            )
            await self._relay.send(posted.id, message)
        except BadAddressError as error:
            _log.warning("mail.given_up", letter=posted.id, error=str(error))
            await self._store.finish(posted.id, now, str(error))
        except OSError as error:
            _log.warning("mail.delayed", letter=posted.id, error=str(error))
            await self._store.retry(posted.id, now + RETRY * posted.attempts, str(error))
        else:
            await self._store.finish(posted.id, now, None)


def encode_letter(letter: Letter) -> str:
    """Write a letter down for the outbox."""
    return msgspec.json.encode(letter).decode()


def decode_letter(text: str) -> Letter:
    """Read a letter from the outbox."""
    return msgspec.json.decode(text, type=Letter)
