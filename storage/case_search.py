"""Lists of cases, and the changes agents make to one."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Select, and_, exists, false, func, or_, select

from channels.email.threading import numbers_in
from crm.records import Case, CaseId, CaseStatus
from router.ids import AgentId, Instant
from storage import cases as case_rows
from storage.case_merges import going_on
from storage.cases import CASE_COLUMNS, case_of
from storage.database import Database
from storage.schema import cases, customer_addresses, customers, drafts
from storage.sql import LIKE_ESCAPE, Statement, containing, param
from storage.transaction import Row, Transaction, Value

_WRITTEN_IN: Final = Statement(
    select(drafts.c.case_id)
    .where(drafts.c.agent_id == param("agent"), drafts.c.sent_as.is_(None))
    .distinct()
)


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A case in a list, with the name of whose it is."""

    case: Case
    customer: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A case's place in a list."""

    changed_at: Instant
    number: int


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases are looked for; what is None does not matter."""

    status: CaseStatus | None = None
    assignee: AgentId | None = None
    drafts_of: AgentId | None = None
    words: str = ""
    """In the subject, the customer's name or one of the addresses; or the number itself."""
    spam: bool = False
    """Only what was found to be junk; a status leaves that out, looking for any includes it."""
    after: Position | None = None
    """Those behind this place alone."""
    limit: int = 50


class CaseSearch:
    """Finds cases, and keeps what is changed of one."""

    def __init__(self, database: Database) -> None:
        """Look in ``database``."""
        self._database = database

    async def find(self, wanted: Wanted) -> Sequence[CaseLine]:
        """Give the cases, the one changed last first; one more than the limit if there are more."""

        def look(tx: Transaction) -> list[Row]:
            statement, values = _statement(tx, wanted)
            return tx.all(statement, most=wanted.limit + 1, **values)

        rows = await self._database.read(look)
        return [CaseLine(case=case_of(row[:-1]), customer=str(row[-1])) for row in rows]

    async def change(self, case_id: str, at: Instant, **changes: str) -> Case | None:
        """Change what is named of a case and give it; None: there is none."""

        def work(tx: Transaction) -> Case | None:
            before = case_rows.case_by_id(tx, case_id)
            if before is None:
                return None
            after = msgspec.structs.replace(before, **changes, changed_at=at)
            if after.status == "closed" and before.status != "closed":
                after = msgspec.structs.replace(after, closed_at=at)
            elif after.status != "closed":
                after = msgspec.structs.replace(after, closed_at=None)
            case_rows.save_case(tx, after)
            return after

        return await self._database.write(work)


def _with_drafts_of(tx: Transaction, agent: AgentId) -> list[CaseId]:
    found = (case_rows.case_by_id(tx, case_id) for (case_id,) in tx.all(_WRITTEN_IN, agent=agent))
    return list(dict.fromkeys(going_on(tx, case).id for case in found if case is not None))


def _number_now(tx: Transaction, number: int) -> int:
    """Give the number of what goes on with the case of this one."""
    case = case_rows.case_by_number(tx, number)
    return number if case is None else going_on(tx, case).number


def _statement(tx: Transaction, wanted: Wanted) -> tuple[Statement, dict[str, Value]]:
    query: Select[tuple[object, ...]] = select(*CASE_COLUMNS, customers.c.name).join(
        customers, customers.c.id == cases.c.customer_id
    )
    # What was merged is found as what goes on with it.
    query = query.where(cases.c.merged_into.is_(None), cases.c.deleted_at.is_(None))
    values: dict[str, Value] = {}
    if wanted.status is not None:
        query = query.where(cases.c.status == param("status"))
        values["status"] = wanted.status
    if wanted.spam:
        query = query.where(cases.c.spam_at.is_not(None))
    elif wanted.status is not None:
        query = query.where(cases.c.spam_at.is_(None))
    if wanted.assignee is not None:
        query = query.where(cases.c.assignee == param("assignee"))
        values["assignee"] = wanted.assignee
    if wanted.drafts_of is not None:
        written_in = {
            f"written_in_{index}": case_id
            for index, case_id in enumerate(_with_drafts_of(tx, wanted.drafts_of))
        }
        query = query.where(or_(false(), *(cases.c.id == param(each) for each in written_in)))
        values |= written_in
    if wanted.after is not None:
        query = query.where(
            or_(
                cases.c.changed_at < param("after_at"),
                and_(
                    cases.c.changed_at == param("after_at"), cases.c.number < param("after_number")
                ),
            )
        )
        values |= {"after_at": wanted.after.changed_at, "after_number": wanted.after.number}
    if wanted.words:
        query = query.where(
            or_(
                *(
                    each.like(param(how), escape=LIKE_ESCAPE)
                    for column in (cases.c.subject, customers.c.name)
                    # PostgreSQL may know the small letters of ASCII alone: others match as typed.
                    for each, how in ((func.lower(column), "lowered"), (column, "typed"))
                ),
                cases.c.number == param("number"),
                exists().where(
                    customer_addresses.c.customer_id == customers.c.id,
                    customer_addresses.c.address.like(param("folded"), escape=LIKE_ESCAPE),
                ),
            )
        )
        named = numbers_in(wanted.words)  # as it stands in the subject of a mail of ours
        digits = str(named[0]) if named else wanted.words.strip().lstrip("#")
        known = digits.isascii() and digits.isdecimal() and len(digits) <= 12
        values |= {
            "typed": containing(wanted.words),
            "lowered": containing(wanted.words.lower()),
            "folded": containing(wanted.words.casefold()),
            "number": _number_now(tx, int(digits)) if known else -1,
        }
    return (
        Statement(
            query.order_by(cases.c.changed_at.desc(), cases.c.number.desc()).limit(param("most"))
        ),
        values,
    )
