"""Takes pictures in: from an agent's computer or a web page, made anew before they are kept."""

from collections.abc import AsyncIterator
from typing import Final, Protocol

from channels.chat.attachments import HEAD_BYTES, media_type_of
from channels.contract import Clock
from gateway.images.picture import Reencoded
from storage.blobs import Blobs
from storage.images import ImageStore, StoredImage

_MOST_KEPT_BYTES: Final = 64 * 2**20
"""More than the largest picture of 2,048 x 2,048 pixels can take as PNG."""


class NotAnImage(Exception):
    """The bytes are no picture of a kind that is taken."""


class ImageTooLarge(Exception):
    """The picture has more bytes or pixels than are taken."""


class Reencoder(Protocol):
    """Makes pictures anew."""

    async def reencode(self, content: bytes) -> Reencoded:
        """Give the picture as it is kept, or why there is none."""
        ...


class ImageIntake:
    """Keeps pictures that entries, messages and mails may then show."""

    def __init__(
        self, *, room: Reencoder, blobs: Blobs, store: ImageStore, clock: Clock, most_bytes: int
    ) -> None:
        """Join the collaborators; nothing over `most_bytes` is taken."""
        self._room = room
        self._blobs = blobs
        self._store = store
        self._clock = clock
        self._most_bytes = most_bytes

    async def take(self, content: bytes, agent_id: str) -> StoredImage:
        """Keep a picture; it is removed after a day in which nothing shows it.

        Raises:
            NotAnImage: its bytes, whatever its name was, are none that is taken.
            ImageTooLarge: it has too many bytes or pixels.

        """
        if len(content) > self._most_bytes:
            raise ImageTooLarge
        if not (media_type_of(content[:HEAD_BYTES]) or "").startswith("image/"):
            raise NotAnImage
        made = await self._room.reencode(content)
        if made.fault == "too_large":
            raise ImageTooLarge
        if made.fault is not None:
            raise NotAnImage
        now = self._clock.now()
        blob = await self._blobs.keep(_once(made.content), limit_bytes=_MOST_KEPT_BYTES, at=now)
        image = StoredImage(
            id=blob.id,
            type=made.type,
            width=made.width,
            height=made.height,
            size_bytes=blob.size_bytes,
            added_at=now,
            added_by=agent_id,
        )
        await self._store.add(image)
        return image


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
