"""Junk mail: cases found to be spam, and the senders whose mail asks for nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("cases", sa.Column("spam_at", _WHOLE, nullable=True))
    op.create_table(
        "blocked_senders",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("blocked_at", _WHOLE, nullable=False),
        sa.Column("blocked_by", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="blocked_senders_pkey"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="blocked_senders_case_id_fkey"),
    )
