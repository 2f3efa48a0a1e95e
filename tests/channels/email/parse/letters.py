"""What the tables of nasty mail are written with."""

import base64
from dataclasses import dataclass
from typing import Any

CRLF = "\r\n"
RECEIVED = 1_800_000_000_000_000
"""15 January 2027, in microseconds: when every message of the tables arrives."""

FROM = b"From: Ada <ada@example.org>\r\n"
TO = b"To: help@parley.example\r\n"
DATE = b"Date: Thu, 14 Jan 2027 10:00:00 +0100\r\n"
MESSAGE_ID = b"Message-ID: <a@example.org>\r\n"
USUAL = FROM + TO + DATE + MESSAGE_ID
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64)) * 4


@dataclass(frozen=True)
class Nasty:
    """One message with what must be understood of it."""

    name: str
    raw: bytes
    right: dict[str, Any]
    """Attributes of the parsed message, or one of the questions in `test_nasty.ANSWERS`."""


def nasty(name: str, raw: bytes, **right: Any) -> Nasty:
    """Write a row of a table."""
    return Nasty(name, raw, right)


def letter(body: bytes = b"Hello", *headers: bytes, usual: bytes = USUAL) -> bytes:
    """A message with the usual headers besides those given."""
    lines = b"".join(header.rstrip(b"\r\n") + b"\r\n" for header in headers)
    return usual + lines + b"\r\n" + body


def part(body: bytes, *headers: bytes) -> bytes:
    """One part of a multipart."""
    return b"".join(header.rstrip(b"\r\n") + b"\r\n" for header in headers) + b"\r\n" + body


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "b", end: bool = True) -> bytes:
    """A multipart with its header, to be put into `letter` or `part` by `whole`."""
    mark = f"--{boundary}".encode()
    body = b"".join(mark + b"\r\n" + each + b"\r\n" for each in parts)
    head = f"Content-Type: multipart/{kind}; boundary={boundary}\r\n\r\n".encode()
    return head + body + (mark + b"--\r\n" if end else b"")


def whole(content: bytes, *headers: bytes) -> bytes:
    """The usual headers, further ones, and content that begins with its own header."""
    return USUAL + b"".join(header.rstrip(b"\r\n") + b"\r\n" for header in headers) + content


def attached(content: bytes, name: str, media_type: str = "image/png") -> bytes:
    """A part with a file in base64."""
    return part(
        base64.encodebytes(content),
        f'Content-Type: {media_type}; name="{name}"'.encode(),
        f'Content-Disposition: attachment; filename="{name}"'.encode(),
        b"Content-Transfer-Encoding: base64",
    )
