"""The store of the customer file: lists, records with their history, changes."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Select, Text, case, delete, exists, func, or_, select, tuple_

from crm.merging import Merge
from crm.names import order_key
from crm.phone import significant_digits
from crm.records import Case, Customer, CustomerId, folded
from crm.refusal import Refusal
from crm.tasks import Task
from router.ids import Instant
from storage import cases as rows
from storage import merges as merge_rows
from storage import tasks as task_rows
from storage.cases import CASE_COLUMNS, case_of
from storage.database import Database
from storage.interaction_log import PastContact, of_customer
from storage.schema import (
    cases,
    customer_addresses,
    customer_fields,
    customers,
)
from storage.sql import LIKE_ESCAPE, Statement, containing, insert_into, param
from storage.transaction import Row, Transaction, Value

Order = Literal["last_name", "company"]
MOST_SHOWN: Final = 50
"""Of the cases, the contacts and the tasks of one customer: the newest."""
_LEAST_DIGITS: Final = 4


class CustomerLine(msgspec.Struct, frozen=True, kw_only=True):
    """A customer in a list."""

    id: CustomerId
    number: int
    name: str
    company: str
    phone: str
    account_number: str
    address: str
    """The first of the mail addresses, empty without one."""
    open_cases: int


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which customers are looked for, and in which order."""

    words: str = ""
    case_sensitive: bool = True
    order: Order = "last_name"
    after: CustomerId | None = None
    """Those behind this one alone."""
    limit: int = 100


class CustomerFile(msgspec.Struct, frozen=True, kw_only=True):
    """A customer with everything that hangs together with the record."""

    customer: Customer
    changed_at: Instant
    cases: tuple[Case, ...]
    contacts: tuple[PastContact, ...]
    tasks: tuple[Task, ...]
    merges: tuple[tuple[Merge, Customer], ...]
    """The merges into this record that stand, each with the record that went."""


_FIRST_ADDRESS: Final = (
    select(func.min(customer_addresses.c.address))
    .where(customer_addresses.c.customer_id == customers.c.id)
    .scalar_subquery()
)
_OPEN_CASES: Final = (
    select(func.count())
    .where(
        cases.c.customer_id == customers.c.id,
        cases.c.status != "closed",
        cases.c.merged_into.is_(None),
        cases.c.deleted_at.is_(None),
    )
    .scalar_subquery()
)
_BY_NAME: Final[tuple[ColumnElement[Any], ...]] = (customers.c.name_key, customers.c.number)
# Who works for no company comes last.
_NO_COMPANY: Final = case((customers.c.company_key == "", 1), else_=0)
_KEYS: Final[dict[Order, tuple[ColumnElement[Any], ...]]] = {
    "last_name": _BY_NAME,
    "company": (_NO_COMPANY, customers.c.company_key, *_BY_NAME),
}
_PLACES: Final = {
    order: Statement(select(*keys).where(customers.c.id == param("id")))
    for order, keys in _KEYS.items()
}
_CASES: Final = Statement(
    select(*CASE_COLUMNS)
    .where(cases.c.customer_id == param("id"), cases.c.deleted_at.is_(None))
    .order_by(cases.c.opened_at.desc(), cases.c.number.desc())
    .limit(param("most"))
)
_CHANGED_AT: Final = Statement(select(customers.c.changed_at).where(customers.c.id == param("id")))
_OWNER: Final = Statement(
    select(customer_addresses.c.customer_id).where(customer_addresses.c.address == param("address"))
)
_ADD_ADDRESS: Final = insert_into(customer_addresses)
_DROP_ADDRESS: Final = Statement(
    delete(customer_addresses).where(customer_addresses.c.address == param("address"))
)


class Customers:
    """Keeps what agents know of customers."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def find(self, wanted: Wanted) -> Sequence[CustomerLine]:
        """Give the customers, one more than the limit if there are more (CRM-006, CRM-007).

        Raises `Refusal`: there is none that they are to come behind.
        """

        def look(tx: Transaction) -> list[Row]:
            statement, values = _statement(wanted)
            place = {} if wanted.after is None else _place(tx, wanted.after, wanted.order)
            return tx.all(statement, most=wanted.limit + 1, **values, **place)

        found = await self._database.read(look)
        names = CustomerLine.__struct_fields__
        return [CustomerLine(**dict(zip(names, row, strict=True))) for row in found]

    async def file(self, customer_id: CustomerId) -> CustomerFile:
        """Give a customer with the history; of one that was merged, the record that stands for it.

        Raises `Refusal`: there is none.
        """
        return await self._database.read(lambda tx: _file(tx, customer_id))

    async def create(self, customer: Customer) -> None:
        """Keep a new customer, once; raises `Refusal` if an address is somebody else's."""

        def work(tx: Transaction) -> None:
            if rows.is_forgotten(tx, customer.id):
                raise Refusal("not_found", "customer_id")
            if rows.customer_by_id(tx, customer.id) is not None:
                return
            for address in customer.addresses:
                _check_free(tx, address)
            rows.add_customer(tx, customer)

        await self._database.write(work)

    async def change(
        self, customer_id: CustomerId, rev: int, at: Instant, changes: dict[str, Any]
    ) -> Customer:
        """Change what is named of a customer who is still as the agent has seen them.

        Raises `Refusal`: there is none, somebody was faster, an address is somebody else's.
        """

        def work(tx: Transaction) -> Customer:
            before = unchanged(tx, customer_id, rev)
            after = replace(before, **changes, rev=before.rev + 1)
            for address in before.addresses:
                if address not in after.addresses:
                    tx.execute(_DROP_ADDRESS, address=address)
            for address in after.addresses:
                if address not in before.addresses:
                    _check_free(tx, address)
                    tx.execute(
                        _ADD_ADDRESS, address=address, customer_id=customer_id, blocked_until=None
                    )
            rows.save_customer(tx, after, at)
            return after

        return await self._database.write(work)


def unchanged(tx: Transaction, customer_id: CustomerId, rev: int) -> Customer:
    """Give a customer; raises `Refusal` if there is none, or not any more as in `rev`."""
    customer = rows.customer_by_id(tx, customer_id)
    if customer is None:
        raise Refusal("not_found", "customer_id")
    if customer.merged_into is not None or customer.rev != rev:
        raise Refusal("conflict", "rev")
    return customer


def _check_free(tx: Transaction, address: str) -> None:
    if tx.one(_OWNER, address=address) is not None:
        raise Refusal("address_taken", "addresses")


def _file(tx: Transaction, customer_id: CustomerId) -> CustomerFile:
    customer = rows.customer_by_id(tx, rows.in_force(tx, customer_id))
    if customer is None:
        raise Refusal("not_found", "customer_id")
    changed = tx.one(_CHANGED_AT, id=customer.id)
    assert changed is not None
    page: dict[str, Value] = {"id": customer.id, "most": MOST_SHOWN}
    return CustomerFile(
        customer=customer,
        changed_at=changed[0],
        cases=tuple(case_of(row) for row in tx.all(_CASES, **page)),
        contacts=of_customer(tx, customer.id, MOST_SHOWN),
        tasks=task_rows.of_customer(tx, customer.id, MOST_SHOWN),
        merges=tuple(
            (merge, merged)
            for merge in merge_rows.into(tx, customer.id)
            if (merged := rows.customer_by_id(tx, merge.merged)) is not None
        ),
    )


def _place(tx: Transaction, customer_id: CustomerId, order: Order) -> dict[str, Value]:
    row = tx.one(_PLACES[order], id=customer_id)
    if row is None:
        raise Refusal("not_found", "after")
    return {f"after_{number}": value for number, value in enumerate(row)}


def _statement(wanted: Wanted) -> tuple[Statement, dict[str, Value]]:
    shown = ("id", "number", "name", "company", "phone", "account_number")
    query: Select[Any] = select(
        *(customers.c[name] for name in shown), func.coalesce(_FIRST_ADDRESS, ""), _OPEN_CASES
    ).where(customers.c.merged_into.is_(None), customers.c.erased_at.is_(None))
    keys = _KEYS[wanted.order]
    query = query.order_by(*keys).limit(param("most"))
    if wanted.after is not None:
        place = (param(f"after_{number}") for number in range(len(keys)))
        query = query.where(tuple_(*keys) > tuple_(*place))
    if not wanted.words:
        return Statement(query), {}
    digits = wanted.words.strip().lstrip("#")
    known = digits.isascii() and digits.isdecimal() and len(digits) <= 12
    phone = significant_digits(wanted.words)
    values: dict[str, Value] = {
        "typed": wanted.words,
        "folded": containing(folded(wanted.words)),
        "number": int(digits) if known else -1,
    }
    found = [
        customers.c.number == param("number"),
        _owns(customer_addresses, customer_addresses.c.address.like(*_pattern("folded"))),
    ]
    if len(phone) >= _LEAST_DIGITS:
        found.append(customers.c.phone_digits.like(*_pattern("digits")))
        values["digits"] = containing(phone)
    if wanted.case_sensitive:
        texts = (customers.c.name, customers.c.company, customers.c.phone)
        found += [_has(column) for column in (*texts, customers.c.account_number)]
        found.append(_owns(customer_fields, _has(customer_fields.c.value)))
    else:
        values |= {
            "key": containing(order_key(wanted.words)),
            "lowered": containing(wanted.words.lower()),
        }
        del values["typed"]
        found += [
            column.like(*_pattern("key"))
            for column in (customers.c.name_key, customers.c.company_key)
        ]
        lowered = func.lower(customers.c.account_number).like(*_pattern("lowered"))
        value = func.lower(customer_fields.c.value).like(*_pattern("lowered"))
        found += [lowered, _owns(customer_fields, value)]
    return Statement(query.where(or_(*found))), values


def _has(column: ColumnElement[Any]) -> ColumnElement[bool]:
    # LIKE heeds the case of letters on one database and not on the other; this does on both.
    return func.replace(column, param("typed"), "", type_=Text) != column


def _owns(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:  # noqa: ANN401 - a table of SQLAlchemy's
    return exists().where(table.c.customer_id == customers.c.id, condition)


def _pattern(name: str) -> tuple[ColumnElement[Any], str]:
    return param(name), LIKE_ESCAPE
