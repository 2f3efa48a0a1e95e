"""What Outlook wraps into a winmail.dat (MS-OXTNEF)."""

import struct
from typing import Final, NamedTuple

from tnefparse import TNEF

from channels.email.parse import limits
from channels.email.parse.charset import decode

_SIGNATURE: Final = 0x223E9F78
_HEADER: Final = struct.Struct("<BHHL")
_OVERHEAD: Final = 11
"""Bytes of an object besides its data: the header and a check sum."""


class Unwrapped(NamedTuple):
    """The content of a winmail.dat."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


def unwrap(content: bytes) -> Unwrapped | None:
    """Open a winmail.dat, None if it cannot be.

    The library copies all that follows for each object, and raises whatever comes to it for
    broken ones, so the objects are counted first.
    """
    if not _plausible(content):
        return None
    try:
        wrapped = TNEF(content, do_checksum=False)
        files = tuple(
            (_text(each.long_filename()), bytes(each.data))
            for each in wrapped.attachments
            if each.data
        )
        return Unwrapped(_text(wrapped.body), _text(wrapped.htmlbody), files)
    except Exception:  # noqa: BLE001 - the file stays attached as it came, and the flag says so
        return None


def _plausible(content: bytes) -> bool:
    """Tell whether `content` begins as it should and holds few enough objects."""
    if len(content) < 6 or struct.unpack_from("<L", content)[0] != _SIGNATURE:
        return False
    position = 6
    for _ in range(limits.TNEF_OBJECTS):
        if position + _HEADER.size > len(content):
            return True
        position += _HEADER.unpack_from(content, position)[3] + _OVERHEAD
    return False


def _text(value: object) -> str:
    """Give text for what the library gives: text, bytes, a list of either, or nothing."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = decode(value).text
    return value.strip("\0") if isinstance(value, str) else ""
