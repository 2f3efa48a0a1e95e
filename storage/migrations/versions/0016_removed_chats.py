"""Chats that were too old to be kept."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("chats", sa.Column("removed_at", _WHOLE, nullable=True))
    op.create_index("chats_removed_at_idx", "chats", ["removed_at", "ended_at"])
