"""Customers: who they are, what they came with, two records that are one."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from gateway.wire.cases import CaseRow
from gateway.wire.contacts import PastContact
from gateway.wire.interaction import AgentName
from gateway.wire.scalars import Email, Id, Name, Note, Ok, Payload
from gateway.wire.tasks import Task

Given = Annotated[str, Meta(min_length=1, max_length=200)]
Addresses = Annotated[tuple[Email, ...], Meta(max_length=50)]
Rev = Annotated[int, Meta(ge=1)]


class CustomField(Payload, frozen=True, kw_only=True):
    """What the company itself wants to know of a customer."""

    name: Annotated[str, Meta(min_length=1, max_length=50)]
    value: Annotated[str, Meta(max_length=500)]


CustomFields = Annotated[tuple[CustomField, ...], Meta(max_length=50)]


class CustomerRow(Payload, frozen=True, kw_only=True):
    """A customer in a list."""

    id: str
    number: str
    name: str
    last_name: str
    company: str
    phone: str
    account_number: str
    address: str
    """The first of the mail addresses, empty without one."""
    open_cases: int


class CustomerList(Ok, frozen=True, kw_only=True):
    """Customers found, in the order asked for."""

    customers: tuple[CustomerRow, ...]
    more: bool
    next: str | None
    """Asked for as `after`, it gives those that follow; null where nobody does."""


class MergedCustomer(Payload, frozen=True, kw_only=True):
    """A record that was merged into this one."""

    merge_id: str
    number: str
    name: str
    at: str
    by: AgentName | None
    undo_until: str | None
    """Null once it can be undone no more."""


class CustomerRecord(Ok, frozen=True, kw_only=True):
    """A customer with everything that hangs together with the record; the newest first."""

    id: str
    number: str
    rev: int
    name: str
    company: str
    account_number: str
    phone: str
    addresses: tuple[str, ...]
    notes: str
    fields: tuple[CustomField, ...]
    created_at: str
    changed_at: str
    cases: tuple[CaseRow, ...]
    contacts: tuple[PastContact, ...]
    tasks: tuple[Task, ...]
    merged: tuple[MergedCustomer, ...]


class CreateCustomer(Payload, frozen=True, kw_only=True):
    """Write a customer down; the same `id` again finds who was written down."""

    id: Id
    name: Given
    company: Name = ""
    account_number: Name = ""
    phone: Name = ""
    addresses: Addresses = ()
    notes: Note = ""
    fields: CustomFields = ()


class ChangeCustomer(Payload, frozen=True, kw_only=True):
    """Change what is named of a customer; `rev` is the one last seen."""

    rev: Rev
    name: Given | UnsetType = UNSET
    company: Name | UnsetType = UNSET
    account_number: Name | UnsetType = UNSET
    phone: Name | UnsetType = UNSET
    addresses: Addresses | UnsetType = UNSET
    notes: Note | UnsetType = UNSET
    fields: CustomFields | UnsetType = UNSET


class MergeCustomers(Payload, frozen=True, kw_only=True):
    """Merge another record into this one; both as last seen."""

    rev: Rev
    other_id: Id
    other_rev: Rev


class UndoneMerge(Ok, frozen=True, kw_only=True):
    """The two records are two again."""

    kept_id: str
    merged_id: str


class ErasedCustomer(Payload, frozen=True, kw_only=True):
    """A customer was erased; whatever of them a desk has open is to be closed."""

    customer_ids: tuple[str, ...]
    """The record, and those that were merged into it."""
    case_ids: tuple[str, ...]
