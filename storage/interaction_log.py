"""The interaction log: every contact of a customer or a case, with what was noted about it."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Select, case, func, select

from crm.records import CaseId, CustomerId
from router.ids import Instant, InteractionId
from storage.database import Database
from storage.handlings import StoredHandling, handlings_of
from storage.schema import (
    cases,
    chat_logs,
    chats,
    customer_contacts,
    interactions,
    mails,
    tasks,
    voicemails,
)
from storage.sql import Statement, param
from storage.transaction import Transaction


class PastContact(msgspec.Struct, frozen=True, kw_only=True):
    """A contact, whatever came of it (CRM-025)."""

    id: InteractionId
    number: int | None
    """None for one that is older than the log."""
    medium: str
    queue_id: str
    state: str
    entered_at: Instant
    ended_at: Instant | None
    case_id: CaseId | None
    case_number: int | None
    due_at: Instant | None
    """By when the next open task of its case is to be done."""
    reminder: bool
    """Whether that task's owner is reminded then."""
    subject: str
    email: str
    """The address it came from, empty where there is none."""
    works: tuple[StoredHandling, ...] = ()
    """Everybody's work on it, in the order in which it was accepted."""


_NAMES: Final = tuple(name for name in PastContact.__struct_fields__ if name != "works")


def _next_task(column: Any) -> Any:  # noqa: ANN401 - a column of SQLAlchemy's
    return (
        select(column)
        .where(tasks.c.case_id == cases.c.id, tasks.c.status == "open", tasks.c.due_at.is_not(None))
        .order_by(tasks.c.due_at, tasks.c.number)
        .limit(1)
        .scalar_subquery()
    )


_CONTACT: Final = (
    *(
        interactions.c[name]
        for name in ("id", "number", "medium", "queue_id", "state", "entered_at", "ended_at")
    ),
    case((cases.c.deleted_at.is_(None), cases.c.id)).label("case_id"),
    case((cases.c.deleted_at.is_(None), cases.c.number)).label("case_number"),
    _next_task(tasks.c.due_at),
    func.coalesce(_next_task(tasks.c.reminder), 0),
)
_MAILS: Final = (
    select(*_CONTACT, mails.c.subject, mails.c.sender_address)
    .select_from(interactions)
    .join(mails, mails.c.interaction_id == interactions.c.id)
    .join(cases, cases.c.id == mails.c.case_id)
)
_OTHERS: Final = (
    select(
        *_CONTACT,
        func.coalesce(cases.c.subject, chat_logs.c.subject, voicemails.c.caller_name, ""),
        func.coalesce(chats.c.email, ""),
    )
    .select_from(interactions)
    .outerjoin(chats, chats.c.id == interactions.c.id)
    .outerjoin(chat_logs, chat_logs.c.interaction_id == interactions.c.id)
    .outerjoin(voicemails, voicemails.c.interaction_id == interactions.c.id)
    .outerjoin(cases, cases.c.id == chat_logs.c.case_id)
)


def _newest(query: Select[Any]) -> Statement:
    return Statement(query.order_by(interactions.c.entered_at.desc()).limit(param("most")))


_OF_CUSTOMER: Final = (
    _newest(_MAILS.where(cases.c.customer_id == param("id"))),
    _newest(
        _OTHERS.join(
            customer_contacts, customer_contacts.c.interaction_id == interactions.c.id
        ).where(customer_contacts.c.customer_id == param("id"))
    ),
)
_OF_CASE: Final = (
    _newest(_MAILS.where(mails.c.case_id == param("id"))),
    _newest(_OTHERS.where(chat_logs.c.case_id == param("id"))),
)


class InteractionLog:
    """Gives the contacts that a case is made of."""

    def __init__(self, database: Database) -> None:
        """Look in ``database``."""
        self._database = database

    async def of_cases(self, case_ids: Sequence[CaseId], most: int) -> Sequence[PastContact]:
        """Give the newest contacts of these cases, which are one by now."""
        return await self._database.read(lambda tx: _entries(tx, _OF_CASE, case_ids, most))


def of_customer(tx: Transaction, customer_id: CustomerId, most: int) -> tuple[PastContact, ...]:
    """Give the newest contacts of a customer."""
    return _entries(tx, _OF_CUSTOMER, (customer_id,), most)


def _entries(
    tx: Transaction, statements: tuple[Statement, ...], ids: Sequence[str], most: int
) -> tuple[PastContact, ...]:
    rows = [row for each in ids for how in statements for row in tx.all(how, id=each, most=most)]
    found = [dict(zip(_NAMES, row, strict=True)) for row in rows]
    found.sort(key=lambda each: (each["entered_at"], each["id"]), reverse=True)
    return tuple(
        PastContact(
            **each | {"reminder": bool(each["reminder"])},
            works=tuple(handlings_of(tx, [each["id"]])),
        )
        for each in found[:most]
    )
