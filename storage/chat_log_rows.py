"""The rows of logs of chats."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, select

from crm.chat_logs import ChatLog, Writing
from crm.records import CaseId
from router.ids import AgentId, InteractionId
from router.lifecycle import InteractionState
from storage.schema import cases, chat_logs, interactions
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Row, Transaction, Value

_WRITING: Final = Writing.__struct_fields__
_PLAIN: Final = tuple(name for name in ChatLog.__struct_fields__ if name != "writing")
_COLUMNS: Final = tuple(chat_logs.c[name] for name in (*_PLAIN, *_WRITING))
_ALL: Final = select(*_COLUMNS)

_ADD: Final = insert_into(chat_logs)
_SAVE: Final = update_row(chat_logs)
_BY_ID: Final = Statement(_ALL.where(chat_logs.c.interaction_id == param("id")))
_UNDECIDED: Final = Statement(
    select(chat_logs.c.interaction_id)
    .where(chat_logs.c.mode.is_(None))
    .order_by(chat_logs.c.ended_at)
)
_IN_HAND: Final = Statement(
    _ALL.join(interactions, interactions.c.id == chat_logs.c.interaction_id).where(
        interactions.c.state == InteractionState.WRAP_UP.value
    )
)
_DRAFTS_OF: Final = Statement(
    _ALL.where(
        chat_logs.c.agent_id == param("agent"),
        chat_logs.c.mode == "edit",
        chat_logs.c.case_id.is_(None),
    )
    .order_by(chat_logs.c.ended_at.desc())
    .limit(param("most"))
)
_OF_CASE: Final = Statement(
    _ALL.join(cases, cases.c.id == chat_logs.c.case_id)
    .where(chat_logs.c.case_id == param("id"))
    .order_by(chat_logs.c.ended_at)
)
_DROP: Final = Statement(delete(chat_logs).where(chat_logs.c.interaction_id == param("id")))


def add(tx: Transaction, log: ChatLog) -> None:
    """Keep a new log."""
    tx.execute(_ADD, **_values(log))


def save(tx: Transaction, log: ChatLog) -> None:
    """Keep what was changed of a log."""
    tx.execute(_SAVE, **_values(log))


def drop(tx: Transaction, interaction: InteractionId) -> None:
    """Throw a log away."""
    tx.execute(_DROP, id=interaction)


def by_id(tx: Transaction, interaction: InteractionId) -> ChatLog | None:
    """Give the log of a chat."""
    row = tx.one(_BY_ID, id=interaction)
    return None if row is None else _log(row)


def undecided(tx: Transaction) -> list[InteractionId]:
    """Name the chats of which nobody has looked yet whose they were."""
    return [interaction for (interaction,) in tx.all(_UNDECIDED)]


def in_hand(tx: Transaction) -> list[ChatLog]:
    """Give the logs of chats that are being wrapped up."""
    return [_log(row) for row in tx.all(_IN_HAND)]


def drafts_of(tx: Transaction, agent: AgentId, most: int) -> list[ChatLog]:
    """Give the logs that an agent has to finish, the latest first."""
    return [_log(row) for row in tx.all(_DRAFTS_OF, agent=agent, most=most)]


def of_cases(tx: Transaction, case_ids: Sequence[CaseId]) -> list[ChatLog]:
    """Give the logs that these cases began with."""
    return [_log(row) for case_id in case_ids for row in tx.all(_OF_CASE, id=case_id)]


def _values(log: ChatLog) -> dict[str, Value]:
    return {name: getattr(log, name) for name in _PLAIN} | {
        name: getattr(log.writing, name) for name in _WRITING
    }


def _log(row: Row) -> ChatLog:
    plain = dict(zip(_PLAIN, row[: len(_PLAIN)], strict=True))
    return ChatLog(**plain, writing=Writing(**dict(zip(_WRITING, row[len(_PLAIN) :], strict=True))))
