"""The pulse: when a gateway last served, so that the next knows for how long none did."""

from sqlalchemy import select

from router.ids import Instant
from storage.schema import meta
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Transaction

_NAME = "pulse"
_READ = Statement(select(meta.c.value).where(meta.c.name == param("name")))
_INSERT = insert_into(meta)
_UPDATE = update_row(meta)


def note_pulse(tx: Transaction, at: Instant) -> None:
    """Note that the gateway serves at ``at``."""
    if not tx.execute(_UPDATE, name=_NAME, value=str(at)):
        tx.execute(_INSERT, name=_NAME, value=str(at))


def last_pulse(tx: Transaction) -> Instant | None:
    """Give the last instant noted, None before the first."""
    row = tx.one(_READ, name=_NAME)
    return None if row is None else int(row[0])
