"""A chat as a row: the columns of its value, and back."""

from typing import Final

import msgspec
from sqlalchemy import select

from channels.chat.ports import StoredChat
from channels.chat.values import Answer, Answers, Chat, Visitor
from storage.schema.chats import chats as _chats
from storage.schema.chats import visitors as _visitors
from storage.transaction import Row

_CHAT_COLUMNS: Final = tuple(
    column for column in _chats.c if column.name not in {"client_id", "rating_comment"}
)
WITH_VISITOR: Final = select(
    *_CHAT_COLUMNS,
    _visitors.c.created_at,
    _visitors.c.locale,
    _visitors.c.name,
    _visitors.c.email,
    _visitors.c.subject,
    _visitors.c.blocked_until,
).join_from(_chats, _visitors, _visitors.c.id == _chats.c.visitor_id)
"""Every chat with its visitor; add the conditions."""

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(dict[str, Answer]).decode


def columns_of(stored: StoredChat, start_id: str) -> dict[str, int | str | None]:
    """Give the columns of a chat that was opened under `start_id`."""
    chat, answers = stored.chat, stored.answers
    return {
        "id": chat.id,
        "visitor_id": chat.visitor_id,
        "site": chat.site_id,
        "queue_id": chat.queue_id,
        "client_id": start_id,
        "state": chat.state,
        "holder": chat.holder,
        "last_seq": chat.last_seq,
        "rev": chat.rev,
        "started_at": chat.started_at,
        "ended_at": chat.ended_at,
        "end_reason": chat.end_reason,
        "name": answers.name,
        "email": answers.email,
        "account_number": answers.account_number,
        "case_number": answers.case_number,
        "address": stored.visitor.address,
        "fields": fields_of(answers),
        "customer_read": chat.customer_read,
        "agent_read": chat.agent_read,
        "last_customer_at": chat.last_customer_message_at,
        "awaiting_customer_since": stored.awaiting_customer_since,
        "wait_limit_reached": int(stored.wait_limit_reached),
        "left_message": int(chat.left_message),
        "rating": chat.rating,
        "rating_comment": None,
        "transcript_to": None,
        "removed_at": None,
    }


def fields_of(answers: Answers) -> str:
    """Give the column of the site's own fields."""
    return _encode(answers.fields).decode()


_NAMES: Final = tuple(column.name for column in _CHAT_COLUMNS)
_WIDTH: Final = len(_NAMES)


def stored_of(row: Row) -> StoredChat:
    """Read what `WITH_VISITOR` selects."""
    chat = dict(zip(_NAMES, row[:_WIDTH], strict=True))
    created_at, locale, name, email, subject, blocked_until = row[_WIDTH:]
    return StoredChat(
        chat=Chat(
            id=chat["id"],
            rev=chat["rev"],
            visitor_id=chat["visitor_id"],
            site_id=chat["site"],
            state=chat["state"],
            queue_id=chat["queue_id"],
            started_at=chat["started_at"],
            holder=chat["holder"],
            left_message=bool(chat["left_message"]),
            last_seq=chat["last_seq"],
            customer_read=chat["customer_read"],
            agent_read=chat["agent_read"],
            last_customer_message_at=chat["last_customer_at"],
            ended_at=chat["ended_at"],
            end_reason=chat["end_reason"] if chat["state"] == "ended" else None,
            rating=chat["rating"],
            transcript_sent=chat["transcript_to"] is not None,
        ),
        answers=Answers(
            name=chat["name"] or "",
            email=chat["email"] or "",
            account_number=chat["account_number"] or "",
            case_number=chat["case_number"] or "",
            fields=_decode(chat["fields"]),
        ),
        visitor=Visitor(
            id=chat["visitor_id"],
            site_id=chat["site"],
            created_at=created_at,
            locale=locale or "en",
            address=chat["address"] or "",
            name=name or "",
            email=email or "",
            subject=subject or "",
            blocked_until=blocked_until or 0,
        ),
        awaiting_customer_since=chat["awaiting_customer_since"],
        wait_limit_reached=bool(chat["wait_limit_reached"]),
        removed=chat["removed_at"] is not None,
    )
