"""A service over HTTP that writes down what is said."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import aiohttp
import msgspec

from channels.voicemail.transcript.scribe import MOST_BYTES, NoTranscript, plain

_OK: Final = 200


class _Answer(msgspec.Struct, frozen=True):
    text: str


class ServiceScribe:
    """Posts the recording as the field `file` of a form, is answered `{"text": ...}` (`Scribe`)."""

    def __init__(self, url: str, *, key: str, fields: Mapping[str, str], seconds: int) -> None:
        """Post to `url` with more `fields`; a `key` is shown as a bearer token."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._fields = fields
        self._timeout = aiohttp.ClientTimeout(total=seconds)

    async def transcribe(self, recording: Path) -> str:
        """Give the text of the answer."""
        form = aiohttp.FormData(dict(self._fields))
        form.add_field(
            "file",
            await asyncio.to_thread(recording.read_bytes),
            filename="recording.wav",
            content_type="audio/wav",
        )
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                # A recording goes where it was told to go, and nowhere else.
                session.post(
                    self._url, data=form, headers=self._headers, allow_redirects=False
                ) as answer,
            ):
                if answer.status != _OK:
                    raise NoTranscript(f"the service answers {answer.status}")
                said = await _read(answer.content)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NoTranscript(f"the service cannot be asked ({type(error).__name__})") from error
        try:
            return plain(msgspec.json.decode(said, type=_Answer).text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise NoTranscript("the service answers something else than a text") from error


async def _read(content: aiohttp.StreamReader) -> bytes:
    said = bytearray()
    async for chunk in content.iter_any():
        said += chunk
        if len(said) > MOST_BYTES:
            raise NoTranscript("the service answers without an end")
    return bytes(said)
