"""Deleting cases: everything written in one goes, and only the number is left of it."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import delete, or_, select, update

from channels.email.deleting import DeletionRefusal
from crm.records import Case, CaseId
from router.ids import AgentId, Instant
from storage import cases as case_rows
from storage.blobs import release_blob
from storage.case_merges import members
from storage.database import Database
from storage.images import hide_images
from storage.mail_erasure import bodies_of, emptying
from storage.outbox import forget_task
from storage.schema import (
    case_participants,
    cases,
    chat_logs,
    drafts,
    interactions,
    mail_files,
    mails,
    notices,
    outbox,
    tasks,
)
from storage.schema.interactions import GOES_ON
from storage.security_log import CASE_DELETED, SecurityEvent, log_security
from storage.sql import LIKE_ESCAPE, Statement, containing, param
from storage.transaction import Transaction

_MAILS: Final = select(mails.c.id).where(mails.c.case_id == param("id"))
_UPLOADED: Final = (mail_files.c.case_id == param("id")) & mail_files.c.mail_id.is_(None)
_IN_HAND: Final = Statement(
    select(mails.c.id)
    .join(interactions, interactions.c.id == mails.c.interaction_id)
    .where(mails.c.case_id == param("id"), GOES_ON)
    .limit(1)
)
_TALKED: Final = Statement(
    select(chat_logs.c.interaction_id)
    .join(interactions, interactions.c.id == chat_logs.c.interaction_id)
    .where(chat_logs.c.case_id == param("id"), GOES_ON)
    .limit(1)
)
_ON_ITS_WAY: Final = Statement(
    select(mails.c.id)
    .where(
        mails.c.case_id == param("id"),
        or_(*(mails.c.state == each for each in ("queued", "sending", "delayed"))),
    )
    .limit(1)
)
_WRITTEN: Final = Statement(
    select(drafts.c.id)
    .where(
        drafts.c.case_id == param("id"),
        drafts.c.sent_as.is_(None),
        drafts.c.saved_at >= param("since"),
    )
    .limit(1)
)
_PROMISED: Final = Statement(
    select(tasks.c.id)
    .where(
        tasks.c.case_id == param("id"),
        tasks.c.status == "open",
        tasks.c.changed_at >= param("since"),
    )
    .limit(1)
)
_TASKS: Final = (
    Statement(select(outbox.c.id).where(outbox.c.kind == "mail", outbox.c.payload.in_(_MAILS))),
    Statement(select("notice:" + notices.c.id).where(notices.c.case_id == param("id"))),
)
_ACKNOWLEDGED: Final = Statement(
    select(outbox.c.id).where(
        outbox.c.kind == "letter", outbox.c.payload.like(param("number"), escape=LIKE_ESCAPE)
    )
)
_BODIES: Final = bodies_of(_MAILS, _UPLOADED)
_SHOWING: Final = (
    ("mail", Statement(_MAILS)),
    ("draft", Statement(select(drafts.c.id).where(drafts.c.case_id == param("id")))),
)
_EMPTY: Final = (
    *emptying(_MAILS),
    Statement(delete(mail_files).where(_UPLOADED)),
    *(
        Statement(delete(table).where(table.c.case_id == param("id")))
        for table in (drafts, case_participants, chat_logs, notices)
    ),
    Statement(
        update(tasks)
        .where(tasks.c.case_id == param("id"))
        .values(case_id=None, rev=tasks.c.rev + 1)
    ),
)
_DELETE: Final = Statement(
    update(cases).where(cases.c.id == param("id")).values(subject="", deleted_at=param("at"))
)


class CaseDeletions:
    """Deletes cases (`channels.email.deleting.DeletionStore`)."""

    def __init__(self, database: Database) -> None:
        """Delete from ``database``."""
        self._database = database

    async def delete(
        self, case_id: CaseId, by: AgentId, at: Instant, *, quiet_since: Instant | None = None
    ) -> DeletionRefusal | None:
        """Delete a case with everything that was merged into it; None: it is done.

        With `quiet_since`, only one that is closed and in which nothing has happened from then
        on: else it is in somebody's hand.
        """

        def acknowledged(tx: Transaction) -> list[str]:
            """Look for them through a whole table, as the writer had better not."""
            case = case_rows.case_by_id(tx, case_id)
            every = () if case is None else members(tx, case)
            said = (tx.all(_ACKNOWLEDGED, number=containing(f"[#{m.number}]")) for m in every)
            return [task for tasks_of_one in said for (task,) in tasks_of_one]

        def work(tx: Transaction) -> DeletionRefusal | None:
            case = case_rows.case_by_id(tx, case_id)
            if case is None:
                return "not_found"
            if case.merged_into is not None:
                return "merged"
            all_of_it = members(tx, case)
            every = [each.id for each in all_of_it]
            if quiet_since is not None and not _is_quiet(tx, all_of_it, quiet_since):
                return "in_hand"
            if _any(tx, _IN_HAND, every) or _any(tx, _TALKED, every):
                return "in_hand"
            if _any(tx, _ON_ITS_WAY, every):
                return "on_its_way"
            for task in letters:
                forget_task(tx, task, at)
            for each in every:
                _empty(tx, each, at)
            log_security(
                tx,
                SecurityEvent(
                    at=at,
                    actor=by,
                    action=CASE_DELETED,
                    subject=f"case:{case_id}",
                    details={"number": case.number, "merged": len(every) - 1},
                ),
            )
            return None

        letters = await self._database.read(acknowledged)
        return await self._database.write(work)


def _any(tx: Transaction, statement: Statement, case_ids: Iterable[CaseId]) -> bool:
    return any(tx.one(statement, id=each) is not None for each in case_ids)


def _is_quiet(tx: Transaction, all_of_it: Sequence[Case], since: Instant) -> bool:
    """Tell whether a case, the first of these, is closed and untouched from an instant on.

    What was merged into it counts: it may be younger, and a merge can be undone.
    """
    return (
        all_of_it[0].status == "closed"
        and all(max(each.changed_at, each.merged_at or 0) < since for each in all_of_it)
        and not any(
            tx.one(statement, id=each.id, since=since)
            for each in all_of_it
            for statement in (_WRITTEN, _PROMISED)
        )
    )


def _empty(tx: Transaction, case_id: CaseId, at: Instant) -> None:
    """Leave nothing of one case but that its number was given; bodies are removed a day later."""
    for statement in _TASKS:
        for (task,) in tx.all(statement, id=case_id):
            forget_task(tx, task, at)
    for owner, shown in _SHOWING:
        for (row_id,) in tx.all(shown, id=case_id):
            hide_images(tx, f"{owner}:{row_id}", at)
    for owner, held in _BODIES:
        for row_id, blob in tx.all(held, id=case_id):
            release_blob(tx, blob, f"{owner}:{row_id}", at)
    for statement in _EMPTY:
        tx.execute(statement, id=case_id)
    tx.execute(_DELETE, id=case_id, at=at)
