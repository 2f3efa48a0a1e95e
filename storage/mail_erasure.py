"""Forgetting a customer of the mail channel: words, names, addresses, files."""

from typing import Final

from sqlalchemy import Table, delete, select, update

from channels.email.filing import NOBODY
from crm.records import CustomerId
from router.ids import Instant
from storage.blobs import release_blob
from storage.cases import forget_customer
from storage.schema import (
    case_participants,
    cases,
    customer_addresses,
    drafts,
    mail_files,
    mail_intakes,
    mails,
)
from storage.sql import Statement, param
from storage.transaction import Transaction

_THEIR_CASES: Final = select(cases.c.id).where(cases.c.customer_id == param("id"))
_THEIR_MAILS: Final = select(mails.c.id).where(mails.c.case_id.in_(_THEIR_CASES))
_BODIES: Final = tuple(
    (owner, Statement(select(table.c.id, table.c.blob).where(theirs, table.c.blob.is_not(None))))
    for owner, table, theirs in (
        ("mail", mails, mails.c.case_id.in_(_THEIR_CASES)),
        ("mail_file", mail_files, mail_files.c.case_id.in_(_THEIR_CASES)),
        ("mail_intake", mail_intakes, mail_intakes.c.mail_id.in_(_THEIR_MAILS)),
    )
)
"""Who holds a body, in the name under which it does so."""


def _gone(table: Table) -> Statement:
    return Statement(delete(table).where(table.c.case_id.in_(_THEIR_CASES)))


_EMPTY: Final = (
    Statement(
        update(mail_intakes)
        .where(mail_intakes.c.mail_id.in_(_THEIR_MAILS))
        .values(blob=None, envelope_from=None, error=None)
    ),
    Statement(
        update(mails)
        .where(mails.c.case_id.in_(_THEIR_CASES))
        .values(
            subject="",
            text="",
            quoted="",
            html=None,
            recipients="{}",
            deliveries="[]",
            blob=None,
        )
    ),
    Statement(
        update(mails)
        .where(mails.c.case_id.in_(_THEIR_CASES), mails.c.direction == "in")
        .values(sender_name=NOBODY.name, sender_address=NOBODY.address)
    ),
    # What has not left yet leaves no more: there is nobody it could go to.
    Statement(
        update(mails)
        .where(
            mails.c.case_id.in_(_THEIR_CASES),
            mails.c.state.in_(("queued", "sending", "delayed")),
        )
        .values(state="failed")
    ),
    *(_gone(table) for table in (mail_files, drafts, case_participants)),
    Statement(update(cases).where(cases.c.customer_id == param("id")).values(subject="")),
    Statement(delete(customer_addresses).where(customer_addresses.c.customer_id == param("id"))),
)


def erase(tx: Transaction, customer_id: CustomerId, at: Instant) -> None:
    """Empty a customer's record with all of its cases; that there was something stays.

    Numbers, times and who worked on it are the company's own; bodies are removed a day later.
    """
    for owner, held in _BODIES:
        for row_id, blob in tx.all(held, id=customer_id):
            release_blob(tx, blob, f"{owner}:{row_id}", at)
    for statement in _EMPTY:
        tx.execute(statement, id=customer_id)
    forget_customer(tx, customer_id, at)
