"""Packets of Socket.IO 5 over Engine.IO 4, written once for any number of recipients.

Only what Parley speaks: text packets of the default namespace. Everything else that the two
protocols allow (binary attachments, other namespaces) is not Socket.IO as far as we are concerned
and closes the connection.
"""

from typing import Final, Literal

import msgspec

_CONNECT: Final = "0"
_DISCONNECT: Final = "1"
_EVENT: Final = "2"
_ACK: Final = "3"
# No client counts further than this; python-socketio would convert a hundred digits.
_MAX_ID_DIGITS: Final = 15

_encode = msgspec.json.Encoder().encode


class ProtocolViolation(Exception):
    """What was received is not Socket.IO as Parley speaks it; the connection is closed."""


class Outgoing:
    """One packet ready to be sent, over WebSocket as a frame or over polling as text."""

    __slots__ = ("_frame", "_text")

    packet_type = 4
    """A message, to Engine.IO, which counts and logs packets by this."""

    def __init__(self, text: bytes) -> None:
        """Take the whole packet with its Engine.IO digit."""
        self._text = text
        self._frame: bytes | None = None

    def encode(self, *, b64: bool = False) -> str:  # noqa: ARG002 - Engine.IO's polling asks so
        """Give the packet as text, as Engine.IO's polling payload wants it."""
        return self._text.decode()

    @property
    def frame(self) -> bytes:
        """The packet as one WebSocket text frame, made at the first recipient."""
        if self._frame is None:
            self._frame = text_frame(self._text)
        return self._frame


def text_frame(payload: bytes) -> bytes:
    """Wrap `payload` as an unmasked, unfragmented text frame (RFC 6455 section 5.2)."""
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload


def event(name: str, payload: object) -> Outgoing:
    """Write an event with one argument."""
    return Outgoing(b'42["' + name.encode() + b'",' + _encode(payload) + b"]")


def acknowledgement(packet_id: int, answer: object) -> Outgoing:
    """Write the answer to the event that carried `packet_id`."""
    return Outgoing(b"43%d[" % packet_id + _encode(answer) + b"]")


def welcome(sid: str) -> Outgoing:
    """Write the answer to an accepted connect."""
    return Outgoing(b"40" + _encode({"sid": sid}))


def refusal(message: str, detail: object) -> Outgoing:
    """Write the answer to a refused connect; clients show `message`, read `data`."""
    return Outgoing(b"44" + _encode({"message": message, "data": detail}))


def namespace_refusal(namespace: str) -> Outgoing:
    """Write the answer to a connect to a namespace that there is not."""
    return Outgoing(b"44" + namespace.encode() + b"," + _encode({"message": "Invalid namespace"}))


DISCONNECT: Final = Outgoing(b"41")


class Incoming(msgspec.Struct, frozen=True, gc=False):
    """A packet from a client, its JSON not yet looked into."""

    kind: Literal["connect", "disconnect", "event", "ack"]
    packet_id: int | None
    body: str
    namespace: str = "/"


def parse(text: str) -> Incoming:
    """Read a Socket.IO packet, without Engine.IO's digit.

    Raises:
        ProtocolViolation: it is none, or one that Parley does not speak.
    """
    kind = text[:1]
    if kind == _EVENT:
        start = text.find("[", 1, _MAX_ID_DIGITS + 2)
        if start < 0:
            raise ProtocolViolation("an event without a list")
        return Incoming("event", _packet_id(text[1:start]), text[start:])
    if kind == _CONNECT:
        return _connect(text)
    if kind == _DISCONNECT:
        return Incoming("disconnect", None, "")
    if kind == _ACK:
        # Parley asks for no acknowledgement, so none means anything; it is harmless.
        return Incoming("ack", None, "")
    raise ProtocolViolation(f"a packet of type {kind!r}")


def _packet_id(digits: str) -> int | None:
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()):
        raise ProtocolViolation("an event for another namespace, or with a strange id")
    return int(digits)


def _connect(text: str) -> Incoming:
    body = text[1:]
    if not body.startswith("/"):
        return Incoming("connect", None, body)
    namespace, _, auth = body.partition(",")
    namespace = namespace.partition("?")[0]
    if len(namespace) > 64 or not namespace.isprintable():
        raise ProtocolViolation("a strange namespace")
    return Incoming("connect", None, auth, namespace)
