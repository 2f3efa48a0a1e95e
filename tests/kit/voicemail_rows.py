"""Recordings as rows, for tests of what follows from their being there."""

from typing import Any

from msgspec.structs import replace

from channels.voicemail.ports import Source
from channels.voicemail.values import Call, Voicemail
from router.ids import Instant, InteractionId
from router.lifecycle import Medium
from storage.schema import voicemails
from storage.sql import insert_into
from storage.transaction import Transaction
from storage.voicemail_rows import columns_of

_ADD = insert_into(voicemails)


def add_voicemail(tx: Transaction, interaction: InteractionId, at: Instant, **facts: Any) -> None:
    """Write down that a recording has its place; nothing of it can be heard."""
    kept = Voicemail(
        id=f"voicemail of {interaction}",
        interaction_id=interaction,
        medium=Medium.VOICEMAIL,
        queue_id="web",
        state="filed",
        source=Source(door="http", name="pbx", key=interaction),
        file_name="msg0001.wav",
        sha256="",
        size_bytes=0,
        blob=None,
        received_at=at,
        called_at=at,
        caller="",
        caller_name="",
        call=Call(),
    )
    kept = replace(kept, **facts)
    tx.execute(_ADD, **columns_of(kept), error=None, peaks=None, removed_at=None)
