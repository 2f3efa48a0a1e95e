"""Reading a conversation again: pages of it, and what was missed while away."""

from collections.abc import Mapping
from itertools import islice

from channels.chat.conversation import Conversations
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.values import MAX_HISTORY, Author, ChatId, Message, Page

MAX_CHATS_MISSED = 50


class Histories:
    """Gives messages to those whose conversation it is, or was."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
    ) -> None:
        """Join the collaborators."""
        self._conversations = conversations
        self._store = ports.store
        self._lines = ports.lines

    async def page(
        self, author: Author, chat_id: ChatId, *, after: int | None, before: int | None, limit: int
    ) -> Page:
        """Give a page; without `after` the newest messages. Raises `Refusal` (`not_found`)."""
        if not await self.may_read(author, chat_id):
            raise Refusal("not_found", "chat_id")
        limit = max(1, min(limit, MAX_HISTORY))
        return await self._store.messages(chat_id, after=after, before=before, limit=limit)

    async def missed(self, author: Author, since: Mapping[ChatId, int]) -> tuple[Message, ...]:
        """Give at most 200 messages that came after each `seq`."""
        missed: list[Message] = []
        for chat_id, seq in islice(since.items(), MAX_CHATS_MISSED):
            room = MAX_HISTORY - len(missed)
            if not room:
                break
            live = self._conversations.get(chat_id)
            if live is not None and live.last_seq <= seq:
                continue
            if await self.may_read(author, chat_id):
                page = await self._store.messages(chat_id, after=seq, before=None, limit=room)
                missed.extend(page.messages)
        return tuple(missed)

    async def may_read(self, author: Author, chat_id: ChatId) -> bool:
        """Tell whether the chat is, or was, the author's: agents read what they were offered."""
        live = self._conversations.get(chat_id)
        if live is not None and live.belongs_to(author):
            return True
        if author.party == "agent":
            return self._lines.concerns(author.id, chat_id) or await self._store.was_handled_by(
                chat_id, author.id
            )
        if live is not None:
            return False
        stored = await self._store.chat(chat_id)
        return stored is not None and stored.chat.visitor_id == author.id
