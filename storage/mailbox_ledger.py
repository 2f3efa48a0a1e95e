"""The ledger of fetched mail: what has been taken over from where."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from channels.email.imap.epochs import Epoch
from storage.database import Database
from storage.schema import mail_intakes, mailbox_epochs
from storage.sql import Statement, insert_into, param

_SEEN: Final = Statement(
    select(mail_intakes.c.uid).where(
        mail_intakes.c.mailbox == param("mailbox"),
        mail_intakes.c.uidvalidity == param("validity"),
    )
)
_EPOCH_FIELDS: Final = ("mailbox", "source", "validity", "first_uid", "since", "begun_at")
_EPOCHS: Final = Statement(
    select(*(mailbox_epochs.c[name] for name in _EPOCH_FIELDS))
    .where(mailbox_epochs.c.mailbox == param("mailbox"))
    .order_by(mailbox_epochs.c.begun_at, mailbox_epochs.c.validity)
)
_BEGIN: Final = insert_into(mailbox_epochs)


class MailboxLedger:
    """Knows which messages have been taken over (`channels.email.imap.epochs.Ledger`)."""

    def __init__(self, database: Database) -> None:
        """Keep it in `database`."""
        self._database = database

    async def seen_uids(self, mailbox: str, validity: int) -> set[int]:
        """Give the UIDs of an epoch that have been taken over."""
        rows = await self._database.read(
            lambda tx: tx.all(_SEEN, mailbox=mailbox, validity=validity)
        )
        return {uid for (uid,) in rows}

    async def epochs(self, mailbox: str) -> Sequence[Epoch]:
        """Give a mailbox's epochs, the current one last."""
        rows = await self._database.read(lambda tx: tx.all(_EPOCHS, mailbox=mailbox))
        return [Epoch(**dict(zip(_EPOCH_FIELDS, row, strict=True))) for row in rows]

    async def begin_epoch(self, epoch: Epoch) -> None:
        """Write down a new epoch; durable when this returns."""
        row = {name: getattr(epoch, name) for name in _EPOCH_FIELDS}
        await self._database.write(lambda tx: tx.execute(_BEGIN, **row))
