"""The rows of files in chats; their bytes lie in the blob store."""

from typing import Final

from sqlalchemy import delete, select

from channels.chat.values import Attachment, AttachmentId, Author
from router.ids import Instant
from storage.blobs import refer_to_blob, release_blob
from storage.chat_messages import attachment_of
from storage.schema.chats import attachments as _attachments
from storage.sql import Statement, insert_into, param
from storage.transaction import Row, Transaction

_ADD: Final = insert_into(_attachments)
_REMOVE: Final = Statement(delete(_attachments).where(_attachments.c.id == param("id")))
_BY_ID: Final = Statement(
    select(
        _attachments.c.id,
        _attachments.c.chat_id,
        _attachments.c.name,
        _attachments.c.type,
        _attachments.c.size_bytes,
        _attachments.c.blob,
    ).where(_attachments.c.id == param("id"))
)
_UNSENT: Final = Statement(
    select(_attachments.c.id, _attachments.c.blob).where(
        _attachments.c.message_seq.is_(None), _attachments.c.created_at < param("before")
    )
)


def add(tx: Transaction, attachment: Attachment, author: Author, at: Instant) -> None:
    """Keep an uploaded file that no message carries yet; it holds its blob."""
    tx.execute(
        _ADD,
        id=attachment.id,
        chat_id=attachment.chat_id,
        uploaded_by=f"{author.party}:{author.id}",
        name=attachment.name,
        type=attachment.type,
        size_bytes=attachment.size_bytes,
        blob=attachment.blob,
        created_at=at,
        message_seq=None,
    )
    refer_to_blob(tx, attachment.blob, _owner(attachment.id))


def by_id(tx: Transaction, attachment_id: AttachmentId) -> Attachment | None:
    """Give a file."""
    row = tx.one(_BY_ID, id=attachment_id)
    return None if row is None else attachment_of(row)


def remove_unsent(tx: Transaction, before: Instant, at: Instant) -> int:
    """Remove the files from before `before` that no message carries; gives how many."""
    return remove(tx, tx.all(_UNSENT, before=before), at)


def remove(tx: Transaction, rows: list[Row], at: Instant) -> int:
    """Remove files, each an id with its blob; gives how many."""
    for attachment_id, blob in rows:
        release_blob(tx, blob, _owner(attachment_id), at)
        tx.execute(_REMOVE, id=attachment_id)
    return len(rows)


def _owner(attachment_id: AttachmentId) -> str:
    return f"attachment:{attachment_id}"
