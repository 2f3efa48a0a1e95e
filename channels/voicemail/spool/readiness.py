"""Whether a message in a spool is whole, or is still being written."""

from enum import Enum, auto
from typing import Final

import msgspec

from channels.voicemail.audio.riff import Wave, walk
from channels.voicemail.spool.sidecar import Sidecar
from channels.voicemail.spool.survey import Message
from router.ids import Duration, Instant, seconds

SETTLED: Final[Duration] = seconds(4)
"""Unchanged for so long, what says itself that it is whole is whole."""
QUIET: Final[Duration] = seconds(14)
"""Unchanged for so long, what says nothing is whole: a writer flushes more often."""
PATIENCE: Final[Duration] = seconds(600)
"""Unchanged for so long, what says that it is not whole never will be."""


class State(Enum):
    """How a message stands."""

    WRITTEN = auto()
    """Wait."""
    WHOLE = auto()
    GIVEN_UP = auto()
    """It promised more than ever came."""
    EMPTY = auto()
    """Nothing ever came."""


class Watched(msgspec.Struct):
    """A message between two looks at it."""

    message: Message
    since: Instant
    """When its files were first seen as they are."""
    again_at: Instant = 0
    """Before this it is not worth reading again, unless it changes."""

    def look(self, message: Message, now: Instant) -> Duration:
        """See it again; gives for how long nothing of it has changed."""
        if message.files != self.message.files:
            self.since, self.again_at = now, 0
        self.message = message
        return now - self.since

    def wait(self, quiet: Duration) -> None:
        """Leave it alone until its not changing would tell something new."""
        self.again_at = self.since + (QUIET if quiet < QUIET else PATIENCE)


def state_of(raw: bytes, sidecar: Sidecar | None, quiet: Duration) -> State:
    """Judge a message by what is in it, and by how long it has not changed."""
    if not raw:
        return State.EMPTY if quiet >= PATIENCE else State.WRITTEN
    if sidecar is not None:
        if sidecar.complete:
            return State.WHOLE
        return State.GIVEN_UP if quiet >= PATIENCE else State.WRITTEN
    wave = walk(raw)
    if isinstance(wave, Wave) and wave.truncated:
        return State.GIVEN_UP if quiet >= PATIENCE else State.WRITTEN
    if isinstance(wave, Wave) and wave.length and not wave.repaired:
        return State.WHOLE
    return State.WHOLE if quiet >= QUIET else State.WRITTEN
