"""Voice messages that visitors have uploaded and not sent yet."""

from typing import Final

from channels.contract import Clock
from channels.voicemail.filing import whole
from channels.voicemail.ports import Stored
from gateway.http.signatures import Signatures
from storage.blobs import Blobs

MOST_SECONDS: Final = 180
"""What a visitor may say at a time; the widget stops there by itself."""
MOST_BYTES: Final = 4_096 + (MOST_SECONDS + 1) * 32_000
"""Of 16 kHz PCM16 in one channel, with a second for the browser's own counting."""


class VoiceMessages:
    """Keeps them where all recordings are; one that nobody sends is swept up within a day.

    Nothing else is written down: the name of a message is signed for its visitor.
    """

    def __init__(self, blobs: Blobs, signatures: Signatures, clock: Clock) -> None:
        """Keep them in `blobs`."""
        self._blobs = blobs
        self._signatures = signatures
        self._clock = clock

    async def keep(self, visitor_id: str, audio: bytes) -> str:
        """Keep what a visitor has said; gives the name by which they alone can send it.

        Raises:
            OSError: the disk refuses.

        """
        blob = await self._blobs.keep(whole(audio), limit_bytes=MOST_BYTES, at=self._clock.now())
        expires, signature = self._signatures.seal(_subject(visitor_id, blob.id))
        return f"{blob.id}.{expires}.{signature}"

    async def find(self, visitor_id: str, voice_id: str) -> Stored | None:
        """Give what goes by this name, None where it is not this visitor's or too old."""
        blob_id, _, seal = voice_id.partition(".")
        expires, _, signature = seal.partition(".")
        if not self._signatures.is_valid(_subject(visitor_id, blob_id), expires, signature):
            return None
        blob = await self._blobs.find(blob_id)
        if blob is None:
            return None
        return Stored(id=blob.id, sha256=blob.sha256, size_bytes=blob.size_bytes)


def _subject(visitor_id: str, blob_id: str) -> str:
    return f"voice_message:{visitor_id}:{blob_id}"
