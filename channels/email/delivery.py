"""Delivery: mails out of the outbox into the world, none twice unless an agent says so."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

import structlog
from msgspec.structs import replace

from channels.contract import Clock
from channels.email.compose import compose_mail
from channels.email.ports import Bodies, MailPush
from channels.email.signing import Sign, unsigned
from channels.email.values import Delivery, DeliveryState, Mail
from markup.own_images import shown_in
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

LEASE: Final[Duration] = seconds(300)
AT_ONCE: Final = 10
RETRIES: Final[tuple[Duration, ...]] = tuple(seconds(each * 60) for each in (1, 5, 15, 60))
GIVE_UP_AFTER: Final[Duration] = seconds(48 * 3600)
"""RFC 5321 suggests four to five days; an agent has to know sooner."""
LOOK_EVERY: Final[Duration] = seconds(5)
_TO_GO: Final = frozenset({"queued", "sending", "delayed"})
_MOST_OPEN_FIRST: Final[tuple[DeliveryState, ...]] = (
    *("sending", "queued", "delayed", "possibly_sent", "failed", "accepted"),
)


class Refused(Exception):
    """The server said no for good; `details` says what about whom."""

    def __init__(self, details: Mapping[str, str]) -> None:
        """Keep what was said of each recipient."""
        super().__init__("; ".join(details.values()))
        self.details = details


class Unknown(Exception):
    """The whole message was handed over and no answer came: it may have been sent."""


class MailRelay(Protocol):
    """Where finished mails go."""

    repeatable: bool
    """Whether handing the same mail over twice does what doing it once does."""

    async def hand_over(
        self, mail_id: str, message: bytes, *, sender: str, recipients: Sequence[str]
    ) -> Mapping[str, str]:
        """Hand a mail over; gives those recipients who were refused, with what was said.

        What was said begins with the server's code: 4 for later, 5 for never (RFC 5321 section
        4.2.1).

        Raises:
            Refused: nobody got it, for good.
            Unknown: perhaps everybody did.
            OSError: nobody got it; trying again later may help.

        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A mail out of the outbox, leased to this process."""

    task: str
    mail: Mail
    attempts: int
    since: Instant
    """When it was put into the outbox, the last time if it was more than once."""


class DeliveryStore(Protocol):
    """The outbox as far as mails are concerned."""

    async def lease(self, now: Instant, lasting: Duration, limit: int) -> Sequence[Posted]:
        """Take mails that are due, for this process alone."""
        ...

    async def begin(self, mail: Mail) -> bool:
        """Write down that an attempt begins; False: the mail was erased, and must not leave."""
        ...

    async def finish(self, posted: Posted, mail: Mail, at: Instant, error: str | None) -> None:
        """Write down how the mail stands, and that no attempt follows."""
        ...

    async def put_off(self, posted: Posted, mail: Mail, due_at: Instant, error: str) -> None:
        """Write down how the mail stands, and when the next attempt is."""
        ...


class DeliveryRound:
    """Sends what is due."""

    def __init__(
        self,
        *,
        store: DeliveryStore,
        bodies: Bodies,
        relay_of: Mapping[str, MailRelay],
        otherwise: MailRelay,
        clock: Clock,
        push: MailPush,
        sign: Sign = unsigned,
    ) -> None:
        """Hand each mail to its mailbox's relay, `otherwise` to the one for all others."""
        self._sign = sign
        self._store = store
        self._bodies = bodies
        self._relay_of = relay_of
        self._otherwise = otherwise
        self._clock = clock
        self._push = push
        self._task: asyncio.Task[None] | None = None
        self._look_at: Instant = 0
        self._ends = False

    def look(self, now: Instant) -> None:
        """Send what is due; call it once a second."""
        if self._look_at <= now and self._task is None and not self._ends:
            self._look_at = now + LOOK_EVERY
            self._task = asyncio.get_running_loop().create_task(self._run())

    def soon(self) -> None:
        """Do not wait for the next look: something was just put into the outbox."""
        self._look_at = 0

    async def stop(self) -> None:
        """Finish the mail in hand; the others that are leased wait until their lease is over."""
        self._ends = True
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            for posted in await self._store.lease(self._clock.now(), LEASE, AT_ONCE):
                if self._ends:
                    break
                await self._try(posted)
                self._look_at = 0
        except Exception as error:  # noqa: BLE001 - the store may come back
            _log.error("mail.delivery_failed", error=repr(error))
        finally:
            self._task = None

    async def _try(self, posted: Posted) -> None:
        try:
            await self._send(posted)
        except Exception as error:  # noqa: BLE001 - its lease ends and it is found again; others wait
            _log.error("mail.delivery_failed", mail=posted.mail.id, error=repr(error))

    async def _send(self, posted: Posted) -> None:
        relay = self._relay_of.get(posted.mail.mailbox, self._otherwise)
        if posted.mail.state == "sending" and not relay.repeatable:
            # An attempt began and nobody lived to tell its end: asking beats sending twice.
            await self._finish(posted, _turned(posted.mail, "possibly_sent"), "interrupted")
            return
        mail = _going(posted.mail)
        try:
            message = await self._message(mail)
        except OSError as error:
            await self._later(posted, mail, _named(error))
            return
        except ValueError as error:
            await self._finish(posted, _turned(mail, "failed", str(error)), str(error))
            return
        if not await self._store.begin(mail):
            return
        self._push.mail_changed(mail)
        await self._hand_over(relay, posted, mail, message)

    async def _message(self, mail: Mail) -> bytes:
        bodies = [await self._bodies.read(file.blob) for file in mail.files]
        pictures = await self._pictures(mail)

        def written() -> bytes:
            return self._sign(mail.sender.address, compose_mail(mail, bodies, pictures))

        # Arithmetic on bytes: in a thread it leaves the loop to the chats.
        return await asyncio.to_thread(written)

    async def _pictures(self, mail: Mail) -> dict[str, bytes]:
        """Read the pictures that a mail shows; one that is no longer there is left out."""
        found = {}
        for image_id in shown_in(mail.html or ""):
            with suppress(FileNotFoundError):
                found[image_id] = await self._bodies.read(image_id)
        return found

    async def _hand_over(
        self, relay: MailRelay, posted: Posted, mail: Mail, message: bytes
    ) -> None:
        # Who has it already, or never will, is not sent it again.
        recipients = [each.address for each in mail.deliveries if each.state == "sending"]
        try:
            said = await relay.hand_over(
                mail.id, message, sender=mail.sender.address, recipients=recipients
            )
        except Refused as error:
            said = {each: error.details.get(each, str(error)) for each in recipients}
            await self._finish(posted, _answered(mail, said), str(error))
        except Unknown as error:
            await self._finish(posted, _turned(mail, "possibly_sent"), str(error))
        except OSError as error:
            await self._later(posted, mail, _named(error))
        except ValueError as error:
            await self._finish(posted, _turned(mail, "failed", str(error)), str(error))
        else:
            answered = _answered(mail, said)
            answer = "; ".join(said.values())
            if answered.state == "sending":
                await self._later(posted, answered, answer)
            else:
                await self._finish(posted, answered, answer or None)

    async def _finish(self, posted: Posted, mail: Mail, error: str | None) -> None:
        await self._store.finish(posted, mail, self._clock.now(), error)
        self._push.mail_changed(mail)

    async def _later(self, posted: Posted, mail: Mail, error: str) -> None:
        now = self._clock.now()
        if now - posted.since > GIVE_UP_AFTER:
            await self._finish(posted, _turned(mail, "failed", error), error)
            return
        wait = RETRIES[min(posted.attempts, len(RETRIES)) - 1]
        delayed = _turned(mail, "delayed", error)
        await self._store.put_off(posted, delayed, now + wait, error)
        self._push.mail_changed(delayed)


def _going(mail: Mail) -> Mail:
    """Give the mail as it stands while it goes to those who are still to get it."""
    return _standing(
        mail,
        *(
            replace(each, state="sending", detail="") if each.state in _TO_GO else each
            for each in mail.deliveries
        ),
    )


def _turned(mail: Mail, state: DeliveryState, detail: str = "") -> Mail:
    """Give the mail as it stands when this became of whom it was going to."""
    return _standing(
        mail,
        *(
            replace(each, state=state, detail=each.detail or detail)
            if each.state == "sending"
            else each
            for each in mail.deliveries
        ),
    )


def _answered(mail: Mail, said: Mapping[str, str]) -> Mail:
    """Give the mail as it stands after an answer: it is still going to those refused for now."""

    def after(each: Delivery) -> Delivery:
        if each.state != "sending":
            return each
        detail = said.get(each.address)
        if detail is None:
            return replace(each, state="accepted")
        return replace(each, state="sending" if detail.startswith("4") else "failed", detail=detail)

    return _standing(mail, *map(after, mail.deliveries))


def _standing(mail: Mail, *deliveries: Delivery) -> Mail:
    """Give the mail with its deliveries: it stands as the one most in need of somebody's eye."""
    states = {each.state for each in deliveries}
    state = next((each for each in _MOST_OPEN_FIRST if each in states), mail.state)
    return replace(mail, state=state, deliveries=deliveries)


def _named(error: OSError) -> str:
    return str(error) or type(error).__name__
