"""Forgetting what was said in chats: words, files, names, addresses; the numbering stays."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import delete, exists, func, null, or_, select, update

from channels.chat.values import ChatId, VisitorId
from crm.records import CustomerId
from router.ids import Instant
from storage.chat_removal import remove_chat
from storage.schema import (
    cases,
    chat_logs,
    chats,
    customer_addresses,
    customer_contacts,
    customers,
    visitors,
)
from storage.sql import Statement, param
from storage.transaction import Transaction

# --- Which chats are theirs ----------------------------------------------------------------------

_ADDRESSES: Final = select(customer_addresses.c.address).where(
    customer_addresses.c.customer_id == param("id")
)
_LINKED: Final = or_(
    chats.c.id.in_(
        select(customer_contacts.c.interaction_id).where(
            customer_contacts.c.customer_id == param("id")
        )
    ),
    chats.c.id.in_(
        select(chat_logs.c.interaction_id)
        .join(cases, cases.c.id == chat_logs.c.case_id)
        .where(cases.c.customer_id == param("id"))
    ),
)
_SOMEBODY_ELSE_S: Final = or_(
    exists().where(
        customer_contacts.c.interaction_id == chats.c.id,
        customer_contacts.c.customer_id != param("id"),
    ),
    exists().where(
        chat_logs.c.interaction_id == chats.c.id,
        chat_logs.c.case_id == cases.c.id,
        cases.c.customer_id != param("id"),
    ),
)
_LINKED_CHATS: Final = Statement(select(chats.c.id).where(_LINKED))
_UNLINKED_CHATS: Final = Statement(
    select(chats.c.id).where(
        ~_SOMEBODY_ELSE_S,
        or_(
            func.lower(chats.c.email).in_(_ADDRESSES),
            chats.c.visitor_id.in_(
                select(visitors.c.id).where(func.lower(visitors.c.email).in_(_ADDRESSES))
            ),
            chats.c.visitor_id.in_(select(chats.c.visitor_id).where(_LINKED)),
        ),
    )
)
_ACCOUNT: Final = Statement(select(customers.c.account_number).where(customers.c.id == param("id")))
_HOLDERS: Final = Statement(
    select(customers.c.id).where(
        customers.c.account_number == param("account"), customers.c.merged_into.is_(None)
    )
)
_OF_ACCOUNT: Final = Statement(
    select(chats.c.id).where(chats.c.account_number == param("account"), ~_SOMEBODY_ELSE_S)
)
_WITH_BOT: Final = Statement(
    select(chats.c.id).where(chats.c.id == param("id"), chats.c.state == "bot")
)
_VISITORS: Final = Statement(
    select(visitors.c.id).where(func.lower(visitors.c.email).in_(_ADDRESSES))
)


def linked_chats(tx: Transaction, customer_id: CustomerId) -> tuple[ChatId, ...]:
    """Give the chats known to be a customer's."""
    return tuple(chat for (chat,) in tx.all(_LINKED_CHATS, id=customer_id))


def unlinked_chats(
    tx: Transaction, customer_id: CustomerId, family: Iterable[CustomerId]
) -> tuple[ChatId, ...]:
    """Look for chats of theirs of which nobody has said whose they are.

    They came from their addresses or browsers, or gave an account number that nobody else has.
    """
    known = {account for each in family for (account,) in tx.all(_ACCOUNT, id=each)} - {""}
    own = (
        each
        for each in sorted(known)
        if {holder for (holder,) in tx.all(_HOLDERS, account=each)} <= {customer_id}
    )
    found = tx.all(_UNLINKED_CHATS, id=customer_id)
    found += [row for each in own for row in tx.all(_OF_ACCOUNT, account=each, id=customer_id)]
    return tuple(chat for (chat,) in found)


def browsers_of(tx: Transaction, customer_id: CustomerId) -> tuple[VisitorId, ...]:
    """Look for the browsers that gave one of their addresses, whether in a chat or not."""
    return tuple(visitor for (visitor,) in tx.all(_VISITORS, id=customer_id))


def is_with_bot(tx: Transaction, chat_id: ChatId) -> bool:
    """Tell whether a chat goes on of which no queue has heard yet."""
    return tx.one(_WITH_BOT, id=chat_id) is not None


# --- What is emptied -----------------------------------------------------------------------------

_SAID: Final = Statement(
    select(chats.c.visitor_id, chats.c.name, chats.c.email).where(chats.c.id == param("id"))
)
_DROP_LOG: Final = Statement(delete(chat_logs).where(chat_logs.c.interaction_id == param("id")))
_NAMELESS: Final = {"name": null(), "email": null(), "subject": null()}
_FORGET_BROWSER: Final = Statement(
    update(visitors).where(visitors.c.id == param("id")).values(_NAMELESS)
)
_FORGET_NAME: Final = Statement(
    update(visitors)
    .where(
        visitors.c.id == param("id"),
        or_(visitors.c.name == param("name"), visitors.c.email == param("email")),
    )
    .values(_NAMELESS)
)


def erase_chat(tx: Transaction, chat_id: ChatId, at: Instant) -> None:
    """Empty a chat with its log; who shares a browser keeps their own name in it."""
    for visitor_id, name, email in tx.all(_SAID, id=chat_id):
        tx.execute(_FORGET_NAME, id=visitor_id, name=name, email=email)
    remove_chat(tx, chat_id, at)
    tx.execute(_DROP_LOG, id=chat_id)


def forget_browsers(tx: Transaction, visitor_ids: Iterable[VisitorId]) -> None:
    """Forget whose browsers these are; each says so anew, if its owner wants that."""
    for visitor_id in visitor_ids:
        tx.execute(_FORGET_BROWSER, id=visitor_id)
