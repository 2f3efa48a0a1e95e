"""Having the recordings at hand written down, one after the other."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

import structlog

from channels.voicemail.collaborators import Ports
from channels.voicemail.transcript.scribe import NoTranscript, Scribe
from channels.voicemail.values import Voicemail, VoicemailId

_log = structlog.get_logger(__name__)

MOST_TRIES: Final = 2
"""In one life of the gateway; a service may have been away the first time."""


class Transcripts:
    """Asks a scribe for the words of whatever has none yet; no decision ever depends on them."""

    def __init__(
        self, ports: Ports, scribe: Scribe, told: Callable[[Voicemail, str], None]
    ) -> None:
        """Ask `scribe`; `told` hears of words once they are kept."""
        self._ports = ports
        self._scribe = scribe
        self._told = told
        self._tries: dict[VoicemailId, int] = {}
        self._task: asyncio.Task[None] | None = None

    def look(self, live: Iterable[Voicemail]) -> None:
        """Begin with the recording that has waited longest, unless another one is in hand."""
        if self._task is not None and not self._task.done():
            return
        wanted = min(
            filter(self._is_wanted, live),
            key=lambda each: (self._tries.get(each.id, 0), each.received_at),
            default=None,
        )
        if wanted is not None:
            self._task = asyncio.get_running_loop().create_task(self._write(wanted))

    async def stop(self) -> None:
        """Give up what is in hand: the next life begins it again."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _is_wanted(self, voicemail: Voicemail) -> bool:
        return (
            voicemail.playable is not None
            and voicemail.transcript is None
            and (voicemail.duration or 0) <= self._ports.rules.most_transcribed
            and self._tries.get(voicemail.id, 0) < MOST_TRIES
        )

    async def _write(self, voicemail: Voicemail) -> None:
        assert voicemail.playable is not None
        tries = self._tries[voicemail.id] = self._tries.get(voicemail.id, 0) + 1
        try:
            path = self._ports.bodies.path(voicemail.playable)
            text = await self._scribe.transcribe(path)
            kept = await self._ports.store.note_transcript(voicemail.id, text)
        except (NoTranscript, OSError) as error:
            _log.warning(
                "voicemail.not_transcribed", voicemail=voicemail.id, tries=tries, error=str(error)
            )
            return
        except Exception:  # noqa: BLE001 - nobody waits for it: the log alone can tell
            _log.exception("voicemail.transcript_failed", voicemail=voicemail.id)
            return
        self._tries.pop(voicemail.id, None)
        # Removed meanwhile: then its words are not to be anywhere.
        if kept:
            self._told(voicemail, text)
