"""Removing what is older than it may be kept: chats, and closed cases with their mail."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, delete, exists, null, or_, select, update

from channels.chat.transcript import letter_key
from channels.chat.values import ChatId
from crm.records import CaseId
from router.ids import Instant
from storage.case_deletion import CaseDeletions
from storage.chat_files import remove
from storage.database import Database
from storage.images import hide_images
from storage.outbox import forget_task
from storage.schema import (
    attachments,
    cases,
    chat_logs,
    chats,
    handlings,
    interactions,
    messages,
    visitors,
)
from storage.schema.interactions import GOES_ON
from storage.sql import Statement, param
from storage.transaction import Transaction

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
_FILES: Final = Statement(
    select(attachments.c.id, attachments.c.blob).where(attachments.c.chat_id == param("id"))
)
_REMOVE: Final = (
    Statement(delete(messages).where(messages.c.chat_id == param("id"))),
    Statement(
        update(handlings)
        .where(handlings.c.interaction_id == param("id"))
        .values(notes="", transfer_note=null())
    ),
    # One that became a case is a part of it and goes with it.
    Statement(
        delete(chat_logs).where(
            chat_logs.c.interaction_id == param("id"), chat_logs.c.case_id.is_(None)
        )
    ),
    Statement(
        update(visitors)
        .where(
            visitors.c.id.in_(select(chats.c.visitor_id).where(chats.c.id == param("id"))),
            ~exists(
                select(chats.c.id).where(
                    chats.c.visitor_id == visitors.c.id,
                    chats.c.id != param("id"),
                    chats.c.removed_at.is_(None),
                )
            ),
        )
        .values(name=null(), email=null(), subject=null())
    ),
)
_MARK: Final = Statement(
    update(chats)
    .where(chats.c.id == param("id"))
    .values(
        removed_at=param("at"),
        rev=chats.c.rev + 1,
        name=null(),
        email=null(),
        account_number=null(),
        case_number=null(),
        address=null(),
        fields="{}",
        rating_comment=null(),
        transcript_to=null(),
    )
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

        def work(tx: Transaction) -> None:
            forget_task(tx, letter_key(chat_id), at)
            hide_images(tx, f"chat:{chat_id}", at)
            remove(tx, tx.all(_FILES, id=chat_id), at)
            for statement in _REMOVE:
                tx.execute(statement, id=chat_id)
            tx.execute(_MARK, id=chat_id, at=at)

        await self._database.write(work)

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

    async def delete_case(self, case_id: CaseId, at: Instant) -> bool:
        """Delete a case as an agent may; False: something of it is still under way."""
        return await self._deletions.delete(case_id, BY_AGE, at) is None
