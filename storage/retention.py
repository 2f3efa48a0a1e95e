"""Removing what is older than it may be kept: chats, and closed cases with their mail."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, exists, or_, select

from channels.chat.values import ChatId
from crm.records import CaseId
from router.ids import Instant
from storage.case_deletion import CaseDeletions
from storage.chat_removal import remove_chat
from storage.database import Database
from storage.schema import cases, chats, interactions
from storage.schema.interactions import GOES_ON
from storage.sql import Statement, param

BY_AGE: Final = "retention"
"""The actor in the security record where nobody but the configuration asked for it."""

_OLD_CHATS: Final = Statement(
    select(chats.c.id)
    .where(
        chats.c.removed_at.is_(None),
        chats.c.ended_at < param("before"),
        ~exists(select(interactions.c.id).where(interactions.c.id == chats.c.id, GOES_ON)),
    )
    .order_by(chats.c.ended_at)
    .limit(param("most"))
)
_OLD_CASES: Final = Statement(
    select(cases.c.changed_at, cases.c.id)
    .where(
        cases.c.status == "closed",
        cases.c.changed_at < param("before"),
        or_(
            cases.c.changed_at > param("changed_at"),
            and_(cases.c.changed_at == param("changed_at"), cases.c.id > param("id")),
        ),
        cases.c.merged_into.is_(None),
        cases.c.deleted_at.is_(None),
    )
    .order_by(cases.c.changed_at, cases.c.id)
    .limit(param("most"))
)


class Retention:
    """Removes by age (`gateway.retention.AgedStore`)."""

    def __init__(self, database: Database) -> None:
        """Remove from ``database``."""
        self._database = database
        self._deletions = CaseDeletions(database)

    async def old_chats(self, before: Instant, most: int) -> Sequence[ChatId]:
        """Name chats that ended before `before` and are in nobody's hands, the oldest first."""
        rows = await self._database.read(lambda tx: tx.all(_OLD_CHATS, before=before, most=most))
        return [chat_id for (chat_id,) in rows]

    async def remove_chat(self, chat_id: ChatId, at: Instant) -> None:
        """Take out what was said, by whom and with which files; that there was a chat stays.

        So do its times, who served it, its codes and the verdict, which reports count.
        """
        await self._database.write(lambda tx: remove_chat(tx, chat_id, at))

    async def old_cases(
        self, before: Instant, after: tuple[Instant, CaseId], most: int
    ) -> Sequence[tuple[Instant, CaseId]]:
        """Give closed cases in which nothing happened since `before`, behind `after`, by age."""
        changed_at, case_id = after
        return [
            (changed, each)
            for changed, each in await self._database.read(
                lambda tx: tx.all(
                    _OLD_CASES, before=before, changed_at=changed_at, id=case_id, most=most
                )
            )
        ]

    async def delete_case(self, case_id: CaseId, before: Instant, at: Instant) -> bool:
        """Delete a case as an agent may; False: something of it is still under way.

        So it is where something has happened since `before`: in the case since it was looked
        for, in one that was merged into it, in a draft, in a task that is open.
        """
        return await self._deletions.delete(case_id, BY_AGE, at, quiet_since=before) is None
