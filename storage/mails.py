"""The store of the mail channel: messages taken over, mails in their cases."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace
from sqlalchemy import and_, func, or_, select, update

from channels.contract import RowWork
from channels.email.parse.printable import clean_line
from channels.email.ports import PREVIEW_CHARS, Evidence, LiveMail, Question
from channels.email.threading import Match
from channels.email.values import Filed, Intake, Mail, MailId
from crm.records import Case, CaseId, Customer, CustomerId
from router.ids import InteractionId
from storage import cases as case_rows
from storage import mail_erasure, mail_rows
from storage.blobs import refer_to_blob
from storage.case_merges import going_on, participants
from storage.database import Database
from storage.mail_rows import MAIL_COLUMNS, mail_of
from storage.schema import interactions, mail_intakes, mails
from storage.schema.interactions import GOES_ON
from storage.spam import is_blocked
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_ERROR_CHARS: Final = 2_000
_TAKE: Final = insert_into(mail_intakes)
_TAKEN: Final = Statement(
    select(mail_intakes.c.id).where(
        mail_intakes.c.mailbox == param("mailbox"),
        mail_intakes.c.uidvalidity == param("uidvalidity"),
        mail_intakes.c.uid == param("uid"),
    )
)
_WAITING: Final = Statement(
    select(
        *(
            mail_intakes.c[name]
            for name in (
                *("id", "mailbox", "envelope_from", "sha256", "blob"),
                *("size_bytes", "received_at", "attempts"),
            )
        )
    )
    .where(mail_intakes.c.state == "received")
    .order_by(mail_intakes.c.attempts, mail_intakes.c.received_at, mail_intakes.c.id)
    .limit(param("most"))
)
_SETTLE: Final = Statement(
    update(mail_intakes)
    .where(mail_intakes.c.id == param("id"), mail_intakes.c.state == "received")
    .values(state=param("state"), mail_id=param("mail_id"))
)
_POSTPONE: Final = Statement(
    update(mail_intakes)
    .where(mail_intakes.c.id == param("id"))
    .values(attempts=mail_intakes.c.attempts + 1, error=param("error"))
)
_SAME: Final = Statement(select(mails.c.id).where(mails.c.fingerprint == param("fingerprint")))
_REUSED: Final = Statement(
    select(mails.c.id).where(mails.c.message_id == param("message_id")).limit(1)
)
_CASE_OF: Final = Statement(
    select(mails.c.case_id, mails.c.mailbox, mails.c.direction)
    .where(mails.c.message_id == param("message_id"))
    .order_by(mails.c.direction.desc())
    .limit(1)
)
_SENT: Final = Statement(
    select(*MAIL_COLUMNS).where(
        and_(mails.c.message_id == param("message_id"), mails.c.direction == "out")
    )
)
_FOLLOWED: Final = Statement(
    select(mails.c.id)
    .where(
        mails.c.case_id == param("case_id"),
        or_(mails.c.at < param("at"), and_(mails.c.at == param("at"), mails.c.id < param("id"))),
    )
    .limit(1)
)
_BEGINNINGS: Final = {"text": PREVIEW_CHARS, "quoted": 0, "html": 0}
"""How much of a live mail is read: a queue may hold years of mail (`previewed`)."""
_LIVE: Final = Statement(
    select(
        *(
            func.substr(column, 1, _BEGINNINGS[column.name])
            if column.name in _BEGINNINGS
            else column
            for column in MAIL_COLUMNS
        )
    )
    .join(interactions, interactions.c.id == mails.c.interaction_id)
    .where(
        mails.c.interaction_id > param("after"),
        GOES_ON,
    )
    .order_by(mails.c.interaction_id)
    .limit(param("most"))
)
_COUNT: Final = Statement(
    select(func.count()).select_from(mails).where(mails.c.interaction_id.is_not(None))
)


class Mails:
    """Keeps everything about mail (`channels.email.ports.MailStore`)."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    def take(self, intake: Intake) -> RowWork:
        """Give the rows that say that a message was taken over.

        Nothing is written for one that was taken over from the same place before.
        """
        validity, uid = intake.uid or (None, None)

        def work(tx: Transaction) -> None:
            if uid is not None and tx.one(
                _TAKEN, mailbox=intake.mailbox, uidvalidity=validity, uid=uid
            ):
                return
            tx.execute(
                _TAKE,
                id=intake.id,
                mailbox=intake.mailbox,
                uidvalidity=validity,
                uid=uid,
                envelope_from=intake.envelope_from,
                sha256=intake.sha256,
                blob=intake.blob,
                size_bytes=intake.size_bytes,
                received_at=intake.received_at,
                state="received",
                attempts=0,
                error=None,
                mail_id=None,
            )
            refer_to_blob(tx, intake.blob, f"mail_intake:{intake.id}")

        return work

    async def waiting(self, limit: int) -> Sequence[Intake]:
        """Give messages taken over and not filed yet, the oldest first."""
        rows = await self._database.read(lambda tx: tx.all(_WAITING, most=limit))
        return [Intake(**dict(zip(_INTAKE_FIELDS, row, strict=True))) for row in rows]

    async def look_up(self, question: Question) -> Evidence:
        """Find what is known about a message."""
        return await self._database.look_up(lambda tx: _evidence(tx, question))

    def file(self, filed: Filed) -> RowWork:
        """Give the rows of a message that is filed.

        Raises `AlreadyFiled` inside the transaction, and thereby undoes it, for one filed before.
        """
        return lambda tx: _file(tx, filed)

    async def put_by(self, filed: Filed) -> None:
        """File a message that waits in no queue."""
        await self._database.write(lambda tx: _file(tx, filed))

    async def second_delivery(self, intake_id: str, mail_id: MailId) -> None:
        """Note that a message is a mail that has come before, on another way."""

        def work(tx: Transaction) -> None:
            tx.execute(_SETTLE, id=intake_id, state="duplicate", mail_id=mail_id)
            if mail_rows.is_erased(tx, mail_id):
                mail_erasure.forget_intake(tx, intake_id)

        await self._database.write(work)

    async def claimed(self, intake_id: str) -> None:
        """Note that a message was taken over by another medium, and forget its bytes.

        Whoever has taken it decides from now on how long they are kept.
        """

        def work(tx: Transaction) -> None:
            tx.execute(_SETTLE, id=intake_id, state="claimed", mail_id=None)
            mail_erasure.forget_intake(tx, intake_id)

        await self._database.write(work)

    async def postpone(self, intake_id: str, error: str) -> None:
        """Note that filing went wrong; it is tried again."""
        # An error quotes what it is about, which may be what no database takes.
        said = clean_line(error)[:_ERROR_CHARS]
        await self._database.write(lambda tx: tx.execute(_POSTPONE, id=intake_id, error=said))

    async def report(self, mail: Mail) -> None:
        """Keep what a delivery report says of a mail of ours."""
        await self._database.write(lambda tx: mail_rows.stand(tx, mail))

    async def customer(self, customer_id: CustomerId) -> Customer:
        """Give a customer; raises `LookupError` without one."""
        found = await self._database.read(lambda tx: case_rows.customer_by_id(tx, customer_id))
        if found is None:
            raise LookupError(customer_id)
        return found

    async def owner(self, case_id: CaseId) -> Customer:
        """Give whose case it is; raises `LookupError` without such a case."""

        def work(tx: Transaction) -> Customer | None:
            case = case_rows.case_by_id(tx, case_id)
            return None if case is None else case_rows.customer_by_id(tx, case.customer_id)

        found = await self._database.read(work)
        if found is None:
            raise LookupError(case_id)
        return found

    async def last_numbers(self) -> tuple[int, int]:
        """Give the largest customer number and the largest case number so far, 0 for none."""
        return await self._database.read(case_rows.last_numbers)

    async def live(self, after: InteractionId, limit: int) -> Sequence[LiveMail]:
        """Give mails whose interactions are live, those of the next ones by id."""
        return await self._database.read(lambda tx: _live(tx, after, limit))

    async def count_intakes(self) -> int:
        """Count the mails that ever got a place in a queue."""
        row = await self._database.read(lambda tx: tx.one(_COUNT))
        return 0 if row is None else int(row[0])


_INTAKE_FIELDS: Final = (
    *("id", "mailbox", "envelope_from", "sha256", "blob"),
    *("size_bytes", "received_at", "attempts"),
)


def _evidence(tx: Transaction, question: Question) -> Evidence:
    same = tx.one(_SAME, fingerprint=question.fingerprint)
    matches: dict[str, Match] = {}
    for proven, mailbox, case in _candidates(tx, question):
        known = matches.get(case.id) or Match(
            case=case, participants=participants(tx, case), proven=proven
        )
        matches[case.id] = replace(known, mailboxes=known.mailboxes | {mailbox})
    sent = None if question.reports_on is None else tx.one(_SENT, message_id=question.reports_on)
    return Evidence(
        same=None if same is None else same[0],
        reused=same is None and tx.one(_REUSED, message_id=question.message_id) is not None,
        matches=tuple(matches.values()),
        customer=case_rows.customer_by_address(tx, question.sender),
        blocked=is_blocked(tx, question.sender),
        reported=None if sent is None else mail_of(tx, sent),
    )


def _candidates(tx: Transaction, question: Question) -> Iterable[tuple[bool, str, Case]]:
    """Give the cases that a message may belong to, the surest first, with what they answer to."""

    def found() -> Iterable[tuple[bool, str, Case | None]]:
        # Where a mail of ours lies now counts for more than the number it left with.
        answered = [
            row
            for message_id in question.answers
            if (row := tx.one(_CASE_OF, message_id=message_id)) is not None
        ]
        for case_id, mailbox, direction in answered:
            if direction == "out":
                yield True, mailbox, case_rows.case_by_id(tx, case_id)
        numbered = (
            *((True, number) for number in question.proven_numbers),
            *((False, number) for number in question.named_numbers),
        )
        by_number = [(sure, case_rows.case_by_number(tx, number)) for sure, number in numbered]
        yield from ((True, case.mailbox, case) for sure, case in by_number if sure and case)
        for case_id, mailbox, direction in answered:
            if direction == "in":
                yield False, mailbox, case_rows.case_by_id(tx, case_id)
        yield from ((False, case.mailbox, case) for sure, case in by_number if case and not sure)

    for proven, mailbox, named in found():
        case = None if named is None else going_on(tx, named)
        # What was erased stays empty: whoever writes again begins anew.
        if case is not None and not case_rows.is_forgotten(tx, case.customer_id):
            yield proven, mailbox, case


def _file(tx: Transaction, filed: Filed) -> None:
    mail = filed.mail
    if filed.customer is None and case_rows.is_forgotten(tx, filed.case.customer_id):
        raise ForgottenMeanwhile(filed.case.customer_id)
    if not filed.new_case and case_rows.case_by_id(tx, filed.case.id) is None:
        raise ForgottenMeanwhile(filed.case.id)
    if not tx.execute(_SETTLE, id=filed.intake_id, state="filed", mail_id=mail.id):
        raise AlreadyFiled(filed.intake_id)
    if filed.customer is not None:
        case_rows.add_customer(tx, filed.customer)
    if filed.new_case:
        case_rows.add_case(tx, filed.case)
    else:
        case_rows.touch_case(tx, filed.case.id, mail.at)
    if filed.reopens:
        case_rows.reopen_case(tx, filed.case.id)
    case_rows.add_participants(tx, filed.case.id, filed.participants)
    mail_rows.add_mail(tx, mail)


def _live(tx: Transaction, after: InteractionId, limit: int) -> list[LiveMail]:
    found = []
    for row in tx.all(_LIVE, after=after, most=limit):
        mail = mail_of(tx, row)
        held = case_rows.case_by_id(tx, mail.case_id)
        assert held is not None
        case = going_on(tx, held)
        customer = case_rows.customer_by_id(tx, case.customer_id)
        assert customer is not None
        before = tx.one(_FOLLOWED, case_id=held.id, at=mail.at, id=mail.id)
        found.append(
            LiveMail(mail=mail, case=case, customer=customer, follow_up=before is not None)
        )
    return found


class AlreadyFiled(Exception):
    """The message was filed before; nothing of this attempt is kept."""


class ForgottenMeanwhile(Exception):
    """The customer or the case is gone since the message was read; it is filed again without."""
