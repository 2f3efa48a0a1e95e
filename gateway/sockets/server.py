"""Socket.IO for aiohttp, with one namespace, text only, handlers in the order of arrival."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

import socketio
from aiohttp import web

from gateway.sockets import packets
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import failure_of
from gateway.sockets.engine_server import EngineServer
from gateway.sockets.engine_socket import EngineSocket
from gateway.sockets.packets import Incoming, ProtocolViolation
from gateway.sockets.refusal import Refusal
from gateway.wire import errors

_TRY_LATER: Final = 429
_TRY_AGAIN: Final = 1013
"""The close code for it (the registry of RFC 6455, section 7.4.2)."""


class Door(Protocol):
    """What one path serves: who may come in, and what is done with what they say."""

    @property
    def session_cookie(self) -> str | None:
        """The cookie that may stand in for a token, kept for `enter`."""
        ...

    def admits_origin(self, origin: str) -> bool:
        """Tell whether a page of this origin may connect at all."""
        ...

    async def enter(self, connection: Connection[Any], auth: str) -> Callable[[], Awaitable[None]]:
        """Let a client in by what its CONNECT carries, as JSON text.

        Joins the connection to its caller, and returns what to do after the client was told.

        Raises:
            Refusal: it may not come in; the client is told why.
        """
        ...

    def receive(
        self, connection: Connection[Any], packet_id: int | None, body: str
    ) -> Awaitable[None] | None:
        """Take an event, as the JSON text of its list; never raises but ProtocolViolation."""
        ...

    def left(self, connection: Connection[Any]) -> None:
        """A connection that had come in is gone."""
        ...


class Turnstile(Protocol):
    """Counts connections and connects of each client address."""

    def admit(self, address: str) -> float | None:
        """Count a try to connect; or give the seconds after which to try again."""
        ...

    def enter(self, address: str) -> None:
        """Count a connection more."""
        ...

    def leave(self, address: str) -> None:
        """Count a connection less."""
        ...


class SocketServer(socketio.AsyncServer):  # type: ignore[misc]  # shipped without types
    """The live connections of one path; the door decides, this class carries."""

    eio: EngineServer

    def __init__(
        self,
        *,
        path: str,
        door: Door,
        address_of: Callable[[web.Request], str],
        turnstile: Turnstile,
        now: Callable[[], float],
    ) -> None:
        """Serve `door` at `path`; `now` is the loop's time in seconds."""
        self.path = path
        self._door = door
        self._address_of = address_of
        self._turnstile = turnstile
        self._connections: dict[str, Connection[Any]] = {}
        # A function, so that an empty list can never mean "no check at all".
        super().__init__(
            async_handlers=False,
            listener=self,
            now=now,
            cors_allowed_origins=lambda origin, _: door.admits_origin(origin),
        )

    def _engineio_server_class(self) -> type[EngineServer]:
        return EngineServer

    def mount(self, app: web.Application) -> None:
        """Serve the path in `app` for as long as it runs."""
        self.attach(app, self.path)

        async def beat(_: web.Application) -> None:
            self.eio.spawn_heartbeat()

        async def stop(_: web.Application) -> None:
            await self.shutdown()

        app.on_startup.append(beat)
        app.on_shutdown.append(stop)

    async def shutdown(self) -> None:
        """Close every connection; returns when all are told."""
        await self.eio.shutdown()

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._connections)

    # --- What the transport tells ----------------------------------------------------------------

    def admit(self, request: web.Request) -> web.Response | None:
        """Refuse a new connection of an address that makes too many."""
        wait = self._turnstile.admit(self._address_of(request))
        if wait is None:
            return None
        return web.Response(status=_TRY_LATER, headers={"Retry-After": str(int(wait) + 1)})

    def opened(self, socket: EngineSocket, request: web.Request) -> None:
        """Keep what the handshake showed."""
        cookie = self._door.session_cookie
        address = self._address_of(request)
        self._turnstile.enter(address)
        self._connections[socket.sid] = Connection(
            socket,
            sid=socket.sid,
            address=address,
            origin=request.headers.get("Origin"),
            cookie=request.cookies.get(cookie) if cookie is not None else None,
        )

    def heard(self, socket: EngineSocket, text: str) -> Awaitable[None] | None:
        """Take one packet; the next one of this connection waits for what is returned."""
        incoming = packets.parse(text)
        connection = self._connections[socket.sid]
        if incoming.kind == "event":
            if not connection.joined:
                raise ProtocolViolation("an event before CONNECT")
            return self._door.receive(connection, incoming.packet_id, incoming.body)
        if incoming.kind == "connect":
            return self._or_shut(socket, self._connect(connection, socket, incoming))
        if incoming.kind == "disconnect":
            socket.shut()
        return None

    def closed(self, socket: EngineSocket) -> None:
        """Forget the connection."""
        connection = self._connections.pop(socket.sid)
        self._turnstile.leave(connection.address)
        if connection.joined:
            self._door.left(connection)

    async def _connect(
        self, connection: Connection[Any], socket: EngineSocket, incoming: Incoming
    ) -> None:
        if incoming.namespace != "/":
            socket.push(packets.namespace_refusal(incoming.namespace))
            return
        if connection.joined:
            raise ProtocolViolation("a second CONNECT")
        try:
            welcomed = await self._door.enter(connection, incoming.body)
        except Refusal as refusal:
            detail = errors.failure(
                refusal.code,
                refusal.locale,
                field=refusal.field,
                retry_after_seconds=refusal.retry_after_seconds,
            ).error
            socket.push(packets.refusal(detail.message, detail))
            return
        socket.push(packets.welcome(connection.sid))
        await welcomed()

    async def _or_shut(self, socket: EngineSocket, connecting: Awaitable[None]) -> None:
        """Close a connection that could not be let in: every client comes back by itself."""
        try:
            await connecting
        except ProtocolViolation:
            raise
        except Exception as error:  # noqa: BLE001 - logged there, without what the client sent
            failure_of(error, "en", "connect")
            socket.shut(_TRY_AGAIN)
