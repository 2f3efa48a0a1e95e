"""The epoch: which turn at serving this database a process has.

Each process that starts to serve takes the next number and writes it into every journal entry, so
that one that lost its turn without noticing is caught by its first append (the fence).
"""

from typing import Final

from sqlalchemy import select

from storage.schema import meta
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Transaction

EPOCH: Final = "epoch"
RELEASE: Final = "release"

_VALUE = Statement(select(meta.c.value).where(meta.c.name == param("name")))
_INSERT = insert_into(meta)
_UPDATE = update_row(meta)


def take_epoch(tx: Transaction, release: str | None = None) -> int:
    """Begin the next epoch and give its number; note the `release` if it is known to serve."""
    epoch = int(_read(tx, EPOCH) or 0) + 1
    _write(tx, EPOCH, str(epoch))
    if release is not None:
        note_release(tx, release)
    return epoch


def note_release(tx: Transaction, release: str) -> None:
    """Note which `release` serves from now on: one that has proven able to read the history."""
    _write(tx, RELEASE, release)


def last_release(tx: Transaction) -> str:
    """Give the release that served this database last."""
    return _read(tx, RELEASE) or "unknown"


def _read(tx: Transaction, name: str) -> str | None:
    row = tx.one(_VALUE, name=name)
    return None if row is None else str(row[0])


def _write(tx: Transaction, name: str, value: str) -> None:
    if not tx.execute(_UPDATE, name=name, value=value):
        tx.execute(_INSERT, name=name, value=value)
