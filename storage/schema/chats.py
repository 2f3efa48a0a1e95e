"""The tables of the chat channel: visitors with their chats."""

from sqlalchemy import Index, Table, UniqueConstraint

from storage.schema.columns import METADATA, instant, key, number, number_key, text

visitors = Table(
    "visitors",
    METADATA,
    key(),
    text("site"),
    text("token_hash"),
    text("name", null=True),
    text("email", null=True),
    text("subject", null=True),
    text("locale", null=True),
    instant("created_at"),
    instant("seen_at"),
    instant("blocked_until", null=True),
    UniqueConstraint("token_hash"),
)
"""Customers' browsers. The token itself is known to the browser alone."""

chats = Table(
    "chats",
    METADATA,
    key(),
    text("visitor_id", refers_to="visitors.id"),
    text("site"),
    text("queue_id"),
    text("client_id"),
    text("state"),
    text("holder", null=True),
    number("last_seq"),
    number("rev"),
    instant("started_at"),
    instant("ended_at", null=True),
    text("end_reason", null=True),
    text("name", null=True),
    text("email", null=True),
    text("account_number", null=True),
    text("case_number", null=True),
    text("address", null=True),
    text("fields"),
    number("customer_read"),
    number("agent_read"),
    instant("last_customer_at", null=True),
    instant("awaiting_customer_since", null=True),
    number("wait_limit_reached"),
    number("left_message"),
    number("rating", null=True),
    text("rating_comment", null=True),
    text("transcript_to", null=True),
    instant("removed_at", null=True),
    UniqueConstraint("visitor_id", "client_id"),
    Index("chats_state_idx", "state"),
    Index("chats_removed_at_idx", "removed_at", "ended_at"),
)
"""Conversations, each under its interaction's id; `holder` is the agent who may write in it.

One with a `removed_at` was too old to be kept: it has no messages any more, and no names.

`awaiting_customer_since` is when the agent first spoke after the customer's last word.
"""

messages = Table(
    "messages",
    METADATA,
    key("chat_id", refers_to="chats.id"),
    number_key("seq"),
    text("client_id", null=True),
    text("sender"),
    text("author_id"),
    text("name"),
    text("html"),
    text("text"),
    text("attachments"),
    text("notice", null=True),
    instant("at"),
    UniqueConstraint("chat_id", "sender", "author_id", "client_id"),
)
"""What was said. `seq` has no gaps; a `client_id` is taken once for each author of a chat."""

attachments = Table(
    "attachments",
    METADATA,
    key(),
    text("chat_id", refers_to="chats.id"),
    text("uploaded_by"),
    text("name"),
    text("type"),
    number("size_bytes"),
    text("blob", refers_to="blobs.id"),
    instant("created_at"),
    number("message_seq", null=True),
    Index("attachments_chat_id_idx", "chat_id"),
)
"""Files in chats; `message_seq` is null until a message carries the file."""

bot_turns = Table(
    "bot_turns",
    METADATA,
    key("chat_id"),
    number_key("seq"),
    text("site"),
    instant("began_at"),
    instant("at"),
    text("kind"),
    text("about"),
    Index("bot_turns_began_at_idx", "began_at"),
)
"""What the answer bot did: one row for each of its lines, written with it; no words, no names.

It outlives the chat, which is why it names none of its rows. `began_at` is the chat's beginning.
"""
