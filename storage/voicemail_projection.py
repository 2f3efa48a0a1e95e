"""What the router's decisions do to recordings, in the record's own transaction."""

from typing import Final

from sqlalchemy import update

from router.decisions import InteractionAbandoned, InteractionClosed, InteractionDiscarded
from router.history import Record
from router.ids import Duration
from storage.schema import voicemails
from storage.sql import Statement, param
from storage.transaction import Transaction

_OVER: Final = Statement(
    update(voicemails)
    .where(voicemails.c.interaction_id == param("interaction"))
    .values(delete_at=param("at"))
)


class VoicemailProjection:
    """Lets a recording's time run once its interaction is over.

    An agent has ended that, and wrapped it up: a lost connection gives the interaction back to its
    queue, and a caller who is called again is not over (VML-011, CBK-011).
    """

    def __init__(self, delete_after: Duration) -> None:
        """Have recordings removed so long after the end of the wrap-up."""
        self._delete_after = delete_after

    def project(self, tx: Transaction, record: Record) -> None:
        """Write the rows that `record` changes."""
        for decision in record.decisions:
            if isinstance(
                decision, InteractionClosed | InteractionAbandoned | InteractionDiscarded
            ):
                at = record.at + self._delete_after
                tx.execute(_OVER, interaction=decision.interaction, at=at)
