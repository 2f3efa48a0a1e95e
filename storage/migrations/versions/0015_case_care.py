"""Cases that were deleted, and what agents are told about cases."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("cases", sa.Column("deleted_at", _WHOLE, nullable=True))
    op.create_table(
        "notices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("seen_at", _WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="notices_pkey"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="notices_case_id_fkey"),
    )
    op.create_index("notices_agent_id_idx", "notices", ["agent_id", "seen_at"], unique=False)
    op.create_index("notices_case_id_idx", "notices", ["case_id"], unique=False)
