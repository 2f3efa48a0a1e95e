"""Cases that became one: rows stay where they are, and what was merged points to what goes on."""

from typing import Final

from msgspec.structs import replace
from sqlalchemy import func, select, update

from channels.email.merging import MergeRefusal, Moved
from channels.email.values import Mail, MailId
from crm.records import MERGE_UNDONE_WITHIN, Case, CaseId, folded
from router.ids import Instant
from storage import cases as case_rows
from storage import mail_rows
from storage.cases import CASE_COLUMNS, case_of
from storage.database import Database
from storage.schema import cases, mail_files, mails
from storage.sql import Statement, param
from storage.transaction import Transaction

_MERGED: Final = Statement(
    select(*CASE_COLUMNS)
    .where(cases.c.merged_into == param("id"))
    .order_by(cases.c.merged_at, cases.c.number)
)
_COUNT: Final = Statement(
    select(func.count()).select_from(mails).where(mails.c.case_id == param("id"))
)
_MOVE: Final = Statement(
    update(mails).where(mails.c.id == param("id")).values(case_id=param("case_id"))
)
_MOVE_FILES: Final = Statement(
    update(mail_files).where(mail_files.c.mail_id == param("id")).values(case_id=param("case_id"))
)


def going_on(tx: Transaction, case: Case) -> Case:
    """Give the case that goes on with this one: itself, unless it was merged."""
    while case.merged_into is not None:
        found = case_rows.case_by_id(tx, case.merged_into)
        assert found is not None
        case = found
    return case


def merged_into(tx: Transaction, case_id: CaseId) -> tuple[Case, ...]:
    """Give the cases that were merged into this one itself, the earliest first."""
    return tuple(map(case_of, tx.all(_MERGED, id=case_id)))


def members(tx: Transaction, case: Case) -> tuple[Case, ...]:
    """Give a case with everything that was merged into it, and into that."""
    found = [case]
    for each in found:
        found += merged_into(tx, each.id)
    return tuple(found)


def participants(tx: Transaction, case: Case) -> frozenset[str]:
    """Give the addresses whose mail may enter a case, or what was merged into it."""
    return frozenset().union(*(case_rows.participants_of(tx, m.id) for m in members(tx, case)))


def count_mails(tx: Transaction, case: Case) -> int:
    """Count everything written in a case and in what was merged into it."""
    counts = (tx.one(_COUNT, id=each.id) for each in members(tx, case))
    return sum(0 if row is None else int(row[0]) for row in counts)


def mails_of(tx: Transaction, case: Case) -> tuple[Mail, ...]:
    """Give everything written in a case and in what was merged into it, oldest first."""
    all_of_them = [mail for m in members(tx, case) for mail in mail_rows.mails_of_case(tx, m.id)]
    return tuple(sorted(all_of_them, key=lambda mail: (mail.at, mail.id)))


class CaseMerges:
    """Keeps which cases became one (`channels.email.merging.MergeStore`)."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def merge(self, case_id: CaseId, into: CaseId, at: Instant) -> Moved | MergeRefusal:
        """Merge a case into another."""

        def work(tx: Transaction) -> Moved | MergeRefusal:
            case, other = case_rows.case_by_id(tx, case_id), case_rows.case_by_id(tx, into)
            if case is None or other is None:
                return "not_found"
            target = going_on(tx, other)
            if case.merged_into is not None or target.id == case.id:
                return "conflict"
            if target.status == "closed" != case.status:
                return "closed"
            case_rows.save_case(tx, replace(case, merged_into=target.id, merged_at=at))
            return _moved(tx, target, members(tx, case))

        return await self._database.write(work)

    async def undo(self, case_id: CaseId, at: Instant) -> Moved | MergeRefusal:
        """Undo a merge: everything is as if it had not been, but what came since stays."""

        def work(tx: Transaction) -> Moved | MergeRefusal:
            case = case_rows.case_by_id(tx, case_id)
            if case is None:
                return "not_found"
            if case.merged_at is None or at - case.merged_at > MERGE_UNDONE_WITHIN:
                return "conflict"
            alone = replace(case, merged_into=None, merged_at=None)
            case_rows.save_case(tx, alone)
            return _moved(tx, alone, members(tx, alone))

        return await self._database.write(work)

    async def move(
        self, mail_id: MailId, into: CaseId, own: frozenset[str], at: Instant
    ) -> Moved | MergeRefusal:
        """Move a mail into another case; who took part in it may write there, but not `own`."""

        def work(tx: Transaction) -> Moved | MergeRefusal:
            mail = mail_rows.mail_by_id(tx, mail_id)
            other = case_rows.case_by_id(tx, into)
            if mail is None or other is None:
                return "not_found"
            held = case_rows.case_by_id(tx, mail.case_id)
            if held is None:
                return "not_found"
            before, target = going_on(tx, held), going_on(tx, other)
            if before.id == target.id:
                return "conflict"
            if count_mails(tx, before) == 1:
                return "only_mail"
            tx.execute(_MOVE, id=mail_id, case_id=target.id)
            tx.execute(_MOVE_FILES, id=mail_id, case_id=target.id)
            people = {mail.sender.address, *mail.recipients.addresses}
            case_rows.add_participants(tx, target.id, frozenset(map(folded, people)) - own)
            for case in (before, target):
                case_rows.touch_case(tx, case.id, at)
            return _moved(tx, replace(target, changed_at=at), (target,))

        return await self._database.write(work)


def _moved(tx: Transaction, case: Case, of: tuple[Case, ...]) -> Moved:
    customer = case_rows.customer_by_id(tx, case.customer_id)
    assert customer is not None
    return Moved(case=case, customer=customer, case_ids=frozenset(each.id for each in of))
