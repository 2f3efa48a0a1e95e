"""What the voicemail channel needs of its store, and of whoever keeps bodies."""

from collections.abc import AsyncIterable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from channels.contract import RowWork
from channels.voicemail.ports import Source
from channels.voicemail.values import Copy, LiveVoicemail, Outcome, Voicemail, VoicemailId
from router.ids import Instant, InteractionId


class Body(Protocol):
    """A body that is stored for good."""

    @property
    def id(self) -> str:
        """Its name in the store."""
        ...

    @property
    def sha256(self) -> str:
        """Its hash, as hexadecimal."""
        ...

    @property
    def size_bytes(self) -> int:
        """Its length."""
        ...


class Bodies(Protocol):
    """Keeps bodies too large for the database."""

    async def keep(
        self,
        chunks: AsyncIterable[bytes],
        *,
        limit_bytes: int,
        at: Instant,
        and_with_it: Callable[[Body], RowWork] | None = None,
        sha256: str = "",
    ) -> Body:
        """Store a body for good; for a day nobody needs to refer to it.

        The rows of `and_with_it` share the body's commit. A `sha256` that is known is taken as it
        is, as hexadecimal.
        """
        ...

    def path(self, blob_id: str) -> Path:
        """Say where a body lies, for reading only."""
        ...

    async def remove_unreferenced(self, now: Instant) -> int:
        """Remove the bodies that nobody has needed for a day; gives how many."""
        ...


class VoicemailStore(Protocol):
    """Keeps recordings, where they came from, the copies asked for."""

    async def take(self, voicemail: Voicemail, *, also: str = "") -> Voicemail:
        """Write down that a recording was taken over; durable when this returns.

        Its source is known under the key `also` too.

        Gives the one that counts: another one, where the same source or the same message has been
        taken before. Then nothing is written but where it came from this time.
        """
        ...

    def taking(
        self, voicemail: Voicemail, *, also: str = "", counts: Callable[[Voicemail], object]
    ) -> RowWork:
        """Give the rows of `take`, for a recording whose body is committed with them.

        `counts` is told of the one that counts whenever they are written: what it was told last
        holds, once they are durable.
        """
        ...

    async def known(self, source: Source) -> Voicemail | None:
        """Give what was taken from this source."""
        ...

    async def waiting(self, limit: int) -> Sequence[Voicemail]:
        """Give recordings taken over and not filed yet, the oldest first."""
        ...

    def file(self, voicemail: Voicemail, peaks: Sequence[float]) -> RowWork:
        """Give the rows of a recording that gets its place.

        They raise, and thereby undo the transaction, for one that has it already.
        """
        ...

    async def postpone(self, voicemail_id: VoicemailId, error: str) -> None:
        """Note that filing went wrong; it is tried again."""
        ...

    async def live(self) -> Mapping[InteractionId, LiveVoicemail]:
        """Give the recordings whose interactions are live."""
        ...

    async def by_id(self, voicemail_id: VoicemailId) -> Voicemail | None:
        """Give a recording."""
        ...

    async def peaks(self, voicemail_id: VoicemailId) -> Sequence[float] | None:
        """Give the waveform of a recording, None where there is none."""
        ...

    async def count_intakes(self) -> int:
        """Count the recordings that ever got a place in a queue."""
        ...

    async def note_transcript(self, voicemail_id: VoicemailId, text: str) -> bool:
        """Keep what a program has understood; False where the recording is gone, or not there."""
        ...

    def note_attempt(self, voicemail_id: VoicemailId) -> RowWork:
        """Give the rows of a call that did not reach the caller."""
        ...

    def note_outcome(self, voicemail_id: VoicemailId, outcome: Outcome) -> RowWork:
        """Give the rows of how a callback ended."""
        ...

    def ask_copy(self, copy: Copy) -> RowWork:
        """Give the rows of a copy that an agent asks for."""
        ...

    async def settle_copies(self) -> Sequence[Copy]:
        """Note which copies have left or were given up since the last time, and give them."""
        ...

    async def remove_due(self, now: Instant, limit: int) -> Sequence[Voicemail]:
        """Remove recordings whose time has come, but none with a copy that has not arrived.

        Everything that can be heard or seen of them is let go; the hash and the call stay.
        """
        ...
