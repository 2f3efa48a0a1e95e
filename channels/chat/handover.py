"""How a chat comes from the bot to a person: asked for what is missing, then put into its queue.

While the queue is closed nobody would come, so the hours and other ways are told first; whoever
insists gets a place in the queue all the same.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from accounts.directory import Site
from accounts.wording import worded
from channels.chat.bot_speech import BotSpeech
from channels.chat.bot_turns import Turn, Why, as_why, turns_of
from channels.chat.bot_words import ask_line, closed_line, handed_over_line
from channels.chat.case_questions import (
    MOST_TRIES,
    is_skipped,
    next_field,
    own_field,
    with_answer,
)
from channels.chat.conversation import Conversation, Conversations
from channels.chat.ports import Ports
from channels.chat.values import Answers, Message
from router.inputs import InteractionEntered
from router.lifecycle import Medium


class HandOver:
    """Calls a person; whoever accepts reads all that was said and sees what was asked for."""

    def __init__(self, ports: Ports, *, conversations: Conversations, speech: BotSpeech) -> None:
        """Join the collaborators."""
        self._conversations = conversations
        self._speech = speech
        self._store = ports.store
        self._engine = ports.engine
        self._lines = ports.lines
        self._timetable = ports.timetable
        self._directory = ports.directory
        self._push = ports.push

    async def call(
        self,
        conversation: Conversation,
        said: Sequence[Message],
        why: Why,
        *,
        insisting: bool = False,
    ) -> bool:
        """Take the next step to a person; True: the chat is in its queue now."""
        if conversation.state != "bot":
            return False
        turns = turns_of(said)
        site = self._site(conversation)
        if not self._lines.is_open(conversation.queue_id):
            told = sum(turn.kind == "closed" for turn in turns)
            if not told or (why != "wanted" and not insisting):
                await self._tell_closed(conversation, why, told)
                return False
        elif site is not None and not insisting:
            asked = {turn.about.partition("/")[0] for turn in turns if turn.kind == "ask"}
            field = next_field(site, conversation.answers, asked)
            if field is not None:
                await self._ask(conversation, site, field, why, first=not asked)
                return False
        await self.enter(conversation, said, why)
        return True

    async def take(
        self, conversation: Conversation, said: Sequence[Message], turn: Turn, text: str
    ) -> bool:
        """Take the answer to a question, then the next step; True: the chat is in its queue now."""
        field, _, about = turn.about.partition("/")
        why = as_why(about)
        site = self._site(conversation)
        if site is not None and not is_skipped(text):
            answers = with_answer(site, conversation.answers, field, text)
            if answers is not None:
                await self._keep(conversation, answers)
            elif turn.number < MOST_TRIES:
                await self._ask(conversation, site, field, why, first=False, number=turn.number + 1)
                return False
        return await self.call(conversation, said, why)

    async def enter(self, conversation: Conversation, said: Sequence[Message], why: Why) -> None:
        """Put the chat into its queue, after the words that say so."""
        if not any(turn.kind == "handed_over" for turn in turns_of(said)):
            ahead = len(self._conversations.waiting_in(conversation.queue_id))
            closed = not self._lines.is_open(conversation.queue_id)
            place = None if closed else ahead + 1
            words = handed_over_line(place, why, conversation.visitor.locale)
            await self._speech.say(conversation, Turn("handed_over", why), words)
        await self._engine.submit(
            InteractionEntered(
                interaction=conversation.id, medium=Medium.CHAT, queue=conversation.queue_id
            )
        )

    async def _tell_closed(self, conversation: Conversation, why: Why, told: int) -> None:
        locale = conversation.visitor.locale
        opens = self._timetable.opens(conversation.queue_id, locale)
        turn = Turn("closed", why, told + 1)
        await self._speech.say(conversation, turn, closed_line(opens, locale))

    async def _ask(
        self,
        conversation: Conversation,
        site: Site,
        field: str,
        why: Why,
        *,
        first: bool,
        number: int = 1,
    ) -> None:
        own = own_field(site, field)
        words = ask_line(
            field,
            conversation.visitor.locale,
            label=None if own is None else worded(own.label, conversation.visitor.locale),
            first=first,
            again=number > 1,
        )
        await self._speech.say(conversation, Turn("ask", f"{field}/{why}", number), words)

    async def _keep(self, conversation: Conversation, answers: Answers) -> None:
        """Keep what was said as if the form before the chat had asked for it."""
        visitor = conversation.visitor
        if not visitor.subject:  # what the site has signed is not overwritten by what is typed
            visitor = replace(
                visitor,
                name=answers.name or visitor.name,
                email=answers.email or visitor.email,
            )
        conversation.rev = await self._store.save_answers(conversation.id, answers, visitor)
        conversation.answers = answers
        conversation.visitor = visitor

    def _site(self, conversation: Conversation) -> Site | None:
        return self._directory().sites.get(conversation.site_id)
