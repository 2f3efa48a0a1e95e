"""Delivery: mails out of the outbox into the world, none twice unless an agent says so."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import structlog
from msgspec.structs import replace

from channels.contract import Clock
from channels.email.compose import compose_mail
from channels.email.ports import Bodies, MailPush
from channels.email.values import Delivery, DeliveryState, Mail
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

LEASE: Final[Duration] = seconds(300)
AT_ONCE: Final = 10
RETRIES: Final[tuple[Duration, ...]] = tuple(seconds(each * 60) for each in (1, 5, 15, 60))
GIVE_UP_AFTER: Final[Duration] = seconds(48 * 3600)
"""RFC 5321 suggests four to five days; an agent has to know sooner."""
LOOK_EVERY: Final[Duration] = seconds(5)


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


class DeliveryStore(Protocol):
    """The outbox as far as mails are concerned."""

    async def lease(self, now: Instant, lasting: Duration, limit: int) -> Sequence[Posted]:
        """Take mails that are due, for this process alone."""
        ...

    async def begin(self, mail: Mail) -> None:
        """Write down that an attempt begins."""
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
    ) -> None:
        """Hand each mail to its mailbox's relay, `otherwise` to the one for all others."""
        self._store = store
        self._bodies = bodies
        self._relay_of = relay_of
        self._otherwise = otherwise
        self._clock = clock
        self._push = push
        self._task: asyncio.Task[None] | None = None
        self._look_at: Instant = 0

    def look(self, now: Instant) -> None:
        """Send what is due; call it once a second."""
        if self._look_at <= now and self._task is None:
            self._look_at = now + LOOK_EVERY
            self._task = asyncio.get_running_loop().create_task(self._run())

    def soon(self) -> None:
        """Do not wait for the next look: something was just put into the outbox."""
        self._look_at = 0

    async def stop(self) -> None:
        """Finish the mails in hand."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            for posted in await self._store.lease(self._clock.now(), LEASE, AT_ONCE):
                await self._send(posted)
                self._look_at = 0
        except Exception as error:  # noqa: BLE001 - the lease ends, and the mail is found again
            _log.error("mail.delivery_failed", error=repr(error))
        finally:
            self._task = None

    async def _send(self, posted: Posted) -> None:
        relay = self._relay_of.get(posted.mail.mailbox, self._otherwise)
        if posted.mail.state == "sending" and not relay.repeatable:
            # An attempt began and nobody lived to tell its end: asking beats sending twice.
            await self._finish(posted, _stands(posted.mail, "possibly_sent"), "interrupted")
            return
        mail = _stands(posted.mail, "sending")
        await self._store.begin(mail)
        self._push.mail_changed(mail)
        try:
            bodies = [await self._bodies.read(file.blob) for file in mail.files]
            message = await asyncio.to_thread(compose_mail, mail, bodies)
            refused = await relay.hand_over(
                mail.id, message, sender=mail.sender.address, recipients=mail.recipients.addresses
            )
        except Refused as error:
            await self._finish(posted, _refused(mail, error.details), str(error))
        except Unknown as error:
            await self._finish(posted, _stands(mail, "possibly_sent"), str(error))
        except (OSError, TimeoutError) as error:
            await self._later(posted, mail, str(error) or type(error).__name__)
        except ValueError as error:
            await self._finish(posted, _stands(mail, "failed", str(error)), str(error))
        else:
            await self._finish(posted, _refused(mail, refused), None)

    async def _finish(self, posted: Posted, mail: Mail, error: str | None) -> None:
        await self._store.finish(posted, mail, self._clock.now(), error)
        self._push.mail_changed(mail)

    async def _later(self, posted: Posted, mail: Mail, error: str) -> None:
        now = self._clock.now()
        if now - mail.at > GIVE_UP_AFTER:
            await self._finish(posted, _stands(mail, "failed", error), error)
            return
        wait = RETRIES[min(posted.attempts, len(RETRIES)) - 1]
        delayed = _stands(mail, "delayed", error)
        await self._store.put_off(posted, delayed, now + wait, error)
        self._push.mail_changed(delayed)


def _stands(mail: Mail, state: DeliveryState, detail: str = "") -> Mail:
    deliveries = tuple(replace(each, state=state, detail=detail) for each in mail.deliveries)
    return replace(mail, state=state, deliveries=deliveries)


def _refused(mail: Mail, said: Mapping[str, str]) -> Mail:
    """Give the mail as it stands when all but these recipients were accepted."""
    deliveries = tuple(
        Delivery(
            address=each.address,
            state="failed" if each.address in said else "accepted",
            detail=said.get(each.address, ""),
        )
        for each in mail.deliveries
    )
    return replace(mail, state="failed" if said else "accepted", deliveries=deliveries)
