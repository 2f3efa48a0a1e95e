"""Voicemail: recordings, where each came from, the copies that agents asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "voicemails",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("received_at", _WHOLE, nullable=False),
        sa.Column("called_at", _WHOLE, nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("caller_name", sa.Text(), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("agent_box", sa.Text(), nullable=True),
        sa.Column("preferred", sa.Text(), nullable=True),
        sa.Column("tries", _WHOLE, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("playable", sa.Text(), nullable=True),
        sa.Column("duration", _WHOLE, nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("peaks", sa.Text(), nullable=True),
        sa.Column("attempts", _WHOLE, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("delete_at", _WHOLE, nullable=True),
        sa.Column("removed_at", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["blob"], ["blobs.id"], name="voicemails_blob_fkey"),
        sa.ForeignKeyConstraint(["playable"], ["blobs.id"], name="voicemails_playable_fkey"),
        sa.PrimaryKeyConstraint("id", name="voicemails_pkey"),
    )
    op.create_index("voicemails_interaction_id_idx", "voicemails", ["interaction_id"], unique=True)
    op.create_index("voicemails_state_idx", "voicemails", ["state", "received_at"], unique=False)
    op.create_index("voicemails_sha256_idx", "voicemails", ["sha256"], unique=False)
    op.create_index("voicemails_delete_at_idx", "voicemails", ["delete_at"], unique=False)
    op.create_table(
        "voicemail_sources",
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("voicemail_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["voicemail_id"], ["voicemails.id"], name="voicemail_sources_voicemail_id_fkey"
        ),
        sa.PrimaryKeyConstraint("door", "name", "key", name="voicemail_sources_pkey"),
    )
    op.create_index(
        "voicemail_sources_voicemail_id_idx", "voicemail_sources", ["voicemail_id"], unique=False
    )
    op.create_table(
        "voicemail_copies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("voicemail_id", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("asked_at", _WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["voicemail_id"], ["voicemails.id"], name="voicemail_copies_voicemail_id_fkey"
        ),
        sa.PrimaryKeyConstraint("id", name="voicemail_copies_pkey"),
    )
    op.create_index("voicemail_copies_state_idx", "voicemail_copies", ["state"], unique=False)
    op.create_index(
        "voicemail_copies_voicemail_id_idx", "voicemail_copies", ["voicemail_id"], unique=False
    )
