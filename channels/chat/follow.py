"""What the router's decisions mean for chats: the one reading that rows and memory share.

The store folds these changes into the rows inside the record's own transaction, the channel folds
the same ones into its memory once that is committed; each change raises the chat's revision by one.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from channels.chat.values import ChatId
from router.decisions import (
    HandlingEnded,
    HandlingStarted,
    InteractionAbandoned,
    Queued,
    WaitLimitReached,
)
from router.history import Record
from router.ids import AgentId, Instant, QueueId
from router.lifecycle import Medium


class _Change(msgspec.Struct, frozen=True, kw_only=True):
    """The common shape: which chat, and when."""

    chat_id: ChatId
    at: Instant


class Waits(_Change, frozen=True, kw_only=True):
    """It has a place in a queue: after entering, a transfer or a return."""

    queue_id: QueueId


class Taken(_Change, frozen=True, kw_only=True):
    """An agent has accepted it."""

    holder: AgentId


class Ended(_Change, frozen=True, kw_only=True):
    """Nobody may write in it any more; a customer's end may have a reason of its own."""

    by: Literal["agent", "customer"]


class WaitedTooLong(_Change, frozen=True, kw_only=True):
    """It waits for longer than its queue allows."""


Change: TypeAlias = Waits | Taken | Ended | WaitedTooLong


def changes(record: Record) -> Iterator[Change]:
    """Give what the record changes about chats, in order.

    The end of a handling does not say its medium, so a change may name an interaction that is
    no chat: nothing is found under its id then.
    """
    at = record.at
    for decision in record.decisions:
        match decision:
            case Queued(medium=Medium.CHAT):
                yield Waits(chat_id=decision.interaction, at=at, queue_id=decision.queue)
            case HandlingStarted(medium=Medium.CHAT):
                yield Taken(chat_id=decision.interaction, at=at, holder=decision.agent)
            # A transferred chat goes on: the place it gets next says where (CHT-038).
            case HandlingEnded(by=("agent" | "customer") as by):
                yield Ended(chat_id=decision.interaction, at=at, by=by)
            case InteractionAbandoned():
                yield Ended(chat_id=decision.interaction, at=at, by="customer")
            case WaitLimitReached():
                yield WaitedTooLong(chat_id=decision.interaction, at=at)
            case _:
                pass
