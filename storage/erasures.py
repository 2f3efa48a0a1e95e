"""Erasing customers: every word by them and about them goes; numbers and times are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from channels.chat.values import ChatId, VisitorId
from channels.voicemail.values import VoicemailId
from crm.erasing import Erasure
from crm.records import CustomerId
from crm.refusal import Refusal
from router.ids import AgentId, Instant, InteractionId
from storage import chat_erasure, mail_erasure, voicemail_erasure
from storage.cases import is_forgotten
from storage.customer_erasure import family, forget_records
from storage.database import Database
from storage.handlings import forget_notes, goes_on
from storage.schema import customers
from storage.security_log import CUSTOMER_ERASED, SecurityEvent, log_security
from storage.sql import Statement, param
from storage.transaction import Transaction

_STANDING: Final = Statement(select(customers.c.merged_into).where(customers.c.id == param("id")))


@dataclass(frozen=True, slots=True)
class _Traces:
    """What takes a look through whole tables, as the writer had better not do."""

    mail: mail_erasure.Traces
    chats: tuple[ChatId, ...]
    browsers: tuple[VisitorId, ...]
    voicemails: tuple[VoicemailId, ...]


class Erasures:
    """Erases customers (`crm.erasing.ErasureStore`)."""

    def __init__(self, database: Database) -> None:
        """Erase from ``database``."""
        self._database = database

    async def erase(self, customer_id: CustomerId, by: AgentId, at: Instant) -> Erasure:
        """Empty everything that tells of a customer, in one transaction.

        Raises `Refusal`: there is none (`not_found`), the record was merged into another, or a
        contact of theirs waits or is in hand (`conflict`).
        """
        traces = await self._database.read(lambda tx: _look(tx, customer_id))
        return await self._database.write(lambda tx: _erase(tx, customer_id, traces, by, at))


def _look(tx: Transaction, customer_id: CustomerId) -> _Traces:
    records = family(tx, customer_id)
    return _Traces(
        mail=mail_erasure.find_traces(tx, customer_id),
        chats=chat_erasure.unlinked_chats(tx, customer_id, records),
        browsers=chat_erasure.browsers_of(tx, customer_id),
        voicemails=voicemail_erasure.unlinked_voicemails(tx, customer_id, records),
    )


def _erase(
    tx: Transaction, customer_id: CustomerId, traces: _Traces, by: AgentId, at: Instant
) -> Erasure:
    standing = tx.one(_STANDING, id=customer_id)
    if standing is None:
        raise Refusal("not_found", "customer_id")
    if is_forgotten(tx, customer_id):
        return Erasure(customers=frozenset({customer_id}))
    if standing[0] is not None:
        raise Refusal("conflict", "merged")
    records = family(tx, customer_id)
    chats = {*traces.chats, *chat_erasure.linked_chats(tx, customer_id)}
    voicemails = {*traces.voicemails, *voicemail_erasure.linked_voicemails(tx, customer_id)}
    contacts = _contacts(tx, customer_id, traces, chats, voicemails)
    cases = frozenset(mail_erasure.own_cases(tx, customer_id))
    shown_in = mail_erasure.shown_in(tx, customer_id)

    for chat in chats:
        chat_erasure.erase_chat(tx, chat, at)
    chat_erasure.forget_browsers(tx, traces.browsers)
    voicemail_erasure.erase_voicemails(tx, voicemails, at)
    mail_erasure.erase_cases(tx, customer_id, traces.mail, at)
    for interaction in contacts - chats:
        forget_notes(tx, interaction)
    forget_records(tx, records, at)
    log_security(
        tx,
        SecurityEvent(at=at, actor=by, action=CUSTOMER_ERASED, subject=f"customer:{customer_id}"),
    )
    return Erasure(
        customers=frozenset(records),
        cases=cases,
        others=shown_in.union(traces.mail.cases),
        contacts=contacts,
    )


def _contacts(
    tx: Transaction,
    customer_id: CustomerId,
    traces: _Traces,
    chats: Iterable[ChatId],
    voicemails: Iterable[VoicemailId],
) -> frozenset[InteractionId]:
    """Give all of their contacts; raises `Refusal` while one of them goes on."""
    places = [voicemail_erasure.place_of(tx, each) for each in voicemails]
    contacts = {
        *chats,
        *(interaction for interaction, _ in places),
        *mail_erasure.contacts_in_cases(tx, customer_id),
        *traces.mail.contacts,
    }
    coming = not all(filed for _, filed in places)
    with_bot = any(chat_erasure.is_with_bot(tx, each) for each in chats)
    shown_with = mail_erasure.contacts_merged_in(tx, customer_id)
    if coming or with_bot or any(goes_on(tx, each) for each in (*contacts, *shown_with)):
        raise Refusal("conflict", "in_hand")
    return frozenset(contacts)
