"""The tables of what happened: the journal with what surrounds it."""

from sqlalchemy import Index, Table

from storage.schema.columns import (
    METADATA,
    generated_key,
    instant,
    key,
    number,
    number_key,
    octets,
    text,
)

meta = Table("meta", METADATA, key("name"), text("value"))
"""Single facts about this database, such as the epoch of the process that serves it."""

journal = Table(
    "journal",
    METADATA,
    number_key("n"),
    number("epoch"),
    number("v"),
    instant("at"),
    text("input"),
    text("decisions"),
    text("router_version"),
    text("policy_hash"),
    octets("hash"),
)
"""Every input the router took, with what it decided. `hash` chains each row to the one before.

Rows hold ids, times, numbers and code ids only: erasing a customer never touches them.
"""

segments = Table("segments", METADATA, number_key("first_n"), octets("previous_hash"))
"""The stretches of the journal that can be dropped as a whole, oldest first.

`previous_hash` is the chain hash of entry `first_n - 1`, so that the chain of what is kept can
still be checked after everything before it is gone.
"""

snapshots = Table(
    "snapshots",
    METADATA,
    number_key("n"),
    number("format"),
    instant("at"),
    octets("state"),
    octets("hash"),
)
"""The router's whole state after entry `n`, compressed. `hash` ties it to that entry."""

inbox = Table(
    "inbox",
    METADATA,
    generated_key(),
    text("kind"),
    text("payload"),
    instant("created_at"),
    # SQLite gives the largest id anew once its row is gone, unless told not to.
    sqlite_autoincrement=True,
)
"""What other processes hand to the one that serves, taken in the order of `id`."""

outbox = Table(
    "outbox",
    METADATA,
    key(),
    text("kind"),
    text("payload"),
    instant("due_at", null=True),
    text("lease_holder", null=True),
    instant("leased_until", null=True),
    number("attempts"),
    text("error", null=True),
    instant("created_at"),
    instant("finished_at", null=True),
    Index("outbox_due_at_idx", "due_at"),
)
"""Work with an effect outside. `id` is the decision's or the command's: the same one is done once.

`due_at` is null once the work is done or given up; `error` then tells which.
"""

security_log = Table(
    "security_log",
    METADATA,
    generated_key(),
    instant("at"),
    text("actor"),
    text("action"),
    text("subject"),
    text("address", null=True),
    text("details"),
    Index("security_log_at_idx", "at"),
    sqlite_autoincrement=True,
)
"""Who did what to which account or setting; rows are added, never changed."""

blobs = Table(
    "blobs",
    METADATA,
    key(),
    text("sha256"),
    number("size_bytes"),
    instant("created_at"),
    instant("unreferenced_since", null=True),
    Index("blobs_unreferenced_since_idx", "unreferenced_since"),
)
"""The bodies kept as files beside the database; `id` is the file's random name."""

blob_refs = Table(
    "blob_refs",
    METADATA,
    key("blob_id", refers_to="blobs.id"),
    key("owner"),
    Index("blob_refs_owner_idx", "owner"),
)
"""Who still needs a blob. `owner` names a row elsewhere, such as `attachment:<id>`."""
