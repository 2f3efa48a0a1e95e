"""What a program has understood of a recording; callers looked for by their number."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("voicemails", sa.Column("transcript", sa.Text(), nullable=True))
    op.create_index("voicemails_caller_idx", "voicemails", ["caller", "called_at"])
