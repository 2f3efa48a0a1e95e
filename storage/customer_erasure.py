"""Forgetting what the customer file holds of a customer besides name, addresses and cases."""

from typing import Final

from sqlalchemy import delete, or_, select, update

from crm.records import CustomerId
from storage.schema import customer_contacts, customer_fields, customer_merges, customers, tasks
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
    Statement(
        update(tasks).where(tasks.c.customer_id == param("id")).values(title="", description="")
    ),
)


def forget_details(tx: Transaction, customer_id: CustomerId) -> None:
    """Empty a record and every record that was merged into it; their numbers stay."""
    for statement in _EMPTY:
        tx.execute(statement, id=customer_id)
    for (merged,) in tx.all(_MERGED, id=customer_id):
        forget_details(tx, merged)
