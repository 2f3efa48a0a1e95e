"""The events of a conversation, the same for its customer and its agent."""

from typing import Protocol, TypeVar

from channels.chat.refusal import Refusal as ChatRefusal
from channels.chat.service import ChatService
from channels.chat.values import MAX_HISTORY, Author, Draft, Message
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler, PromptHandler, Reply
from gateway.sockets.refusal import Refusal
from gateway.views.chats import ChatViews
from gateway.wire import chat as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Locale, Ok


class Speaker(Protocol):
    """A caller who may be a party of a chat."""

    @property
    def author(self) -> Author:
        """The caller as the chat channel names one."""
        ...

    @property
    def locale(self) -> Locale:
        """The language in which to refuse."""
        ...


SpeakerT = TypeVar("SpeakerT", bound=Speaker)


class ConversationEvents:
    """Translates the wire to the chat channel; the channel decides."""

    def __init__(self, chat: ChatService, views: ChatViews) -> None:
        """Ask `chat`, answer in the words of `views`."""
        self._chat = chat
        self._views = views

    def handlers(self) -> dict[str, Handler[SpeakerT]]:
        """Give the handlers by the name of their event."""
        return {
            "chat.typing": self.typing,
            "chat.read": self.read,
            "chat.history": self.history,
        }

    def prompt_handlers(self) -> dict[str, PromptHandler[SpeakerT]]:
        """Give the handlers that answer later, while further events are taken."""
        return {"chat.send": self.send}

    def send(
        self, connection: Connection[SpeakerT], payload: wire.SendMessage, reply: Reply
    ) -> None:
        """Say something; the answer follows the commit."""
        if payload.text is not None and payload.html is not None:
            raise Refusal(Code.INVALID, "html")
        author = _author(connection)
        draft = Draft(
            chat_id=payload.chat_id,
            client_id=payload.client_id,
            text=payload.text,
            html=payload.html,
            attachments=payload.attachments,
        )

        def answer(result: Message | ChatRefusal) -> None:
            if isinstance(result, Message):
                reply(wire.SentMessage(message=self._views.message(result, to_sender=True)))
            else:
                reply(result)

        self._chat.send(author, draft, answer)

    async def typing(self, connection: Connection[SpeakerT], payload: wire.SetTyping) -> Ok:
        """Tell the other party."""
        self._chat.typing(_author(connection), payload.chat_id, typing=payload.typing)
        return Ok()

    async def read(self, connection: Connection[SpeakerT], payload: wire.MarkRead) -> Ok:
        """Note what was seen."""
        self._chat.read(_author(connection), payload.chat_id, payload.seq)
        return Ok()

    async def history(
        self, connection: Connection[SpeakerT], payload: wire.ReadHistory
    ) -> wire.History:
        """Give a page of messages, with fresh addresses of their files."""
        if payload.after_seq is not None and payload.before_seq is not None:
            raise Refusal(Code.INVALID, "before_seq")
        author = _author(connection)
        page = await self._chat.history(
            author,
            payload.chat_id,
            after=payload.after_seq,
            before=payload.before_seq,
            limit=payload.limit or MAX_HISTORY,
        )
        return wire.History(
            messages=tuple(self._views.message_for(each, author) for each in page.messages),
            more=page.more,
        )


def _author(connection: Connection[SpeakerT]) -> Author:
    caller = connection.caller
    assert caller is not None
    return caller.author
