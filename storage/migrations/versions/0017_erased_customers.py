"""Customers who were erased."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("customers", sa.Column("erased_at", _WHOLE, nullable=True))
