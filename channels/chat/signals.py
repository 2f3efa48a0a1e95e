"""Typing and read marks: cheap, frequent, never through the router."""

from typing import Final

from channels.chat.conversation import Conversation, Conversations
from channels.chat.deadlines import Deadlines
from channels.chat.limits import Rate
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.values import Author, ChatId
from router.ids import Duration, seconds

SAVE_READS_EVERY: Final[Duration] = seconds(1)
"""Read marks are written in one go; a crash loses at most this much of them."""


class Signals:
    """Passes signs of life from one party to the other."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        deadlines: Deadlines,
        typing_rate: Rate | None,
    ) -> None:
        """Join the collaborators; `typing_rate` is for each author, None switches it off."""
        self._conversations = conversations
        self._store = ports.store
        self._push = ports.push
        self._clock = ports.clock
        self._deadlines = deadlines
        self._background = ports.background
        self._typing_rate = typing_rate
        self._unsaved: dict[ChatId, tuple[int, int]] = {}

    def typing(self, author: Author, chat_id: ChatId, *, typing: bool) -> None:
        """Tell the other party; signs that come too fast are dropped. Raises `Refusal`."""
        conversation = self._of(author, chat_id)
        if conversation.state == "ended":
            raise Refusal("chat_ended", "chat_id")
        now = self._clock.now()
        if author.party == "customer":
            conversation.customer_active_at = now
        if self._typing_rate is None or not self._typing_rate.take(author.id + chat_id, now):
            self._push.typing(conversation, chat_id, author.party, typing=typing)

    def read(self, author: Author, chat_id: ChatId, seq: int) -> None:
        """Raise the author's read mark; it never goes down. Raises `Refusal`."""
        conversation = self._of(author, chat_id)
        seq = min(seq, conversation.last_seq)
        if author.party == "customer":
            conversation.customer_active_at = self._clock.now()
            if seq <= conversation.customer_read:
                return
            conversation.customer_read = seq
        else:
            if seq <= conversation.agent_read:
                return
            conversation.agent_read = seq
        self._unsaved[chat_id] = (conversation.customer_read, conversation.agent_read)
        self._deadlines.set_unless_set(
            ("reads", ""), self._clock.now() + SAVE_READS_EVERY, self._save_later
        )
        self._push.read(conversation, chat_id, seq, author.party)

    async def save(self) -> None:
        """Write the marks that are not written yet."""
        marks, self._unsaved = self._unsaved, {}
        if marks:
            await self._store.save_reads(marks)

    def _save_later(self) -> None:
        self._background(self.save())

    def _of(self, author: Author, chat_id: ChatId) -> Conversation:
        conversation = self._conversations.get(chat_id)
        if conversation is None or not conversation.belongs_to(author):
            raise Refusal("not_found", "chat_id")
        return conversation
