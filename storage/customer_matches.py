"""The search for whose contact it is, and what an agent has said about that."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import delete, select, update

from crm.matching import MOST_MATCHES, Keys, Match
from crm.phone import significant_digits
from crm.records import Customer, CustomerId
from crm.refusal import Refusal
from router.ids import AgentId, Instant, InteractionId
from storage import cases as rows
from storage.database import Database
from storage.schema import (
    cases,
    chat_logs,
    customer_addresses,
    customer_contacts,
    customer_fields,
    customers,
)
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_IN_FORCE: Final = customers.c.merged_into.is_(None)
_BY_ADDRESS: Final = Statement(
    select(customer_addresses.c.customer_id)
    .where(customer_addresses.c.address == param("value"))
    .limit(param("most"))
)
_BY_ACCOUNT: Final = Statement(
    select(customers.c.id)
    .where(customers.c.account_number == param("value"), _IN_FORCE)
    .order_by(customers.c.number)
    .limit(param("most"))
)
_BY_PHONE: Final = Statement(
    select(customers.c.id)
    .where(customers.c.phone_digits == param("value"), _IN_FORCE)
    .order_by(customers.c.number)
    .limit(param("most"))
)
_BY_FIELD: Final = Statement(
    select(customers.c.id)
    .join(customer_fields, customer_fields.c.customer_id == customers.c.id)
    .where(
        customer_fields.c.name == param("name"),
        customer_fields.c.value == param("value"),
        _IN_FORCE,
    )
    .order_by(customers.c.number)
    .limit(param("most"))
)
_SAID: Final = Statement(
    select(customer_contacts.c.customer_id, customer_contacts.c.agent_id).where(
        customer_contacts.c.interaction_id == param("id")
    )
)
_FORGET: Final = Statement(
    delete(customer_contacts).where(customer_contacts.c.interaction_id == param("id"))
)
_SAY: Final = insert_into(customer_contacts)
_HAND_OVER: Final = Statement(
    update(cases)
    .where(
        cases.c.id.in_(select(chat_logs.c.case_id).where(chat_logs.c.interaction_id == param("id")))
    )
    .values(customer_id=param("customer"))
)


class CustomerMatches:
    """Finds the records a contact may be about."""

    def __init__(self, database: Database) -> None:
        """Look in ``database``."""
        self._database = database

    async def find(self, interaction: InteractionId, keys: Keys) -> Match:
        """Give the records that the contact's keys lead to; what an agent has said wins."""
        return await self._database.read(lambda tx: _find(tx, interaction, keys))

    async def say(
        self,
        interaction: InteractionId,
        customer_id: CustomerId,
        at: Instant,
        *,
        by: AgentId | None,
    ) -> Customer:
        """Keep whose contact it is; raises `Refusal` if there is no such customer."""

        def work(tx: Transaction) -> Customer:
            return say(tx, interaction, customer_id, at, by=by)

        return await self._database.write(work)


def say(
    tx: Transaction,
    interaction: InteractionId,
    customer_id: CustomerId,
    at: Instant,
    *,
    by: AgentId | None,
) -> Customer:
    """Keep whose contact it is, the case of its log included.

    Raises `Refusal` if there is no such customer.
    """
    customer = rows.customer_by_id(tx, rows.in_force(tx, customer_id))
    if customer is None:
        raise Refusal("not_found", "customer_id")
    tx.execute(_FORGET, id=interaction)
    tx.execute(_SAY, interaction_id=interaction, customer_id=customer.id, agent_id=by, at=at)
    tx.execute(_HAND_OVER, id=interaction, customer=customer.id)
    return customer


def said(tx: Transaction, interaction: InteractionId) -> Customer | None:
    """Give whose contact it is, as far as that has been said."""
    row = tx.one(_SAID, id=interaction)
    return None if row is None else rows.customer_by_id(tx, rows.in_force(tx, row[0]))


def _find(tx: Transaction, interaction: InteractionId, keys: Keys) -> Match:
    said = tx.one(_SAID, id=interaction)
    if said is not None:
        customer = rows.customer_by_id(tx, said[0])
        return Match(customers=() if customer is None else (customer,), chosen_by=said[1])
    case = None if keys.case_number is None else rows.case_by_number(tx, keys.case_number)
    if case is not None:
        customer = rows.customer_by_id(tx, case.customer_id)
        return Match(case=case, customers=() if customer is None else (customer,))
    # A field says less than what is given to one person alone: it counts where nothing else does.
    ids = dict.fromkeys(_by_identity(tx, keys)) or dict.fromkeys(_by_fields(tx, keys))
    found = (rows.customer_by_id(tx, each) for each in list(ids)[:MOST_MATCHES])
    return Match(customers=tuple(each for each in found if each is not None))


def _by_identity(tx: Transaction, keys: Keys) -> Iterator[CustomerId]:
    phone = significant_digits(keys.phone)
    for statement, value in (
        *((_BY_ADDRESS, address) for address in keys.addresses),
        (_BY_ACCOUNT, keys.account_number),
        (_BY_PHONE, phone),
    ):
        if value:
            yield from _few(tx, statement, value=value)


def _by_fields(tx: Transaction, keys: Keys) -> Iterator[CustomerId]:
    for name, value in keys.passed.items():
        yield from _few(tx, _BY_FIELD, name=name, value=value)


def _few(tx: Transaction, statement: Statement, **values: str) -> list[CustomerId]:
    """Give whom a value leads to, nobody where it leads to too many."""
    found = [key for (key,) in tx.all(statement, most=MOST_MATCHES + 1, **values)]
    return found if len(found) <= MOST_MATCHES else []
