"""Forgetting what was written in a customer's cases, by them in others, and to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, false, func, or_, select, update

from channels.email.filing import NOBODY
from channels.email.values import MailId
from crm.records import Case, CaseId, CustomerId
from router.ids import Instant, InteractionId
from storage.blobs import release_blob
from storage.case_merges import going_on, members
from storage.cases import case_by_id
from storage.images import hide_images
from storage.mail_rows import ERASED
from storage.outbox import forget_task
from storage.schema import (
    blocked_senders,
    case_participants,
    cases,
    customer_addresses,
    drafts,
    mail_files,
    mail_intakes,
    mails,
    notices,
    outbox,
    voicemail_copies,
)
from storage.sql import LIKE_ESCAPE, Statement, containing, param
from storage.transaction import Transaction

_CASES: Final = select(cases.c.id).where(cases.c.customer_id == param("id"))
_MAILS: Final = select(mails.c.id).where(mails.c.case_id.in_(_CASES))
_ADDRESSES: Final = select(customer_addresses.c.address).where(
    customer_addresses.c.customer_id == param("id")
)

# --- What has to be looked for everywhere --------------------------------------------------------

_OWN_ADDRESSES: Final = Statement(_ADDRESSES)
_OWN_CASES: Final = Statement(
    select(cases.c.id, cases.c.number).where(cases.c.customer_id == param("id"))
)
_ELSEWHERE: Final = Statement(
    select(mails.c.id, mails.c.case_id, mails.c.interaction_id).where(
        mails.c.direction == "in",
        func.lower(mails.c.sender_address).in_(_ADDRESSES),
        mails.c.case_id.not_in(_CASES),
    )
)
_CONTACTS: Final = Statement(
    select(mails.c.interaction_id).where(
        mails.c.case_id.in_(_CASES), mails.c.interaction_id.is_not(None)
    )
)
_CONTACTS_OF_CASE: Final = Statement(
    select(mails.c.interaction_id).where(
        mails.c.case_id == param("id"), mails.c.interaction_id.is_not(None)
    )
)
_PARTS: Final = Statement(
    select(case_participants.c.case_id, case_participants.c.address).where(
        case_participants.c.address.in_(_ADDRESSES)
    )
)
_LETTERS: Final = Statement(
    select(outbox.c.id, outbox.c.payload, outbox.c.error).where(
        outbox.c.kind == "letter",
        # An agent may be a customer too: a recording of somebody else's goes with its own caller.
        outbox.c.id.not_in(select(voicemail_copies.c.id)),
        or_(
            *(
                func.lower(column).like(param("words"), escape=LIKE_ESCAPE)
                for column in (outbox.c.payload, outbox.c.error)
            )
        ),
    )
)


_ESCAPED: Final = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
"""What JSON writes for a line break, whose letter is no part of what follows."""
_NO_ATEXT: Final = r"(?<![\w.+-])"
"""What addresses are made of; of what they may hold too, such as a quote, none is one's part."""
_NO_DOMAIN: Final = r"(?!\.?[\w-])"


@dataclass(frozen=True, slots=True)
class Traces:
    """What a customer has left outside of their own cases."""

    mails: tuple[MailId, ...]
    """That they wrote into cases of others."""
    cases: tuple[CaseId, ...]
    """Those cases."""
    contacts: tuple[InteractionId, ...]
    """The places in queues that these mails had."""
    parts: tuple[tuple[CaseId, str], ...]
    """The cases that may be written into from their addresses."""
    letters: tuple[str, ...]
    """What the gateway has said to them by itself, by the names of its tasks."""


def find_traces(tx: Transaction, customer_id: CustomerId) -> Traces:
    """Look for them through whole tables, as the writer had better not."""
    said = [address for (address,) in tx.all(_OWN_ADDRESSES, id=customer_id)]
    said += [f"[#{number}]" for _, number in tx.all(_OWN_CASES, id=customer_id)]
    letters = {
        task: None
        for words in said
        for task, *told in tx.all(_LETTERS, words=containing(words))
        if any(_names(text or "", words) for text in told)
    }
    elsewhere = tx.all(_ELSEWHERE, id=customer_id)
    return Traces(
        mails=tuple(mail for mail, _, _ in elsewhere),
        cases=tuple({case: None for _, case, _ in elsewhere}),
        contacts=tuple(interaction for _, _, interaction in elsewhere if interaction is not None),
        parts=tuple((case, address) for case, address in tx.all(_PARTS, id=customer_id)),
        letters=tuple(letters),
    )


def _names(text: str, words: str) -> bool:
    """Tell whether JSON or plain text has an address or a number in it, not as part of another.

    "ann@c.example" stands in "joann@c.example" and in "ann@c.example.org", who are somebody else.
    """
    plain = _ESCAPED.sub(" ", text.lower())
    return re.search(f"{_NO_ATEXT}{re.escape(words)}{_NO_DOMAIN}", plain) is not None


def own_cases(tx: Transaction, customer_id: CustomerId) -> tuple[CaseId, ...]:
    """Give a customer's cases, those that were merged or deleted too."""
    return tuple(case for case, _ in tx.all(_OWN_CASES, id=customer_id))


def contacts_in_cases(tx: Transaction, customer_id: CustomerId) -> tuple[InteractionId, ...]:
    """Give the places in queues that the mails of a customer's cases have or had."""
    return tuple(interaction for (interaction,) in tx.all(_CONTACTS, id=customer_id))


def contacts_merged_in(tx: Transaction, customer_id: CustomerId) -> tuple[InteractionId, ...]:
    """Give those of the mails of others that are shown in a customer's cases."""
    shown = {
        member.id
        for case in _own(tx, customer_id)
        for member in members(tx, case)
        if member.customer_id != customer_id
    }
    return tuple(
        interaction
        for each in sorted(shown)
        for (interaction,) in tx.all(_CONTACTS_OF_CASE, id=each)
    )


def shown_in(tx: Transaction, customer_id: CustomerId) -> frozenset[CaseId]:
    """Give the cases of others in which a customer's own are shown, having been merged."""
    standing = (going_on(tx, case) for case in _own(tx, customer_id))
    return frozenset(each.id for each in standing if each.customer_id != customer_id)


def _own(tx: Transaction, customer_id: CustomerId) -> list[Case]:
    """Give a customer's cases that are not deleted."""
    found = (case_by_id(tx, each) for each in own_cases(tx, customer_id))
    return [case for case in found if case is not None]


# --- What is emptied -----------------------------------------------------------------------------


_UNDER_WAY: Final = or_(*(mails.c.state == each for each in ("queued", "sending", "delayed")))
_NO_INTAKE: Final = {"blob": None, "envelope_from": None, "error": None}
_INTAKE: Final = Statement(
    select(mail_intakes.c.blob, mail_intakes.c.received_at).where(
        mail_intakes.c.id == param("id"), mail_intakes.c.blob.is_not(None)
    )
)
_EMPTY_INTAKE: Final = Statement(
    update(mail_intakes).where(mail_intakes.c.id == param("id")).values(_NO_INTAKE)
)


def bodies_of(
    of: Select[tuple[str]], uploads: ColumnElement[bool]
) -> tuple[tuple[str, Statement], ...]:
    """Say who holds a body of some mails, in the name under which it does so."""
    return tuple(
        (
            owner,
            Statement(select(table.c.id, table.c.blob).where(theirs, table.c.blob.is_not(None))),
        )
        for owner, table, theirs in (
            ("mail", mails, mails.c.id.in_(of)),
            ("mail_file", mail_files, mail_files.c.mail_id.in_(of) | uploads),
            ("mail_intake", mail_intakes, mail_intakes.c.mail_id.in_(of)),
        )
    )


def emptying(of: Select[tuple[str]]) -> tuple[Statement, ...]:
    """Take everything out of some mails but that they were, when, and what became of them."""
    return (
        Statement(update(mail_intakes).where(mail_intakes.c.mail_id.in_(of)).values(_NO_INTAKE)),
        Statement(delete(mail_files).where(mail_files.c.mail_id.in_(of))),
        Statement(
            update(mails)
            .where(mails.c.id.in_(of))
            .values(
                in_reply_to=None,
                refs="[]",
                reply_to=None,
                subject="",
                text="",
                quoted="",
                html=None,
                recipients=ERASED,
                deliveries="[]",
                blob=None,
            )
        ),
        # Programs write names of people and machines into the ids they make.
        Statement(
            update(mails)
            .where(mails.c.id.in_(of), mails.c.direction == "in")
            .values(
                message_id="<" + mails.c.id + "@erased.invalid>",
                sender_name=NOBODY.name,
                sender_address=NOBODY.address,
            )
        ),
        # What has not left yet leaves no more: there is nobody it could go to.
        Statement(update(mails).where(mails.c.id.in_(of), _UNDER_WAY).values(state="failed")),
    )


_ONE: Final = select(mails.c.id).where(mails.c.id == param("id"))
_UPLOADED: Final = mail_files.c.case_id.in_(_CASES) & mail_files.c.mail_id.is_(None)
_BODIES_OF_CASES: Final = bodies_of(_MAILS, _UPLOADED)
_BODIES_OF_ONE: Final = bodies_of(_ONE, false())
_SENDING: Final = Statement(
    select(outbox.c.id).where(outbox.c.kind == "mail", outbox.c.payload.in_(_MAILS))
)
_SENDING_ONE: Final = Statement(
    select(outbox.c.id).where(outbox.c.kind == "mail", outbox.c.payload == param("id"))
)
_NOTICES: Final = Statement(select("notice:" + notices.c.id).where(notices.c.case_id.in_(_CASES)))
_SHOWING: Final = (
    ("mail", Statement(_MAILS)),
    ("draft", Statement(select(drafts.c.id).where(drafts.c.case_id.in_(_CASES)))),
)
"""What may show pictures of ours; mail that came in does not."""
_EMPTY_ONE: Final = emptying(_ONE)
_EMPTY_CASES: Final = (
    *emptying(_MAILS),
    Statement(delete(mail_files).where(_UPLOADED)),
    *(
        Statement(delete(table).where(table.c.case_id.in_(_CASES)))
        for table in (drafts, case_participants, notices)
    ),
    # What others have in common with them goes on without them.
    Statement(
        update(cases)
        .where(cases.c.merged_into.in_(_CASES), cases.c.customer_id != param("id"))
        .values(merged_into=None, merged_at=None)
    ),
    Statement(
        update(cases)
        .where(cases.c.customer_id == param("id"))
        .values(
            subject="",
            merged_into=None,
            merged_at=None,
            deleted_at=func.coalesce(cases.c.deleted_at, param("at")),
        )
    ),
    Statement(
        delete(blocked_senders).where(
            or_(
                blocked_senders.c.case_id.in_(_CASES),
                blocked_senders.c.address.in_(_ADDRESSES),
            )
        )
    ),
    Statement(delete(customer_addresses).where(customer_addresses.c.customer_id == param("id"))),
)
_TAKE_OUT: Final = Statement(
    delete(case_participants).where(
        case_participants.c.case_id == param("case"),
        case_participants.c.address == param("address"),
    )
)


def erase_cases(tx: Transaction, customer_id: CustomerId, traces: Traces, at: Instant) -> None:
    """Empty a customer's cases with all traces of theirs; that there was something stays.

    Numbers, times and who worked on it are the company's own, and so is what others have written
    to them in other cases; bodies are removed a day later.
    """
    told = (
        task for statement in (_SENDING, _NOTICES) for (task,) in tx.all(statement, id=customer_id)
    )
    for task in (*traces.letters, *told):
        forget_task(tx, task, at)
    for case, address in traces.parts:
        tx.execute(_TAKE_OUT, case=case, address=address)
    for owner, held in _SHOWING:
        for (row_id,) in tx.all(held, id=customer_id):
            hide_images(tx, f"{owner}:{row_id}", at)
    for mail in traces.mails:
        _empty(tx, mail, _BODIES_OF_ONE, _EMPTY_ONE, at)
    _empty(tx, customer_id, _BODIES_OF_CASES, _EMPTY_CASES, at)


def erase_mail(tx: Transaction, mail_id: MailId, at: Instant) -> None:
    """Empty one mail, whoever's case it lies in, and stop it if it has not left yet."""
    for (task,) in tx.all(_SENDING_ONE, id=mail_id):
        forget_task(tx, task, at)
    hide_images(tx, f"mail:{mail_id}", at)
    _empty(tx, mail_id, _BODIES_OF_ONE, _EMPTY_ONE, at)


def _empty(
    tx: Transaction,
    key: str,
    bodies: Iterable[tuple[str, Statement]],
    emptied: Iterable[Statement],
    at: Instant,
) -> None:
    for owner, held in bodies:
        for row_id, blob in tx.all(held, id=key):
            release_blob(tx, blob, f"{owner}:{row_id}", at)
    for statement in emptied:
        tx.execute(statement, id=key, at=at)


def forget_intake(tx: Transaction, intake_id: str) -> None:
    """Keep no body of a message whose mail was erased before it came once more."""
    row = tx.one(_INTAKE, id=intake_id)
    if row is None:
        return
    blob, received_at = row
    release_blob(tx, blob, f"mail_intake:{intake_id}", received_at)
    tx.execute(_EMPTY_INTAKE, id=intake_id)
