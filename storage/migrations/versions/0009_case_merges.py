"""Merged cases: the one that goes on, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # In words of its own: Alembic cannot add a reference to a table of SQLite.
    op.execute(
        "ALTER TABLE cases ADD COLUMN merged_into TEXT"
        " CONSTRAINT cases_merged_into_fkey REFERENCES cases (id)"
    )
    op.add_column("cases", sa.Column("merged_at", _WHOLE, nullable=True))
    op.create_index("cases_merged_into_idx", "cases", ["merged_into"], unique=False)
