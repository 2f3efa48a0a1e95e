"""One Socket.IO link by hand: it costs little, and can be cut in every way a network can."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

import aiohttp

PATIENCE_SECONDS = 30.0

Hear = Callable[[str, Any], None]
"""Told each event with its payload, in the order in which they come."""


class LinkLost(Exception):
    """The link went before the answer came; what was asked may have been done or not."""


class Refused(Exception):
    """The gateway answered that something may not be."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["code"])
        self.code: str = error["code"]


class Link:
    """A WebSocket that speaks Engine.IO and Socket.IO."""

    def __init__(self, http: aiohttp.ClientSession, hear: Hear) -> None:
        """Hear events through `hear`; `open` connects."""
        self._http = http
        self._hear = hear
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._socket: aiohttp.ClientWebSocketResponse
        self.lost = asyncio.Event()

    async def open(self, url: str, auth: dict[str, Any]) -> None:
        """Connect; raises `LinkLost` when nobody is there, `Refused` when one may not come in."""
        try:
            self._socket = await self._http.ws_connect(
                f"{url}/?EIO=4&transport=websocket", autoping=True, max_msg_size=0
            )
            await self._socket.receive_str()
            await self._socket.send_str("40" + json.dumps(auth))
            answer = await self._socket.receive_str()
        except (aiohttp.ClientError, OSError) as error:
            raise LinkLost from error
        except TypeError as error:  # a close frame, where text was awaited
            self.abort()
            raise LinkLost from error
        if answer.startswith("44"):
            self.abort()
            raise Refused(json.loads(answer[2:]).get("data") or {"code": "refused"})
        self._reader = asyncio.ensure_future(self._read())

    async def ask(self, event: str, **payload: Any) -> dict[str, Any]:
        """Send an event and give its answer; raises `Refused`, `LinkLost`."""
        if self.lost.is_set():
            raise LinkLost
        number = next(self._numbers)
        answered = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            await self._socket.send_str(f"42{number}" + json.dumps([event, payload]))
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer = await answered
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            del self._asked[number]
            self.abort()  # whoever reads may notice only later
            raise LinkLost from error
        finally:
            self._asked.pop(number, None)
        if not answer["ok"]:
            raise Refused(answer["error"])
        return answer

    # --- Ways to go ------------------------------------------------------------------------------

    async def close(self) -> None:
        """Say goodbye, as a browser does that is closed."""
        self._stop_reading()
        try:
            async with asyncio.timeout(1):
                await self._socket.send_str("41")
                await self._socket.close()
        except (aiohttp.ClientError, OSError, TimeoutError):
            self.abort()

    def abort(self) -> None:
        """Reset the connection, as a crashed browser or a firewall does."""
        self._stop_reading()
        transport = (
            self._socket._response.connection and self._socket._response.connection.transport
        )
        if transport is not None:
            transport.abort()
        self._socket._response.close()

    def forsake(self) -> None:
        """Leave it half open, as a telephone without a network does: no goodbye, no answer."""
        self._stop_reading()

    def _stop_reading(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
        self._end()

    # --- Listening -------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            async for packet in self._socket:
                if packet.type is aiohttp.WSMsgType.TEXT:
                    await self._take(packet.data)
        except (aiohttp.ClientError, OSError):
            pass
        finally:
            self._end()

    async def _take(self, packet: str) -> None:
        if packet == "2":
            await self._socket.send_str("3")
        elif packet.startswith("42"):
            event, *payload = json.loads(packet[2:])
            self._hear(event, payload[0] if payload else None)
        elif packet.startswith("43"):
            at = packet.index("[")
            asked = self._asked.get(int(packet[2:at]))
            if asked is not None and not asked.done():
                asked.set_result(json.loads(packet[at:])[0])

    def _end(self) -> None:
        self.lost.set()
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(LinkLost())
