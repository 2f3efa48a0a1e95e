"""The door for telephone systems that hand their recordings in over HTTP."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Final

import msgspec
from aiohttp import BodyPartReader, web

from channels.voicemail.audio.container import container_of
from channels.voicemail.caller_id import caller_of
from channels.voicemail.ports import Intake, Received, Source
from channels.voicemail.refusal import Refusal
from gateway.http.answers import HttpRefusal, answer
from gateway.http.callers import bearer
from gateway.sockets.dispatch import field_of
from gateway.voicemail_config import Pbx
from gateway.wire.errors import Code
from gateway.wire.http import HandedIn, TakenVoicemail
from gateway.wire.times import from_wire

_CHUNK_BYTES: Final = 65_536
_MAX_PARTS: Final = 32
_MAX_FIELD_BYTES: Final = 4_096
_FORM_BYTES: Final = 65_536
"""What a form may add to its recording: boundaries, headers, fields."""
_MAX_KEY_CHARS: Final = 200
_UNPROCESSABLE: Final = 422
_REPEATED: Final = "Idempotency-Key"
_TRUTHS: Final = {
    "true": True, "1": True, "yes": True, "on": True,
    "false": False, "0": False, "no": False, "off": False, "": False,
}  # fmt: skip


class VoicemailRoutes:
    """Takes recordings in from telephone systems that show their key."""

    def __init__(self, *, intake: Intake, systems: Sequence[Pbx], max_bytes: int) -> None:
        """Let `systems` hand in recordings of up to `max_bytes`."""
        self._intake = intake
        self._systems = systems
        self._max_bytes = max_bytes

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the route; it is there for nobody where no system is configured."""
        return (web.post("/api/v1/voicemails", self.take),)

    async def take(self, request: web.Request) -> web.Response:
        """Take a recording: 201 once it is kept for good, 200 for one that was there before."""
        system = self._system(request)
        repeated = _repeated(request)
        if (request.content_length or 0) > self._max_bytes + _FORM_BYTES:
            raise HttpRefusal(Code.TOO_LARGE, "audio")
        form = await _read_form(request, self._max_bytes)
        if container_of(form.audio) is None:
            raise HttpRefusal(Code.UNSUPPORTED_TYPE, "audio", reason="not_audio")
        # Thirty MB take longer than the loop may be held.
        digest = await asyncio.to_thread(_sha256, form.audio)
        try:
            taken = await self._intake.take(_received(form, digest, system.name, repeated))
        except Refusal as refusal:
            status = _UNPROCESSABLE if refusal.code == "invalid" else None
            raise HttpRefusal(refusal.code, refusal.field, status=status) from None
        if repeated and taken.sha256 != digest:
            # Told that it is kept, the telephone system would forget a message that nobody has.
            raise _unprocessable(_REPEATED, "other_recording")
        return answer(
            TakenVoicemail(interaction_id=taken.interaction_id), status=201 if taken.fresh else 200
        )

    def _system(self, request: web.Request) -> Pbx:
        """Find whose key it is; every key is compared, so that time tells nothing."""
        shown = (bearer(request) or "").encode("utf-8", "surrogateescape")
        found = [each for each in self._systems if hmac.compare_digest(each.key.encode(), shown)]
        if not found:
            raise HttpRefusal(Code.UNAUTHENTICATED, reason="no_key")
        return found[0]


class _Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it was sent."""

    audio: bytes
    file_name: str
    fields: HandedIn
    called_at: int | None
    callback: bool


def _repeated(request: web.Request) -> str:
    """Give the key under which the same recording may come again, empty without one."""
    key = request.headers.get(_REPEATED, "").strip()
    if len(key) > _MAX_KEY_CHARS or not key.isprintable():
        raise _unprocessable(_REPEATED)
    return key


async def _read_form(request: web.Request, max_bytes: int) -> _Form:
    """Read the parts in whatever order they come.

    Raises:
        HttpRefusal: 400 for what is no form, 413 past `max_bytes`, 422 for a field.

    """
    if not request.content_type.startswith("multipart/"):
        raise HttpRefusal(Code.INVALID, "Content-Type")
    audio: bytes | None = None
    file_name, texts = "", dict[str, str]()
    try:
        async for part in _parts(request):
            name = part.name or ""
            if name == "audio":
                if audio is not None:
                    raise _unprocessable("audio")
                audio = await _bytes_of(part, max_bytes, "audio")
                file_name = part.filename or ""
            elif name in HandedIn.__struct_fields__:
                text = await _bytes_of(part, _MAX_FIELD_BYTES, name)
                texts[name] = text.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise _unprocessable(name) from None
    except (ValueError, AssertionError) as error:  # what aiohttp raises for a broken body
        raise HttpRefusal(Code.INVALID) from error
    if not audio:
        raise _unprocessable("audio")
    return _checked(audio, file_name, texts)


async def _parts(request: web.Request) -> AsyncIterator[BodyPartReader]:
    reader = await request.multipart()
    for _ in range(_MAX_PARTS):
        part = await reader.next()
        if part is None:
            return
        if isinstance(part, BodyPartReader):
            yield part
    raise HttpRefusal(Code.INVALID)


async def _bytes_of(part: BodyPartReader, most: int, field: str) -> bytes:
    read = bytearray()
    while chunk := await part.read_chunk(_CHUNK_BYTES):
        read += chunk
        if len(read) > most:
            raise HttpRefusal(Code.TOO_LARGE, field)
    return bytes(read)


def _checked(audio: bytes, file_name: str, texts: dict[str, str]) -> _Form:
    try:
        # Text is all that a form holds: numbers are read from it here, times and truths below.
        fields = msgspec.convert(
            {name: text for name, text in texts.items() if text or name == "caller"},
            HandedIn,
            strict=False,
        )
    except msgspec.ValidationError as error:
        raise _unprocessable(field_of(str(error))) from None
    try:
        called_at = from_wire(fields.called_at) if fields.called_at else None
    except (ValueError, OverflowError):
        raise _unprocessable("called_at") from None
    callback = _TRUTHS.get(fields.callback.casefold())
    if callback is None:
        raise _unprocessable("callback")
    return _Form(
        audio=audio,
        file_name=file_name,
        fields=fields,
        called_at=called_at,
        callback=callback,
    )


def _sha256(audio: bytes) -> str:
    return hashlib.sha256(audio).hexdigest()


def _received(form: _Form, digest: str, system: str, repeated: str) -> Received:
    fields = form.fields
    # Some hand on the whole line, `"Ada" <+49301234567>`, where the number was asked for.
    caller = caller_of(fields.caller)
    if repeated:
        key = f"key {repeated}"
    else:
        key = f"sha256 {digest} {fields.transaction_id} {fields.called_at} {fields.caller}".strip()
    return Received(
        audio=form.audio,
        sha256=digest,
        file_name=form.file_name,
        queue=fields.queue,
        source=Source(door="http", name=system, key=key),
        caller=caller.number,
        caller_name=fields.caller_name or caller.name,
        called_at=form.called_at,
        callback=form.callback,
        agent_box=fields.agent_box or None,
        phone_queue=fields.phone_queue,
        interaction_guid=fields.interaction_guid,
        transaction_id=fields.transaction_id,
        start_offset_seconds=fields.start_offset_seconds,
        cluster=fields.cluster,
    )


def _unprocessable(field: str | None, reason: str | None = None) -> HttpRefusal:
    return HttpRefusal(Code.INVALID, field, status=_UNPROCESSABLE, reason=reason)
