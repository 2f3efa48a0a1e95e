"""Customers, cases and mails as rows, for those who test what is kept of them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Delivery, Draft, Filed, Intake, Mail, MailFile, Recipients
from crm.records import Case, Customer
from storage.blobs import Blobs
from storage.database import Database
from storage.drafts import Drafts
from storage.mails import Mails

NOW = 1_795_000_000_000_000
ZOE = Customer(id="zoe", number=1_000_001, name="Zoé", created_at=NOW, addresses=("zoe@c.example",))
CASE = Case(
    id="case",
    number=1_001,
    subject="Lamp",
    customer_id="zoe",
    queue_id="q",
    mailbox="support",
    opened_at=NOW,
    changed_at=NOW,
)


class MailRows:
    """The stores of mail on one database, with short ways to fill them."""

    def __init__(self, database: Database, folder: Path) -> None:
        """Keep bodies in ``folder``."""
        self.database = database
        self.blobs = Blobs(folder, database)
        self.mails = Mails(database)
        self.drafts = Drafts(database, "one process")
        self._taken = 0

    async def blob(self, content: bytes = b"Hello") -> str:
        """Keep a body; gives its id."""

        async def whole() -> AsyncIterator[bytes]:
            yield content

        return (await self.blobs.keep(whole(), limit_bytes=len(content), at=NOW)).id

    async def take(self, **more: Any) -> Intake:
        """Take a message over."""
        self._taken += 1
        intake = Intake(
            **{
                "id": f"intake-{self._taken}",
                "mailbox": "support",
                "envelope_from": "zoe@c.example",
                "sha256": "0" * 64,
                "blob": await self.blob(),
                "size_bytes": 5,
                "received_at": NOW + self._taken,
                **more,
            }
        )
        await self.database.write(self.mails.take(intake))
        return intake

    async def filed(self, intake: Intake, **more: Any) -> Filed:
        """Say what a message becomes: the first mail of a new case of a new customer."""
        return Filed(
            **{
                "intake_id": intake.id,
                "mail": incoming(id=f"mail-of-{intake.id}", blob=intake.blob),
                "case": CASE,
                "new_case": True,
                "customer": ZOE,
                "participants": frozenset(ZOE.addresses),
                **more,
            }
        )

    async def fill(self) -> Mail:
        """File the first mail; gives it."""
        filed = await self.filed(await self.take())
        await self.mails.put_by(filed)
        return filed.mail

    async def post(self, **more: Any) -> Mail:
        """Write a draft into the case and send it; gives the mail."""
        kept = await self.drafts.save_draft(draft(**more), seen_rev=0)
        assert kept is not None
        sent = await self.drafts.send(kept, outgoing(id=f"mail-of-{kept.id}"), f"mail:{kept.id}")
        assert sent is not None
        return sent

    async def file(self, name: str = "lamp.png", **more: Any) -> MailFile:
        """Keep a file for a draft of the case."""
        file = MailFile(
            **{
                "id": name,
                "case_id": CASE.id,
                "mail_id": None,
                "name": name,
                "type": "image/png",
                "size_bytes": 5,
                "blob": await self.blob(),
                **more,
            }
        )
        await self.drafts.add_file(file, NOW)
        return file


def incoming(**more: Any) -> Mail:
    """Give a mail from Zoé."""
    return replace(
        Mail(
            id="mail",
            case_id=CASE.id,
            interaction_id=None,
            direction="in",
            mailbox="support",
            message_id="<1@c.example>",
            sender=ParsedAddress("Zoé", "zoe@c.example"),
            recipients=Recipients(to=(ParsedAddress("", "support@shop.example"),)),
            subject="Lamp",
            text="It flickers.",
            at=NOW,
        ),
        **more,
    )


def outgoing(**more: Any) -> Mail:
    """Give a mail to Zoé that has not left yet."""
    return replace(
        Mail(
            id="answer",
            case_id=CASE.id,
            interaction_id=None,
            direction="out",
            mailbox="support",
            message_id="<2@shop.example>",
            sender=ParsedAddress("Alice", "support@shop.example"),
            recipients=Recipients(to=(ParsedAddress("", "zoe@c.example"),)),
            subject="Re: [#1001] Lamp",
            text="Try another bulb.",
            at=NOW + 60,
            agent_id="alice",
            state="queued",
            deliveries=(Delivery(address="zoe@c.example", state="queued"),),
        ),
        **more,
    )


def draft(**more: Any) -> Draft:
    """Give a draft of Alice's to Zoé."""
    return replace(
        Draft(
            id="draft",
            case_id=CASE.id,
            agent_id="alice",
            kind="reply",
            sender=None,
            recipients=Recipients(to=(ParsedAddress("", "zoe@c.example"),)),
            subject="",
            html="Try another bulb.",
            files=(),
            rev=0,
            saved_at=NOW,
        ),
        **more,
    )
