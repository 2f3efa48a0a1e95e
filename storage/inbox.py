"""What other processes hand to the one that serves: taken in order, each exactly once."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select

from router.ids import Instant
from storage.schema import inbox
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

DIRECTORY_CHANGED = "directory_changed"
"""The kind of entry that says: read the directory again."""

_PUT = insert_into(inbox, generated="id")
_NEXT = Statement(
    select(inbox.c.id, inbox.c.kind, inbox.c.payload, inbox.c.created_at)
    .order_by(inbox.c.id)
    .limit(param("most"))
)
_REMOVE = Statement(delete(inbox).where(inbox.c.id == param("id")))


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One thing handed over."""

    id: int
    kind: str
    payload: str
    created_at: Instant


def put_in_inbox(tx: Transaction, kind: str, payload: str, at: Instant) -> int:
    """Hand over an entry, together with whatever else the transaction writes; gives its id."""
    row = tx.one(_PUT, kind=kind, payload=payload, created_at=at)
    assert row is not None
    return int(row[0])


def waiting_entries(tx: Transaction, limit: int) -> list[InboxEntry]:
    """Give up to `limit` entries that nobody has taken yet, in the order of their ids."""
    return [InboxEntry(*row) for row in tx.all(_NEXT, most=limit)]


def take_entry(entry: InboxEntry) -> Callable[[Transaction], bool]:
    """Give the row that takes `entry`, to be written with what it causes.

    Its result is False when the entry had been taken before, so that its consequences, written
    in the same transaction, must not be written again.
    """
    return lambda tx: bool(tx.execute(_REMOVE, id=entry.id))
