"""Everything a browser may ask of the chat channel.

The sockets hold one `ChatService` and call it in the order in which events arrive. Whatever is
refused raises `Refusal` (or hands it to `answer`) and has changed nothing. What concerns the
router alone - accepting, ending by the agent, transferring - does not pass here: the desk's
commands go to the engine, and this channel follows the records.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from channels.chat.attachments import Attachments
from channels.chat.blocking import Blocking
from channels.chat.bot import Bot
from channels.chat.closing import Closing
from channels.chat.conversation import Conversations
from channels.chat.history import Histories
from channels.chat.messages import Messages
from channels.chat.opening import Openings
from channels.chat.presence import VisitorPresence
from channels.chat.refusal import Refusal
from channels.chat.signals import Signals
from channels.chat.values import (
    Arrival,
    Attachment,
    AttachmentId,
    Author,
    Chat,
    ChatId,
    Details,
    Draft,
    LeftMessage,
    Message,
    Opening,
    Page,
    Started,
    Upload,
    Visitor,
    VisitorId,
    Welcome,
)
from channels.chat.visitor import Visitors
from router.ids import AgentId

SendAnswer: TypeAlias = Callable[[Message | Refusal], None]
"""Called on the loop once the message is durable, or refused."""


class ChatService:
    """The use cases of the chat channel, for customers and for agents."""

    def __init__(
        self,
        *,
        visitors: Visitors,
        presence: VisitorPresence,
        openings: Openings,
        messages: Messages,
        histories: Histories,
        signals: Signals,
        closing: Closing,
        blocking: Blocking,
        attachments: Attachments,
        conversations: Conversations,
        bot: Bot,
    ) -> None:
        """Join the parts; `channels.chat.channel` makes them."""
        self._visitors = visitors
        self._presence = presence
        self._openings = openings
        self._messages = messages
        self._histories = histories
        self._signals = signals
        self._closing = closing
        self._blocking = blocking
        self._attachments = attachments
        self._conversations = conversations
        self._bot = bot

    # --- The customer comes and goes -------------------------------------------------------------

    async def connect(self, arrival: Arrival) -> Welcome:
        """Take a browser in, as the visitor its token names or as a new one.

        Raises `Refusal`: `not_found` (field ``site``) for a site that is not there or switched
        off, `blocked` with `retry_after_seconds` for a blocked visitor. A token nobody knows
        makes a new visitor. Call `attached` once the socket stands.
        """
        return await self._visitors.connect(arrival)

    def attached(self, visitor_id: VisitorId) -> None:
        """Note one more socket of the visitor."""
        self._presence.attached(visitor_id)

    def detached(self, visitor_id: VisitorId) -> None:
        """Note that a socket of the visitor is gone; after the last one the grace begins."""
        self._presence.detached(visitor_id)

    async def visitor_by_token(self, token: str) -> Visitor | None:
        """Find whom a bearer token names; blocked visitors count as nobody."""
        return await self._visitors.by_token(token)

    # --- The customer's requests -----------------------------------------------------------------

    async def start(self, visitor: Visitor, opening: Opening) -> Started:
        """Open a chat, or give the one that is already there; `visitor` as `connect` gave it.

        Raises `Refusal`: `invalid` with the field at fault, `rate_limited`, `blocked`.
        """
        return await self._openings.start(visitor, opening)

    async def leave_message(self, visitor: Visitor, form: LeftMessage) -> Chat:
        """Queue the form as a chat without a live customer; a waiting chat becomes it, in place.

        Raises `Refusal`: `invalid`, `rate_limited`, `blocked`, `conflict` (an agent is talking
        to the customer already).
        """
        return await self._openings.leave_message(visitor, form)

    async def end(self, visitor_id: VisitorId, chat_id: ChatId) -> Chat:
        """Leave the chat; repeating it changes nothing. Raises `Refusal`: `not_found`."""
        return await self._closing.end(visitor_id, chat_id)

    async def human(self, visitor_id: VisitorId, chat_id: ChatId) -> None:
        """Leave the bot for the queue. Raises `Refusal`: `not_found`, `chat_ended`."""
        await self._bot.human(visitor_id, chat_id)

    async def feedback(
        self, visitor_id: VisitorId, chat_id: ChatId, message_id: str, *, helped: bool
    ) -> None:
        """Judge one of the bot's answers. Raises `Refusal`: `not_found`."""
        await self._bot.feedback(visitor_id, chat_id, message_id, helped=helped)

    async def rate(
        self, visitor_id: VisitorId, chat_id: ChatId, score: int, comment: str = ""
    ) -> None:
        """Keep a verdict from 1 to 5 on an ended chat; the last one counts.

        Raises `Refusal`: `not_found`, `conflict` while the chat goes on, `invalid`.
        """
        await self._closing.rate(visitor_id, chat_id, score, comment)

    async def send_transcript(self, visitor_id: VisitorId, chat_id: ChatId, address: str) -> None:
        """Send the conversation to an address, once a chat; the same address again is well.

        Raises `Refusal`: `not_found`, `invalid`, `rate_limited`, `conflict` (already sent
        elsewhere).
        """
        await self._closing.send_transcript(visitor_id, chat_id, address)

    # --- Both sides ------------------------------------------------------------------------------

    def send(self, author: Author, draft: Draft, answer: SendAnswer) -> None:
        """Say something; synchronous, so that one socket's messages keep their order.

        `answer` gets the stored message (the same for every repetition of its `client_id`) after
        the commit, or a `Refusal`: `invalid`, `not_found`, `chat_ended`, `client_id_reused`,
        `rate_limited`, `unavailable`. A refusal found at once is answered before this returns.
        """
        self._messages.send(author, draft, answer)

    def typing(self, author: Author, chat_id: ChatId, *, typing: bool) -> None:
        """Tell the other party; more than one sign a second is dropped in silence.

        Raises `Refusal`: `not_found`, `chat_ended`.
        """
        self._signals.typing(author, chat_id, typing=typing)

    def read(self, author: Author, chat_id: ChatId, seq: int) -> None:
        """Note that everything up to `seq` was seen; a lower mark than before is no error.

        Raises `Refusal`: `not_found`.
        """
        self._signals.read(author, chat_id, seq)

    async def history(
        self,
        author: Author,
        chat_id: ChatId,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> Page:
        """Give a page of a chat that is, or once was, the author's. Raises `Refusal`: `not_found`.

        Messages carry their `client_id`; show it only where `sender_id` is the author's.
        """
        return await self._histories.page(author, chat_id, after=after, before=before, limit=limit)

    async def missed(self, author: Author, since: Mapping[ChatId, int]) -> tuple[Message, ...]:
        """Give what came after each `seq`, at most 200 messages in all; foreign chats give none."""
        return await self._histories.missed(author, since)

    # --- Files -----------------------------------------------------------------------------------

    async def add_attachment(self, author: Author, chat_id: ChatId, upload: Upload) -> Attachment:
        """Take a file into a chat; a message of the same author may carry it within the hour.

        Raises `Refusal`: `not_found`, `chat_ended`, `too_large`, `unsupported_type`, `invalid`.
        """
        return await self._attachments.add(author, chat_id, upload)

    async def attachment(self, attachment_id: AttachmentId) -> Attachment | None:
        """Give a file by its id; the gateway's signature on the address is the permission."""
        return await self._attachments.get(attachment_id)

    # --- The agent -------------------------------------------------------------------------------

    async def block(self, agent_id: AgentId, chat_id: ChatId, hours: float) -> None:
        """Keep the visitor of this chat away for `hours` and end the chat.

        The caller has checked the permission `visitor.block`. Raises `Refusal`: `not_found`.
        """
        await self._blocking.block(agent_id, chat_id, hours)

    # --- Views -----------------------------------------------------------------------------------

    def chat(self, chat_id: ChatId) -> Chat | None:
        """Give a live chat (wrap-up included) as it is now, from memory."""
        conversation = self._conversations.get(chat_id)
        return None if conversation is None else conversation.chat()

    def open_chat_of(self, visitor_id: VisitorId) -> Chat | None:
        """Give the chat in which a visitor waits or talks."""
        conversation = self._conversations.open_of(visitor_id)
        return None if conversation is None else conversation.chat()

    def details(self, chat_id: ChatId) -> Details | None:
        """Give a live chat with its customer, from memory, for the desk."""
        conversation = self._conversations.get(chat_id)
        return None if conversation is None else conversation.details()
