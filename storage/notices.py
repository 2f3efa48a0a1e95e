"""The store of what agents tell each other about cases."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from channels.contract import RowWork
from crm.notices import Notice
from crm.records import Case
from router.ids import AgentId, Instant
from storage.cases import case_by_id
from storage.database import Database
from storage.schema import notices
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_FIELDS: Final = Notice.__struct_fields__
_ADD: Final = insert_into(notices)
_KNOWN: Final = Statement(select(notices.c.id).where(notices.c.id == param("id")))
_WAITING: Final = Statement(
    select(*(notices.c[name] for name in _FIELDS))
    .where(notices.c.agent_id == param("agent"), notices.c.seen_at.is_(None))
    .order_by(notices.c.at.desc(), notices.c.id)
    .limit(param("most"))
)
_SEEN: Final = Statement(
    update(notices)
    .where(
        notices.c.id == param("id"),
        notices.c.agent_id == param("agent"),
        notices.c.seen_at.is_(None),
    )
    .values(seen_at=param("at"))
)


class Notices:
    """Keeps notices (`channels.email.notifying.NoticeStore`)."""

    def __init__(self, database: Database) -> None:
        """Keep them in ``database``."""
        self._database = database

    async def keep(
        self, told: Sequence[Notice], letters: Sequence[RowWork]
    ) -> tuple[Notice, ...] | None:
        """Keep notices with the letters that say the same; gives those that are new.

        None: the case was deleted meanwhile, and nothing is kept.
        """

        def work(tx: Transaction) -> tuple[Notice, ...] | None:
            if any(case_by_id(tx, each.case_id) is None for each in told):
                return None
            fresh = tuple(each for each in told if tx.one(_KNOWN, id=each.id) is None)
            for each in fresh:
                tx.execute(_ADD, seen_at=None, **{name: getattr(each, name) for name in _FIELDS})
            for letter in letters:
                letter(tx)
            return fresh

        return await self._database.write(work)

    async def waiting(self, agent_id: AgentId, limit: int) -> list[tuple[Notice, Case]]:
        """Give what an agent was told and has not put away, the latest first."""

        def look(tx: Transaction) -> list[tuple[Notice, Case]]:
            rows = tx.all(_WAITING, agent=agent_id, most=limit)
            found = [Notice(**dict(zip(_FIELDS, row, strict=True))) for row in rows]
            cases = [(each, case_by_id(tx, each.case_id)) for each in found]
            return [(each, case) for each, case in cases if case is not None]

        return await self._database.read(look)

    async def put_away(self, notice_id: str, agent_id: AgentId, at: Instant) -> None:
        """Note that an agent has seen a notice; another one's is not theirs to put away."""
        await self._database.write(
            lambda tx: tx.execute(_SEEN, id=notice_id, agent=agent_id, at=at)
        )
