"""The tables of the mail channel: what came in, what goes out, what is being written."""

from sqlalchemy import Index, Table, UniqueConstraint

from storage.schema.columns import METADATA, instant, key, number, number_key, text

mail_intakes = Table(
    "mail_intakes",
    METADATA,
    key(),
    text("mailbox"),
    number("uidvalidity", null=True),
    number("uid", null=True),
    text("envelope_from", null=True),
    text("sha256"),
    text("blob", null=True, refers_to="blobs.id"),
    number("size_bytes"),
    instant("received_at"),
    text("state"),
    number("attempts"),
    text("error", null=True),
    text("mail_id", null=True),
    UniqueConstraint("mailbox", "uidvalidity", "uid"),
    Index("mail_intakes_state_idx", "state", "received_at"),
)
"""Every message ever taken over, as it was received; what is made of it can be made again.

`uid` is the server's and `uidvalidity` its epoch's `validity`; both are null where the message came
by direct reception.
"""

mailbox_epochs = Table(
    "mailbox_epochs",
    METADATA,
    key("mailbox"),
    number_key("validity"),
    text("source"),
    number("first_uid"),
    instant("since", null=True),
    instant("begun_at"),
)
"""The times in which the numbers of a mailbox's messages hold (`channels.email.imap.epochs`)."""

mails = Table(
    "mails",
    METADATA,
    key(),
    text("case_id", refers_to="cases.id"),
    text("interaction_id", null=True),
    text("direction"),
    text("mailbox"),
    text("message_id"),
    text("in_reply_to", null=True),
    text("refs"),
    text("sender_name"),
    text("sender_address"),
    text("recipients"),
    text("subject"),
    text("text"),
    text("quoted"),
    text("html", null=True),
    text("kind"),
    text("flags"),
    instant("at"),
    text("blob", null=True, refers_to="blobs.id"),
    number("size_bytes"),
    text("fingerprint", null=True),
    text("agent_id", null=True),
    text("state", null=True),
    text("deliveries"),
    text("reply_to", null=True),
    Index("mails_case_id_idx", "case_id", "at"),
    Index("mails_message_id_idx", "message_id"),
    Index("mails_interaction_id_idx", "interaction_id"),
    Index("mails_fingerprint_idx", "fingerprint"),
)
"""The mails of cases, in both directions; `state` and `deliveries` are those of outgoing ones."""

mail_files = Table(
    "mail_files",
    METADATA,
    key(),
    text("case_id", refers_to="cases.id"),
    text("mail_id", null=True),
    text("uploaded_by", null=True),
    text("name"),
    text("type"),
    number("size_bytes"),
    text("blob", refers_to="blobs.id"),
    text("content_id", null=True),
    number("inline"),
    number("damaged"),
    instant("created_at"),
    Index("mail_files_mail_id_idx", "mail_id"),
    Index("mail_files_case_id_idx", "case_id"),
)
"""Files of mails; `mail_id` is null until a mail carries what an agent has uploaded."""

drafts = Table(
    "drafts",
    METADATA,
    key(),
    text("case_id", refers_to="cases.id"),
    text("agent_id"),
    text("kind"),
    text("sender", null=True),
    text("recipients"),
    text("subject"),
    text("html"),
    text("files"),
    number("rev"),
    instant("saved_at"),
    text("sent_as", null=True),
    text("answers", null=True),
    Index("drafts_case_id_idx", "case_id"),
    Index("drafts_agent_id_idx", "agent_id", "saved_at"),
)
"""Mails that agents are writing; `sent_as` is the mail that one has become."""
