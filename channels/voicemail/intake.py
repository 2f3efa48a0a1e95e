"""Taking recordings over: first for good, then into their queues, one after the other."""

import asyncio
from pathlib import PurePath
from typing import Final

import structlog
from msgspec.structs import replace

from channels.voicemail.collaborators import Ports
from channels.voicemail.filing import Filing, medium_of, preferred_agent, whole
from channels.voicemail.ports import Received, Source, Stored, Taken
from channels.voicemail.refusal import Refusal
from channels.voicemail.store import Body
from channels.voicemail.values import Call, Voicemail
from router.ids import Duration, Instant, InteractionId, seconds
from router.lifecycle import Medium

_log = structlog.get_logger(__name__)

AT_ONCE: Final = 50
"""Recordings read from the store together."""
LOOK_AGAIN: Final[Duration] = seconds(30)
"""After something went wrong; whatever comes in by itself is filed at once."""
_MOST_CHARS: Final = 200
_NAMELESS: Final = "message.wav"


class Intakes:
    """The recordings taken over that wait to be filed (`channels.voicemail.ports.Intake`)."""

    def __init__(self, ports: Ports, filing: Filing) -> None:
        """Hand recordings to `filing`."""
        self._ports = ports
        self._filing = filing
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._look_at: Instant = 0
        self._ends = asyncio.Event()

    async def take(self, received: Received) -> Taken:
        """Take a recording over: when this returns it is ours, and nothing can lose it.

        The same source again, or the same message on another way, is the one that is there.

        Raises:
            Refusal: `too_large`, or `invalid` with the field to blame.
            Exception: what the disk and the store raise; it is not ours, and may be handed in
                again.

        """
        most = self._ports.rules.max_bytes
        if isinstance(received.audio, bytes) and len(received.audio) > most:
            raise Refusal("too_large", "audio")
        known = await self._ports.store.known(_storable(received.source))
        if known is not None:
            return _taken(known, fresh=False)
        fresh = self._checked(received)
        counts = await self._kept(fresh, received)
        self._wake.set()
        return _taken(counts, fresh=counts.id == fresh.id)

    async def known(self, source: Source) -> InteractionId | None:
        """Give the interaction of a source that was taken before, None for a new one."""
        known = await self._ports.store.known(_storable(source))
        return None if known is None else known.interaction_id

    def start(self) -> None:
        """Begin to file, with whatever the last process left."""
        self._wake.set()
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Finish the recording in hand."""
        self._ends.set()
        self._wake.set()
        if self._task is not None:
            await self._task

    def look(self, now: Instant) -> None:
        """Try again what went wrong; call it once a second."""
        if 0 < self._look_at <= now:
            self._look_at = 0
            self._wake.set()

    def _checked(self, received: Received) -> Voicemail:
        """Say what becomes of a recording, whose bytes are not kept yet."""
        ports, rules, directory = self._ports, self._ports.rules, self._ports.directory()
        caller = rules.numbering.dialable(received.caller)
        # Nobody can be called back without a number, nor where only a machine answers.
        may_call = received.callback and rules.numbering.may_be_called(caller)
        if received.audio is None and not may_call:
            raise Refusal("invalid", "caller")
        wanted = Medium.CALLBACK if may_call else Medium.VOICEMAIL
        queue = directory.queue_by_name(received.queue)
        medium = None if queue is None or queue.disabled else medium_of(queue, wanted)
        if queue is None or medium is None or (received.audio is None and medium is not wanted):
            raise Refusal("invalid", "queue")
        box = preferred_agent(directory, received.agent_box)
        if received.agent_box is not None and box is None:
            raise Refusal("invalid", "agent_box")
        now = ports.clock.now()
        called_at = now if received.called_at is None else min(now, max(0, received.called_at))
        return Voicemail(
            id=ports.mint.id(),
            interaction_id=ports.mint.id(),
            medium=medium,
            queue_id=queue.id,
            state="received",
            source=_storable(received.source),
            file_name=""
            if received.audio is None
            else _line(PurePath(received.file_name).name) or _NAMELESS,
            sha256="",
            size_bytes=0,
            blob=None,
            received_at=now,
            called_at=called_at,
            caller=caller,
            caller_name=_line(received.caller_name),
            call=Call(
                phone_queue=_line(received.phone_queue),
                interaction_guid=_line(received.interaction_guid),
                transaction_id=_line(received.transaction_id),
                start_offset_seconds=received.start_offset_seconds,
                cluster=_line(received.cluster),
                truncated=received.truncated,
            ),
            agent_box=box,
            preferred=box or preferred_agent(directory, rules.preferred.get(caller)),
        )

    async def _kept(self, fresh: Voicemail, received: Received) -> Voicemail:
        """Keep the bytes and the row, durable together; gives the one that counts."""
        store, also = self._ports.store, _escaped(received.also)
        if received.audio is None:
            return await store.take(fresh, also=also)
        if not isinstance(received.audio, bytes):
            return await store.take(_with_body(fresh, received.audio), also=also)
        counts: list[Voicemail] = []
        await self._ports.bodies.keep(
            whole(received.audio),
            limit_bytes=self._ports.rules.max_bytes,
            at=fresh.received_at,
            sha256=received.sha256,
            and_with_it=lambda body: store.taking(
                _with_body(fresh, body), also=also, counts=counts.append
            ),
        )
        return counts[-1]

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._ends.is_set():
                return
            try:
                await self._file_waiting()
            except Exception:  # noqa: BLE001 - the store may come back; who waits is not forgotten
                _log.exception("voicemail.filing_failed")
                self._look_at = self._ports.clock.now() + LOOK_AGAIN

    async def _file_waiting(self) -> None:
        """File until nothing is left that was not tried: a bad one never blocks the next."""
        tried: set[str] = set()
        while not self._ends.is_set():
            waiting = await self._ports.store.waiting(AT_ONCE + len(tried))
            fresh = [each for each in waiting if each.id not in tried]
            if not fresh:
                return
            for voicemail in fresh:
                if self._ends.is_set():
                    return
                if not await self._file(voicemail):
                    tried.add(voicemail.id)

    async def _file(self, voicemail: Voicemail) -> bool:
        """File one recording; False: it went wrong, and is tried again after a while."""
        try:
            await self._filing.file(voicemail)
        except Exception as error:  # noqa: BLE001 - whatever it is must not stop those behind it
            _log.warning("voicemail.not_filed", voicemail=voicemail.id, error=repr(error))
            await self._ports.store.postpone(voicemail.id, f"{type(error).__name__}: {error}")
            self._look_at = self._ports.clock.now() + LOOK_AGAIN
            return False
        return True


def _taken(voicemail: Voicemail, *, fresh: bool) -> Taken:
    return Taken(interaction_id=voicemail.interaction_id, fresh=fresh, sha256=voicemail.sha256)


def _with_body(voicemail: Voicemail, body: Body | Stored) -> Voicemail:
    return replace(voicemail, sha256=body.sha256, size_bytes=body.size_bytes, blob=body.id)


def _line(text: str) -> str:
    """Give what others wrote as one line that every database takes."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())[:_MOST_CHARS]


def _storable(source: Source) -> Source:
    """Give the name of a source as every database takes it: a file's may be no text."""
    return Source(door=source.door, name=_escaped(source.name), key=_escaped(source.key))


def _escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
