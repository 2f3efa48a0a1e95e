"""The knowledge base: versions, drafts, categories, uses."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "faq_versions",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("rev", _WHOLE, nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "rev", name="faq_versions_pkey"),
    )
    op.create_table(
        "faq_drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("rev", _WHOLE, nullable=False),
        sa.Column("saved_at", _WHOLE, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="faq_drafts_pkey"),
    )
    op.create_table(
        "faq_categories",
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="faq_categories_pkey"),
    )
    op.create_table(
        "faq_uses",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("day", _WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("times", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "day", "kind", name="faq_uses_pkey"),
    )
