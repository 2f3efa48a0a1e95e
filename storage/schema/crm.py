"""The tables of the local customer file: customers with their cases."""

from sqlalchemy import Index, Table, UniqueConstraint

from storage.schema.columns import METADATA, instant, key, number, text

customers = Table(
    "customers",
    METADATA,
    key(),
    number("number"),
    text("name"),
    text("company"),
    text("account_number"),
    text("phone"),
    instant("created_at"),
    instant("changed_at"),
    UniqueConstraint("number"),
    Index("customers_name_idx", "name"),
)
"""People and companies who write; `number` is what agents call them by (CRM-025)."""

customer_addresses = Table(
    "customer_addresses",
    METADATA,
    key("address"),
    text("customer_id", refers_to="customers.id"),
    instant("blocked_until", null=True),
    Index("customer_addresses_customer_id_idx", "customer_id"),
)
"""Mail addresses, case folded; each is one customer's."""

cases = Table(
    "cases",
    METADATA,
    key(),
    number("number"),
    text("subject"),
    text("status"),
    text("priority"),
    text("severity"),
    text("customer_id", refers_to="customers.id"),
    text("queue_id"),
    text("mailbox"),
    text("assignee", null=True),
    text("linked_to", null=True, refers_to="cases.id"),
    instant("opened_at"),
    instant("changed_at"),
    instant("closed_at", null=True),
    UniqueConstraint("number"),
    Index("cases_status_idx", "status", "changed_at"),
    Index("cases_customer_id_idx", "customer_id"),
    Index("cases_assignee_idx", "assignee", "changed_at"),
)
"""Matters to be settled; `number` stands in the subjects of their mails."""

case_participants = Table(
    "case_participants",
    METADATA,
    key("case_id", refers_to="cases.id"),
    key("address"),
)
"""The addresses whose mail may enter a case: its customer and whoever was in copy."""
