"""What was erased or deleted in one database, done again in an earlier copy of it.

The rows tell, not the security record: it names one customer of several records that were merged
since, and knows neither which chats were emptied with them nor which mails were moved to them.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import select

from crm.refusal import Refusal
from router.ids import AgentId, Instant
from storage.case_deletion import CaseDeletions
from storage.chat_erasure import erase_chat, is_with_bot
from storage.chat_removal import remove_chat
from storage.database import Database
from storage.erasures import Erasures
from storage.handlings import forget_notes, goes_on
from storage.mail_erasure import erase_mail
from storage.mail_rows import ERASED
from storage.schema import cases, chat_logs, chats, customers, mails, voicemails
from storage.security_log import CASE_DELETED, CUSTOMER_ERASED, newest_security_events
from storage.sql import Statement, param
from storage.transaction import Transaction
from storage.voicemail_erasure import erase_voicemails, place_of

_PAGE: Final = 500
_NOBODY: Final = "command line"

_CUSTOMERS: Final = Statement(
    select(customers.c.id)
    .where(customers.c.erased_at.is_not(None))
    # What the others were merged into comes first, and takes them along.
    .order_by(customers.c.merged_into.is_not(None), customers.c.id)
)
_CUSTOMER: Final = Statement(
    select(customers.c.id).where(customers.c.id == param("id"), customers.c.erased_at.is_(None))
)
_CASES: Final = Statement(
    select(cases.c.id)
    .where(cases.c.deleted_at.is_not(None))
    .order_by(cases.c.merged_into.is_not(None), cases.c.id)
)
_CASE: Final = Statement(
    select(cases.c.id).where(cases.c.id == param("id"), cases.c.deleted_at.is_(None))
)
_CHATS: Final = Statement(
    select(chats.c.id, chat_logs.c.interaction_id)
    .outerjoin(chat_logs, chat_logs.c.interaction_id == chats.c.id)
    .where(chats.c.removed_at.is_not(None))
    .order_by(chats.c.id)
)
_CHAT: Final = Statement(
    select(chats.c.id).where(chats.c.id == param("id"), chats.c.removed_at.is_(None))
)
_CALLS: Final = Statement(
    select(voicemails.c.id)
    .where(voicemails.c.state == "removed", voicemails.c.source_key == "")
    .order_by(voicemails.c.id)
)
_CALL: Final = Statement(
    select(voicemails.c.id).where(voicemails.c.id == param("id"), voicemails.c.source_key != "")
)
_MAILS: Final = Statement(
    select(mails.c.id).where(mails.c.recipients == ERASED).order_by(mails.c.id)
)
_MAIL: Final = Statement(
    select(mails.c.interaction_id).where(mails.c.id == param("id"), mails.c.recipients != ERASED)
)


_Step = Callable[[str], Awaitable[bool]]
"""Empties one thing; tells whether it did."""
_Empty = Callable[[Transaction, str, Instant], bool]


class Repeated(msgspec.Struct, frozen=True, kw_only=True):
    """What became of them."""

    done: int
    left: tuple[str, ...]
    """Subjects, such as `customer:<id>`, of which something waits or is in hand here."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """What a database has emptied."""

    customers: Sequence[str]
    cases: Sequence[str]
    logged_chats: Sequence[str]
    """Whose logs have stayed, as cases."""
    chats: Sequence[str]
    calls: Sequence[str]
    mails: Sequence[str]
    by: dict[str, AgentId]
    """Who did it, by the subject."""


async def repeat_deletions(old: Database, new: Database, at: Instant) -> Repeated:
    """Empty in `new` what `old` has emptied, in the name of whoever did it then.

    What `new` never had, or has not any more, is done.
    """
    gone = await old.read(_look)
    erasures, deletions = Erasures(new), CaseDeletions(new)

    async def erase(customer_id: str) -> bool:
        by = gone.by.get(f"customer:{customer_id}", _NOBODY)
        try:
            await erasures.erase(customer_id, by, at)
        except Refusal:
            return False
        return True

    async def delete(case_id: str) -> bool:
        by = gone.by.get(f"case:{case_id}", _NOBODY)
        return await deletions.delete(case_id, by, at) is None

    def emptying(empty: _Empty) -> _Step:
        return lambda key: new.write(lambda tx: empty(tx, key, at))

    done, left = 0, []
    for kind, ids, here, step in (
        ("customer", gone.customers, _CUSTOMER, erase),
        ("case", gone.cases, _CASE, delete),
        ("chat", gone.logged_chats, _CHAT, emptying(_of_chat(remove_chat))),
        ("chat", gone.chats, _CHAT, emptying(_of_chat(erase_chat))),
        ("voicemail", gone.calls, _CALL, emptying(_erase_call)),
        ("mail", gone.mails, _MAIL, emptying(_erase_mail)),
    ):
        repeated = await _repeat(new, ids, here, step)
        done += repeated.done
        left += [f"{kind}:{each}" for each in repeated.left]
    return Repeated(done=done, left=tuple(left))


async def _repeat(new: Database, ids: Sequence[str], here: Statement, step: _Step) -> Repeated:
    """Take one step after the other for what is here; give what is here afterwards."""

    async def found(ids: Sequence[str]) -> list[str]:
        return await new.read(lambda tx: [each for each in ids if tx.one(here, id=each)])

    before = await found(ids)
    done = [await step(each) for each in before if await found([each])]
    return Repeated(done=sum(done), left=tuple(await found(before)))


def _look(tx: Transaction) -> _Gone:
    emptied = tx.all(_CHATS)
    return _Gone(
        customers=_ids(tx, _CUSTOMERS),
        cases=_ids(tx, _CASES),
        logged_chats=[chat for chat, log in emptied if log is not None],
        chats=[chat for chat, log in emptied if log is None],
        calls=_ids(tx, _CALLS),
        mails=_ids(tx, _MAILS),
        by=_actors(tx),
    )


def _ids(tx: Transaction, statement: Statement) -> list[str]:
    return [key for (key,) in tx.all(statement)]


def _actors(tx: Transaction) -> dict[str, AgentId]:
    found: dict[str, AgentId] = {}
    before: int | None = None
    while page := newest_security_events(tx, _PAGE, before):
        for number, event in page:
            before = number
            if event.action in (CUSTOMER_ERASED, CASE_DELETED):
                found[event.subject] = event.actor
    return found


def _of_chat(empty: Callable[[Transaction, str, Instant], None]) -> _Empty:
    """Give what empties a chat, unless it is in somebody's hand."""

    def work(tx: Transaction, chat_id: str, at: Instant) -> bool:
        if is_with_bot(tx, chat_id) or goes_on(tx, chat_id):
            return False
        empty(tx, chat_id, at)
        return True

    return work


def _erase_call(tx: Transaction, voicemail_id: str, at: Instant) -> bool:
    interaction, has_place = place_of(tx, voicemail_id)
    if not has_place or goes_on(tx, interaction):
        return False
    erase_voicemails(tx, [voicemail_id], at)
    forget_notes(tx, interaction)
    return True


def _erase_mail(tx: Transaction, mail_id: str, at: Instant) -> bool:
    row = tx.one(_MAIL, id=mail_id)
    interaction = None if row is None else row[0]
    if interaction is not None:
        if goes_on(tx, interaction):
            return False
        forget_notes(tx, interaction)
    erase_mail(tx, mail_id, at)
    return True
