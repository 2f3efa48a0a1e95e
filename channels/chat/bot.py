"""The answer bot: speaks first, answers, hands over; nothing that was said is lost.

A chat it holds is in no queue and the router does not know it yet: it enters when a person is
wanted, after two questions without an answer, or after an answer that did not help. What the bot
has said stands in the chat like everything else, each line under a `client_id` that tells what it
was; so it needs no memory of its own and says nothing twice, whatever is repeated or restarted.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

import structlog

from accounts.directory import Site
from channels.chat.answering import AnswerSource, BotEvent, FoundAnswer
from channels.chat.bot_words import answer_line, asks_for_person, line, verdict
from channels.chat.conversation import Conversation, Conversations
from channels.chat.follow import Ended
from channels.chat.messages import Messages
from channels.chat.ports import Appended, Entry, Ports
from channels.chat.refusal import Refusal
from channels.chat.turns import Turns
from channels.chat.values import MAX_HISTORY, ChatId, EndReason, Message, VisitorId
from markup.rich_text import RichText
from router.inputs import InteractionEntered
from router.lifecycle import Medium

_log = structlog.get_logger(__name__)

MISSES: Final = 2
"""Questions without an answer after which a person is called."""


class Bot:
    """Holds the chats in the state `bot`."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        messages: Messages,
        source: AnswerSource | None,
        ended: Callable[[Ended], None],
    ) -> None:
        """Answer from `source`, or not at all; `ended` follows the end of a chat held here."""
        self._conversations = conversations
        self._messages = messages
        self._source = source
        self._ended = ended
        self._store = ports.store
        self._engine = ports.engine
        self._clock = ports.clock
        self._directory = ports.directory
        self._background = ports.background
        self._turns = Turns()

    def speaks_on(self, site: Site) -> bool:
        """Tell whether chats of this site begin with the bot."""
        return site.bot and self._source is not None

    def heard(self, conversation: Conversation) -> None:
        """Take a turn soon, if the chat is the bot's."""
        if conversation.state == "bot":
            self._background(self._turn(conversation))

    async def human(self, visitor_id: VisitorId, chat_id: ChatId) -> None:
        """Hand the chat over because its customer wants that; one handed over stays so.

        Raises:
            Refusal: `not_found`, `chat_ended`.

        """
        conversation = self._own(visitor_id, chat_id)
        async with self._turns.of(conversation.id):
            if conversation.state == "ended":
                raise Refusal("chat_ended")
            await self._hand_over(conversation)

    async def feedback(
        self, visitor_id: VisitorId, chat_id: ChatId, message_id: str, *, helped: bool
    ) -> None:
        """Take the verdict on one of the bot's answers; the first one counts.

        Raises:
            Refusal: `not_found` where there is no such answer.

        """
        conversation = self._own(visitor_id, chat_id)
        async with self._turns.of(conversation.id):
            said = await self._said(conversation)
            answer = next((each for each in said if each.id == message_id), None)
            if answer is None or not is_answer(answer):
                raise Refusal("not_found", "message_id")
            if conversation.state == "bot" and not _judged(said, answer):
                await self._judge(conversation, answer, helped=helped)

    async def leave(self, conversation: Conversation, reason: EndReason) -> bool:
        """End a chat that is still the bot's; False: it is not."""
        async with self._turns.of(conversation.id):
            if conversation.state != "bot":
                return False
            at = self._clock.now()
            conversation.leaving = conversation.leaving or reason
            await self._store.end_unqueued(conversation.id, conversation.leaving, at)
            self._ended(Ended(chat_id=conversation.id, at=at, by="customer"))
            return True

    # --- A turn ----------------------------------------------------------------------------------

    async def _turn(self, conversation: Conversation) -> None:
        async with self._turns.of(conversation.id):
            if conversation.state != "bot":
                return
            said = await self._said(conversation)
            mine = [each for each in said if each.sender == "bot"]
            if not mine:
                await self._say(
                    conversation, "greeting", line("greeting", conversation.visitor.locale)
                )
            elif _kind(mine[-1]) == "handed_over":
                await self._hand_over(conversation)  # a restart came between the words and the deed
                return
            since = mine[-1].seq if mine else 0
            asked = [each for each in said if each.sender == "customer" and each.seq > since]
            if asked:
                await self._reply(conversation, mine, asked)

    async def _reply(
        self, conversation: Conversation, mine: Sequence[Message], asked: Sequence[Message]
    ) -> None:
        text = "\n".join(each.text for each in asked)
        opinion = verdict(text) if mine and _kind(mine[-1]) == "answer" else None
        if asks_for_person(text):
            await self._hand_over(conversation)
        elif opinion is not None:
            await self._judge(conversation, mine[-1], helped=opinion)
        else:
            await self._answer(conversation, mine, text, asked[-1].seq)

    async def _answer(
        self, conversation: Conversation, mine: Sequence[Message], text: str, seq: int
    ) -> None:
        locale = conversation.visitor.locale
        found = await self._find(conversation, text)
        if found is not None:
            await self._say(conversation, f"answer:{seq}:{found.id}", answer_line(found, locale))
            self._note("bot_answered", found.id)
        elif 1 + sum(_kind(each) == "miss" for each in mine) >= MISSES:
            await self._hand_over(conversation)
        else:
            await self._say(conversation, f"miss:{seq}", line("miss", locale))

    async def _find(self, conversation: Conversation, text: str) -> FoundAnswer | None:
        site = self._directory().sites.get(conversation.site_id)
        if self._source is None or site is None or not text.strip():
            return None
        try:
            return await self._source.answer(text, conversation.visitor.locale, site.bot_threshold)
        except Exception:  # noqa: BLE001 - a source of the site's own may fail in any way
            _log.exception("chat.bot_source_failed", chat=conversation.id)
            return None

    async def _judge(self, conversation: Conversation, answer: Message, *, helped: bool) -> None:
        answer_id = (answer.client_id or "").split(":", 2)[2]
        if helped:
            words = line("helped", conversation.visitor.locale)
            await self._say(conversation, f"helped:{answer.seq}", words)
            self._note("bot_helped", answer_id)
        else:
            self._note("bot_not_helped", answer_id)
            await self._hand_over(conversation)

    async def _hand_over(self, conversation: Conversation) -> None:
        """Put the chat into its queue; whoever accepts it reads all that was said."""
        if conversation.state != "bot":
            return
        await self._say(
            conversation, "handed_over", line("handed_over", conversation.visitor.locale)
        )
        await self._engine.submit(
            InteractionEntered(
                interaction=conversation.id, medium=Medium.CHAT, queue=conversation.queue_id
            )
        )
        self._note("bot_handed_over", None)

    # --- What a turn is made of ------------------------------------------------------------------

    async def _said(self, conversation: Conversation) -> Sequence[Message]:
        page = await self._store.messages(
            conversation.id, after=None, before=None, limit=MAX_HISTORY
        )
        return page.messages

    async def _say(self, conversation: Conversation, client_id: str, words: RichText) -> None:
        done: asyncio.Future[Appended | Refusal | BaseException] = (
            asyncio.get_running_loop().create_future()
        )
        entry = Entry(
            chat_id=conversation.id,
            sender="bot",
            sender_id="bot",
            name="",
            html=words.html,
            text=words.text,
            at=self._clock.now(),
            client_id=client_id,
        )
        self._store.append(entry, done.set_result)
        outcome = await done
        if isinstance(outcome, Appended):
            self._messages.announce(outcome)
        elif not isinstance(outcome, Refusal):  # refused: the chat has ended meanwhile
            raise outcome

    def _own(self, visitor_id: VisitorId, chat_id: ChatId) -> Conversation:
        conversation = self._conversations.get(chat_id)
        if conversation is None or conversation.visitor_id != visitor_id:
            raise Refusal("not_found", "chat_id")
        return conversation

    def _note(
        self,
        event: BotEvent,
        answer_id: str | None,
    ) -> None:
        if self._source is not None:
            self._source.note(event, answer_id)


def is_answer(message: Message) -> bool:
    """Tell whether it is an answer of the bot's, on which its reader may pass a verdict."""
    return _kind(message) == "answer"


def _kind(message: Message) -> str:
    """Tell what a line of the bot's was."""
    return (message.client_id or "").partition(":")[0] if message.sender == "bot" else ""


def _judged(said: Sequence[Message], answer: Message) -> bool:
    return any(each.client_id == f"helped:{answer.seq}" for each in said if each.sender == "bot")
