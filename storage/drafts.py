"""The rows of drafts, and of mails on their way out."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete, select, update

from channels.email.delivery import Posted
from channels.email.drafting import CaseFile
from channels.email.refusal import Refusal
from channels.email.values import Draft, Mail, MailFile, Recipients
from crm.records import folded
from router.ids import Duration, Instant
from storage import cases as case_rows
from storage import mail_rows
from storage.case_merges import going_on, mails_of, members, merged_into
from storage.database import Database
from storage.images import hide_images, show_only
from storage.outbox import add_task, finish_task, lease_tasks, retry_task
from storage.schema import drafts, mail_files
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Row, Transaction

_KIND: Final = "mail"
_ADD: Final = insert_into(drafts)
_SAVE: Final = update_row(drafts)
_DISCARD: Final = Statement(
    delete(drafts).where(drafts.c.id == param("id"), drafts.c.sent_as.is_(None))
)
_DRAFT: Final = Statement(select(*drafts.c).where(drafts.c.id == param("id")))
_OF_CASE: Final = Statement(
    select(*drafts.c)
    .where(drafts.c.case_id == param("id"), drafts.c.sent_as.is_(None))
    .order_by(drafts.c.saved_at, drafts.c.id)
)
_SENT: Final = Statement(
    update(drafts).where(drafts.c.id == param("id")).values(sent_as=param("mail"))
)
_UPLOADED: Final = Statement(
    select(*mail_files.c)
    .where(mail_files.c.case_id == param("id"), mail_files.c.mail_id.is_(None))
    .order_by(mail_files.c.created_at, mail_files.c.id)
)

_read_recipients = msgspec.json.Decoder(Recipients).decode
_read_words = msgspec.json.Decoder(tuple[str, ...]).decode


class Drafts:
    """Keeps what agents write.

    It is a `channels.email.drafting.DraftStore` and a `channels.email.delivery.DeliveryStore`.
    """

    def __init__(self, database: Database, holder: str) -> None:
        """Lease mails in the name of ``holder``, one process."""
        self._database = database
        self._holder = holder

    # --- Writing ---------------------------------------------------------------------------------

    async def case_file(self, case_id: str) -> CaseFile | None:
        """Give a case with everything in it."""
        return await self._database.read(lambda tx: _case_file(tx, case_id))

    async def draft(self, draft_id: str) -> Draft | None:
        """Give a draft."""
        return await self._database.read(lambda tx: _draft(tx, draft_id))

    async def save_draft(self, draft: Draft, *, seen_rev: int) -> Draft | None:
        """Keep a draft whose `rev` is still the one seen; None: it was changed meanwhile."""

        def work(tx: Transaction) -> Draft | None:
            before = _draft(tx, draft.id)
            if (0 if before is None else before.rev) != seen_rev:
                return None
            if before is not None and before.sent_as is not None:
                return None
            if case_rows.case_by_id(tx, draft.case_id) is None:
                return None
            kept = replace(draft, rev=seen_rev + 1)
            tx.execute(_ADD if before is None else _SAVE, **_row(kept))
            show_only(tx, f"draft:{kept.id}", kept.html, kept.saved_at)
            return kept

        return await self._database.write(work)

    async def discard_draft(self, draft_id: str, at: Instant) -> None:
        """Throw a draft away, unless it was sent."""

        def work(tx: Transaction) -> None:
            if tx.execute(_DISCARD, id=draft_id):
                hide_images(tx, f"draft:{draft_id}", at)

        await self._database.write(work)

    async def add_file(self, file: MailFile, at: Instant) -> None:
        """Keep a file for a draft.

        Raises `Refusal`: its case was deleted meanwhile (`not_found`).
        """

        def work(tx: Transaction) -> None:
            if case_rows.case_by_id(tx, file.case_id) is None:
                raise Refusal("not_found", "case_id")
            mail_rows.add_file(tx, file, at)

        await self._database.write(work)

    async def send(self, draft: Draft, mail: Mail, task: str) -> Mail | None:
        """Put the mail into the outbox and give it; a draft sent before gives that mail again.

        None: the draft was changed or thrown away meanwhile, and nothing is sent.
        """

        def work(tx: Transaction) -> Mail | None:
            now = _draft(tx, draft.id)
            if now is None:
                return None
            if now.sent_as is not None:
                return mail_rows.mail_by_id(tx, now.sent_as)
            if now.rev != draft.rev:
                return None
            mail_rows.add_outgoing(tx, mail)
            case_rows.touch_case(tx, mail.case_id, mail.at)
            people = frozenset(folded(each) for each in mail.recipients.addresses)
            case_rows.add_participants(tx, mail.case_id, people)
            tx.execute(_SENT, id=draft.id, mail=mail.id)
            add_task(tx, task, _KIND, mail.id, mail.at)
            return mail

        return await self._database.write(work)

    async def mail(self, mail_id: str) -> Mail | None:
        """Give a mail."""
        return await self._database.read(lambda tx: mail_rows.mail_by_id(tx, mail_id))

    async def file(self, file_id: str) -> MailFile | None:
        """Give a file of a mail."""
        return await self._database.read(lambda tx: mail_rows.file_by_id(tx, file_id))

    async def settle(self, mail: Mail, *, task: str | None, at: Instant) -> None:
        """Keep how a mail stands; with a `task` it goes out once more."""

        def work(tx: Transaction) -> None:
            mail_rows.stand(tx, mail)
            if task is not None:
                add_task(tx, task, _KIND, mail.id, at)

        await self._database.write(work)

    # --- Sending ---------------------------------------------------------------------------------

    async def lease(self, now: Instant, lasting: Duration, limit: int) -> Sequence[Posted]:
        """Take mails that are due, for this process alone."""

        def work(tx: Transaction) -> list[Posted]:
            leased = []
            for task in lease_tasks(tx, _KIND, self._holder, now=now, lasting=lasting, limit=limit):
                mail = mail_rows.mail_by_id(tx, task.payload)
                if mail is None or not mail.recipients.addresses:
                    finish_task(tx, task.id, self._holder, now, "erased")
                    continue
                leased.append(
                    Posted(task=task.id, mail=mail, attempts=task.attempts, since=task.since)
                )
            return leased

        return await self._database.write(work)

    async def begin(self, mail: Mail) -> bool:
        """Write down that an attempt begins; False: the mail was erased, and must not leave."""
        return await self._database.write(lambda tx: mail_rows.stand(tx, mail))

    async def finish(self, posted: Posted, mail: Mail, at: Instant, error: str | None) -> None:
        """Write down how the mail stands, and that no attempt follows."""

        def work(tx: Transaction) -> None:
            if finish_task(tx, posted.task, self._holder, at, error):
                mail_rows.stand(tx, mail)

        await self._database.write(work)

    async def put_off(self, posted: Posted, mail: Mail, due_at: Instant, error: str) -> None:
        """Write down how the mail stands, and when the next attempt is."""

        def work(tx: Transaction) -> None:
            if retry_task(tx, posted.task, self._holder, due_at, error):
                mail_rows.stand(tx, mail)

        await self._database.write(work)


def _case_file(tx: Transaction, case_id: str) -> CaseFile | None:
    case = case_rows.case_by_id(tx, case_id)
    if case is None:
        return None
    customer = case_rows.customer_by_id(tx, case.customer_id)
    assert customer is not None
    all_of_it = members(tx, case)
    return CaseFile(
        case=case,
        customer=customer,
        linked_to=None if case.linked_to is None else case_rows.case_by_id(tx, case.linked_to),
        merged_into=None if case.merged_into is None else going_on(tx, case),
        merged=merged_into(tx, case_id),
        members=frozenset(each.id for each in all_of_it),
        mails=mails_of(tx, case),
        drafts=tuple(_draft_of(row) for each in all_of_it for row in tx.all(_OF_CASE, id=each.id)),
        files=tuple(
            mail_rows.file_of(row) for each in all_of_it for row in tx.all(_UPLOADED, id=each.id)
        ),
    )


def _draft(tx: Transaction, draft_id: str) -> Draft | None:
    row = tx.one(_DRAFT, id=draft_id)
    return None if row is None else _draft_of(row)


def _draft_of(row: Row) -> Draft:
    values = dict(zip((column.name for column in drafts.c), row, strict=True))
    return Draft(
        **{
            **values,
            "recipients": _read_recipients(values["recipients"]),
            "files": _read_words(values["files"]),
        }
    )


def _row(draft: Draft) -> dict[str, str | int | None]:
    return {
        **msgspec.structs.asdict(draft),
        "recipients": msgspec.json.encode(draft.recipients).decode(),
        "files": msgspec.json.encode(draft.files).decode(),
    }
