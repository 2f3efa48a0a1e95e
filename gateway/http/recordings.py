"""Recordings given out: as sound that can be sought, as a waveform, as they came."""

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote

from aiohttp import web

from accounts.directory import Directory
from accounts.permissions import may
from channels.voicemail.channel import VoicemailChannel
from channels.voicemail.values import Voicemail
from gateway.http.answers import HttpRefusal, answer
from gateway.http.callers import Callers
from gateway.http.signatures import LIFETIME_SECONDS, Signatures
from gateway.views.voicemail import VoicemailViews
from gateway.wire.errors import Code
from gateway.wire.voicemail import CallerHistory, VoicemailPeaks
from router.machine import Router
from storage import caller_history
from storage.blobs import Blobs

MOST_EARLIER_CALLS: Final = 10
_PRIVATE: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": f"private, max-age={LIFETIME_SECONDS}",
}


class RecordingRoutes:
    """Gives out recordings to whoever has them in hand."""

    def __init__(
        self,
        *,
        voicemail: VoicemailChannel,
        router: Router,
        directory: Callable[[], Directory],
        callers: Callers,
        blobs: Blobs,
        signatures: Signatures,
        callers_before: caller_history.CallerHistory,
        views: VoicemailViews,
    ) -> None:
        """Join the collaborators; `router` is only looked at."""
        self._voicemail = voicemail
        self._router = router
        self._directory = directory
        self._callers = callers
        self._blobs = blobs
        self._signatures = signatures
        self._callers_before = callers_before
        self._views = views

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/api/v1/voicemails/{voicemail_id}/audio", self.audio),
            web.get("/api/v1/voicemails/{voicemail_id}/peaks", self.peaks),
            web.get("/api/v1/voicemails/{voicemail_id}/original", self.original),
            web.get("/api/v1/voicemails/{voicemail_id}/history", self.history),
        )

    async def audio(self, request: web.Request) -> web.StreamResponse:
        """Play: ranges are answered (RFC 9110 section 14), so that a player can seek."""
        voicemail = await self._allowed(request, "audio")
        return self._file(voicemail.playable, {"Content-Type": "audio/wav", **_PRIVATE})

    async def peaks(self, request: web.Request) -> web.Response:
        """Give the waveform."""
        voicemail = await self._allowed(request, "peaks")
        found = await self._voicemail.peaks(voicemail.id)
        if found is None:
            raise HttpRefusal(Code.NOT_FOUND)
        return answer(VoicemailPeaks(peaks=found))

    async def original(self, request: web.Request) -> web.StreamResponse:
        """Give the bytes that came, to be kept: to no browser as anything it would show."""
        voicemail = await self._allowed(request, "original")
        name = quote(voicemail.file_name)
        return self._file(
            voicemail.blob,
            {
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
                **_PRIVATE,
            },
        )

    async def history(self, request: web.Request) -> web.Response:
        """Tell what the same number has left before."""
        voicemail = await self._allowed(request, "history")
        found = await self._callers_before.of(
            voicemail.caller, but=voicemail.id, most=MOST_EARLIER_CALLS
        )
        return answer(CallerHistory(calls=tuple(map(self._views.earlier, found))))

    async def _allowed(self, request: web.Request, part: str) -> Voicemail:
        """Find the recording for whoever may have this part of it.

        A signed address is the permission. Where it has run out in the middle of the work, an
        agent who still has it in hand goes on by their session; so does a supervisor who listens.
        """
        voicemail_id = request.match_info["voicemail_id"]
        query = request.query
        signed = self._signatures.is_valid(
            f"voicemail_{part}:{voicemail_id}",
            query.get("expires", ""),
            query.get("signature", ""),
        )
        voicemail = await self._voicemail.by_id(voicemail_id)
        if voicemail is None or not (signed or await self._has_it(request, voicemail, part)):
            raise HttpRefusal(Code.NOT_FOUND)
        return voicemail

    async def _has_it(self, request: web.Request, voicemail: Voicemail, part: str) -> bool:
        session = await self._callers.session(request)
        agent = self._directory().agents.get(session.agent_id)
        if agent is None or agent.disabled:
            return False
        keeps = part == "original"
        if may(agent, "voicemail.supervise") and not keeps:
            return True
        working = self._router.agents.get(agent.id)
        in_hand = working is not None and any(
            each.interaction == voicemail.interaction_id for each in working.handlings.values()
        )
        return in_hand and (not keeps or self._views.may_keep(voicemail, agent))

    def _file(self, blob: str | None, headers: dict[str, str]) -> web.StreamResponse:
        path = None if blob is None else self._blobs.path(blob)
        if path is None or not path.is_file():
            raise HttpRefusal(Code.NOT_FOUND)
        return web.FileResponse(path, headers=headers)
