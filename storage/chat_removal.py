"""Taking out of a chat what was said, by whom and with which files; that there was one stays."""

from typing import Final

from sqlalchemy import delete, exists, null, select, update

from channels.chat.transcript import letter_key
from channels.chat.values import ChatId
from router.ids import Instant
from storage.chat_files import remove
from storage.handlings import forget_notes
from storage.images import hide_images
from storage.outbox import forget_task
from storage.schema import attachments, chat_logs, chats, messages, visitors
from storage.sql import Statement, param
from storage.transaction import Transaction

_FILES: Final = Statement(
    select(attachments.c.id, attachments.c.blob).where(attachments.c.chat_id == param("id"))
)
_REMOVE: Final = (
    Statement(delete(messages).where(messages.c.chat_id == param("id"))),
    # One that became a case is a part of it and goes with it.
    Statement(
        delete(chat_logs).where(
            chat_logs.c.interaction_id == param("id"), chat_logs.c.case_id.is_(None)
        )
    ),
    Statement(
        update(visitors)
        .where(
            visitors.c.id.in_(select(chats.c.visitor_id).where(chats.c.id == param("id"))),
            ~exists(
                select(chats.c.id).where(
                    chats.c.visitor_id == visitors.c.id,
                    chats.c.id != param("id"),
                    chats.c.removed_at.is_(None),
                )
            ),
        )
        .values(name=null(), email=null(), subject=null())
    ),
)
_MARK: Final = Statement(
    update(chats)
    .where(chats.c.id == param("id"))
    .values(
        removed_at=param("at"),
        rev=chats.c.rev + 1,
        name=null(),
        email=null(),
        account_number=null(),
        case_number=null(),
        address=null(),
        fields="{}",
        rating_comment=null(),
        transcript_to=null(),
    )
)


def remove_chat(tx: Transaction, chat_id: ChatId, at: Instant) -> None:
    """Empty a chat that is over; its times, who served it, its codes and the verdict stay."""
    forget_task(tx, letter_key(chat_id), at)
    hide_images(tx, f"chat:{chat_id}", at)
    remove(tx, tx.all(_FILES, id=chat_id), at)
    forget_notes(tx, chat_id)
    for statement in _REMOVE:
        tx.execute(statement, id=chat_id)
    tx.execute(_MARK, id=chat_id, at=at)
