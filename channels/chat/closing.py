"""How a chat ends for the customer, and what can be done with it afterwards."""

from channels.chat.bot import Bot
from channels.chat.content import one_line, require_storable
from channels.chat.conversation import Conversation, Conversations
from channels.chat.limits import Rate
from channels.chat.ports import Ports
from channels.chat.prechat import MAX_LINE, is_email
from channels.chat.refusal import Refusal
from channels.chat.transcript import letter_of
from channels.chat.values import (
    MAX_HISTORY,
    Chat,
    ChatId,
    EndReason,
    Message,
    VisitorId,
)
from markup.sanitize import normalise
from router.ids import SECOND
from router.inputs import InteractionLeft

MAX_COMMENT = 5_000


class Closing:
    """Ends chats on the customer's side; takes verdicts; sends transcripts."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        transcript_rate: Rate | None,
        bot: Bot,
    ) -> None:
        """Join the collaborators; `transcript_rate` is per visitor, None switches it off."""
        self._conversations = conversations
        self._ports = ports
        self._store = ports.store
        self._engine = ports.engine
        self._push = ports.push
        self._mail = ports.mail
        self._clock = ports.clock
        self._background = ports.background
        self._transcript_rate = transcript_rate
        self._bot = bot

    async def end(self, visitor_id: VisitorId, chat_id: ChatId) -> Chat:
        """Leave the chat; one that has ended stays as it is. Raises `Refusal` (`not_found`)."""
        conversation = self._conversations.get(chat_id)
        if conversation is None:
            return await self._past(visitor_id, chat_id)
        if conversation.visitor_id != visitor_id:
            raise Refusal("not_found", "chat_id")
        await self.leave(conversation, "customer")
        return conversation.chat()

    async def leave(self, conversation: Conversation, reason: EndReason) -> None:
        """End the chat on the customer's side for this reason, unless it has ended."""
        if conversation.state == "bot" and await self._bot.leave(conversation, reason):
            return
        if conversation.state == "ended":
            return
        conversation.leaving = conversation.leaving or reason
        await self._engine.submit(
            InteractionLeft(interaction=conversation.id),
            rows=[self._store.leave(conversation.id, conversation.leaving)],
        )

    def leave_soon(self, conversation: Conversation, reason: EndReason) -> None:
        """Do the same from a deadline."""
        self._background(self.leave(conversation, reason))

    async def rate(self, visitor_id: VisitorId, chat_id: ChatId, score: int, comment: str) -> None:
        """Keep the customer's verdict; the last one counts. Raises `Refusal`."""
        if not 1 <= score <= 5:
            raise Refusal("invalid", "score")
        require_storable(comment, "comment")
        if len(comment) > MAX_COMMENT:
            raise Refusal("invalid", "comment")
        if (await self._past(visitor_id, chat_id)).state != "ended":
            raise Refusal("conflict", "chat_id")
        if not await self._store.save_rating(chat_id, score, normalise(comment)):
            raise Refusal("not_found", "chat_id")
        conversation = self._conversations.get(chat_id)
        if conversation is not None:
            conversation.rating = score
            conversation.rev += 1
            self._push.chat_changed(conversation.chat())

    async def send_transcript(self, visitor_id: VisitorId, chat_id: ChatId, address: str) -> None:
        """Have the conversation posted once. Raises `Refusal`."""
        chat = await self._past(visitor_id, chat_id)
        address = one_line(address, "email", MAX_LINE)
        if not is_email(address):
            raise Refusal("invalid", "email")
        rate = self._transcript_rate
        wait = 0 if rate is None else rate.take(visitor_id, self._clock.now())
        if wait:
            raise Refusal("rate_limited", retry_after_seconds=wait / SECOND)
        visitor = await self._store.visitor(visitor_id)
        locale = "en" if visitor is None else visitor.locale
        letter = letter_of(chat, await self._all(chat_id), address, locale)
        sent_to = await self._store.save_transcript(chat_id, address, self._mail.post(letter))
        if sent_to is None:
            raise Refusal("not_found", "chat_id")
        if sent_to != address:
            raise Refusal("conflict", "email")
        conversation = self._conversations.get(chat_id)
        if conversation is not None and not conversation.transcript_sent:
            conversation.transcript_sent = True
            conversation.rev += 1
            self._push.chat_changed(conversation.chat())

    async def _past(self, visitor_id: VisitorId, chat_id: ChatId) -> Chat:
        """Give the visitor's chat, live or long over. Raises `Refusal` (`not_found`)."""
        conversation = self._conversations.get(chat_id)
        if conversation is not None:
            chat = conversation.chat()
        else:
            stored = await self._store.chat(chat_id)
            if stored is None:
                raise Refusal("not_found", "chat_id")
            chat = self._ports.with_agent_name(stored.chat)
        if chat.visitor_id != visitor_id:
            raise Refusal("not_found", "chat_id")
        return chat

    async def _all(self, chat_id: ChatId) -> list[Message]:
        messages: list[Message] = []
        more = True
        while more:
            after = messages[-1].seq if messages else 0
            page = await self._store.messages(chat_id, after=after, before=None, limit=MAX_HISTORY)
            messages.extend(page.messages)
            more = page.more and bool(page.messages)
        return messages
