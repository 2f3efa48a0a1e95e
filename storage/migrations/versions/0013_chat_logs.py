"""Logs of chats, and numbers of the interaction log."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("interactions", sa.Column("number", _WHOLE, nullable=True))
    op.create_table(
        "chat_logs",
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("agent_name", sa.Text(), nullable=False),
        sa.Column("ended_at", _WHOLE, nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("rev", _WHOLE, nullable=False),
        sa.Column("saved_at", _WHOLE, nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="chat_logs_case_id_fkey"),
        sa.PrimaryKeyConstraint("interaction_id", name="chat_logs_pkey"),
    )
    op.create_index("chat_logs_agent_id_idx", "chat_logs", ["agent_id", "ended_at"], unique=False)
    op.create_index("chat_logs_case_id_idx", "chat_logs", ["case_id"], unique=False)
    op.create_index("chat_logs_mode_idx", "chat_logs", ["mode"], unique=False)
