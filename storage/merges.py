"""The rows of merged customers, and what goes back if a merge is undone."""

from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Table, select, update

from crm.merging import Fill, Merge, MergeId, emptied, filled, fills
from crm.records import Customer, CustomerId
from crm.refusal import Refusal
from router.ids import AgentId, Instant
from storage import cases as rows
from storage.database import Database
from storage.schema import (
    cases,
    customer_addresses,
    customer_contacts,
    customer_merges,
    customers,
    tasks,
)
from storage.sql import Statement, insert_into, param
from storage.transaction import Row, Transaction


class _Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What went from one record to the other, as one column keeps it."""

    addresses: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    fills: tuple[Fill, ...] = ()


_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(_Moved).decode

_KEYS: Final[dict[str, tuple[Table, str]]] = {
    "addresses": (customer_addresses, "address"),
    "cases": (cases, "id"),
    "tasks": (tasks, "id"),
    "contacts": (customer_contacts, "interaction_id"),
}
"""What belongs to a customer, by the name under which a merge remembers it."""
_OWNED: Final = {
    name: Statement(
        select(table.c[key]).where(table.c.customer_id == param("id")).order_by(table.c[key])
    )
    for name, (table, key) in _KEYS.items()
}
_HAND_OVER: Final = {
    name: Statement(
        update(table)
        .where(table.c[key] == param("key"), table.c.customer_id == param("before"))
        .values(customer_id=param("after"))
    )
    for name, (table, key) in _KEYS.items()
}
_ADD: Final = insert_into(customer_merges)
_COLUMNS: Final = tuple(
    customer_merges.c[name]
    for name in ("id", "kept", "merged", "merged_at", "merged_by", "undone_at", "moved")
)
_MERGE: Final = Statement(select(*_COLUMNS).where(customer_merges.c.id == param("id")))
_INTO: Final = Statement(
    select(*_COLUMNS)
    .where(customer_merges.c.kept == param("id"), customer_merges.c.undone_at.is_(None))
    .order_by(customer_merges.c.merged_at.desc())
)
_UNDO: Final = Statement(
    update(customer_merges).where(customer_merges.c.id == param("id")).values(undone_at=param("at"))
)
_LATER: Final = Statement(
    select(customers.c.id).where(
        customers.c.id == param("id"), customers.c.merged_into.is_not(None)
    )
)


class Merges:
    """Joins two records of one customer, and parts them again."""

    def __init__(self, database: Database) -> None:
        """Do so in ``database``."""
        self._database = database

    async def merge(self, merge: Merge, *, kept_rev: int, merged_rev: int) -> Merge:
        """Hand everything over that is the merged record's; gives what that was.

        Raises `Refusal`: there is no such record, or one is not as the agent has seen it.
        """

        def work(tx: Transaction) -> Merge:
            kept = _unchanged(tx, merge.kept, kept_rev, "rev")
            merged = _unchanged(tx, merge.merged, merged_rev, "other_rev")
            owned = {
                name: tuple(key for (key,) in tx.all(statement, id=merged.id))
                for name, statement in _OWNED.items()
            }
            done = replace(merge, **owned, fills=fills(kept, merged))
            _hand_over(tx, done, merged.id, kept.id)
            better = filled(kept, done.fills)
            rows.save_customer(tx, replace(better, rev=kept.rev + 1), merge.at)
            gone = replace(merged, rev=merged.rev + 1, merged_into=kept.id)
            rows.save_customer(tx, gone, merge.at)
            _add(tx, done)
            return done

        return await self._database.write(work)

    async def undo(self, merge_id: MergeId, at: Instant) -> Merge:
        """Give everything back that went, wherever nobody has moved it on since.

        Raises `Refusal`: there is no such merge, it is too old (`undo_expired`), or the record
        was merged into a third one meanwhile (`undo_blocked`).
        """

        def work(tx: Transaction) -> Merge:
            row = tx.one(_MERGE, id=merge_id)
            if row is None:
                raise Refusal("not_found", "merge_id")
            merge = _merge_of(row)
            if merge.undone_at is not None:
                return merge
            if not merge.is_undoable(at):
                raise Refusal("undo_expired")
            if tx.one(_LATER, id=merge.kept) is not None:
                raise Refusal("undo_blocked")
            kept, merged = _known(tx, merge.kept), _known(tx, merge.merged)
            _hand_over(tx, merge, kept.id, merged.id)
            rows.save_customer(tx, replace(emptied(kept, merge.fills), rev=kept.rev + 1), at)
            rows.save_customer(tx, replace(merged, rev=merged.rev + 1, merged_into=None), at)
            tx.execute(_UNDO, id=merge.id, at=at)
            return replace(merge, undone_at=at)

        return await self._database.write(work)


def into(tx: Transaction, customer_id: CustomerId) -> tuple[Merge, ...]:
    """Give the merges into a record that stand, the latest first."""
    return tuple(_merge_of(row) for row in tx.all(_INTO, id=customer_id))


def _known(tx: Transaction, customer_id: CustomerId) -> Customer:
    customer = rows.customer_by_id(tx, customer_id)
    if customer is None:
        raise Refusal("not_found", "customer_id")
    return customer


def _unchanged(tx: Transaction, customer_id: CustomerId, rev: int, field: str) -> Customer:
    customer = _known(tx, customer_id)
    if customer.merged_into is not None or customer.rev != rev:
        raise Refusal("conflict", field)
    return customer


def _hand_over(tx: Transaction, merge: Merge, before: CustomerId, after: CustomerId) -> None:
    for name, statement in _HAND_OVER.items():
        for key in getattr(merge, name):
            tx.execute(statement, key=key, before=before, after=after)


def _add(tx: Transaction, merge: Merge) -> None:
    moved = _Moved(**{name: getattr(merge, name) for name in _Moved.__struct_fields__})
    tx.execute(
        _ADD,
        id=merge.id,
        kept=merge.kept,
        merged=merge.merged,
        merged_at=merge.at,
        merged_by=merge.by,
        moved=_encode(moved).decode(),
        undone_at=None,
    )


def _merge_of(row: Row) -> Merge:
    key, kept, merged, at, by, undone_at, moved = row
    parts = _decode(moved)
    by_id: AgentId = by
    return Merge(
        id=key,
        kept=kept,
        merged=merged,
        at=at,
        by=by_id,
        undone_at=undone_at,
        **{name: getattr(parts, name) for name in _Moved.__struct_fields__},
    )
