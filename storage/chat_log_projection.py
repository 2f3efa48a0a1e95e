"""The logs of chats that end, begun in the transaction of the entry that ends them."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select

from accounts.directory import Directory
from channels.chat.follow import Ended, changes
from crm.chat_logs import ChatLog
from router.history import Record
from router.ids import InteractionId
from storage import chat_log_rows
from storage.schema import chats, handlings
from storage.sql import Statement, param
from storage.transaction import Transaction

_SERVED: Final = Statement(
    select(chats.c.queue_id, handlings.c.agent_id)
    .join(handlings, handlings.c.interaction_id == chats.c.id)
    .where(chats.c.id == param("id"))
    .order_by(handlings.c.accepted_at.desc(), handlings.c.id.desc())
    .limit(1)
)


class ChatLogProjection:
    """Begins a log for each chat whose queue wants one (CHT-022)."""

    def __init__(self, directory: Callable[[], Directory]) -> None:
        """Ask the directory in force what the queue wants; the writer's thread does so, too."""
        self._directory = directory

    def project(self, tx: Transaction, record: Record) -> None:
        """Begin the logs of the chats that the record ends."""
        for change in changes(record):
            if isinstance(change, Ended):
                log = self._begun(tx, change)
                if log is not None and chat_log_rows.by_id(tx, log.interaction_id) is None:
                    chat_log_rows.add(tx, log)

    def _begun(self, tx: Transaction, ended: Ended) -> ChatLog | None:
        """Begin a log; None where nobody served the chat, or its queue wants none."""
        interaction: InteractionId = ended.chat_id
        row = tx.one(_SERVED, id=interaction)
        if row is None:
            return None
        queue_id, agent_id = row
        directory = self._directory()
        queue, agent = directory.queues.get(queue_id), directory.agents.get(agent_id)
        if queue is None or queue.auto_log == "off":
            return None
        return ChatLog(
            interaction_id=interaction,
            queue_id=queue_id,
            setting=queue.auto_log,
            agent_id=agent_id,
            agent_name=agent_id if agent is None else agent.display_name,
            ended_at=ended.at,
        )
