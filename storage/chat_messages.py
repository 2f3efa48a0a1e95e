"""The messages of chats: numbered, kept and given back.

One statement decides a message. It raises the chat's `last_seq` if its author may write in the
chat and has not used the `client_id` yet; only when it finds no such row is anything asked, to
say why.
"""

from typing import Final

import msgspec
from sqlalchemy import and_, exists, func, null, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from channels.chat.ports import Appended, Entry
from channels.chat.refusal import Refusal
from channels.chat.values import Attachment, ChatId, Message, Page
from storage import bot_turns
from storage.images import show_images
from storage.schema.chats import attachments as _attachments
from storage.schema.chats import chats as _chats
from storage.schema.chats import messages as _messages
from storage.sql import Statement, insert_into, param
from storage.transaction import Row, Transaction

_COLUMNS: Final = (
    _messages.c.chat_id,
    _messages.c.seq,
    _messages.c.client_id,
    _messages.c.sender,
    _messages.c.author_id,
    _messages.c.name,
    _messages.c.html,
    _messages.c.text,
    _messages.c.attachments,
    _messages.c.notice,
    _messages.c.at,
)

_UNUSED: Final = ~exists(
    select(_messages.c.seq).where(
        _messages.c.chat_id == param("chat_id"),
        _messages.c.sender == param("sender"),
        _messages.c.author_id == param("author_id"),
        _messages.c.client_id == param("client_id"),
    )
)


def _take_seq(*allowed: ColumnElement[bool], **values: object) -> Statement:
    return Statement(
        update(_chats)
        .where(_chats.c.id == param("chat_id"), *allowed, _UNUSED)
        .values(last_seq=_chats.c.last_seq + 1, rev=_chats.c.rev + 1, **values)
        .returning(_chats.c.last_seq, _chats.c.rev)
    )


_TAKE_SEQ: Final = {
    # Who writes has read what came before, and it is the other side's turn.
    "customer": _take_seq(
        _chats.c.state != "ended",
        _chats.c.visitor_id == param("author_id"),
        customer_read=_chats.c.last_seq + 1,
        last_customer_at=param("at"),
        awaiting_customer_since=null(),
    ),
    "agent": _take_seq(
        _chats.c.state == "active",
        _chats.c.holder == param("author_id"),
        agent_read=_chats.c.last_seq + 1,
        awaiting_customer_since=func.coalesce(_chats.c.awaiting_customer_since, param("at")),
    ),
    "system": _take_seq(_chats.c.state != "ended"),
    "bot": _take_seq(or_(_chats.c.state == "bot", _chats.c.state == "waiting")),
}
_INSERT: Final = insert_into(_messages)
_EARLIER: Final = Statement(
    select(*_COLUMNS).where(
        _messages.c.chat_id == param("chat_id"),
        _messages.c.sender == param("sender"),
        _messages.c.author_id == param("author_id"),
        _messages.c.client_id == param("client_id"),
    )
)
_PARTIES: Final = Statement(
    select(_chats.c.visitor_id, _chats.c.holder, _chats.c.state).where(
        _chats.c.id == param("chat_id")
    )
)
_UNSENT: Final = Statement(
    select(
        _attachments.c.id,
        _attachments.c.chat_id,
        _attachments.c.name,
        _attachments.c.type,
        _attachments.c.size_bytes,
        _attachments.c.blob,
    ).where(
        and_(
            _attachments.c.id == param("id"),
            _attachments.c.chat_id == param("chat_id"),
            _attachments.c.uploaded_by == param("uploaded_by"),
            _attachments.c.message_seq.is_(None),
        )
    )
)
_SENT: Final = Statement(
    update(_attachments)
    .where(_attachments.c.id == param("attachment_id"))
    .values(message_seq=param("seq"))
)
_IN_CHAT: Final = select(*_COLUMNS).where(_messages.c.chat_id == param("chat_id"))
_AFTER: Final = Statement(
    _IN_CHAT.where(_messages.c.seq > param("after"), _messages.c.seq < param("before"))
    .order_by(_messages.c.seq)
    .limit(param("limit"))
)
_BEFORE: Final = Statement(
    _IN_CHAT.where(_messages.c.seq < param("before"))
    .order_by(_messages.c.seq.desc())
    .limit(param("limit"))
)
_NO_END: Final = 2**62

_decode: Final = msgspec.json.Decoder(tuple[Attachment, ...]).decode
_encode: Final = msgspec.json.Encoder().encode


def append(tx: Transaction, entry: Entry) -> Appended | Refusal:
    """Number the entry and keep it, or say why not; see `channels.chat.ports.ChatStore`."""
    files: tuple[Attachment, ...] = ()
    if entry.attachments:
        # A repetition names files that are already sent, so it is looked for first.
        earlier = _earlier(tx, entry)
        if earlier is not None:
            return earlier
        found = _unsent(tx, entry)
        if found is None:
            return Refusal("not_found", "attachments")
        files = found
    numbered = tx.one(
        _TAKE_SEQ[entry.sender],
        chat_id=entry.chat_id,
        sender=entry.sender,
        author_id=entry.sender_id,
        client_id=entry.client_id,
        at=entry.at,
    )
    if numbered is None:
        return _earlier(tx, entry) or _why_not(tx, entry)
    seq, rev = numbered
    message = Message(
        id=f"{entry.chat_id}.{seq}",
        chat_id=entry.chat_id,
        seq=seq,
        sender=entry.sender,
        sender_id=entry.sender_id,
        name=entry.name,
        html=entry.html,
        text=entry.text,
        at=entry.at,
        client_id=entry.client_id,
        notice=entry.notice,
        attachments=files,
    )
    insert(tx, message)
    if entry.sender == "bot":
        bot_turns.note(tx, message)
    for file in files:
        tx.execute(_SENT, attachment_id=file.id, seq=seq)
    return Appended(message, rev, True)


def insert(tx: Transaction, message: Message) -> None:
    """Keep a message that has its number."""
    tx.execute(
        _INSERT,
        chat_id=message.chat_id,
        seq=message.seq,
        client_id=message.client_id,
        sender=message.sender,
        author_id=message.sender_id,
        name=message.name,
        html=message.html,
        text=message.text,
        attachments=_encode(message.attachments).decode() if message.attachments else "[]",
        notice=message.notice,
        at=message.at,
    )
    show_images(tx, f"chat:{message.chat_id}", message.html)


def page(
    tx: Transaction, chat_id: ChatId, *, after: int | None, before: int | None, limit: int
) -> Page:
    """Give the first messages after `after`, or else the last ones before `before`."""
    end = _NO_END if before is None else before
    if after is None:
        rows = tx.all(_BEFORE, chat_id=chat_id, before=end, limit=limit + 1)
    else:
        rows = tx.all(_AFTER, chat_id=chat_id, after=after, before=end, limit=limit + 1)
    messages = [_message(row) for row in rows[:limit]]
    if after is None:
        messages.reverse()
    return Page(messages=tuple(messages), more=len(rows) > limit)


def _earlier(tx: Transaction, entry: Entry) -> Appended | Refusal | None:
    """Give what an earlier try with the same `client_id` has become, if there was one."""
    row = tx.one(
        _EARLIER,
        chat_id=entry.chat_id,
        sender=entry.sender,
        author_id=entry.sender_id,
        client_id=entry.client_id,
    )
    if row is None:
        return None
    message = _message(row)
    same_files = entry.attachments == tuple(file.id for file in message.attachments)
    if message.html == entry.html and message.text == entry.text and same_files:
        return Appended(message, 0, False)
    return Refusal("client_id_reused", "client_id")


def _why_not(tx: Transaction, entry: Entry) -> Refusal:
    row = tx.one(_PARTIES, chat_id=entry.chat_id)
    if row is None:
        return Refusal("not_found", "chat_id")
    visitor_id, holder, state = row
    party = {"customer": visitor_id, "agent": holder}.get(entry.sender, entry.sender_id)
    if party != entry.sender_id or state != "ended":
        return Refusal("not_found", "chat_id")
    return Refusal("chat_ended", "chat_id")


def _unsent(tx: Transaction, entry: Entry) -> tuple[Attachment, ...] | None:
    """Give the files the entry names; None if one is not there, not the author's, or sent."""
    files: list[Attachment] = []
    for attachment_id in dict.fromkeys(entry.attachments):
        row = tx.one(
            _UNSENT,
            id=attachment_id,
            chat_id=entry.chat_id,
            uploaded_by=f"{entry.sender}:{entry.sender_id}",
        )
        if row is None:
            return None
        files.append(attachment_of(row))
    return tuple(files) if len(files) == len(entry.attachments) else None


def attachment_of(row: Row) -> Attachment:
    """Read an attachment from its columns in the order of its value."""
    attachment_id, chat_id, name, media_type, size_bytes, blob = row
    return Attachment(
        id=attachment_id,
        chat_id=chat_id,
        name=name,
        type=media_type,
        size_bytes=size_bytes,
        blob=blob,
    )


def _message(row: Row) -> Message:
    chat_id, seq, client_id, sender, author_id, name, html, text, files, notice, at = row
    return Message(
        id=f"{chat_id}.{seq}",
        chat_id=chat_id,
        seq=seq,
        sender=sender,
        sender_id=author_id,
        name=name,
        html=html,
        text=text,
        at=at,
        client_id=client_id,
        notice=notice,
        attachments=() if files == "[]" else _decode(files),
    )
