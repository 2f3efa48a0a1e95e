"""Keeping a visitor away for a time."""

from typing import Final

from channels.chat.closing import Closing
from channels.chat.conversation import Conversations
from channels.chat.history import Histories
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.values import Author, ChatId
from router.ids import AgentId, seconds

MAX_HOURS: Final = 24 * 365


class Blocking:
    """Blocks the visitor of a chat."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        histories: Histories,
        closing: Closing,
    ) -> None:
        """Join the collaborators."""
        self._conversations = conversations
        self._histories = histories
        self._closing = closing
        self._store = ports.store
        self._push = ports.push
        self._clock = ports.clock

    async def block(self, agent_id: AgentId, chat_id: ChatId, hours: float) -> None:
        """Block for `hours` and end what the visitor has open. Raises `Refusal`."""
        if not 0 < hours <= MAX_HOURS:
            raise Refusal("invalid", "hours")
        if not await self._histories.may_read(Author.agent(agent_id), chat_id):
            raise Refusal("not_found", "interaction_id")
        stored = await self._store.chat(chat_id)
        if stored is None:
            raise Refusal("not_found", "interaction_id")
        visitor_id = stored.chat.visitor_id
        await self._store.block(visitor_id, self._clock.now() + seconds(hours * 3600))
        for conversation in self._conversations.of_visitor(visitor_id):
            await self._closing.leave(conversation, "blocked")
        self._push.close_visitor(visitor_id)
