"""The bot's voice: what it has said in a chat, and saying something more."""

import asyncio
from collections.abc import Sequence

from channels.chat.bot_turns import Turn
from channels.chat.conversation import Conversation
from channels.chat.messages import Messages
from channels.chat.ports import Appended, Entry, Ports
from channels.chat.refusal import Refusal
from channels.chat.values import MAX_HISTORY, Message
from markup.rich_text import RichText


class BotSpeech:
    """Reads a chat and writes the bot's lines into it, each once."""

    def __init__(self, ports: Ports, messages: Messages) -> None:
        """Join the collaborators."""
        self._store = ports.store
        self._clock = ports.clock
        self._messages = messages

    async def said(self, conversation: Conversation) -> Sequence[Message]:
        """Give what was said in the chat, by everybody."""
        page = await self._store.messages(
            conversation.id, after=None, before=None, limit=MAX_HISTORY
        )
        return page.messages

    async def say(self, conversation: Conversation, turn: Turn, words: RichText) -> None:
        """Say a line; one that was said already is not said again."""
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
            client_id=turn.client_id,
        )
        self._store.append(entry, done.set_result)
        outcome = await done
        if isinstance(outcome, Appended):
            self._messages.announce(outcome)
        elif not isinstance(outcome, Refusal):  # refused: the chat has ended meanwhile
            raise outcome
