"""Sends the letters that other parts ask for, each once, from an outbox that outlives a crash.

Without a relay configured a letter is kept as an ``.eml`` file, which any mail program opens.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import msgspec
import structlog

from channels.contract import Clock, Letter, RowWork
from channels.email.compose import compose
from channels.email.delivery import MailRelay, Refused, Unknown
from channels.email.ports import Bodies
from channels.email.signing import Sign, unsigned
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

LEASE: Final[Duration] = seconds(60)
RETRY: Final[Duration] = seconds(60)
AGAIN: Final[Duration] = seconds(1)
COMMIT: Final[Duration] = seconds(10)
"""How long rows that were given out may take until they are committed."""
AT_ONCE: Final = 20
"""Letters leased together."""
_NOT_ATEXT: Final = re.compile(r"[^0-9A-Za-z_-]")
"""What is written as hexadecimal: more than the grammar asks for, with the dot, which may stand
neither first nor last, and the sign that announces it."""


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

    async def is_ours(self, letter_id: str) -> bool:
        """Tell whether the letter is still to leave, and leased to this process."""
        ...

    async def finish(self, letter_id: str, at: Instant, error: str | None) -> None:
        """Note that the letter has left, or was given up for ``error``."""
        ...

    async def retry(self, letter_id: str, due_at: Instant, error: str) -> None:
        """Put the letter off."""
        ...


class Outgoing:
    """The outgoing mail of one gateway (`channels.contract.OutgoingMail`)."""

    def __init__(
        self,
        *,
        store: LetterStore,
        bodies: Bodies,
        relay_of: Callable[[str], MailRelay],
        clock: Clock,
        sender: str,
        sender_name: str,
        sign: Sign = unsigned,
    ) -> None:
        """Send as ``sender`` by the relay of its address, unless a letter says otherwise."""
        self._sign = sign
        self._store = store
        self._bodies = bodies
        self._relay_of = relay_of
        self._clock = clock
        self._sender = sender
        self._sender_name = sender_name
        self._look_at: Instant | None = 0
        self._posted_at: Instant = 0
        self._task: asyncio.Task[None] | None = None

    def post(self, letter: Letter) -> RowWork:
        """Give the rows that put the letter into the outbox; it leaves soon after their commit."""
        now = self._clock.now()
        self._look_at = self._posted_at = now
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
        # What was posted may be committed after this look: then the next one finds it.
        self._look_at = now + (AGAIN if now - self._posted_at < COMMIT else RETRY)
        letters = await self._store.lease(now, LEASE, AT_ONCE)
        if letters:
            self._look_at = now
        for posted in letters:
            await self._send(posted)

    async def _send(self, posted: PostedLetter) -> None:
        now, letter = self._clock.now(), posted.letter
        sender = letter.sender or self._sender
        domain = sender.rpartition("@")[2]
        try:
            files = [await self._bodies.read(file.blob) for file in letter.files]
            # Arithmetic on bytes: in a thread it leaves the loop to the chats.
            message = await asyncio.to_thread(
                compose,
                letter,
                sender=sender,
                sender_name=self._sender_name,
                message_id=message_id(posted.id, domain),
                at=now,
                files=files,
            )
            message = self._sign(sender, message)
            if not await self._store.is_ours(posted.id):
                # Erased since it was leased with others: whoever it was to is nobody any more.
                return
            # What a program answers has no return path, so that no program answers that.
            path = "" if letter.answers is not None else sender
            refused = await self._relay_of(sender).hand_over(
                posted.id, message, sender=path, recipients=letter.to
            )
            if len(refused) == len(letter.to) and any(r[:1] == "4" for r in refused.values()):
                # Greylisting among others (RFC 6647): it is taken when it comes again.
                raise OSError(_told(refused))
        except FileNotFoundError:
            # What it was to carry has been removed since: nobody can wait for that.
            _log.warning("mail.given_up", letter=posted.id, error="FileNotFoundError")
            await self._store.finish(posted.id, now, "a file of it is gone")
        except (ValueError, Refused, Unknown) as error:
            _log.warning("mail.given_up", letter=posted.id, error=type(error).__name__)
            await self._store.finish(posted.id, now, str(error))
        except OSError as error:
            _log.warning("mail.delayed", letter=posted.id, error=type(error).__name__)
            await self._store.retry(posted.id, now + RETRY * posted.attempts, str(error))
        else:
            await self._store.finish(posted.id, now, _told(refused) or None)


def message_id(letter_id: str, domain: str) -> str:
    """Give the Message-ID of a letter; the same letter always has the same one.

    Names of letters hold colons, for which a local part has no room outside of quotes (RFC 5322
    section 3.2.3); distinct names stay distinct.
    """
    return f"<{_NOT_ATEXT.sub(_as_hexadecimal, letter_id)}@{domain}>"


def _as_hexadecimal(found: re.Match[str]) -> str:
    return "".join(f"={octet:02x}" for octet in found[0].encode())


def _told(refused: Mapping[str, str]) -> str:
    return "; ".join(f"{who}: {why}" for who, why in refused.items())


def encode_letter(letter: Letter) -> str:
    """Write a letter down for the outbox."""
    return msgspec.json.encode(letter).decode()


def decode_letter(text: str) -> Letter:
    """Read a letter from the outbox."""
    return msgspec.json.decode(text, type=Letter)
