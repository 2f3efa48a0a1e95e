"""The directory of `accounts`, kept as one row for each record."""

from typing import Final

import msgspec
from sqlalchemy import Table, select

from accounts.directory import (
    Agent,
    CodeList,
    Directory,
    FaqEntry,
    Group,
    Membership,
    Queue,
    Record,
    Site,
    Tag,
)
from storage.images import show_images
from storage.schema import (
    agents,
    code_lists,
    faq_entries,
    faq_versions,
    groups,
    memberships,
    queues,
    sites,
    tags,
)
from storage.sql import Statement, insert_into, update_row
from storage.transaction import Transaction, Value

# Those that are referred to come before those that refer.
_TABLES: Final[dict[type[Record], Table]] = {
    Group: groups,
    CodeList: code_lists,
    Tag: tags,
    Queue: queues,
    Agent: agents,
    Membership: memberships,
    Site: sites,
    FaqEntry: faq_entries,
}
_LOAD = {
    kind: Statement(select(table.c.settings).order_by(*table.primary_key.columns))
    for kind, table in _TABLES.items()
}
_INSERT = {kind: insert_into(table) for kind, table in _TABLES.items()}
_UPDATE = {kind: update_row(table) for kind, table in _TABLES.items()}
_ADD_VERSION = insert_into(faq_versions)
_SAVE_VERSION = update_row(faq_versions)


def load_directory(tx: Transaction) -> Directory:
    """Give everything provisioned, in the order of the ids."""
    return Directory(
        msgspec.json.decode(settings, type=kind)
        for kind, statement in _LOAD.items()
        for (settings,) in tx.all(statement)
    )


def save_records(tx: Transaction, records: tuple[Record, ...]) -> None:
    """Add the records or replace those with the same id, however they are ordered."""
    order = list(_TABLES)
    for record in sorted(records, key=lambda record: order.index(type(record))):
        row = _row(record)
        if not tx.execute(_UPDATE[type(record)], **row):
            tx.execute(_INSERT[type(record)], **row)
        if isinstance(record, FaqEntry):
            _keep_version(tx, record)
            show_images(tx, f"faq:{record.id}", record.answer)


def _keep_version(tx: Transaction, entry: FaqEntry) -> None:
    """Keep what is published also when it is published no more."""
    version: dict[str, Value] = {
        "entry_id": entry.id,
        "rev": entry.rev,
        "at": entry.changed_at,
        "settings": msgspec.json.encode(entry).decode(),
    }
    if not tx.execute(_SAVE_VERSION, **version):
        tx.execute(_ADD_VERSION, **version)


def _row(record: Record) -> dict[str, Value]:
    settings = msgspec.json.encode(record).decode()
    if isinstance(record, Membership):
        return {
            "agent_id": record.agent_id,
            "queue_id": record.queue_id,
            "disabled": record.disabled,
            "settings": settings,
        }
    return {
        "id": record.id,
        "name": record.natural_key,
        "disabled": record.disabled,
        "settings": settings,
    }
