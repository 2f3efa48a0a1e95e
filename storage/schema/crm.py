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
    number("rev"),
    text("notes"),
    text("name_key"),
    text("company_key"),
    text("phone_digits"),
    text("merged_into", null=True, refers_to="customers.id"),
    instant("erased_at", null=True),
    UniqueConstraint("number"),
    Index("customers_name_idx", "name"),
    Index("customers_name_key_idx", "name_key"),
    Index("customers_company_key_idx", "company_key", "name_key"),
    Index("customers_account_number_idx", "account_number"),
    Index("customers_phone_digits_idx", "phone_digits"),
)
"""People and companies who write; `number` is what agents call them by (CRM-025).

Lists are ordered by the keys (`crm.names`), calls are matched by `phone_digits` (`crm.phone`).
What is left of one who was erased keeps the number from being given to somebody else.
"""

customer_fields = Table(
    "customer_fields",
    METADATA,
    key("customer_id", refers_to="customers.id"),
    key("name"),
    text("value"),
    Index("customer_fields_name_idx", "name", "value"),
)
"""What the company itself wants to know of its customers."""

customer_contacts = Table(
    "customer_contacts",
    METADATA,
    key("interaction_id"),
    text("customer_id", refers_to="customers.id"),
    text("agent_id", null=True),
    instant("at"),
    Index("customer_contacts_customer_id_idx", "customer_id"),
)
"""Whose contact it is that came by no mail; `agent_id` is who said so, null if it was found."""

customer_merges = Table(
    "customer_merges",
    METADATA,
    key(),
    text("kept", refers_to="customers.id"),
    text("merged", refers_to="customers.id"),
    instant("merged_at"),
    text("merged_by"),
    text("moved"),
    instant("undone_at", null=True),
    Index("customer_merges_kept_idx", "kept", "merged_at"),
)
"""Two records that became one; `moved` is what must go back if that is undone."""

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
    instant("spam_at", null=True),
    text("merged_into", null=True, refers_to="cases.id"),
    instant("merged_at", null=True),
    instant("deleted_at", null=True),
    UniqueConstraint("number"),
    Index("cases_status_idx", "status", "changed_at"),
    Index("cases_customer_id_idx", "customer_id"),
    Index("cases_assignee_idx", "assignee", "changed_at"),
    Index("cases_merged_into_idx", "merged_into"),
)
"""Matters to be settled; `number` stands in the subjects of their mails.

What is left of a case that was deleted keeps its number from being given to another one.
"""

case_participants = Table(
    "case_participants",
    METADATA,
    key("case_id", refers_to="cases.id"),
    key("address"),
)
"""The addresses whose mail may enter a case: its customer and whoever was in copy."""

tasks = Table(
    "tasks",
    METADATA,
    key(),
    number("number"),
    number("rev"),
    text("title"),
    text("description"),
    text("status"),
    text("priority"),
    instant("due_at", null=True),
    number("reminder"),
    text("owner", null=True),
    text("case_id", null=True, refers_to="cases.id"),
    text("customer_id", null=True, refers_to="customers.id"),
    text("created_by"),
    instant("created_at"),
    instant("changed_at"),
    instant("done_at", null=True),
    UniqueConstraint("number"),
    Index("tasks_owner_idx", "owner", "status", "due_at"),
    Index("tasks_status_idx", "status", "due_at"),
    Index("tasks_case_id_idx", "case_id"),
    Index("tasks_customer_id_idx", "customer_id"),
)
"""What somebody has promised to do; `number` is what agents call it by."""

chat_logs = Table(
    "chat_logs",
    METADATA,
    key("interaction_id"),
    text("queue_id"),
    text("setting"),
    text("agent_id"),
    text("agent_name"),
    instant("ended_at"),
    text("mode", null=True),
    text("subject"),
    text("description"),
    text("status"),
    number("rev"),
    instant("saved_at", null=True),
    text("case_id", null=True, refers_to="cases.id"),
    Index("chat_logs_agent_id_idx", "agent_id", "ended_at"),
    Index("chat_logs_case_id_idx", "case_id"),
    Index("chat_logs_mode_idx", "mode"),
)
"""Chats that are logged. `mode` is null until it is known whose chat it was, `case_id` until the
log is finished; who served it, what was said and noted is read from the chat's own rows.
"""

blocked_senders = Table(
    "blocked_senders",
    METADATA,
    key("address"),
    instant("blocked_at"),
    text("blocked_by"),
    text("case_id", refers_to="cases.id"),
)
"""Addresses, case folded, whose mail is kept and asks for nobody; the case is what led to it."""

notices = Table(
    "notices",
    METADATA,
    key(),
    text("agent_id"),
    text("case_id", refers_to="cases.id"),
    text("sent_by"),
    text("text"),
    instant("at"),
    instant("seen_at", null=True),
    Index("notices_agent_id_idx", "agent_id", "seen_at"),
    Index("notices_case_id_idx", "case_id"),
)
"""What agents tell each other about cases; `seen_at` is when who was told put it away."""
