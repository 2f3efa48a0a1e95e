"""What callers have left before: their recordings, and what came of each."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from channels.voicemail.values import EarlierCall, VoicemailId
from storage.database import Database
from storage.schema import handlings, interactions, voicemails
from storage.sql import Statement, param

_LAST_AGENT: Final = (
    select(handlings.c.agent_id)
    .where(handlings.c.interaction_id == interactions.c.id)
    .order_by(handlings.c.accepted_at.desc())
    .limit(1)
    .scalar_subquery()
)
_EARLIER: Final = Statement(
    select(
        interactions.c.id,
        interactions.c.medium,
        interactions.c.queue_id,
        interactions.c.state,
        voicemails.c.called_at,
        voicemails.c.duration,
        voicemails.c.attempts,
        voicemails.c.outcome,
        _LAST_AGENT,
    )
    .join(voicemails, voicemails.c.interaction_id == interactions.c.id)
    .where(voicemails.c.caller == param("number"), voicemails.c.id != param("but"))
    .order_by(voicemails.c.called_at.desc(), voicemails.c.id)
    .limit(param("most"))
)


class CallerHistory:
    """Looks callers up by their number, which is written in one way (`Numbering.dialable`)."""

    def __init__(self, database: Database) -> None:
        """Look in `database`."""
        self._database = database

    async def of(self, number: str, *, but: VoicemailId, most: int) -> Sequence[EarlierCall]:
        """Give what this number has left, the newest first; nothing for a number withheld."""
        if not number:
            return []
        rows = await self._database.read(
            lambda tx: tx.all(_EARLIER, number=number, but=but, most=most)
        )
        names = EarlierCall.__struct_fields__
        return [EarlierCall(**dict(zip(names, row, strict=True))) for row in rows]
