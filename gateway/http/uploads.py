"""A file on its way in: the part `file` of a multipart request, as a stream."""

from collections.abc import AsyncIterator
from typing import Final

from aiohttp import BodyPartReader, web

from channels.chat.attachments import HEAD_BYTES
from gateway.http.answers import HttpRefusal
from gateway.wire.errors import Code

_CHUNK_BYTES: Final = 65_536
_MAX_PARTS: Final = 8


async def uploaded(request: web.Request) -> tuple[str, bytearray, AsyncIterator[bytes]]:
    """Give the file's name, its head, which fills as the chunks are drawn, and the chunks.

    Raises:
        HttpRefusal: `invalid` without such a part.

    """
    if not request.content_type.startswith("multipart/"):
        raise HttpRefusal(Code.INVALID, "file")
    try:
        reader = await request.multipart()
        for _ in range(_MAX_PARTS):
            part = await reader.next()
            if part is None:
                break
            if isinstance(part, BodyPartReader) and part.name == "file":
                head = bytearray()
                return part.filename or "file", head, _chunks(part, head)
    except (ValueError, AssertionError) as error:  # what aiohttp raises for a broken body
        raise HttpRefusal(Code.INVALID, "file") from error
    raise HttpRefusal(Code.INVALID, "file")


async def _chunks(part: BodyPartReader, head: bytearray) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk(_CHUNK_BYTES):
        if len(head) < HEAD_BYTES:
            head += chunk[: HEAD_BYTES - len(head)]
        yield chunk
