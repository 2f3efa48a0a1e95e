"""Filing: a recording that was taken over is listened to, and gets its place in a queue."""

from collections.abc import AsyncIterator, Callable
from typing import Final, TypeAlias

import structlog
from msgspec.structs import replace

from accounts.directory import Directory, Queue
from channels.voicemail.audio.analysis import NOTHING_SAID, Analysis
from channels.voicemail.collaborators import Ports
from channels.voicemail.notification import left_message
from channels.voicemail.values import LiveVoicemail, Voicemail
from router.ids import seconds
from router.inputs import InteractionEntered
from router.lifecycle import Medium

_log = structlog.get_logger(__name__)

MOST_PLAYABLE_BYTES: Final = 268_435_456

Entering: TypeAlias = Callable[[LiveVoicemail], Callable[[], None]]
"""Told of a recording just before its place is committed, so that the record which follows finds
it; gives what undoes that if the commit fails."""


class Filing:
    """Turns recordings into interactions."""

    def __init__(self, ports: Ports, entering: Entering) -> None:
        """Join the collaborators."""
        self._ports = ports
        self._entering = entering

    async def file(self, voicemail: Voicemail) -> None:
        """File one recording; whatever is in it, it becomes an interaction.

        May be repeated after whatever it raises: nothing is written before everything is. Raises
        what the disk and the store raise, and `LookupError` without a queue that takes it.
        """
        ports = self._ports
        queue = self._queue(voicemail)
        analysis = (
            NOTHING_SAID
            if voicemail.blob is None
            else await ports.ear.analyse(ports.bodies.path(voicemail.blob))
        )
        playable = voicemail.blob if analysis.original_plays else await self._playable(analysis)
        wants = Medium.CALLBACK if voicemail.medium is Medium.CALLBACK else Medium.VOICEMAIL
        heard = replace(
            voicemail,
            state="filed",
            medium=medium_of(queue, wants) or wants,
            playable=playable,
            duration=None
            if analysis.duration_seconds is None
            else seconds(analysis.duration_seconds),
            flags=analysis.flags,
            reason=analysis.reason,
            format=analysis.format,
        )
        undo = self._entering(LiveVoicemail(voicemail=heard))
        told = left_message(heard, ports.directory(), ports.rules, ports.clock.now())
        try:
            await ports.engine.submit(
                InteractionEntered(
                    interaction=heard.interaction_id,
                    medium=heard.medium,
                    queue=heard.queue_id,
                    preferred=heard.preferred,
                    # The caller keeps the place that they had on the telephone (CBK-002).
                    called_at=heard.called_at if heard.medium is Medium.CALLBACK else None,
                ),
                rows=[
                    ports.store.file(heard, analysis.peaks),
                    *map(ports.letters.post, told),
                ],
            )
        except BaseException:
            undo()
            raise
        _log.info("voicemail.filed", voicemail=heard.id, medium=heard.medium, flags=heard.flags)

    async def _playable(self, analysis: Analysis) -> str | None:
        if analysis.playable is None:
            return None
        kept = await self._ports.bodies.keep(
            whole(analysis.playable),
            limit_bytes=MOST_PLAYABLE_BYTES,
            at=self._ports.clock.now(),
        )
        return kept.id

    def _queue(self, voicemail: Voicemail) -> Queue:
        """Give the queue of a recording, as it is today."""
        queue = self._ports.directory().queues.get(voicemail.queue_id)
        if queue is None or medium_of(queue, voicemail.medium) is None:
            raise LookupError(f"queue {voicemail.queue_id} takes neither voicemails nor callbacks")
        return queue


def medium_of(queue: Queue, wanted: Medium) -> Medium | None:
    """Give what a recording becomes in a queue; a message finds its way rather than none."""
    other = Medium.VOICEMAIL if wanted is Medium.CALLBACK else Medium.CALLBACK
    return next((each for each in (wanted, other) if each.value in queue.media), None)


def preferred_agent(directory: Directory, username: str | None) -> str | None:
    """Give the agent of a user name, unless they are gone."""
    agent = None if username is None else directory.agent_by_login(username)
    return None if agent is None or agent.disabled else agent.id


async def whole(body: bytes) -> AsyncIterator[bytes]:
    """Give a body in one piece."""
    yield body
