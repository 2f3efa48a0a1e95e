"""Fetching of mail: the times in which the numbers of a mailbox's messages hold."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mailbox_epochs",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("validity", _WHOLE, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("first_uid", _WHOLE, nullable=False),
        sa.Column("since", _WHOLE, nullable=True),
        sa.Column("begun_at", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "validity", name="mailbox_epochs_pkey"),
    )
