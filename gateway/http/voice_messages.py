"""What visitors of a web site say, on its way in from their browsers."""

from collections.abc import Callable, Iterable

from aiohttp import web

from accounts.directory import Directory
from accounts.networks import network_of
from channels.chat.limits import Rate
from channels.chat.service import ChatService
from channels.chat.values import Visitor
from channels.contract import Clock
from channels.voicemail.audio import formats
from channels.voicemail.audio.riff import Unreadable, walk
from channels.voicemail.call_request import voice_queue
from gateway.http.addresses import ClientAddresses
from gateway.http.answers import HttpRefusal, answer
from gateway.http.callers import bearer
from gateway.http.uploads import uploaded
from gateway.voice_messages import MOST_BYTES, MOST_SECONDS, VoiceMessages
from gateway.wire.errors import Code
from gateway.wire.http import UploadedVoice
from router.ids import SECOND


class VoiceMessageRoutes:
    """Takes voice messages of visitors whose site has a queue for them."""

    def __init__(
        self,
        *,
        messages: VoiceMessages,
        chat: ChatService,
        directory: Callable[[], Directory],
        addresses: ClientAddresses,
        clock: Clock,
        visitor_rate: Rate | None,
        address_rate: Rate | None,
    ) -> None:
        """Keep them in `messages`; None switches a rate off."""
        self._messages = messages
        self._chat = chat
        self._directory = directory
        self._addresses = addresses
        self._clock = clock
        self._visitor_rate = visitor_rate
        self._address_rate = address_rate

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the route."""
        return (web.post("/api/v1/widget/voice", self.upload),)

    async def upload(self, request: web.Request) -> web.Response:
        """Keep a recording until `callback.request` names it."""
        visitor = await self._visitor(request)
        if voice_queue(self._directory(), visitor.site_id) is None:
            raise HttpRefusal(Code.NOT_FOUND, "site")
        self._limit(self._visitor_rate, visitor.id)
        self._limit(self._address_rate, network_of(self._addresses.of(request)))
        _, _, chunks = await uploaded(request)
        audio = bytearray()
        async for chunk in chunks:
            audio += chunk
            if len(audio) > MOST_BYTES:
                raise HttpRefusal(Code.TOO_LARGE, "file")
        seconds = _seconds_of(bytes(audio))
        voice_id = await self._messages.keep(visitor.id, bytes(audio))
        return answer(UploadedVoice(voice_id=voice_id, duration_seconds=seconds), status=201)

    async def _visitor(self, request: web.Request) -> Visitor:
        visitor = await self._chat.visitor_by_token(bearer(request) or "")
        if visitor is None:
            raise HttpRefusal(Code.UNAUTHENTICATED)
        return visitor

    def _limit(self, rate: Rate | None, key: str) -> None:
        wait = 0 if rate is None else rate.take(key, self._clock.now())
        if wait:
            raise HttpRefusal(Code.RATE_LIMITED, retry_after_seconds=wait / SECOND)


def _seconds_of(audio: bytes) -> float:
    """Measure a recording.

    Raises:
        HttpRefusal: `unsupported_type` for what is no PCM16 in one channel, whose length nobody
            could lie about; `invalid` for one without sound, `too_large` for one too long.

    """
    wave = walk(audio)
    if isinstance(wave, Unreadable) or (wave.tag, wave.bits, wave.channels) != (formats.PCM, 16, 1):
        raise HttpRefusal(Code.UNSUPPORTED_TYPE, "file", reason="not_audio")
    if wave.rate <= 0 or wave.length < wave.block_bytes:
        raise HttpRefusal(Code.INVALID, "file")
    seconds = wave.length / (2 * wave.rate)
    if seconds > MOST_SECONDS + 1:
        raise HttpRefusal(Code.TOO_LARGE, "file")
    return seconds
