"""The store of tasks: lists, changes."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Select, func, or_, select

from crm.records import CaseId, CustomerId
from crm.refusal import Refusal
from crm.tasks import Task, TaskId, TaskStatus, with_status
from router.ids import AgentId, Instant
from storage.cases import case_by_id, in_force
from storage.database import Database
from storage.schema import cases, customers, tasks
from storage.sql import LIKE_ESCAPE, Statement, containing, insert_into, param, update_row
from storage.transaction import Row, Transaction, Value

_FIELDS: Final = Task.__struct_fields__
_COLUMNS: Final = tuple(tasks.c[name] for name in _FIELDS)
_FOR_EVER: Final = 2**62
_ADD: Final = insert_into(tasks)
_SAVE: Final = update_row(tasks)
_LAST_NUMBER: Final = Statement(select(func.coalesce(func.max(tasks.c.number), 0)))
_ORDER: Final = (
    tasks.c.status.desc(),  # open before done
    func.coalesce(tasks.c.due_at, _FOR_EVER),
    tasks.c.number,
)
_LINE: Final = (
    select(*_COLUMNS, cases.c.number, customers.c.name)
    .join(cases, cases.c.id == tasks.c.case_id, isouter=True)
    .join(customers, customers.c.id == tasks.c.customer_id, isouter=True)
)
_KEPT: Final = tasks.c.title != ""
"""One about a customer who was erased has lost its words, and is shown no more."""
_TASK: Final = Statement(_LINE.where(tasks.c.id == param("id"), _KEPT))
_OF_CUSTOMER: Final = Statement(
    select(*_COLUMNS)
    .where(tasks.c.customer_id == param("id"))
    .order_by(*_ORDER)
    .limit(param("most"))
)


class TaskLine(msgspec.Struct, frozen=True, kw_only=True):
    """A task with the names of what it is about."""

    task: Task
    case_number: int | None
    customer: str


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which tasks are looked for; what is None does not matter (CRM-005)."""

    status: TaskStatus | None = None
    owner: AgentId | None = None
    overdue_at: Instant | None = None
    """Those alone that are open and were due before this."""
    due_from: Instant | None = None
    due_until: Instant | None = None
    priority: str | None = None
    case_id: CaseId | None = None
    customer_id: CustomerId | None = None
    words: str = ""
    """In the title, the description or the customer's name; or the number itself."""
    limit: int = 100


class Tasks:
    """Keeps what somebody has promised to do."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def find(self, wanted: Wanted) -> Sequence[TaskLine]:
        """Give the tasks, those due first in front; one more than the limit if there are more."""
        statement, values = _statement(wanted)
        found = await self._database.read(
            lambda tx: tx.all(statement, most=wanted.limit + 1, **values)
        )
        return [_line_of(row) for row in found]

    async def line(self, task_id: TaskId) -> TaskLine:
        """Give a task; raises `Refusal` if there is none."""
        return await self._database.read(lambda tx: _known(tx, task_id))

    async def create(self, task: Task) -> TaskLine:
        """Keep a new task, once; one for a case is about the case's customer.

        Raises `Refusal`: there is no such case or customer.
        """

        def work(tx: Transaction) -> TaskLine:
            known = tx.one(_TASK, id=task.id)
            if known is not None:
                return _line_of(known)
            kept = replace(task, customer_id=_customer_of(tx, task))
            tx.execute(_ADD, **_values(kept))
            return _known(tx, kept.id)

        return await self._database.write(work)

    async def change(
        self, task_id: TaskId, rev: int, at: Instant, changes: dict[str, Any]
    ) -> TaskLine:
        """Change what is named of a task that is still as the agent has seen it.

        Raises `Refusal`: there is none, or somebody was faster.
        """

        def work(tx: Transaction) -> TaskLine:
            before = _known(tx, task_id).task
            if before.rev != rev:
                raise Refusal("conflict", "rev")
            status: TaskStatus = changes.pop("status", before.status)
            after = replace(before, **changes, rev=rev + 1, changed_at=at)
            tx.execute(_SAVE, **_values(with_status(after, status, at)))
            return _known(tx, task_id)

        return await self._database.write(work)


def last_number(tx: Transaction) -> int:
    """Give the largest number of a task, 0 for none."""
    row = tx.one(_LAST_NUMBER)
    return 0 if row is None else int(row[0])


def of_customer(tx: Transaction, customer_id: CustomerId, most: int) -> tuple[Task, ...]:
    """Give a customer's tasks, the open ones first."""
    return tuple(_task_of(row) for row in tx.all(_OF_CUSTOMER, id=customer_id, most=most))


def _customer_of(tx: Transaction, task: Task) -> CustomerId | None:
    if task.case_id is not None:
        case = case_by_id(tx, task.case_id)
        if case is None:
            raise Refusal("not_found", "case_id")
        return case.customer_id
    if task.customer_id is None:
        return None
    if tx.one(_IS_KNOWN, id=task.customer_id) is None:
        raise Refusal("not_found", "customer_id")
    return in_force(tx, task.customer_id)


_IS_KNOWN: Final = Statement(
    select(customers.c.id).where(customers.c.id == param("id"), customers.c.erased_at.is_(None))
)


def _known(tx: Transaction, task_id: TaskId) -> TaskLine:
    row = tx.one(_TASK, id=task_id)
    if row is None:
        raise Refusal("not_found", "task_id")
    return _line_of(row)


def _values(task: Task) -> dict[str, Value]:
    values = {name: getattr(task, name) for name in _FIELDS}
    return values | {"reminder": int(task.reminder)}


def _task_of(row: Row) -> Task:
    values = dict(zip(_FIELDS, row, strict=True))
    return Task(**values | {"reminder": bool(values["reminder"])})


def _line_of(row: Row) -> TaskLine:
    return TaskLine(task=_task_of(row[:-2]), case_number=row[-2], customer=row[-1] or "")


def _statement(wanted: Wanted) -> tuple[Statement, dict[str, Value]]:
    query: Select[Any] = _LINE.where(_KEPT)
    values: dict[str, Value] = {}
    for name in ("status", "owner", "priority", "case_id", "customer_id"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(tasks.c[name] == param(name))
            values[name] = value
    if wanted.overdue_at is not None:
        query = query.where(tasks.c.status == "open", tasks.c.due_at < param("overdue_at"))
        values["overdue_at"] = wanted.overdue_at
    if wanted.due_from is not None:
        query = query.where(tasks.c.due_at >= param("due_from"))
        values["due_from"] = wanted.due_from
    if wanted.due_until is not None:
        query = query.where(tasks.c.due_at < param("due_until"))
        values["due_until"] = wanted.due_until
    if wanted.words:
        digits = wanted.words.strip().lstrip("#")
        known = digits.isascii() and digits.isdecimal() and len(digits) <= 12
        query = query.where(
            or_(
                *(
                    each.like(param(how), escape=LIKE_ESCAPE)
                    for column in (tasks.c.title, tasks.c.description, customers.c.name)
                    # SQLite knows the small letters of ASCII alone: others match as typed.
                    for each, how in ((func.lower(column), "lowered"), (column, "typed"))
                ),
                tasks.c.number == param("number"),
            )
        )
        values |= {
            "typed": containing(wanted.words),
            "lowered": containing(wanted.words.lower()),
            "number": int(digits) if known else -1,
        }
    return Statement(query.order_by(*_ORDER).limit(param("most"))), values
