"""Every table of Parley, described once for all databases."""

from storage.schema.chats import attachments, chats, messages, visitors
from storage.schema.columns import METADATA
from storage.schema.crm import case_participants, cases, customer_addresses, customers
from storage.schema.directory import (
    agent_sessions,
    agents,
    code_lists,
    faq_entries,
    groups,
    memberships,
    preferences,
    queues,
    sites,
    tags,
)
from storage.schema.interactions import agent_statuses, handlings, interactions
from storage.schema.mail import drafts, mail_files, mail_intakes, mailbox_epochs, mails
from storage.schema.record import (
    blob_refs,
    blobs,
    inbox,
    journal,
    meta,
    outbox,
    security_log,
    segments,
    snapshots,
)

__all__ = [
    "METADATA",
    "agent_sessions",
    "agent_statuses",
    "agents",
    "attachments",
    "blob_refs",
    "blobs",
    "case_participants",
    "cases",
    "chats",
    "code_lists",
    "customer_addresses",
    "customers",
    "drafts",
    "faq_entries",
    "groups",
    "handlings",
    "inbox",
    "interactions",
    "journal",
    "mail_files",
    "mail_intakes",
    "mailbox_epochs",
    "mails",
    "memberships",
    "messages",
    "meta",
    "outbox",
    "preferences",
    "queues",
    "security_log",
    "segments",
    "sites",
    "snapshots",
    "tags",
    "visitors",
]
