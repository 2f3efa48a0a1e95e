"""What the answer bot did, line by line, kept for reports."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import case, func, select

from channels.chat.bot_turns import BotCount, read_turn
from channels.chat.values import Message
from router.ids import Duration, Instant, seconds
from storage.schema.chats import bot_turns as _turns
from storage.schema.chats import chats as _chats
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_QUARTER_HOUR: Final[Duration] = seconds(900)
"""The grain of what is counted: the days of every time zone begin with one."""

_ADD: Final = insert_into(_turns)
_CHAT: Final = Statement(
    select(_chats.c.site, _chats.c.started_at).where(_chats.c.id == param("chat_id"))
)
_QUARTER: Final = _turns.c.began_at - _turns.c.began_at % _QUARTER_HOUR
_WHY: Final = case(
    (_turns.c.kind == "handed_over", _turns.c.about),
    (_turns.c.kind == "closed", _turns.c.about),
    else_="",
)
_COUNTED: Final = Statement(
    select(_turns.c.site, _QUARTER, _turns.c.kind, _WHY, func.count())
    .where(_turns.c.began_at >= param("since"), _turns.c.began_at < param("until"))
    .group_by(_turns.c.site, _QUARTER, _turns.c.kind, _WHY)
)


def note(tx: Transaction, message: Message) -> None:
    """Note a line of the bot's beside it: the line is written once, so it counts once."""
    turn = read_turn(message.client_id or "")
    chat = tx.one(_CHAT, chat_id=message.chat_id)
    if turn is None or chat is None:
        return
    site, began_at = chat
    tx.execute(
        _ADD,
        chat_id=message.chat_id,
        seq=message.seq,
        site=site,
        began_at=began_at,
        at=message.at,
        kind=turn.kind,
        about=turn.about,
    )


def counted(tx: Transaction, since: Instant, until: Instant) -> Sequence[BotCount]:
    """Count what was done in the chats that began from `since` to before `until`."""
    return [
        BotCount(site=site, quarter=quarter, kind=kind, about=about, times=times)
        for site, quarter, kind, about, times in tx.all(_COUNTED, since=since, until=until)
    ]
