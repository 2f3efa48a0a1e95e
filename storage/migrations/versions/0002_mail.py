"""Mailboxes: what came in, what goes out, and the customers with their cases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("account_number", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("changed_at", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="customers_pkey"),
        sa.UniqueConstraint("number", name="customers_number_key"),
    )
    op.create_index("customers_name_idx", "customers", ["name"], unique=False)
    op.create_table(
        "customer_addresses",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("blocked_until", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="customer_addresses_customer_id_fkey"
        ),
        sa.PrimaryKeyConstraint("address", name="customer_addresses_pkey"),
    )
    op.create_index(
        "customer_addresses_customer_id_idx", "customer_addresses", ["customer_id"], unique=False
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("linked_to", sa.Text(), nullable=True),
        sa.Column("opened_at", _WHOLE, nullable=False),
        sa.Column("changed_at", _WHOLE, nullable=False),
        sa.Column("closed_at", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="cases_customer_id_fkey"),
        sa.ForeignKeyConstraint(["linked_to"], ["cases.id"], name="cases_linked_to_fkey"),
        sa.PrimaryKeyConstraint("id", name="cases_pkey"),
        sa.UniqueConstraint("number", name="cases_number_key"),
    )
    op.create_index("cases_assignee_idx", "cases", ["assignee", "changed_at"], unique=False)
    op.create_index("cases_customer_id_idx", "cases", ["customer_id"], unique=False)
    op.create_index("cases_status_idx", "cases", ["status", "changed_at"], unique=False)
    op.create_table(
        "case_participants",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="case_participants_case_id_fkey"),
        sa.PrimaryKeyConstraint("case_id", "address", name="case_participants_pkey"),
    )
    op.create_table(
        "mail_intakes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("uidvalidity", _WHOLE, nullable=True),
        sa.Column("uid", _WHOLE, nullable=True),
        sa.Column("envelope_from", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("received_at", _WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", _WHOLE, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("mail_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["blob"], ["blobs.id"], name="mail_intakes_blob_fkey"),
        sa.PrimaryKeyConstraint("id", name="mail_intakes_pkey"),
        sa.UniqueConstraint(
            "mailbox", "uidvalidity", "uid", name="mail_intakes_mailbox_uidvalidity_uid_key"
        ),
    )
    op.create_index(
        "mail_intakes_state_idx", "mail_intakes", ["state", "received_at"], unique=False
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("in_reply_to", sa.Text(), nullable=True),
        sa.Column("refs", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("sender_address", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("agent_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("deliveries", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["blob"], ["blobs.id"], name="mails_blob_fkey"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="mails_case_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="mails_pkey"),
    )
    op.create_index("mails_case_id_idx", "mails", ["case_id", "at"], unique=False)
    op.create_index("mails_fingerprint_idx", "mails", ["fingerprint"], unique=False)
    op.create_index("mails_interaction_id_idx", "mails", ["interaction_id"], unique=False)
    op.create_index("mails_message_id_idx", "mails", ["message_id"], unique=False)
    op.create_table(
        "mail_files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Text(), nullable=True),
        sa.Column("uploaded_by", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("content_id", sa.Text(), nullable=True),
        sa.Column("inline", _WHOLE, nullable=False),
        sa.Column("damaged", _WHOLE, nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["blob"], ["blobs.id"], name="mail_files_blob_fkey"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="mail_files_case_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="mail_files_pkey"),
    )
    op.create_index("mail_files_case_id_idx", "mail_files", ["case_id"], unique=False)
    op.create_index("mail_files_mail_id_idx", "mail_files", ["mail_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("rev", _WHOLE, nullable=False),
        sa.Column("saved_at", _WHOLE, nullable=False),
        sa.Column("sent_as", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="drafts_case_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="drafts_pkey"),
    )
    op.create_index("drafts_agent_id_idx", "drafts", ["agent_id", "saved_at"], unique=False)
    op.create_index("drafts_case_id_idx", "drafts", ["case_id"], unique=False)
