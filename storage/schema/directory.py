"""The tables of the provisioned world: who works here, on which queues, under which codes."""

from sqlalchemy import Index, Table, UniqueConstraint

from storage.schema.columns import METADATA, instant, key, number, text


def _directory_table(name: str) -> Table:
    """Make a table of records that people know by a name, the rest of each as JSON."""
    return Table(
        name,
        METADATA,
        key(),
        text("name"),
        number("disabled"),
        text("settings"),
        UniqueConstraint("name"),
    )


groups = _directory_table("groups")
queues = _directory_table("queues")
code_lists = _directory_table("code_lists")
tags = _directory_table("tags")
agents = _directory_table("agents")
sites = _directory_table("sites")
faq_entries = _directory_table("faq_entries")

memberships = Table(
    "memberships",
    METADATA,
    key("agent_id", refers_to="agents.id"),
    key("queue_id", refers_to="queues.id"),
    number("disabled"),
    text("settings"),
)

agent_sessions = Table(
    "agent_sessions",
    METADATA,
    key(),
    text("token_hash"),
    text("agent_id", refers_to="agents.id"),
    instant("created_at"),
    instant("seen_at"),
    instant("expires_at"),
    instant("revoked_at", null=True),
    text("address", null=True),
    text("user_agent", null=True),
    UniqueConstraint("token_hash"),
    Index("agent_sessions_agent_id_idx", "agent_id"),
)
"""An agent's log-ins. The token itself is known to the browser alone."""

preferences = Table(
    "preferences", METADATA, key("agent_id", refers_to="agents.id"), text("settings")
)
"""What each agent has chosen for themselves, as JSON; no row: everything as it comes."""
