"""Junk mail: the cases that are, and the senders whose mail asks for nobody."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace
from sqlalchemy import and_, delete, or_, select

from channels.email.blocking import BlockedSender
from crm.records import Case, CaseId, folded
from router.ids import AgentId, Instant
from storage import cases as case_rows
from storage.case_merges import members
from storage.cases import CASE_COLUMNS, case_of
from storage.database import Database
from storage.schema import blocked_senders, cases, mails
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_ADD: Final = insert_into(blocked_senders)
_IS_BLOCKED: Final = Statement(
    select(blocked_senders.c.address).where(blocked_senders.c.address == param("address"))
)
_UNBLOCK: Final = Statement(
    delete(blocked_senders).where(blocked_senders.c.address == param("address"))
)
_PAGE: Final = Statement(
    select(
        blocked_senders.c.address,
        blocked_senders.c.blocked_at,
        blocked_senders.c.blocked_by,
        *CASE_COLUMNS,
    )
    .join(cases, cases.c.id == blocked_senders.c.case_id)
    .where(
        or_(
            blocked_senders.c.blocked_at < param("at"),
            and_(
                blocked_senders.c.blocked_at == param("at"),
                blocked_senders.c.address > param("address"),
            ),
        )
    )
    .order_by(blocked_senders.c.blocked_at.desc(), blocked_senders.c.address)
    .limit(param("most"))
)
_BEFORE_ALL: Final = (2**63 - 1, "")
_SENDERS: Final = Statement(
    select(mails.c.sender_address).where(mails.c.case_id == param("id"), mails.c.direction == "in")
)


class SpamStore:
    """Keeps what is junk (`channels.email.blocking.SpamStore`)."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def mark(
        self, case_id: CaseId, block: str | None, by: AgentId, at: Instant
    ) -> Case | None:
        """Close a case as spam and block an address, case folded; None: there is no such case."""

        def work(tx: Transaction) -> Case | None:
            case = case_rows.case_by_id(tx, case_id)
            if case is None:
                return None
            if block is not None and not is_blocked(tx, block):
                tx.execute(_ADD, address=block, blocked_at=at, blocked_by=by, case_id=case_id)
            if case.spam_at is not None:
                return case
            closed_at = case.closed_at if case.status == "closed" else at
            marked = replace(case, status="closed", closed_at=closed_at, spam_at=at, changed_at=at)
            case_rows.save_case(tx, marked)
            return marked

        return await self._database.write(work)

    async def unmark(self, case_id: CaseId, at: Instant) -> Case | None:
        """Open a case again that is no spam after all, and let through who wrote in it."""

        def work(tx: Transaction) -> Case | None:
            case = case_rows.case_by_id(tx, case_id)
            if case is None or case.spam_at is None:
                return case
            for member in members(tx, case):
                for (address,) in tx.all(_SENDERS, id=member.id):
                    tx.execute(_UNBLOCK, address=folded(address))
            opened = replace(case, status="open", closed_at=None, spam_at=None, changed_at=at)
            case_rows.save_case(tx, opened)
            return opened

        return await self._database.write(work)

    async def blocked(
        self, after: tuple[Instant, str] | None, limit: int
    ) -> Sequence[BlockedSender]:
        """Give addresses that are blocked, the latest first: those behind this place."""
        at, address = _BEFORE_ALL if after is None else after
        rows = await self._database.read(
            lambda tx: tx.all(_PAGE, at=at, address=address, most=limit)
        )
        return [
            BlockedSender(address=address, blocked_at=at, blocked_by=by, case=case_of(tuple(case)))
            for address, at, by, *case in rows
        ]

    async def unblock(self, address: str) -> bool:
        """Let an address through again; tell whether it was blocked."""
        return bool(
            await self._database.write(lambda tx: tx.execute(_UNBLOCK, address=folded(address)))
        )


def is_blocked(tx: Transaction, address: str) -> bool:
    """Tell whether mail from an address, case folded, asks for nobody."""
    return tx.one(_IS_BLOCKED, address=address) is not None
