"""Signed identities: who a visitor is by the word of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("visitors", sa.Column("subject", sa.Text(), nullable=True))
