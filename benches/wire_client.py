"""A Socket.IO client that costs almost nothing, so that the server is what a bench measures.

It speaks WebSocket and Engine.IO by hand on an asyncio protocol, looks into a frame no further
than it must, and checks what it counts: every message carries its number in `client_id`.
"""

import asyncio
import base64
import json
import os
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

_MASK: Final = b"\0\0\0\0"  # masking with zeros is masking, and costs nothing
_ACK: Final = b"43"
_EVENT: Final = b'42["message"'


def frame(text: bytes) -> bytes:
    """Wrap a text in a masked WebSocket frame."""
    size = len(text)
    if size < 126:
        return bytes((0x81, 0x80 | size)) + _MASK + text
    return struct.pack("!BBH", 0x81, 0x80 | 126, size) + _MASK + text


class WireClient(asyncio.Protocol):
    """One socket; calls back for each acknowledgement and each message."""

    def __init__(self, host: str, path: str, auth: Mapping[str, object]) -> None:
        self.events: dict[str, list[Any]] = {}
        self.joined = asyncio.get_running_loop().create_future()
        self.on_ack: Callable[[int], None] = lambda _: None
        self.on_message: Callable[[bytes], None] = lambda _: None
        self.awaiting: dict[int, asyncio.Future[Any]] = {}
        self._host = host
        self._path = path
        self._auth = auth
        self._buffer = b""
        self._upgraded = False
        self._transport: asyncio.Transport
        self._calls = 1_000_000_000

    @classmethod
    async def open(cls, port: int, path: str, auth: Mapping[str, object]) -> "WireClient":
        """Connect and come in."""
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(
            lambda: cls(f"127.0.0.1:{port}", path, auth), "127.0.0.1", port
        )
        await asyncio.wait_for(client.joined, 30)
        return client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the WebSocket."""
        self._transport = cast("asyncio.Transport", transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            f"GET /{self._path}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self._host}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Cut the stream into frames and take each."""
        buffer = self._buffer + data if self._buffer else data
        start = 0
        if not self._upgraded:
            end = buffer.find(b"\r\n\r\n")
            if end < 0:
                self._buffer = buffer
                return
            if b" 101 " not in buffer[:20]:
                self.joined.set_exception(ConnectionError(buffer[:200].decode()))
                return
            self._upgraded = True
            start = end + 4
        size_of_buffer = len(buffer)
        while size_of_buffer - start >= 2:
            size = buffer[start + 1] & 0x7F
            head = 2
            if size == 126:
                head = 4
                if size_of_buffer - start < head:
                    break
                size = int.from_bytes(buffer[start + 2 : start + 4], "big")
            elif size == 127:
                head = 10
                if size_of_buffer - start < head:
                    break
                size = int.from_bytes(buffer[start + 2 : start + 10], "big")
            if size_of_buffer - start < head + size:
                break
            opcode = buffer[start] & 0x0F
            body = buffer[start + head : start + head + size]
            start += head + size
            if opcode == 1:
                self._take(body)
        self._buffer = buffer[start:]

    def _take(self, body: bytes) -> None:
        if body.startswith(_EVENT):
            self.on_message(body)
        elif body.startswith(_ACK):
            number = int(body[2 : body.index(b"[")])
            waiting = self.awaiting.pop(number, None)
            if waiting is None:
                self.on_ack(number)
            else:
                waiting.set_result(json.loads(body[body.index(b"[") :])[0])
        elif body == b"2":
            self._transport.write(frame(b"3"))
        elif body.startswith(b"0"):
            self._transport.write(frame(b"40" + json.dumps(self._auth).encode()))
        elif body.startswith(b"40"):
            self.joined.set_result(None)
        elif body.startswith(b"44"):
            self.joined.set_exception(ConnectionError(body.decode()))
        elif body.startswith(b"42"):
            name, payload = json.loads(body[2:])
            self.events.setdefault(name, []).append(payload)

    def emit(self, number: int, event_and_payload: bytes) -> None:
        """Send an event, as the JSON text of its list, asking for an acknowledgement."""
        self._transport.write(frame(b"42%d" % number + event_and_payload))

    async def ask(self, event: str, **payload: str) -> dict[str, Any]:
        """Send an event and wait for its answer, which must be a good one."""
        self._calls += 1
        number = self._calls
        self.awaiting[number] = asyncio.get_running_loop().create_future()
        self.emit(number, json.dumps([event, payload]).encode())
        answer: dict[str, Any] = await asyncio.wait_for(self.awaiting[number], 30)
        assert answer["ok"], answer
        return answer

    def close(self) -> None:
        """Hang up."""
        self._transport.abort()
