"""What only a customer asks for: beginning, leaving and judging a chat."""

from channels.chat.service import ChatService
from channels.chat.values import Answers, LeftMessage, Opening
from gateway.sockets.callers import VisitorCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.views.chats import ChatViews
from gateway.wire import widget as wire
from gateway.wire.scalars import Ok


class CustomerEvents:
    """Translates a customer's requests to the chat channel."""

    def __init__(self, chat: ChatService, views: ChatViews) -> None:
        """Ask `chat`, answer in the words of `views`."""
        self._chat = chat
        self._views = views

    def handlers(self) -> dict[str, Handler[VisitorCaller]]:
        """Give the handlers by the name of their event."""
        return {
            "chat.start": self.start,
            "chat.human": self.human,
            "chat.feedback": self.feedback,
            "chat.end": self.end,
            "chat.rate": self.rate,
            "chat.transcript": self.transcript,
            "message.leave": self.leave_message,
        }

    async def start(
        self, connection: Connection[VisitorCaller], payload: wire.StartChat
    ) -> wire.StartedChat:
        """Open a conversation, or give the one that is already there."""
        opening = Opening(
            client_id=payload.client_id,
            answers=Answers(
                name=payload.name or "",
                email=payload.email or "",
                account_number=payload.account_number or "",
                case_number=payload.case_number or "",
                fields=payload.fields or {},
            ),
            message=payload.message,
            queue=payload.queue,
        )
        started = await self._chat.start(_caller(connection).visitor, opening)
        return wire.StartedChat(
            chat=self._views.chat(started.chat, "customer"), existing=started.existing
        )

    async def human(self, connection: Connection[VisitorCaller], payload: wire.AskForPerson) -> Ok:
        """Leave the bot for the queue; who is in it already stays there."""
        await self._chat.human(_caller(connection).visitor.id, payload.chat_id)
        return Ok()

    async def feedback(
        self, connection: Connection[VisitorCaller], payload: wire.JudgeAnswer
    ) -> Ok:
        """Judge one of the bot's answers."""
        await self._chat.feedback(
            _caller(connection).visitor.id,
            payload.chat_id,
            payload.message_id,
            helped=payload.helped,
        )
        return Ok()

    async def end(self, connection: Connection[VisitorCaller], payload: wire.EndChat) -> Ok:
        """Leave the conversation."""
        await self._chat.end(_caller(connection).visitor.id, payload.chat_id)
        return Ok()

    async def rate(self, connection: Connection[VisitorCaller], payload: wire.RateChat) -> Ok:
        """Keep a verdict."""
        visitor_id = _caller(connection).visitor.id
        await self._chat.rate(visitor_id, payload.chat_id, payload.score, payload.comment or "")
        return Ok()

    async def transcript(
        self, connection: Connection[VisitorCaller], payload: wire.SendTranscript
    ) -> Ok:
        """Have the conversation sent."""
        visitor_id = _caller(connection).visitor.id
        await self._chat.send_transcript(visitor_id, payload.chat_id, payload.email)
        return Ok()

    async def leave_message(
        self, connection: Connection[VisitorCaller], payload: wire.LeaveMessage
    ) -> Ok:
        """Leave a message for when somebody is there."""
        form = LeftMessage(
            client_id=payload.client_id, name=payload.name, email=payload.email, text=payload.text
        )
        await self._chat.leave_message(_caller(connection).visitor, form)
        return Ok()


def _caller(connection: Connection[VisitorCaller]) -> VisitorCaller:
    assert connection.caller is not None
    return connection.caller
