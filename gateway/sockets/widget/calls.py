"""What a customer asks for who would rather speak: to be heard, or to be called."""

from collections.abc import Callable

from channels.chat.service import ChatService
from channels.voicemail.call_request import CallRequest, CallRequests
from gateway.sockets.callers import VisitorCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.wire import widget as wire
from router.ids import Instant, InteractionId
from router.lifecycle import Medium


class CallEvents:
    """Translates a customer's requests to the voicemail channel."""

    def __init__(
        self,
        *,
        requests: CallRequests,
        chat: ChatService,
        waits_since: Callable[[InteractionId], Instant | None],
    ) -> None:
        """Ask `requests`; `waits_since` knows who has a place in a line."""
        self._requests = requests
        self._chat = chat
        self._waits_since = waits_since

    def handlers(self) -> dict[str, Handler[VisitorCaller]]:
        """Give the handlers by the name of their event."""
        return {"callback.request": self.request}

    async def request(
        self, connection: Connection[VisitorCaller], payload: wire.RequestCallback
    ) -> wire.RequestedCallback:
        """Take a voice message or a callback; whoever waits for a chat keeps their place (CBK-001).

        They leave the conversation afterwards: nobody waits twice. A gateway that ends in between
        finds them waiting, and does it when the form is sent again.
        """
        caller = connection.caller
        assert caller is not None
        visitor = caller.visitor
        chat = self._chat.open_chat_of(visitor.id)
        waits = None if chat is None or chat.state != "waiting" else chat
        medium = await self._requests.take(
            CallRequest(
                site_id=caller.site_id,
                visitor_id=visitor.id,
                client_id=payload.client_id,
                number=payload.number,
                # What the site has signed stands in place of what anybody may type.
                name=visitor.name if visitor.subject and visitor.name else payload.name or "",
                voice_id=payload.voice_id,
                waits_since=None if waits is None else self._waits_since(waits.id),
            )
        )
        if waits is not None and medium is Medium.CALLBACK:
            await self._chat.end(visitor.id, waits.id)
        return wire.RequestedCallback(callback=medium is Medium.CALLBACK)
