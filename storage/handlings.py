"""What agents note about their work, and the stories of live contacts after a restart."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import null, select, update

from router.ids import AgentId, CodeId, HandlingId, Instant, InteractionId, QueueId
from storage.schema import handlings, interactions
from storage.schema.interactions import GOES_ON
from storage.sql import Statement, param
from storage.transaction import Row, Transaction


class StoredHandling(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's work on an interaction, as it lies in the store."""

    id: HandlingId
    interaction_id: InteractionId
    agent_id: AgentId
    queue_id: QueueId
    state: str
    accepted_at: Instant
    ended_at: Instant | None
    ended_by: str | None
    to_queue_id: QueueId | None
    outcome: str | None
    codes: tuple[CodeId, ...]
    tags: tuple[str, ...]
    notes: str
    transfer_note: str | None
    arrived_at: Instant
    """When the contact first entered a queue; a transfer gives it a new place, not a new past."""


_FIELDS = StoredHandling.__struct_fields__
_LISTS = frozenset({"codes", "tags"})
_ALL = (
    select(
        *(handlings.c[name] for name in _FIELDS if name != "arrived_at"), interactions.c.entered_at
    )
    .join(interactions, interactions.c.id == handlings.c.interaction_id)
    .order_by(handlings.c.accepted_at, handlings.c.id)
)
_OF_INTERACTION = Statement(_ALL.where(handlings.c.interaction_id == param("interaction_id")))
_OF_LIVE = Statement(_ALL.where(GOES_ON))
_OWN = handlings.c.id == param("id")
_ANNOTATE = Statement(
    update(handlings).where(_OWN).values(tags=param("tags"), notes=param("notes"))
)
_FORGET_NOTES = Statement(
    update(handlings)
    .where(handlings.c.interaction_id == param("interaction_id"))
    .values(notes="", transfer_note=null())
)
_GOES_ON = Statement(
    select(interactions.c.id).where(interactions.c.id == param("interaction_id"), GOES_ON)
)
_NOTE_TRANSFER = Statement(update(handlings).where(_OWN).values(transfer_note=param("note")))


def handlings_of(tx: Transaction, interactions: Sequence[InteractionId]) -> list[StoredHandling]:
    """Give everybody's work on these interactions, in the order in which it was accepted."""
    rows = (row for each in interactions for row in tx.all(_OF_INTERACTION, interaction_id=each))
    return _stored(rows)


def handlings_of_live(tx: Transaction) -> list[StoredHandling]:
    """Give everybody's work on the interactions that are not over, in the order of acceptance."""
    return _stored(tx.all(_OF_LIVE))


def _stored(rows: Iterable[Row]) -> list[StoredHandling]:
    return [
        msgspec.convert(
            {
                name: msgspec.json.decode(value) if name in _LISTS else value
                for name, value in zip(_FIELDS, row, strict=True)
            },
            StoredHandling,
        )
        for row in rows
    ]


def annotate(tx: Transaction, handling: HandlingId, tags: Sequence[str], notes: str) -> None:
    """Keep exactly these tags and notes."""
    tx.execute(_ANNOTATE, id=handling, tags=msgspec.json.encode(tags).decode(), notes=notes)


def goes_on(tx: Transaction, interaction: InteractionId) -> bool:
    """Tell whether anything is still to come of a contact: it waits, or somebody has it in hand."""
    return tx.one(_GOES_ON, interaction_id=interaction) is not None


def forget_notes(tx: Transaction, interaction: InteractionId) -> None:
    """Leave no word of what anybody noted about this contact; tags and codes stay."""
    tx.execute(_FORGET_NOTES, interaction_id=interaction)


def note_transfer(tx: Transaction, handling: HandlingId, note: str) -> None:
    """Keep what the agent tells whoever takes the contact over."""
    tx.execute(_NOTE_TRANSFER, id=handling, note=note)
