"""Encoded words in headers (RFC 2047), read as people write them rather than as they should be."""

import binascii
import re
from typing import Final

from channels.email.parse.charset import codecs_for, decode

ENCODED_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")

_Piece = tuple[str, bytes]
"""The character set and the bytes of one word."""


def header_text(value: bytes, *, hint: str = "") -> str:
    """Give the text of a raw header value.

    Bytes above 127 are illegal there and yet common: they are UTF-8, or else in the character set
    of the body, `hint`. Words may be inside quotes, without padding, split within a character,
    or hold blanks and question marks. A word in an unknown character set stays as it came.
    """
    return decode_words(decode(value, hint=hint).text)


def decode_words(text: str) -> str:
    """Replace every encoded word of `text` by what it says."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[_Piece] = []
    position = 0
    while (start := text.find("=?", position)) >= 0:
        match = ENCODED_WORD.match(text, start)
        end = text.find("?=", match.end()) if match else -1
        if match is None:
            out += [_flush(pending), text[position : start + 2]]
            position = start + 2
            continue
        if end < 0:
            break
        between = text[position:start]
        if not pending or not _SPACE.fullmatch(between):
            out += [_flush(pending), between]
        charset = match[1].partition("*")[0]
        piece = _bytes_of(match[2], text[match.end() : end])
        if codecs_for(charset) is None and _unreadable(piece):
            out += [_flush(pending), text[start : end + 2]]
        else:
            if pending and pending[-1][0] != charset.lower():
                out.append(_flush(pending))
            pending.append((charset.lower(), piece))
        position = end + 2
    return "".join((*out, _flush(pending), text[position:]))


def _flush(pending: list[_Piece]) -> str:
    """Decode words that belong together: a character may be half in one, half in the next."""
    if not pending:
        return ""
    text = decode(b"".join(piece for _, piece in pending), pending[0][0]).text
    pending.clear()
    return text


def _unreadable(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _bytes_of(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    clean = _NOT_BASE64.sub(b"", raw)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
