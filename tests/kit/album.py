"""Pictures in a database, with a look at which of them are left."""

from collections.abc import AsyncIterator
from pathlib import Path

from storage.blobs import KEPT_UNREFERENCED, Blobs
from storage.database import Database
from storage.images import ImageStore, StoredImage
from tests.fakes.clock import START

NOW = START
LATER = NOW + KEPT_UNREFERENCED


class Album:
    """Pictures, and a look at which of them are left."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.database = database
        self.blobs = Blobs(folder, database)
        self.store = ImageStore(database)

    async def add(self) -> StoredImage:
        async def body() -> AsyncIterator[bytes]:
            yield b"pixels"

        blob = await self.blobs.keep(body(), limit_bytes=100, at=NOW)
        image = StoredImage(
            id=blob.id,
            type="image/png",
            width=20,
            height=30,
            size_bytes=blob.size_bytes,
            added_at=NOW,
            added_by="alice",
        )
        await self.store.add(image)
        return image

    async def is_left(self, image: StoredImage, at: int) -> bool:
        await self.blobs.remove_unreferenced(at)
        left = await self.store.get(image.id)
        assert left in (None, image)
        assert self.blobs.path(image.id).exists() == (left is not None)
        return left is not None
