"""How many contacts each channel has committed, for the audit's balance."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import func, select

from router.lifecycle import Medium
from storage.schema import chats, mails, voicemails
from storage.sql import Statement
from storage.transaction import Transaction

_COUNTS: Final[Mapping[Medium, Statement]] = {
    Medium.CHAT: Statement(select(func.count()).select_from(chats)),
    Medium.EMAIL: Statement(
        select(func.count()).select_from(mails).where(mails.c.interaction_id.is_not(None))
    ),
    **{
        medium: Statement(
            select(func.count())
            .select_from(voicemails)
            .where(voicemails.c.state != "received", voicemails.c.medium == medium.value)
        )
        for medium in (Medium.VOICEMAIL, Medium.CALLBACK)
    },
}
"""The rows a channel commits with the entry that gives its contact a place."""


def count_intakes(tx: Transaction) -> dict[Medium, int]:
    """Count the contacts of every channel, in the state of the database that `tx` sees."""
    rows = {medium: tx.one(statement) for medium, statement in _COUNTS.items()}
    return {medium: 0 if row is None else int(row[0]) for medium, row in rows.items()}
