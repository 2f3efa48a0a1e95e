"""The tables of the knowledge base beside its published entries."""

from sqlalchemy import Table

from storage.schema.columns import METADATA, instant, key, number, number_key, text

faq_versions = Table(
    "faq_versions",
    METADATA,
    key("entry_id"),
    number_key("rev"),
    instant("at"),
    text("settings"),
)
"""Every state an entry was published in, the present one too; it outlives the entry."""

faq_drafts = Table(
    "faq_drafts",
    METADATA,
    key(),
    text("agent_id"),
    number("rev"),
    instant("saved_at"),
    text("content"),
)
"""What is being written: `id` is the entry's, whether it was ever published or not."""

faq_categories = Table("faq_categories", METADATA, key("name"))
"""Categories that were made before any entry was in them."""

faq_uses = Table(
    "faq_uses",
    METADATA,
    key("entry_id"),
    number_key("day"),
    key("kind"),
    number("times"),
)
"""How often an entry was used in which way, by day (whole days since the Unix epoch, UTC)."""
