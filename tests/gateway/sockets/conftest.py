"""A door that lets everybody in, served on a loopback port."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import socketio
from aiohttp import web

from gateway.serving import loop_factory
from gateway.sockets import packets
from gateway.sockets.connection import Connection
from gateway.sockets.refusal import Refusal
from gateway.sockets.server import SocketServer
from gateway.wire.errors import Code

OWN = "http://own.example"
SITE = "http://shop.example"


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Serve on the event loop the gateway serves on: loops differ in what ends a connection."""
    return {"gateway": loop_factory() or asyncio.new_event_loop}


class EchoDoor:
    """Answers each event with its own text, and remembers who came and went."""

    session_cookie = "parley"

    def __init__(self) -> None:
        self.inside: list[Connection[str]] = []
        self.gone: list[Connection[str]] = []
        self.heard: list[str] = []
        self.refuse: Exception | None = None
        self.unwelcome: Exception | None = None
        self.before_answer: Callable[[], Awaitable[None]] | None = None

    def admits_origin(self, origin: str) -> bool:
        return origin in (OWN, SITE)

    async def enter(self, connection: Connection[str], auth: str) -> Callable[[], Awaitable[None]]:
        if self.refuse is not None:
            raise self.refuse
        connection.join(auth)

        async def welcomed() -> None:
            if self.unwelcome is not None:
                raise self.unwelcome
            self.inside.append(connection)
            connection.release([packets.event("session", {"auth": auth})])

        return welcomed

    def receive(
        self, connection: Connection[str], packet_id: int | None, body: str
    ) -> Awaitable[None] | None:
        answer = connection.expect(packet_id)
        self.heard.append(body)
        if self.before_answer is None:
            connection.give(answer, body)
            return None
        return self._later(connection, answer, body)

    async def _later(self, connection: Connection[str], answer: Any, body: str) -> None:
        assert self.before_answer is not None
        await self.before_answer()
        connection.give(answer, body)

    def left(self, connection: Connection[str]) -> None:
        self.gone.append(connection)


class CountingTurnstile:
    """Counts, and refuses when told to."""

    def __init__(self) -> None:
        self.open = 0
        self.wait: float | None = None

    def admit(self, address: str) -> float | None:
        return self.wait

    def enter(self, address: str) -> None:
        self.open += 1

    def leave(self, address: str) -> None:
        self.open -= 1


class Served:
    """A socket server on a port, with ways to reach it."""

    def __init__(self, door: EchoDoor, turnstile: CountingTurnstile, server: SocketServer) -> None:
        self.door = door
        self.turnstile = turnstile
        self.server = server
        self.address = ""
        self.transports: Callable[[], list[asyncio.Transport | None]] = list
        """Of the connections that are open, at the server's side."""
        self.seconds = 0.0

    @property
    def engine_url(self) -> str:
        return f"{self.address}/ws/widget/?EIO=4&transport="

    async def client(self, *transports: str, **options: Any) -> socketio.AsyncClient:
        client = socketio.AsyncClient(reconnection=False)
        await client.connect(
            self.address,
            socketio_path="/ws/widget",
            transports=list(transports) or ["websocket"],
            **options,
        )
        return client


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    door, turnstile = EchoDoor(), CountingTurnstile()
    holder: list[Served] = []
    server = SocketServer(
        path="/ws/widget",
        door=door,
        address_of=lambda request: request.remote or "",
        turnstile=turnstile,
        now=lambda: holder[0].seconds,
    )
    served = Served(door, turnstile, server)
    holder.append(served)
    app = web.Application()
    server.mount(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    requests = runner.server
    assert requests is not None
    served.transports = lambda: [handler.transport for handler in requests.connections]
    yield served
    await runner.cleanup()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class RawSocket:
    """Engine.IO by hand, for what no client library would send."""

    def __init__(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        self.websocket = websocket

    async def join(self) -> None:
        await self.receive("0")
        await self.websocket.send_str("40{}")
        await self.receive("40")
        await self.receive("42")

    async def receive(self, prefix: str) -> str:
        async with asyncio.timeout(5):
            text = await self.websocket.receive_str()
        assert text.startswith(prefix), text
        return text

    async def close_code(self) -> int | None:
        """Read until the server closes, and give its code."""
        async with asyncio.timeout(5):
            async for _ in self.websocket:
                pass
        return self.websocket.close_code


@pytest.fixture
async def raw(served: Served, http: aiohttp.ClientSession) -> AsyncIterator[RawSocket]:
    websocket = await http.ws_connect(served.engine_url + "websocket")
    yield RawSocket(websocket)
    await websocket.close()


REFUSED = Refusal(Code.UNAUTHENTICATED)
