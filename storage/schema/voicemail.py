"""The tables of voicemail: recordings, where each came from, the copies that agents asked for."""

from sqlalchemy import Index, Table

from storage.schema.columns import METADATA, instant, key, number, text

voicemails = Table(
    "voicemails",
    METADATA,
    key(),
    text("interaction_id"),
    text("medium"),
    text("queue_id"),
    text("state"),
    text("door"),
    text("source_name"),
    text("source_key"),
    text("file_name"),
    text("sha256"),
    number("size_bytes"),
    text("blob", null=True, refers_to="blobs.id"),
    instant("received_at"),
    instant("called_at"),
    text("caller"),
    text("caller_name"),
    text("call"),
    text("agent_box", null=True),
    text("preferred", null=True),
    number("tries"),
    text("error", null=True),
    text("playable", null=True, refers_to="blobs.id"),
    number("duration", null=True),
    text("flags"),
    text("reason"),
    text("format"),
    text("peaks", null=True),
    text("transcript", null=True),
    number("attempts"),
    text("outcome", null=True),
    instant("delete_at", null=True),
    instant("removed_at", null=True),
    Index("voicemails_interaction_id_idx", "interaction_id", unique=True),
    Index("voicemails_state_idx", "state", "received_at"),
    Index("voicemails_sha256_idx", "sha256"),
    Index("voicemails_caller_idx", "caller", "called_at"),
    Index("voicemails_delete_at_idx", "delete_at"),
)
"""Recordings taken over. `state`: received, filed once it has its place, removed once it is gone;
the row, with its hash, stays. `duration` is in microseconds."""

voicemail_sources = Table(
    "voicemail_sources",
    METADATA,
    key("door"),
    key("name"),
    key("key"),
    text("voicemail_id", refers_to="voicemails.id"),
    Index("voicemail_sources_voicemail_id_idx", "voicemail_id"),
)
"""Every place a recording was handed in from; the same place twice is one recording."""

voicemail_copies = Table(
    "voicemail_copies",
    METADATA,
    key(),
    text("voicemail_id", refers_to="voicemails.id"),
    text("interaction_id"),
    text("agent_id"),
    text("address"),
    instant("asked_at"),
    text("state"),
    text("detail"),
    Index("voicemail_copies_voicemail_id_idx", "voicemail_id"),
    Index("voicemail_copies_state_idx", "state"),
)
"""Copies that agents asked for; `id` is also that of the letter in the outbox."""
