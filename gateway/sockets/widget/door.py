"""Lets customers in by their site's key, and tells their widget where they stand."""

from collections.abc import Awaitable, Callable

from accounts.directory import Directory
from channels.chat.refusal import Refusal as ChatRefusal
from channels.chat.service import ChatService
from channels.chat.values import Arrival
from gateway.sockets import packets
from gateway.sockets.audience import Audience
from gateway.sockets.callers import VisitorCaller
from gateway.sockets.connection import Connection
from gateway.sockets.credentials import language, read_auth
from gateway.sockets.dispatch import Dispatcher
from gateway.sockets.rates import CallerRate
from gateway.sockets.refusal import Refusal
from gateway.views.chats import ChatViews
from gateway.views.snapshot import WidgetSessions
from gateway.wire.errors import Code
from gateway.wire.events import Event
from gateway.wire.widget import WidgetAuth


class VisitorGuard:
    """Keeps one visitor from asking for too much; the channel has narrower rates of its own."""

    def __init__(self, rate: CallerRate) -> None:
        """Count with `rate`."""
        self._rate = rate

    def __call__(self, caller: VisitorCaller, event: Event) -> None:  # noqa: ARG002 - the port
        """Let the event pass, or raise Refusal."""
        wait = self._rate.take(caller.visitor.id)
        if wait is not None:
            raise Refusal(Code.RATE_LIMITED, retry_after_seconds=wait)


class WidgetDoor:
    """The customers' path (`gateway.sockets.server.Door`)."""

    session_cookie = None

    def __init__(
        self,
        *,
        own_origin: str,
        directory: Callable[[], Directory],
        audience: Audience[VisitorCaller],
        chat: ChatService,
        chats: ChatViews,
        sessions: WidgetSessions,
        dispatcher: Dispatcher[VisitorCaller],
    ) -> None:
        """Join the collaborators; the widget's frame itself comes from `own_origin`."""
        self._own_origin = own_origin
        self._directory = directory
        self._audience = audience
        self._chat = chat
        self._chats = chats
        self._sessions = sessions
        self.receive = dispatcher.receive

    def admits_origin(self, origin: str) -> bool:
        """Tell whether a page of this origin may connect for any site at all."""
        return origin == self._own_origin or any(
            origin in site.origins and not site.disabled
            for site in self._directory().sites.values()
        )

    async def enter(
        self, connection: Connection[VisitorCaller], auth: str
    ) -> Callable[[], Awaitable[None]]:
        """Let in a browser that comes from the site, or without Origin by its key."""
        shown = read_auth(auth, WidgetAuth)
        locale = language(shown.locale)
        self._check_origin(connection.origin, shown.site)
        arrival = Arrival(
            site_key=shown.site,
            token=shown.token,
            identity=shown.identity,
            locale=locale,
            address=connection.address,
        )
        try:
            welcome = await self._chat.connect(arrival)
        except ChatRefusal as refusal:
            raise Refusal(
                Code(refusal.code),
                refusal.field,
                retry_after_seconds=refusal.retry_after_seconds,
                locale=locale,
            ) from None
        if connection.closed:
            raise Refusal(Code.UNAVAILABLE)  # nobody is left to hear it
        caller = VisitorCaller(welcome.visitor, welcome.site_id, locale)
        connection.join(caller)
        self._audience.add(caller.visitor.id, connection)
        self._chat.attached(caller.visitor.id)

        async def greet() -> None:
            missed = await self._chat.missed(caller.author, shown.since or {})
            connection.release(
                [
                    packets.event("session", self._sessions.of_visitor(welcome)),
                    *(
                        packets.event("message", self._chats.message_for(each, caller.author))
                        for each in missed
                    ),
                ]
            )

        return greet

    def left(self, connection: Connection[VisitorCaller]) -> None:
        """Count the socket out."""
        caller = connection.caller
        assert caller is not None
        self._audience.remove(caller.visitor.id, connection)
        self._chat.detached(caller.visitor.id)

    def _check_origin(self, origin: str | None, site_key: str) -> None:
        """Hold a browser to the very site it names: another site's page is none of its own."""
        if origin is None or origin == self._own_origin:
            return
        site = self._directory().site_by_key(site_key)
        if site is None or origin not in site.origins:
            raise Refusal(Code.FORBIDDEN, "site")
