"""Images: pictures in entries, messages and mails."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "images",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("width", _WHOLE, nullable=False),
        sa.Column("height", _WHOLE, nullable=False),
        sa.Column("added_at", _WHOLE, nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["blobs.id"], name=op.f("images_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("images_pkey")),
    )
