"""The answer bot: speaks first, answers, hands over; nothing that was said is lost.

A chat it holds is in no queue and the router does not know it yet: it enters when a person is
wanted, after two questions without an answer, or after an answer that did not help. What the bot
has said stands in the chat like everything else, each line under a name that tells what it was
(`channels.chat.bot_turns`); so it needs no memory of its own and says nothing twice, whatever is
repeated or restarted.
"""

from collections.abc import Callable, Sequence
from typing import Final

import structlog

from accounts.directory import Site
from channels.chat.answering import AnswerSource, BotEvent, FoundAnswer
from channels.chat.bot_speech import BotSpeech
from channels.chat.bot_turns import Turn, Why, is_answer, turn_of, turns_of
from channels.chat.bot_words import (
    answer_line,
    asks_for_hours,
    asks_for_person,
    asks_for_place,
    courtesy,
    hours_line,
    line,
    place_line,
    verdict,
)
from channels.chat.conversation import Conversation, Conversations
from channels.chat.follow import Ended
from channels.chat.handover import HandOver
from channels.chat.messages import Messages
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.turns import Turns
from channels.chat.values import ChatId, EndReason, Message, VisitorId
from markup.rich_text import RichText

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
        self._speech = BotSpeech(ports, messages)
        self._handover = HandOver(ports, conversations=conversations, speech=self._speech)
        self._source = source
        self._ended = ended
        self._store = ports.store
        self._clock = ports.clock
        self._lines = ports.lines
        self._timetable = ports.timetable
        self._directory = ports.directory
        self._background = ports.background
        self._turns = Turns()

    def speaks_on(self, site: Site) -> bool:
        """Tell whether chats of this site begin with the bot."""
        return site.bot and self._source is not None

    def heard(self, conversation: Conversation) -> None:
        """Take a turn soon, if the chat is the bot's or waits after it."""
        if conversation.state == "bot" or (
            conversation.state == "waiting" and not conversation.left_message
        ):
            site = self._site(conversation)
            if conversation.state == "bot" or (site is not None and self.speaks_on(site)):
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
            said = await self._speech.said(conversation)
            await self._call(conversation, said, "wanted", insisting=_insists(said))

    async def feedback(
        self, visitor_id: VisitorId, chat_id: ChatId, message_id: str, *, helped: bool
    ) -> None:
        """Take the verdict on one of the bot's answers; the first one counts.

        Raises:
            Refusal: `not_found` where there is no such answer.

        """
        conversation = self._own(visitor_id, chat_id)
        async with self._turns.of(conversation.id):
            said = await self._speech.said(conversation)
            answer = next((each for each in said if each.id == message_id), None)
            if answer is None or not is_answer(answer):
                raise Refusal("not_found", "message_id")
            if conversation.state == "bot" and not _judged(said, answer):
                await self._judge(conversation, said, answer, helped=helped)

    async def give_up(self, conversation: Conversation) -> None:
        """Put a chat that is still the bot's into its queue at once: its customer leaves a form."""
        async with self._turns.of(conversation.id):
            if conversation.state == "bot":
                await self._handover.enter(
                    conversation, await self._speech.said(conversation), "message"
                )

    async def leave(self, conversation: Conversation, reason: EndReason) -> bool:
        """End a chat that is still the bot's; False: it is not."""
        async with self._turns.of(conversation.id):
            if conversation.state != "bot":
                return False
            if reason == "idle":
                words = line("idle", conversation.visitor.locale)
                await self._speech.say(conversation, Turn("idle"), words)
            at = self._clock.now()
            conversation.leaving = conversation.leaving or reason
            await self._store.end_unqueued(conversation.id, conversation.leaving, at)
            self._ended(Ended(chat_id=conversation.id, at=at, by="customer"))
            return True

    # --- A turn ----------------------------------------------------------------------------------

    async def _turn(self, conversation: Conversation) -> None:
        async with self._turns.of(conversation.id):
            if conversation.state not in {"bot", "waiting"}:
                return
            said = await self._speech.said(conversation)
            mine = [each for each in said if each.sender == "bot"]
            asked = [
                each
                for each in said
                if each.sender == "customer" and (not mine or each.seq > mine[-1].seq)
            ]
            if conversation.state == "waiting":
                await self._while_waiting(conversation, asked)
                return
            if not mine:
                await self._say(
                    conversation, Turn("greeting"), line("greeting", conversation.visitor.locale)
                )
            last = turn_of(mine[-1]) if mine else None
            if last is not None and last.kind == "handed_over":
                # A restart came between the words and the deed.
                await self._handover.enter(conversation, said, "wanted")
            elif asked:
                await self._reply(conversation, said, mine, asked)

    async def _while_waiting(self, conversation: Conversation, asked: Sequence[Message]) -> None:
        """Tell the place in the queue to who asks for it; everything else is a person's now."""
        position = conversation.position
        if asked and position is not None and asks_for_place(asked[-1].text):
            words = place_line(position, conversation.visitor.locale, waits=True)
            await self._say(conversation, Turn("told", "place", asked[-1].seq), words)

    async def _reply(
        self,
        conversation: Conversation,
        said: Sequence[Message],
        mine: Sequence[Message],
        asked: Sequence[Message],
    ) -> None:
        text = "\n".join(each.text for each in asked)
        last = turn_of(mine[-1]) if mine else None
        judged = last is not None and last.kind == "answer"
        opinion = verdict(text) if judged else None
        if asks_for_person(text):
            await self._call(conversation, said, "wanted", insisting=_insists(said))
        elif last is not None and last.kind == "ask":
            if await self._handover.take(conversation, said, last, text):
                self._note("bot_handed_over", None)
        elif opinion is not None:
            await self._judge(conversation, said, mine[-1], helped=opinion)
        elif asks_for_place(text):
            ahead = len(self._conversations.waiting_in(conversation.queue_id))
            words = place_line(ahead, conversation.visitor.locale, waits=False)
            await self._say(conversation, Turn("told", "place", asked[-1].seq), words)
        else:
            await self._answer(conversation, said, text, asked[-1].seq)

    async def _answer(
        self, conversation: Conversation, said: Sequence[Message], text: str, seq: int
    ) -> None:
        locale = conversation.visitor.locale
        found = await self._find(conversation, text)
        hours = self._timetable.week(conversation.queue_id, locale)
        if found is not None:
            turn = Turn("answer", found.id, seq)
            await self._say(conversation, turn, answer_line(found, locale))
            self._note("bot_answered", found.id)
        elif (polite := courtesy(text)) is not None:
            # Nothing was asked, so nothing was missed; a first hello has had the greeting.
            if polite != "question" or turns_of(said):
                await self._say(conversation, Turn("courtesy", number=seq), line(polite, locale))
        elif hours is not None and asks_for_hours(text):
            opens = self._timetable.opens(conversation.queue_id, locale)
            words = hours_line(hours, opens, locale)
            await self._say(conversation, Turn("told", "hours", seq), words)
        elif 1 + _misses(said) >= MISSES:
            # Said before the hand-over, which may ask first or tell of another way.
            await self._call(conversation, said, "missed")
        else:
            await self._say(conversation, Turn("miss", number=seq), line("miss", locale))

    async def _find(self, conversation: Conversation, text: str) -> FoundAnswer | None:
        site = self._site(conversation)
        if self._source is None or site is None or not text.strip():
            return None
        try:
            return await self._source.answer(text, conversation.visitor.locale, site.bot_threshold)
        except Exception:  # noqa: BLE001 - a source of the site's own may fail in any way
            _log.exception("chat.bot_source_failed", chat=conversation.id)
            return None

    async def _judge(
        self,
        conversation: Conversation,
        said: Sequence[Message],
        answer: Message,
        *,
        helped: bool,
    ) -> None:
        turn = turn_of(answer)
        answer_id = "" if turn is None else turn.about
        if helped:
            words = line("helped", conversation.visitor.locale)
            await self._say(conversation, Turn("helped", number=answer.seq), words)
            self._note("bot_helped", answer_id)
        else:
            self._note("bot_not_helped", answer_id)
            await self._call(conversation, said, "not_helped")

    async def _call(
        self,
        conversation: Conversation,
        said: Sequence[Message],
        why: Why,
        *,
        insisting: bool = False,
    ) -> None:
        if await self._handover.call(conversation, said, why, insisting=insisting):
            self._note("bot_handed_over", None)

    async def _say(self, conversation: Conversation, turn: Turn, words: RichText) -> None:
        await self._speech.say(conversation, turn, words)

    def _site(self, conversation: Conversation) -> Site | None:
        return self._directory().sites.get(conversation.site_id)

    def _own(self, visitor_id: VisitorId, chat_id: ChatId) -> Conversation:
        conversation = self._conversations.get(chat_id)
        if conversation is None or conversation.visitor_id != visitor_id:
            raise Refusal("not_found", "chat_id")
        return conversation

    def _note(self, event: BotEvent, answer_id: str | None) -> None:
        if self._source is not None:
            self._source.note(event, answer_id)


def _insists(said: Sequence[Message]) -> bool:
    """Tell whether the bot was just asking something: who wants a person then wants no question."""
    mine = [turn for each in said if (turn := turn_of(each)) is not None]
    return bool(mine) and mine[-1].kind == "ask"


def _misses(said: Sequence[Message]) -> int:
    return sum(turn.kind == "miss" for each in said if (turn := turn_of(each)) is not None)


def _judged(said: Sequence[Message], answer: Message) -> bool:
    return any(
        turn.kind == "helped" and turn.number == answer.seq
        for each in said
        if (turn := turn_of(each)) is not None
    )
