"""Merging two records of one customer, and taking that back."""

from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from crm.records import CaseId, Customer, CustomerId
from crm.tasks import TaskId
from router.ids import AgentId, Duration, Instant, InteractionId, seconds

MergeId: TypeAlias = str

UNDOABLE_FOR: Final[Duration] = seconds(24 * 3600)
"""A merge can be taken back for so long."""

_TEXTS: Final = ("name", "company", "account_number", "phone", "notes")


class Fill(msgspec.Struct, frozen=True, kw_only=True):
    """A blank of the record that is kept, and what the other one had to put there."""

    name: str
    value: str
    custom: bool = False
    """Whether it is one of the company's own fields, not one that every customer has."""


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that went from one record to another."""

    id: MergeId
    kept: CustomerId
    merged: CustomerId
    at: Instant
    by: AgentId
    addresses: tuple[str, ...] = ()
    cases: tuple[CaseId, ...] = ()
    tasks: tuple[TaskId, ...] = ()
    contacts: tuple[InteractionId, ...] = ()
    fills: tuple[Fill, ...] = ()
    undone_at: Instant | None = None

    def is_undoable(self, at: Instant) -> bool:
        """Tell whether it can still be taken back."""
        return self.undone_at is None and at - self.at <= UNDOABLE_FOR


def fills(kept: Customer, merged: Customer) -> tuple[Fill, ...]:
    """Give what the other record knows and this one does not; what it knows itself wins."""
    return tuple(_fills(kept, merged))


def _fills(kept: Customer, merged: Customer) -> Iterator[Fill]:
    for name in _TEXTS:
        if not getattr(kept, name) and getattr(merged, name):
            yield Fill(name=name, value=getattr(merged, name))
    for name, value in merged.fields.items():
        if name not in kept.fields:
            yield Fill(name=name, value=value, custom=True)


def filled(customer: Customer, blanks: tuple[Fill, ...]) -> Customer:
    """Give the record with its blanks filled."""
    texts = {each.name: each.value for each in blanks if not each.custom}
    fields = customer.fields | {each.name: each.value for each in blanks if each.custom}
    return replace(customer, **texts, fields=fields)


def emptied(customer: Customer, blanks: tuple[Fill, ...]) -> Customer:
    """Give the record with the blanks as they were, save those somebody has rewritten since."""
    texts = {
        each.name: ""
        for each in blanks
        if not each.custom and getattr(customer, each.name) == each.value
    }
    gone = {
        each.name for each in blanks if each.custom and customer.fields.get(each.name) == each.value
    }
    fields = {name: value for name, value in customer.fields.items() if name not in gone}
    return replace(customer, **texts, fields=fields)
