"""Forgetting what the customer file holds of a customer besides name, addresses and cases."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import delete, or_, select, update

from crm.records import CustomerId
from router.ids import Instant
from storage.schema import (
    cases,
    customer_contacts,
    customer_fields,
    customer_merges,
    customers,
    tasks,
)
from storage.sql import Statement, param
from storage.transaction import Transaction

NOTHING_MOVED: Final = "{}"
_MERGED: Final = Statement(select(customers.c.id).where(customers.c.merged_into == param("id")))
_EMPTY: Final = (
    Statement(
        update(customers)
        .where(customers.c.id == param("id"))
        .values(
            rev=customers.c.rev + 1,
            changed_at=param("at"),
            erased_at=param("at"),
            name="",
            company="",
            account_number="",
            phone="",
            notes="",
            name_key="",
            company_key="",
            phone_digits="",
        )
    ),
    Statement(delete(customer_fields).where(customer_fields.c.customer_id == param("id"))),
    Statement(delete(customer_contacts).where(customer_contacts.c.customer_id == param("id"))),
    Statement(
        update(customer_merges)
        .where(or_(customer_merges.c.kept == param("id"), customer_merges.c.merged == param("id")))
        .values(moved=NOTHING_MOVED)
    ),
    # A rev that has risen keeps what is on somebody's screen from being written back.
    Statement(
        update(tasks)
        .where(
            or_(
                tasks.c.customer_id == param("id"),
                tasks.c.case_id.in_(select(cases.c.id).where(cases.c.customer_id == param("id"))),
            )
        )
        .values(title="", description="", rev=tasks.c.rev + 1, changed_at=param("at"))
    ),
)


def family(tx: Transaction, customer_id: CustomerId) -> tuple[CustomerId, ...]:
    """Give a record with every record that was merged into it, and into that."""
    found = [customer_id]
    for each in found:
        found += [merged for (merged,) in tx.all(_MERGED, id=each)]
    return tuple(found)


def forget_records(tx: Transaction, customer_ids: Iterable[CustomerId], at: Instant) -> None:
    """Empty these records; their numbers stay, and nobody finds them any more."""
    for customer_id in customer_ids:
        for statement in _EMPTY:
            tx.execute(statement, id=customer_id, at=at)
