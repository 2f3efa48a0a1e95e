"""Forgetting what callers left: recordings, words, names, numbers; that there was a call stays."""

import hashlib
from collections.abc import Iterable
from typing import Final

from sqlalchemy import exists, func, select, update

from channels.voicemail.notification import letters_about
from channels.voicemail.values import VoicemailId
from crm.phone import significant_digits
from crm.records import CustomerId
from router.ids import Instant, InteractionId
from storage.blobs import KEPT_UNREFERENCED, release_blob
from storage.outbox import forget_task
from storage.schema import (
    customer_contacts,
    customers,
    voicemail_copies,
    voicemail_sources,
    voicemails,
)
from storage.sql import Statement, param
from storage.transaction import Transaction

_ERASED: Final = "erased "

# --- Which are theirs ----------------------------------------------------------------------------

_LINKED: Final = Statement(
    select(voicemails.c.id)
    .join(customer_contacts, customer_contacts.c.interaction_id == voicemails.c.interaction_id)
    .where(customer_contacts.c.customer_id == param("id"))
)
_DIGITS: Final = Statement(select(customers.c.phone_digits).where(customers.c.id == param("id")))
_SHARED: Final = Statement(
    select(customers.c.id).where(
        customers.c.phone_digits == param("digits"), customers.c.merged_into.is_(None)
    )
)
_CALLERS: Final = Statement(select(voicemails.c.caller).where(voicemails.c.caller != "").distinct())
_UNLINKED: Final = Statement(
    select(voicemails.c.id).where(
        voicemails.c.caller == param("caller"),
        ~exists().where(
            customer_contacts.c.interaction_id == voicemails.c.interaction_id,
            customer_contacts.c.customer_id != param("id"),
        ),
    )
)
_PLACE: Final = Statement(
    select(voicemails.c.interaction_id, voicemails.c.state).where(voicemails.c.id == param("id"))
)


def linked_voicemails(tx: Transaction, customer_id: CustomerId) -> tuple[VoicemailId, ...]:
    """Give the recordings and callbacks known to be a customer's."""
    return tuple(voicemail for (voicemail,) in tx.all(_LINKED, id=customer_id))


def unlinked_voicemails(
    tx: Transaction, customer_id: CustomerId, family: Iterable[CustomerId]
) -> tuple[VoicemailId, ...]:
    """Look for calls from their numbers of which nobody has said who called.

    A number that another customer has too says nothing of who it was.
    """
    known = {row[0] for each in family for row in tx.all(_DIGITS, id=each)} - {""}
    digits = {
        each for each in known if {row[0] for row in tx.all(_SHARED, digits=each)} <= {customer_id}
    }
    if not digits:
        return ()
    callers = [row[0] for row in tx.all(_CALLERS) if significant_digits(row[0]) in digits]
    return tuple(
        voicemail
        for caller in callers
        for (voicemail,) in tx.all(_UNLINKED, caller=caller, id=customer_id)
    )


def place_of(tx: Transaction, voicemail_id: VoicemailId) -> tuple[InteractionId, bool]:
    """Give the place of a recording, and whether it has got that yet."""
    row = tx.one(_PLACE, id=voicemail_id)
    assert row is not None
    interaction, state = row
    return interaction, state != "received"


# --- What is emptied -----------------------------------------------------------------------------

_BODIES: Final = Statement(
    select(voicemails.c.blob, voicemails.c.playable).where(voicemails.c.id == param("id"))
)
_REMOVE: Final = Statement(
    update(voicemails)
    .where(voicemails.c.id == param("id"))
    .values(
        state="removed",
        blob=None,
        playable=None,
        peaks=None,
        transcript=None,
        removed_at=func.coalesce(voicemails.c.removed_at, param("at")),
    )
)
_KEYS: Final = Statement(
    select(voicemail_sources.c.door, voicemail_sources.c.name, voicemail_sources.c.key).where(
        voicemail_sources.c.voicemail_id == param("id")
    )
)
_RENAME: Final = Statement(
    update(voicemail_sources)
    .where(
        voicemail_sources.c.door == param("door"),
        voicemail_sources.c.name == param("name"),
        voicemail_sources.c.key == param("known"),
    )
    .values(key=param("erased"))
)
_FORGET: Final = Statement(
    update(voicemails)
    .where(voicemails.c.id == param("id"))
    .values(caller="", caller_name="", file_name="", source_key="", error=None)
)
_COPIES: Final = Statement(
    select(voicemail_copies.c.id).where(voicemail_copies.c.voicemail_id == param("id"))
)
_EMPTY_COPIES: Final = Statement(
    update(voicemail_copies).where(voicemail_copies.c.voicemail_id == param("id")).values(detail="")
)


def remove_recording(tx: Transaction, voicemail_id: VoicemailId, at: Instant) -> None:
    """Let everything go that can be heard, seen or read of a recording."""
    bodies = tx.one(_BODIES, id=voicemail_id)
    tx.execute(_REMOVE, id=voicemail_id, at=at)
    for blob in bodies or ():
        if blob is not None:
            # Words that are to be gone wait for no sweep: nobody else can refer to them.
            release_blob(tx, blob, f"voicemail:{voicemail_id}", at - KEPT_UNREFERENCED)


def erase_voicemails(tx: Transaction, voicemail_ids: Iterable[VoicemailId], at: Instant) -> None:
    """Empty these recordings, with the letters that told of them."""
    for voicemail_id in voicemail_ids:
        remove_recording(tx, voicemail_id, at)
        tx.execute(_FORGET, id=voicemail_id)
        for door, name, key in tx.all(_KEYS, id=voicemail_id):
            if not key.startswith(_ERASED):
                tx.execute(_RENAME, door=door, name=name, known=key, erased=erased_key(key))
        copies = [copy for (copy,) in tx.all(_COPIES, id=voicemail_id)]
        tx.execute(_EMPTY_COPIES, id=voicemail_id)
        for letter in (*letters_about(voicemail_id), *copies):
            forget_task(tx, letter, at)


def erased_key(key: str) -> str:
    """Name a source, which may hold the caller's number, so that it is only known again."""
    return _ERASED + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
