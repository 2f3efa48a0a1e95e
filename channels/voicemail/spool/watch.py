"""Watching a spool: each message once, whole, whatever the telephone system does meanwhile."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog
from msgspec.structs import replace

from channels.contract import BackgroundTask, Clock, Health
from channels.voicemail.caller_id import caller_of
from channels.voicemail.ports import Intake, Received, Source
from channels.voicemail.refusal import Refusal
from channels.voicemail.spool.folder import Folder
from channels.voicemail.spool.readiness import SETTLED, State, Watched, state_of
from channels.voicemail.spool.sidecar import MOST_BYTES as MOST_SIDECAR_BYTES
from channels.voicemail.spool.sidecar import Sidecar, read_sidecar
from channels.voicemail.spool.survey import TAKEN, Message, survey
from router.ids import Duration, Instant, seconds

_log = structlog.get_logger(__name__)

LOOK_EVERY: Final[Duration] = seconds(5)
"""Network file systems tell nobody what changed, so everybody looks."""
TRY_AGAIN: Final[Duration] = seconds(30)
"""After something went wrong with one message; doubled each time."""
LONGEST_WAIT: Final[Duration] = seconds(600)
FAILURES_IN_A_ROW: Final = 3
"""Then it is not the messages: the disk is full, the database away. The spool keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolInForce:
    """A folder to be watched."""

    path: Path
    queue: str
    callback: bool = False
    move: bool = False
    """Whether what was taken is moved to `taken/`; otherwise nothing in the folder is touched."""
    boxes: Mapping[str, str] = field(default_factory=dict)
    """Agents' user names by the number of their own mailbox."""
    phone_queue: str = ""
    cluster: str = ""


@dataclass(slots=True, kw_only=True)
class _Trouble:
    """Why a message could not be taken, and when it is tried again."""

    what: str
    again_at: Instant
    wait: Duration


class Spool:
    """Takes recordings out of one folder."""

    def __init__(
        self,
        spool: SpoolInForce,
        intake: Intake,
        *,
        clock: Clock,
        background: BackgroundTask,
        most_bytes: int,
    ) -> None:
        """Hand what `spool` holds to `intake`, up to `most_bytes` each."""
        self._spool = spool
        self._folder = Folder(spool.path)
        self._intake = intake
        self._clock = clock
        self._background = background
        self._most_bytes = most_bytes
        self._watched: dict[tuple[tuple[str, ...], str], Watched] = {}
        self._done: set[tuple[int, int, int]] = set()
        self._troubles: dict[tuple[tuple[str, ...], str], _Trouble] = {}
        self._unreadable: dict[str, str] = {}
        self._next_look: Instant = 0
        self._round = asyncio.Lock()
        self._ends = False

    def look(self, now: Instant) -> None:
        """Look into the folder when it is time to; call it once a second."""
        if now >= self._next_look and not self._round.locked() and not self._ends:
            self._next_look = now + LOOK_EVERY
            self._background(self.look_now())

    async def stop(self) -> None:
        """Finish the message in hand."""
        self._ends = True
        async with self._round:
            pass

    def health(self) -> Health:
        """Say what keeps messages from being taken."""
        for path, why in self._unreadable.items():
            return Health(ok=False, detail=f"{path}: {why}")
        if self._troubles:
            trouble = next(iter(self._troubles.values()))
            count = len(self._troubles)
            detail = f"{self._spool.path}: {count} not taken, such as {trouble.what}"
            return Health(ok=False, detail=detail)
        return Health(ok=True)

    @property
    def path(self) -> str:
        """The folder."""
        return str(self._spool.path)

    @property
    def troubles(self) -> int:
        """How many messages could not be taken, and how many folders could not be read."""
        return len(self._troubles) + len(self._unreadable)

    async def look_now(self) -> None:
        """Take whatever is whole; what is not waits for the next look."""
        async with self._round:
            found, unreadable = await asyncio.to_thread(survey, self._spool.path, self._clock.now())
            self._say_unreadable(unreadable)
            if self.path in unreadable:
                return
            self._forget(found)
            failures = 0
            for message in found:
                if self._ends or failures >= FAILURES_IN_A_ROW:
                    return
                if self._is_due(message):
                    failures = failures + 1 if await self._fails(message) else 0

    def _say_unreadable(self, folders: dict[str, str]) -> None:
        for path, why in folders.items():
            if self._unreadable.get(path) != why:
                _log.error(
                    "voicemail.spool_unreadable",
                    spool=str(self._spool.path),
                    folder=path,
                    error=why,
                )
        self._unreadable = folders

    def _forget(self, found: list[Message]) -> None:
        """Remember nothing of what is no longer there."""
        there = {(each.folder, each.stem) for each in found}
        self._watched = {key: each for key, each in self._watched.items() if key in there}
        self._troubles = {key: each for key, each in self._troubles.items() if key in there}
        self._done &= {_identity(each) for each in found}

    def _is_due(self, message: Message) -> bool:
        """Tell whether a message is worth reading: unchanged for a while, and not taken before."""
        now, key = self._clock.now(), (message.folder, message.stem)
        # Under another number it is still the same file: telephone systems close gaps.
        if _identity(message) in self._done:
            return False
        watched = self._watched.setdefault(key, Watched(message=message, since=now))
        if watched.message.files != message.files:
            self._troubles.pop(key, None)
        if watched.look(message, now) < SETTLED or now < watched.again_at:
            return False
        trouble = self._troubles.get(key)
        return trouble is None or trouble.again_at <= now

    async def _fails(self, message: Message) -> bool:
        """Try to take a message; whatever is wrong with it keeps no other one waiting."""
        try:
            await self._try(message)
        except _Gone:
            return False
        except Refusal as refusal:
            what = f"{refusal.code} {refusal.field or ''}".strip()
            self._put_off(message, f"{message.name} ({what})")
            return False
        except Exception as error:  # noqa: BLE001 - what it is, the log says; the file stays
            words = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
            self._put_off(message, f"{message.name} ({words})")
            return True
        return False

    def _put_off(self, message: Message, what: str) -> None:
        key = (message.folder, message.stem)
        known = self._troubles.get(key)
        wait = TRY_AGAIN if known is None else min(2 * known.wait, LONGEST_WAIT)
        self._troubles[key] = _Trouble(what=what, again_at=self._clock.now() + wait, wait=wait)
        if known is None or known.what != what:
            _log.warning("voicemail.not_taken", spool=str(self._spool.path), message=what)

    async def _try(self, message: Message) -> None:
        watched = self._watched[message.folder, message.stem]
        quiet = self._clock.now() - watched.since
        read = await asyncio.to_thread(self._read, message, quiet)
        if read.state is State.WRITTEN:
            watched.wait(quiet)
            return
        if read.state is State.EMPTY:
            self._put_off(message, f"{message.name} (nothing was ever written into it)")
            return
        received = self._received(message, read)
        if not await self._is_known(received):
            taken = await self._intake.take(received)
            if taken.fresh:
                _log.info("voicemail.taken", spool=str(self._spool.path), message=message.name)
        self._troubles.pop((message.folder, message.stem), None)
        self._done.add(_identity(message))
        if self._spool.move:
            await asyncio.to_thread(self._move, message, received.source.key)

    async def _is_known(self, received: Received) -> bool:
        """Tell whether it was taken before, be it that only a part of it was moved since."""
        keys = [received.source.key, *filter(None, [received.also])]
        known = [await self._intake.known(replace(received.source, key=each)) for each in keys]
        return any(each is not None for each in known)

    def _read(self, message: Message, quiet: Duration) -> "_Read":
        """Read all files of a message, at one moment.

        Raises:
            _Gone: they were not the same any more at the end.
            Refusal: `too_large`.
            OSError: the disk refuses.

        """
        folder, sidecar = message.folder, None
        try:
            raw = self._folder.read(folder, message.recording.name, most_bytes=self._most_bytes)
            if message.sidecar is not None:
                name = message.sidecar.name
                text = self._folder.read(folder, name, most_bytes=MOST_SIDECAR_BYTES)
                sidecar = read_sidecar(text)
            # A box that was renumbered meanwhile has put the text of one to the sound of another.
            if not self._folder.unchanged(folder, message.files):
                raise _Gone
        except FileNotFoundError:
            raise _Gone from None
        if len(raw) > self._most_bytes:
            raise Refusal("too_large", "audio")
        digest = hashlib.sha256(raw).hexdigest()
        return _Read(
            raw=raw,
            sha256=digest,
            key=_key(digest, sidecar),
            sidecar=sidecar,
            state=state_of(raw, sidecar, quiet),
        )

    def _received(self, message: Message, read: "_Read") -> Received:
        about = read.sidecar or Sidecar()
        caller = caller_of(about.caller_id)
        return Received(
            audio=read.raw,
            sha256=read.sha256,
            file_name=message.recording.name,
            queue=self._spool.queue,
            source=Source(door="spool", name=str(self._spool.path), key=read.key),
            also=_file_key(message, read.sha256) if self._spool.move else "",
            caller=caller.number,
            caller_name=caller.name,
            called_at=about.called_at or message.recording.modified_ns // 1_000,
            callback=self._spool.callback,
            agent_box=self._spool.boxes.get(about.box or _box_of(message)),
            phone_queue=self._spool.phone_queue,
            transaction_id=about.message_id,
            cluster=self._spool.cluster,
            truncated=read.state is State.GIVEN_UP,
        )

    def _move(self, message: Message, key: str) -> None:
        """Put the files aside; failing that they stay, and are known when they are seen again."""
        # The recording last: while it lies there, the message is found again.
        names = sorted(
            (each.name for each in message.files), key=lambda name: name == message.recording.name
        )
        mark = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]
        try:
            self._folder.put_aside(message.folder, names, below=TAKEN, mark=mark)
        except OSError as error:
            _log.warning(
                "voicemail.not_moved",
                spool=str(self._spool.path),
                message=message.name,
                error=error.strerror,
            )


class _Gone(Exception):
    """Somebody renamed or changed the message while it was read; it is seen again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read of a message."""

    raw: bytes
    sha256: str
    key: str
    sidecar: Sidecar | None
    state: State


def _identity(message: Message) -> tuple[int, int, int]:
    """Give what a file keeps when it is renamed."""
    return message.recording[1:]


def _key(digest: str, sidecar: Sidecar | None) -> str:
    """Name a message by what stays the same; its file's number is given to the next one."""
    if sidecar is not None and sidecar.message_id:
        return f"id {sidecar.message_id} {sidecar.box}"
    return f"sha256 {digest} {sidecar.identity if sidecar else ''}".strip()


def _file_key(message: Message, digest: str) -> str:
    """Name a recording by its file: whoever died while moving a message has left it alone."""
    seen = message.recording
    return f"file {seen.inode} {seen.modified_ns} {seen.size_bytes} {digest}"


def _box_of(message: Message) -> str:
    """Give the box by the folders of Asterisk: context, box, INBOX."""
    return message.folder[-2] if len(message.folder) >= 2 else ""
