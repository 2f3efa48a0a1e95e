"""Customers with cases, written as the desk writes them."""

from typing import Any

from sqlalchemy import select

from crm.records import Case, Customer
from crm.tasks import Task
from storage import cases as rows
from storage.database import Database
from storage.schema import METADATA
from storage.sql import Statement
from storage.transaction import Transaction

NOW = 1_795_000_000_000_000
_COUNTED = frozenset({"rev", "changed_at"})
"""What says that something was changed, not what it is now."""


def customer(number: int = 1, **facts: Any) -> Customer:
    """Make a customer called `c1`, `c2` and so on."""
    return Customer(
        **{
            "id": f"c{number}",
            "number": 1_000_000 + number,
            "name": f"Person {number}",
            "created_at": NOW,
            **facts,
        }
    )


def case(number: int = 1, customer_id: str = "c1", **facts: Any) -> Case:
    """Make a case called `k1`, `k2` and so on."""
    return Case(
        **{
            "id": f"k{number}",
            "number": 1_000 + number,
            "subject": f"Matter {number}",
            "customer_id": customer_id,
            "queue_id": "q1",
            "mailbox": "support",
            "opened_at": NOW + number,
            "changed_at": NOW + number,
            **facts,
        }
    )


def task(number: int = 1, **facts: Any) -> Task:
    """Make a task called `t1`, `t2` and so on."""
    return Task(
        **{
            "id": f"t{number}",
            "number": 100 + number,
            "title": f"Promise {number}",
            "created_by": "alice",
            "created_at": NOW,
            "changed_at": NOW,
            **facts,
        }
    )


async def keep(database: Database, *records: Customer | Case) -> None:
    """Write records down."""

    def work(tx: Transaction) -> None:
        for record in records:
            if isinstance(record, Customer):
                rows.add_customer(tx, record)
            else:
                rows.add_case(tx, record)

    await database.write(work)


async def contents(database: Database, *names: str) -> dict[str, set[Any]]:
    """Give every row of some tables, without what only counts changes."""
    statements = {
        table.name: Statement(select(*(each for each in table.c if each.name not in _COUNTED)))
        for table in METADATA.sorted_tables
        if table.name in names
    }
    return await database.read(
        lambda tx: {name: set(tx.all(each)) for name, each in statements.items()}
    )
