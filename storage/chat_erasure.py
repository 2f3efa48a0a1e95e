"""Forgetting what was said in chats: words, files, names, addresses; the numbering stays."""

from typing import Any, Final

from sqlalchemy import Select, null, or_, select, update

from channels.chat.values import VisitorId
from crm.records import CustomerId
from router.ids import Instant
from storage.chat_files import remove
from storage.images import hide_images
from storage.schema import (
    attachments,
    cases,
    chat_logs,
    chats,
    customer_contacts,
    handlings,
    messages,
    visitors,
)
from storage.sql import Statement, param
from storage.transaction import Transaction

_OF_VISITOR: Final = select(chats.c.id).where(chats.c.visitor_id == param("id"))
_LOGS: Final = (
    select(chat_logs.c.interaction_id)
    .join(cases, cases.c.id == chat_logs.c.case_id)
    .where(cases.c.customer_id == param("id"))
)
_CONTACTS: Final = select(customer_contacts.c.interaction_id).where(
    customer_contacts.c.customer_id == param("id")
)
_OF_CUSTOMER: Final = select(chats.c.id).where(
    or_(chats.c.id.in_(_CONTACTS), chats.c.id.in_(_LOGS))
)


def _files(of: Select[Any]) -> Statement:
    return Statement(
        select(attachments.c.id, attachments.c.blob).where(attachments.c.chat_id.in_(of))
    )


def _emptying(of: Select[Any]) -> tuple[Statement, ...]:
    own = messages.c.chat_id.in_(of)
    return (
        Statement(
            update(messages)
            .where(own, messages.c.sender != "system")
            .values(html="", text="", attachments="[]")
        ),
        Statement(update(messages).where(own, messages.c.sender == "customer").values(name="")),
        Statement(
            update(chats)
            .where(chats.c.id.in_(of))
            .values(
                name=null(),
                email=null(),
                account_number=null(),
                case_number=null(),
                address=null(),
                fields="{}",
                rating_comment=null(),
                transcript_to=null(),
                rev=chats.c.rev + 1,
            )
        ),
        Statement(
            update(chat_logs)
            .where(chat_logs.c.interaction_id.in_(of))
            .values(subject="", description="")
        ),
        Statement(
            update(handlings)
            .where(handlings.c.interaction_id.in_(of))
            .values(notes="", transfer_note=null())
        ),
    )


_CHATS_OF_VISITOR: Final = Statement(_OF_VISITOR)
_CHATS_OF_CUSTOMER: Final = Statement(_OF_CUSTOMER)
_FILES_OF_VISITOR: Final = _files(_OF_VISITOR)
_EMPTY_OF_VISITOR: Final = _emptying(_OF_VISITOR)
_FILES_OF_CUSTOMER: Final = _files(_OF_CUSTOMER)
_EMPTY_OF_CUSTOMER: Final = (
    # A browser that comes back says who it is anew, if its owner wants that.
    Statement(
        update(visitors)
        .where(visitors.c.id.in_(select(chats.c.visitor_id).where(chats.c.id.in_(_OF_CUSTOMER))))
        .values(name=null(), email=null(), subject=null())
    ),
    *_emptying(_OF_CUSTOMER),
)


def erase_of_visitor(tx: Transaction, visitor_id: VisitorId, at: Instant) -> None:
    """Empty every chat of a browser."""
    for (chat_id,) in tx.all(_CHATS_OF_VISITOR, id=visitor_id):
        hide_images(tx, f"chat:{chat_id}", at)
    remove(tx, tx.all(_FILES_OF_VISITOR, id=visitor_id), at)
    for statement in _EMPTY_OF_VISITOR:
        tx.execute(statement, id=visitor_id)


def erase_of_customer(tx: Transaction, customer_id: CustomerId, at: Instant) -> None:
    """Empty every chat known to be a customer's, with its log, before that is forgotten."""
    for (chat_id,) in tx.all(_CHATS_OF_CUSTOMER, id=customer_id):
        hide_images(tx, f"chat:{chat_id}", at)
    remove(tx, tx.all(_FILES_OF_CUSTOMER, id=customer_id), at)
    for statement in _EMPTY_OF_CUSTOMER:
        tx.execute(statement, id=customer_id)
