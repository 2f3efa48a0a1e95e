"""Every table of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "agent_statuses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="agent_statuses_pkey"),
    )
    op.create_index(
        "agent_statuses_agent_id_idx", "agent_statuses", ["agent_id", "at"], unique=False
    )
    op.create_index("agent_statuses_at_idx", "agent_statuses", ["at"], unique=False)
    op.create_table(
        "agents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="agents_pkey"),
        sa.UniqueConstraint("name", name="agents_name_key"),
    )
    op.create_table(
        "blobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("unreferenced_since", _WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="blobs_pkey"),
    )
    op.create_index("blobs_unreferenced_since_idx", "blobs", ["unreferenced_since"], unique=False)
    op.create_table(
        "code_lists",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="code_lists_pkey"),
        sa.UniqueConstraint("name", name="code_lists_name_key"),
    )
    op.create_table(
        "faq_entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="faq_entries_pkey"),
        sa.UniqueConstraint("name", name="faq_entries_name_key"),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="groups_pkey"),
        sa.UniqueConstraint("name", name="groups_name_key"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", _WHOLE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="inbox_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "interactions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", _WHOLE, nullable=False),
        sa.Column("entered_at", _WHOLE, nullable=False),
        sa.Column("ended_at", _WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="interactions_pkey"),
    )
    op.create_index("interactions_entered_at_idx", "interactions", ["entered_at"], unique=False)
    op.create_index("interactions_state_idx", "interactions", ["state", "entered_at"], unique=False)
    op.create_table(
        "journal",
        sa.Column("n", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("epoch", _WHOLE, nullable=False),
        sa.Column("v", _WHOLE, nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("router_version", sa.Text(), nullable=False),
        sa.Column("policy_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="journal_pkey"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="meta_pkey"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("due_at", _WHOLE, nullable=True),
        sa.Column("lease_holder", sa.Text(), nullable=True),
        sa.Column("leased_until", _WHOLE, nullable=True),
        sa.Column("attempts", _WHOLE, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("finished_at", _WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="outbox_pkey"),
    )
    op.create_index("outbox_due_at_idx", "outbox", ["due_at"], unique=False)
    op.create_table(
        "queues",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="queues_pkey"),
        sa.UniqueConstraint("name", name="queues_name_key"),
    )
    op.create_table(
        "security_log",
        sa.Column("id", _WHOLE, autoincrement=True, nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="security_log_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("security_log_at_idx", "security_log", ["at"], unique=False)
    op.create_table(
        "segments",
        sa.Column("first_n", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("first_n", name="segments_pkey"),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="sites_pkey"),
        sa.UniqueConstraint("name", name="sites_name_key"),
    )
    op.create_table(
        "snapshots",
        sa.Column("n", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("format", _WHOLE, nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="snapshots_pkey"),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="tags_pkey"),
        sa.UniqueConstraint("name", name="tags_name_key"),
    )
    op.create_table(
        "visitors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("seen_at", _WHOLE, nullable=False),
        sa.Column("blocked_until", _WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name="visitors_pkey"),
        sa.UniqueConstraint("token_hash", name="visitors_token_hash_key"),
    )
    op.create_table(
        "agent_sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("seen_at", _WHOLE, nullable=False),
        sa.Column("expires_at", _WHOLE, nullable=False),
        sa.Column("revoked_at", _WHOLE, nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="agent_sessions_agent_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="agent_sessions_pkey"),
        sa.UniqueConstraint("token_hash", name="agent_sessions_token_hash_key"),
    )
    op.create_index("agent_sessions_agent_id_idx", "agent_sessions", ["agent_id"], unique=False)
    op.create_table(
        "blob_refs",
        sa.Column("blob_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["blob_id"], ["blobs.id"], name="blob_refs_blob_id_fkey"),
        sa.PrimaryKeyConstraint("blob_id", "owner", name="blob_refs_pkey"),
    )
    op.create_index("blob_refs_owner_idx", "blob_refs", ["owner"], unique=False)
    op.create_table(
        "chats",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visitor_id", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("last_seq", _WHOLE, nullable=False),
        sa.Column("rev", _WHOLE, nullable=False),
        sa.Column("started_at", _WHOLE, nullable=False),
        sa.Column("ended_at", _WHOLE, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("account_number", sa.Text(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("customer_read", _WHOLE, nullable=False),
        sa.Column("agent_read", _WHOLE, nullable=False),
        sa.Column("last_customer_at", _WHOLE, nullable=True),
        sa.Column("awaiting_customer_since", _WHOLE, nullable=True),
        sa.Column("wait_limit_reached", _WHOLE, nullable=False),
        sa.Column("left_message", _WHOLE, nullable=False),
        sa.Column("rating", _WHOLE, nullable=True),
        sa.Column("rating_comment", sa.Text(), nullable=True),
        sa.Column("transcript_to", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitors.id"], name="chats_visitor_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="chats_pkey"),
        sa.UniqueConstraint("visitor_id", "client_id", name="chats_visitor_id_client_id_key"),
    )
    op.create_index("chats_state_idx", "chats", ["state"], unique=False)
    op.create_table(
        "handlings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("accepted_at", _WHOLE, nullable=False),
        sa.Column("ended_at", _WHOLE, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("to_queue_id", sa.Text(), nullable=True),
        sa.Column("closed_at", _WHOLE, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("transfer_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name="handlings_interaction_id_fkey"
        ),
        sa.PrimaryKeyConstraint("id", name="handlings_pkey"),
    )
    op.create_index(
        "handlings_agent_id_idx", "handlings", ["agent_id", "accepted_at"], unique=False
    )
    op.create_index("handlings_interaction_id_idx", "handlings", ["interaction_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("disabled", _WHOLE, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="memberships_agent_id_fkey"),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.id"], name="memberships_queue_id_fkey"),
        sa.PrimaryKeyConstraint("agent_id", "queue_id", name="memberships_pkey"),
    )
    op.create_table(
        "preferences",
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name="preferences_agent_id_fkey"),
        sa.PrimaryKeyConstraint("agent_id", name="preferences_pkey"),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("message_seq", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["blob"], ["blobs.id"], name="attachments_blob_fkey"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="attachments_chat_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="attachments_pkey"),
    )
    op.create_index("attachments_chat_id_idx", "attachments", ["chat_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("seq", _WHOLE, autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("at", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="messages_chat_id_fkey"),
        sa.PrimaryKeyConstraint("chat_id", "seq", name="messages_pkey"),
        sa.UniqueConstraint(
            "chat_id",
            "sender",
            "author_id",
            "client_id",
            name="messages_chat_id_sender_author_id_client_id_key",
        ),
    )
