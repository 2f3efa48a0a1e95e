"""Everything about mail in one gateway, put together from its configuration."""

import asyncio
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from accounts.directory import Directory
from channels.contract import BackgroundTask, Clock, EnginePort, MailClaim, OutgoingMail
from channels.email.beginning import Beginning
from channels.email.blocking import Blocking
from channels.email.body_room import BodyRoom
from channels.email.channel import EmailChannel
from channels.email.deleting import Deleting
from channels.email.delivery import DeliveryRound, MailRelay
from channels.email.drafting import Drafting
from channels.email.imap.connection import Account
from channels.email.imap.watcher import Watcher
from channels.email.intake import Intakes
from channels.email.letter_folder import LetterFolder
from channels.email.merging import Merging
from channels.email.message_ids import MessageIds
from channels.email.notifying import Notifying
from channels.email.ports import MailboxInForce, MailPush, Ports
from channels.email.reading_room import ReadingRoom
from channels.email.signing import BadKeyError, Signing, SigningKey
from channels.email.smtp_in import SmtpIn
from channels.email.smtp_relay import SmtpRelay
from crm.numbering import Numbers
from crm.records import folded
from gateway.config import Config, ConfigurationError, Imap
from gateway.foundation import Foundation
from gateway.mint import SecretMint
from router.ids import Instant
from storage.case_deletion import CaseDeletions
from storage.case_merges import CaseMerges
from storage.case_openings import CaseOpenings
from storage.drafts import Drafts
from storage.live_mails import LiveMails
from storage.mailbox_ledger import MailboxLedger
from storage.mails import Mails
from storage.notices import Notices
from storage.spam import SpamStore

LARGE_AT_ONCE: Final = 4
"""Large messages in memory at the same time, of all mailboxes together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRoom:
    """Where mail comes in and goes out."""

    channel: EmailChannel
    drafts: Drafts
    drafting: Drafting
    blocking: Blocking
    merging: Merging
    deleting: Deleting
    notifying: Notifying
    beginning: Beginning
    delivery: DeliveryRound
    reading: ReadingRoom
    bodies: BodyRoom

    def look(self, now: Instant) -> None:
        """Do the second's work."""
        self.channel.look(now)
        self.delivery.look(now)

    async def stop(self) -> None:
        """Take nothing more in, and finish what is in hand."""
        await self.channel.stop()
        await self.delivery.stop()
        await self.reading.stop()
        await self.bodies.stop()


class Relays:
    """The mail servers by which mail leaves."""

    def __init__(self, config: Config, folder: LetterFolder) -> None:
        """Give each mailbox its server; what has none is kept in `folder`.

        Raises:
            gateway.config.ConfigurationError: a key to sign with cannot be used.

        """
        self.sign = signing(config)
        self.by_mailbox: dict[str, MailRelay] = {
            each.name: SmtpRelay(
                host=each.smtp.host,
                port=each.smtp.port,
                username=each.smtp.username,
                password=each.smtp.password,
                tls=each.smtp.tls,
            )
            for each in config.mailboxes
            if each.smtp is not None
        }
        self.otherwise: MailRelay = folder
        self._names = {each.address: each.name for each in config.mailboxes}

    def of_address(self, address: str) -> MailRelay:
        """Give the way by which what leaves from an address goes."""
        return self.by_mailbox.get(self._names.get(address, ""), self.otherwise)


def signing(config: Config) -> Signing:
    """Give what signs for the mailboxes.

    Raises:
        gateway.config.ConfigurationError: a key cannot be used; the message says which.

    """
    keys: dict[str, SigningKey] = {}
    for index, box in enumerate(config.mailboxes):
        if box.dkim is None:
            continue
        path = Path(box.dkim.key_file)
        try:
            key = SigningKey(
                domain=box.dkim.domain or box.address.rpartition("@")[2],
                selector=box.dkim.selector,
                pem=path.read_bytes(),
            )
            key.check()
        except OSError as error:
            raise _unusable(index, f"{path} cannot be read: {error.strerror}") from error
        except BadKeyError as error:
            raise _unusable(index, f"{path} {error}") from error
        keys[box.address] = key
    return Signing(keys)


def _unusable(index: int, advice: str) -> ConfigurationError:
    return ConfigurationError("configuration", [f"mailboxes[{index}].dkim.key_file: {advice}"])


def build_post_room(
    config: Config,
    *,
    foundation: Foundation,
    relays: Relays,
    letters: OutgoingMail,
    engine: EnginePort,
    clock: Clock,
    directory: Callable[[], Directory],
    background: BackgroundTask,
    push: MailPush,
    claims: MailClaim,
    numbers: Numbers,
    key: bytes,
) -> PostRoom:
    """Give the room.

    Mail is sent by `relays` in the name of this process; `letters` takes what the company says by
    itself. `claims` takes mails that only carry a recording. `numbers` counts customers and cases;
    `key` signs the Message-IDs of what goes out.
    """
    database, blobs = foundation.database, foundation.blobs
    boxes = tuple(
        MailboxInForce(
            name=each.name,
            address=each.address,
            queue=each.queue,
            acknowledge=each.acknowledge,
            signature=each.signature,
        )
        for each in config.mailboxes
    )
    mint, message_ids = SecretMint(), MessageIds(key)
    drafts = Drafts(database, f"epoch {foundation.epoch}")
    room, bodies = ReadingRoom(), BodyRoom()

    def reception(intakes: Intakes) -> SmtpIn | None:
        if not config.smtp_in.enabled:
            return None
        return SmtpIn(
            intakes,
            host=config.smtp_in.host,
            port=config.smtp_in.port,
            mailboxes={folded(box.address): box.name for box in boxes},
            max_bytes=config.limits.email_bytes,
            tls=config.smtp_in.tls(),
        )

    def fetching(intakes: Intakes) -> list[Watcher]:
        room, ledger = asyncio.Semaphore(LARGE_AT_ONCE), MailboxLedger(database)
        return [
            Watcher(
                each.name,
                _account(each.imap),
                first=each.imap.takes_first(),
                max_bytes=config.limits.email_bytes,
                intakes=intakes,
                ledger=ledger,
                room=room,
                clock=clock,
                chance=secrets.SystemRandom().random,
            )
            for each in config.mailboxes
            if each.imap is not None
        ]

    channel = EmailChannel(
        Ports(
            store=Mails(database),
            live=LiveMails(),
            bodies=blobs,
            reader=room,
            engine=engine,
            clock=clock,
            mint=mint,
            message_ids=message_ids,
            directory=directory,
            background=background,
            mailboxes=boxes,
            letters=letters,
            owner_first=config.case.owner_seconds > 0,
            push=push,
            claims=claims,
        ),
        numbers=numbers,
        max_bytes=config.limits.email_bytes,
        reception=reception,
        fetching=fetching,
    )
    drafting = Drafting(
        store=drafts,
        clock=clock,
        mint=mint,
        message_ids=message_ids,
        mailboxes=boxes,
        push=push,
        bodies=bodies,
        most_file_bytes=config.limits.reply_attachment_bytes,
    )
    return PostRoom(
        channel=channel,
        drafts=drafts,
        reading=room,
        bodies=bodies,
        blocking=Blocking(store=SpamStore(database), channel=channel, engine=engine, clock=clock),
        merging=Merging(store=CaseMerges(database), channel=channel, clock=clock, mailboxes=boxes),
        deleting=Deleting(store=CaseDeletions(database), clock=clock),
        beginning=Beginning(
            store=CaseOpenings(database),
            clock=clock,
            mint=mint,
            numbers=numbers,
            mailboxes=boxes,
            directory=directory,
        ),
        drafting=drafting,
        notifying=Notifying(
            store=Notices(database),
            letters=letters,
            drafting=drafting,
            directory=directory,
            clock=clock,
        ),
        delivery=DeliveryRound(
            store=drafts,
            bodies=blobs,
            relay_of=relays.by_mailbox,
            otherwise=relays.otherwise,
            clock=clock,
            push=push,
            sign=relays.sign,
        ),
    )


def _account(imap: Imap) -> Account:
    return Account(
        host=imap.host,
        port=imap.port,
        username=imap.username,
        password=imap.password,
        folder=imap.folder,
        tls=ssl.create_default_context() if imap.tls else None,
    )
