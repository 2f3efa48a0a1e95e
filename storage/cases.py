"""The rows of customers with their cases."""

from typing import Any, Final

from sqlalchemy import Column, Table, delete, func, select, update

from crm.names import name_key, order_key
from crm.phone import significant_digits
from crm.records import Case, CaseId, Customer, CustomerId, folded
from router.ids import AgentId, Instant
from storage.schema import (
    case_participants,
    cases,
    customer_addresses,
    customer_fields,
    customers,
)
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Row, Transaction, Value

_CUSTOMER_FIELDS: Final = tuple(
    name for name in Customer.__struct_fields__ if name not in {"addresses", "fields"}
)
_CASE_FIELDS: Final = Case.__struct_fields__


def _columns(table: Table, names: tuple[str, ...]) -> list[Column[Any]]:
    return [table.c[name] for name in names]


CASE_COLUMNS: Final = _columns(cases, _CASE_FIELDS)
"""The columns of a case in the order of its fields."""

_ADD_CUSTOMER: Final = insert_into(customers)
_SAVE_CUSTOMER: Final = update_row(customers)
_ADD_FIELD: Final = insert_into(customer_fields)
_FIELDS: Final = Statement(
    select(customer_fields.c.name, customer_fields.c.value)
    .where(customer_fields.c.customer_id == param("id"))
    .order_by(customer_fields.c.name)
)
_DROP_FIELDS: Final = Statement(
    delete(customer_fields).where(customer_fields.c.customer_id == param("id"))
)
_ADD_ADDRESS: Final = insert_into(customer_addresses)
_OWNER: Final = Statement(
    select(customer_addresses.c.customer_id).where(customer_addresses.c.address == param("address"))
)
_CUSTOMER: Final = Statement(
    select(*_columns(customers, _CUSTOMER_FIELDS)).where(
        customers.c.id == param("id"), customers.c.erased_at.is_(None)
    )
)
_ADDRESSES: Final = Statement(
    select(customer_addresses.c.address)
    .where(customer_addresses.c.customer_id == param("id"))
    .order_by(customer_addresses.c.address)
)
_MERGED_INTO: Final = Statement(
    select(customers.c.merged_into).where(customers.c.id == param("id"))
)
_ADD_CASE: Final = insert_into(cases)
_SAVE_CASE: Final = update_row(cases)
_KEPT: Final = cases.c.deleted_at.is_(None)
_CASE: Final = Statement(select(*CASE_COLUMNS).where(cases.c.id == param("id"), _KEPT))
_BY_NUMBER: Final = Statement(select(*CASE_COLUMNS).where(cases.c.number == param("number"), _KEPT))
_REOPEN: Final = Statement(
    update(cases).where(cases.c.id == param("id")).values(status="open", closed_at=None)
)
_TOUCH: Final = Statement(
    update(cases).where(cases.c.id == param("id")).values(changed_at=param("at"))
)
_ASSIGN: Final = Statement(
    update(cases)
    .where(cases.c.id == param("id"))
    .values(assignee=param("agent"), status=param("status"), changed_at=param("at"))
)
_RELEASE: Final = Statement(
    update(cases).where(cases.c.id == param("id")).values(assignee=None, changed_at=param("at"))
)
_CLOSE: Final = Statement(
    update(cases)
    .where(cases.c.id == param("id"))
    .values(status="closed", closed_at=param("at"), changed_at=param("at"))
)
_PARTICIPANTS: Final = Statement(
    select(case_participants.c.address)
    .where(case_participants.c.case_id == param("id"))
    .order_by(case_participants.c.address)
)
_ADD_PARTICIPANT: Final = insert_into(case_participants)
_LAST_NUMBERS: Final = (
    Statement(select(func.coalesce(func.max(customers.c.number), 0))),
    Statement(select(func.coalesce(func.max(cases.c.number), 0))),
)
_FORGOTTEN: Final = Statement(
    select(customers.c.id).where(customers.c.id == param("id"), customers.c.erased_at.is_not(None))
)


def is_forgotten(tx: Transaction, customer_id: CustomerId) -> bool:
    """Tell whether a customer was erased."""
    return tx.one(_FORGOTTEN, id=customer_id) is not None


def add_customer(tx: Transaction, customer: Customer) -> None:
    """Keep a new customer with the addresses nobody else has."""
    tx.execute(_ADD_CUSTOMER, **_columns_of(customer, customer.created_at))
    _add_fields(tx, customer)
    for address in customer.addresses:
        if tx.one(_OWNER, address=address) is None:
            tx.execute(_ADD_ADDRESS, address=address, customer_id=customer.id, blocked_until=None)


def save_customer(tx: Transaction, customer: Customer, at: Instant) -> None:
    """Keep what was changed of a customer; addresses are moved one by one."""
    tx.execute(_SAVE_CUSTOMER, **_columns_of(customer, at))
    tx.execute(_DROP_FIELDS, id=customer.id)
    _add_fields(tx, customer)


def _columns_of(customer: Customer, changed_at: Instant) -> dict[str, Value]:
    return {name: getattr(customer, name) for name in _CUSTOMER_FIELDS} | {
        "changed_at": changed_at,
        "erased_at": None,
        "name_key": name_key(customer.name),
        "company_key": order_key(customer.company),
        "phone_digits": significant_digits(customer.phone),
    }


def _add_fields(tx: Transaction, customer: Customer) -> None:
    for name, value in customer.fields.items():
        tx.execute(_ADD_FIELD, customer_id=customer.id, name=name, value=value)


def customer_by_address(tx: Transaction, address: str) -> Customer | None:
    """Give the customer whose address it is, in whatever case it is written (EIN-008)."""
    row = tx.one(_OWNER, address=folded(address))
    return None if row is None else customer_by_id(tx, row[0])


def customer_by_id(tx: Transaction, customer_id: CustomerId) -> Customer | None:
    """Give a customer; None: there is none, or they were erased."""
    row = tx.one(_CUSTOMER, id=customer_id)
    if row is None:
        return None
    addresses = tuple(address for (address,) in tx.all(_ADDRESSES, id=customer_id))
    return Customer(
        **dict(zip(_CUSTOMER_FIELDS, row, strict=True)),
        addresses=addresses,
        fields=dict(tx.all(_FIELDS, id=customer_id)),
    )


def in_force(tx: Transaction, customer_id: CustomerId) -> CustomerId:
    """Give the record that stands for this one: itself, or what it was merged into."""
    row = tx.one(_MERGED_INTO, id=customer_id)
    return customer_id if row is None or row[0] is None else in_force(tx, row[0])


def add_case(tx: Transaction, case: Case) -> None:
    """Keep a new case, of whoever its customer has been merged into meanwhile."""
    values = {name: getattr(case, name) for name in _CASE_FIELDS}
    tx.execute(_ADD_CASE, **values | {"customer_id": in_force(tx, case.customer_id)})


def save_case(tx: Transaction, case: Case) -> None:
    """Keep what was changed of a case."""
    tx.execute(_SAVE_CASE, **{name: getattr(case, name) for name in _CASE_FIELDS})


def case_of(row: Row) -> Case:
    """Read a case out of its `CASE_COLUMNS`."""
    return Case(**dict(zip(_CASE_FIELDS, row, strict=True)))


def case_by_id(tx: Transaction, case_id: CaseId) -> Case | None:
    """Give a case; None: there is none, or it was deleted."""
    row = tx.one(_CASE, id=case_id)
    return None if row is None else case_of(row)


def case_by_number(tx: Transaction, number: int) -> Case | None:
    """Give the case that a subject may name."""
    row = tx.one(_BY_NUMBER, number=number)
    return None if row is None else case_of(row)


def reopen_case(tx: Transaction, case_id: CaseId) -> None:
    """Open a closed case again."""
    tx.execute(_REOPEN, id=case_id)


def touch_case(tx: Transaction, case_id: CaseId, at: Instant) -> None:
    """Note that something happened in a case (CRM-009)."""
    tx.execute(_TOUCH, id=case_id, at=at)


def assign_case(tx: Transaction, case_id: CaseId, agent: AgentId, at: Instant) -> None:
    """Give a case to the agent who accepted its mail; it is open (EIN-026, CRM-019)."""
    tx.execute(_ASSIGN, id=case_id, agent=agent, status="open", at=at)


def release_case(tx: Transaction, case_id: CaseId, at: Instant) -> None:
    """Take a case from its agent until somebody accepts its mail again (ETR-010)."""
    tx.execute(_RELEASE, id=case_id, at=at)


def close_case(tx: Transaction, case_id: CaseId, at: Instant) -> None:
    """Close a case."""
    tx.execute(_CLOSE, id=case_id, at=at)


def participants_of(tx: Transaction, case_id: CaseId) -> frozenset[str]:
    """Give the addresses whose mail may enter a case."""
    return frozenset(address for (address,) in tx.all(_PARTICIPANTS, id=case_id))


def add_participants(tx: Transaction, case_id: CaseId, addresses: frozenset[str]) -> None:
    """Let these addresses write into a case."""
    for address in sorted(addresses - participants_of(tx, case_id)):
        tx.execute(_ADD_PARTICIPANT, case_id=case_id, address=address)


def last_numbers(tx: Transaction) -> tuple[int, int]:
    """Give the largest customer number and the largest case number, 0 for none."""
    customer, case = (tx.one(statement) for statement in _LAST_NUMBERS)
    assert customer is not None
    assert case is not None
    return int(customer[0]), int(case[0])
