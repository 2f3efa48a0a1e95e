"""Answers: where the sender of a mail wants them, and which mail a draft answers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("mails", sa.Column("reply_to", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("answers", sa.Text(), nullable=True))
