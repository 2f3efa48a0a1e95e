"""What the router's decisions do to the rows of chats, in the record's own transaction."""

from typing import Final

from sqlalchemy import case, func, null, update

from channels.chat.follow import Ended, Taken, Waits, changes
from router.history import Record
from storage.schema.chats import chats as _chats
from storage.sql import Statement, param
from storage.transaction import Transaction


def _change(**values: object) -> Statement:
    return Statement(
        update(_chats).where(_chats.c.id == param("chat_id")).values(rev=_chats.c.rev + 1, **values)
    )


# What is unknown of a silent customer is taken from the row again after a restart, so these keep
# it in step with `channels.chat.conversation.Conversation.apply`.
_WAITS: Final = _change(
    state="waiting",
    queue_id=param("queue_id"),
    holder=null(),
    wait_limit_reached=0,
    awaiting_customer_since=null(),
)
_TAKEN: Final = _change(
    state="active",
    holder=param("holder"),
    awaiting_customer_since=case(
        (_chats.c.last_customer_at.is_(None), param("at")),
        else_=_chats.c.awaiting_customer_since,
    ),
)
_ENDED: Final = _change(state="ended", ended_at=param("at"), end_reason="agent")
_LEFT: Final = _change(
    state="ended",
    ended_at=param("at"),
    end_reason=func.coalesce(_chats.c.end_reason, "customer"),
)
_WAITED_TOO_LONG: Final = _change(wait_limit_reached=1)


def project(tx: Transaction, record: Record) -> None:
    """Bring the rows of the chats that the record speaks of up to date."""
    for change in changes(record):
        match change:
            case Waits(chat_id=chat_id, queue_id=queue_id):
                tx.execute(_WAITS, chat_id=chat_id, queue_id=queue_id)
            case Taken(chat_id=chat_id, holder=holder, at=at):
                tx.execute(_TAKEN, chat_id=chat_id, holder=holder, at=at)
            case Ended(chat_id=chat_id, at=at, by=by):
                tx.execute(_ENDED if by == "agent" else _LEFT, chat_id=chat_id, at=at)
            case _:
                tx.execute(_WAITED_TOO_LONG, chat_id=change.chat_id)
