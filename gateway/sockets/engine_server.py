"""The Engine.IO server of one path: its connections, their handshake, their pulse."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from engineio import AsyncServer, packet
from engineio.async_drivers import aiohttp as driver

from gateway.sockets.engine_socket import MAX_FRAME_BYTES, EngineSocket, Listener
from gateway.sockets.heartbeat import PING_INTERVAL_SECONDS, PING_TIMEOUT_SECONDS, Heartbeat


class EngineServer(AsyncServer):  # type: ignore[misc]  # shipped without types
    """The connections of one path."""

    sockets: dict[str, EngineSocket]

    def __init__(self, *, listener: Listener, now: Callable[[], float], **options: Any) -> None:  # noqa: ANN401
        """Report to `listener`; `now` is the loop's time in seconds."""
        # Its own messages are about strangers' input and hold it; ours are structured.
        silent = logging.getLogger("gateway.sockets.engineio")
        silent.setLevel(logging.CRITICAL)
        super().__init__(
            **options,
            async_mode="aiohttp",
            cors_credentials=False,
            http_compression=False,
            logger=silent,
            max_http_buffer_size=MAX_FRAME_BYTES,
            monitor_clients=False,
            ping_interval=PING_INTERVAL_SECONDS,
            ping_timeout=PING_TIMEOUT_SECONDS,
        )
        self.listener = listener
        self.heartbeat = Heartbeat(now)
        self._async = {**driver._async, "translate_request": _environ}  # noqa: SLF001
        self._tasks: set[asyncio.Future[Any]] = set()
        self._unflushed: list[EngineSocket] = []
        self._beating: asyncio.Future[None] | None = None

    def spawn_heartbeat(self) -> None:
        """Begin to take the pulse of the connections; `shutdown` ends it."""
        self._beating = asyncio.ensure_future(self.heartbeat.run())

    def spawn(self, work: Awaitable[object]) -> None:
        """Run `work` beside the connections and keep it from being collected."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def flush_soon(self, socket: EngineSocket) -> None:
        """Flush `socket` once this turn of the event loop has said everything."""
        if not self._unflushed:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unflushed.append(socket)

    def _flush(self) -> None:
        unflushed, self._unflushed = self._unflushed, []
        for socket in unflushed:
            socket.flush()

    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request of a client, the WebSocket handshake included."""
        if "j" in request.query:  # JSONP would run our answers as scripts of a foreign page
            return web.Response(status=400, text="Use polling without JSONP.")
        if "sid" not in request.query:
            refused = self.listener.admit(request)
            if refused is not None:
                return refused
        response: web.StreamResponse = await super().handle_request(request)
        return response

    async def _handle_connect(
        self,
        environ: dict[str, Any],
        transport: str,
        jsonp_index: int | None = None,  # noqa: ARG002 - Engine.IO's signature
    ) -> Any:  # noqa: ANN401
        """Open a connection; over WebSocket this lasts as long as the connection."""
        socket = EngineSocket(self, self.generate_id())
        self.sockets[socket.sid] = socket
        handshake = {
            "sid": socket.sid,
            "upgrades": self._upgrades(socket.sid, transport),
            "pingInterval": int(self.ping_interval * 1000),
            "pingTimeout": int(self.ping_timeout * 1000),
            "maxPayload": MAX_FRAME_BYTES,
        }
        await socket.send(packet.Packet(packet.OPEN, handshake))
        self.listener.opened(socket, environ["aiohttp.request"])
        self.heartbeat.watch(socket)
        if transport == "websocket":
            return await socket.serve_websocket(environ)
        socket.connected = True
        return self._ok(await socket.poll())

    async def shutdown(self) -> None:
        """Close every connection; returns when all are told."""
        if self._beating is not None:
            self._beating.cancel()
        for socket in list(self.sockets.values()):
            socket.shut(1001)
        while self._tasks:
            await asyncio.wait(self._tasks)


def _environ(request: web.Request) -> dict[str, Any]:
    """Give Engine.IO of a request only what it looks at; forwarded headers are none of that."""
    environ = {
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.query_string,
        "aiohttp.request": request,
    }
    for header in ("Origin", "Connection", "Upgrade"):
        if header in request.headers:
            environ[f"HTTP_{header.upper()}"] = request.headers[header]
    return environ
