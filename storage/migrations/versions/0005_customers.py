"""Customers: what the company wants to know, tasks, merges that can be undone."""

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _extend_customers()
    op.create_table(
        "customer_fields",
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="customer_fields_customer_id_fkey"
        ),
        sa.PrimaryKeyConstraint("customer_id", "name", name="customer_fields_pkey"),
    )
    op.create_index("customer_fields_name_idx", "customer_fields", ["name", "value"], unique=False)
    op.create_table(
        "customer_contacts",
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=True),
        sa.Column("at", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="customer_contacts_customer_id_fkey"
        ),
        sa.PrimaryKeyConstraint("interaction_id", name="customer_contacts_pkey"),
    )
    op.create_index(
        "customer_contacts_customer_id_idx", "customer_contacts", ["customer_id"], unique=False
    )
    op.create_table(
        "customer_merges",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("merged", sa.Text(), nullable=False),
        sa.Column("merged_at", _WHOLE, nullable=False),
        sa.Column("merged_by", sa.Text(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("undone_at", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["kept"], ["customers.id"], name="customer_merges_kept_fkey"),
        sa.ForeignKeyConstraint(["merged"], ["customers.id"], name="customer_merges_merged_fkey"),
        sa.PrimaryKeyConstraint("id", name="customer_merges_pkey"),
    )
    op.create_index(
        "customer_merges_kept_idx", "customer_merges", ["kept", "merged_at"], unique=False
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("rev", _WHOLE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("due_at", _WHOLE, nullable=True),
        sa.Column("reminder", _WHOLE, nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", _WHOLE, nullable=False),
        sa.Column("changed_at", _WHOLE, nullable=False),
        sa.Column("done_at", _WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="tasks_case_id_fkey"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="tasks_customer_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="tasks_pkey"),
        sa.UniqueConstraint("number", name="tasks_number_key"),
    )
    op.create_index("tasks_owner_idx", "tasks", ["owner", "status", "due_at"], unique=False)
    op.create_index("tasks_status_idx", "tasks", ["status", "due_at"], unique=False)
    op.create_index("tasks_case_id_idx", "tasks", ["case_id"], unique=False)
    op.create_index("tasks_customer_id_idx", "tasks", ["customer_id"], unique=False)


def _extend_customers() -> None:
    fresh: dict[str, tuple[sa.types.TypeEngine[Any], str]] = {
        "rev": (_WHOLE, "1"),
        **{name: (sa.Text(), "") for name in ("notes", "name_key", "company_key", "phone_digits")},
    }
    with op.batch_alter_table("customers") as batch:
        for name, (kind, default) in fresh.items():
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        batch.add_column(sa.Column("merged_into", sa.Text(), nullable=True))
        batch.create_foreign_key("customers_merged_into_fkey", "customers", ["merged_into"], ["id"])
    with op.batch_alter_table("customers") as batch:
        for name, (kind, _) in fresh.items():
            batch.alter_column(name, existing_type=kind, server_default=None)
    _order_customers()
    for name, columns in (
        ("name_key", ["name_key"]),
        ("company_key", ["company_key", "name_key"]),
        ("account_number", ["account_number"]),
        ("phone_digits", ["phone_digits"]),
    ):
        op.create_index(f"customers_{name}_idx", "customers", columns, unique=False)


def _order_customers() -> None:
    """Give every customer their place in lists, as `crm.names` has it today."""
    rows = sa.table(
        "customers",
        *(sa.column(name) for name in ("id", "name", "company", "name_key", "company_key")),
    )
    connection = op.get_bind()
    for key, name, company in connection.execute(
        sa.select(rows.c.id, rows.c.name, rows.c.company)
    ).all():
        last = name.partition(",")[0].strip() if "," in name else (name.split() or [""])[-1]
        connection.execute(
            sa.update(rows)
            .where(rows.c.id == key)
            .values(name_key=_key(f"{last} {name}".strip()), company_key=_key(company))
        )


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()
