"""The rows of pictures, with who shows them; their bytes lie in the blob store."""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import select

from markup.own_images import images_in
from router.ids import AgentId, Instant
from storage.blobs import refer_to_blob, release_blob
from storage.database import Database
from storage.schema import blob_refs, blobs, images
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_ADD: Final = insert_into(images)
_BY_ID: Final = Statement(
    select(
        images.c.id,
        images.c.type,
        images.c.width,
        images.c.height,
        blobs.c.size_bytes,
        images.c.added_at,
        images.c.added_by,
    )
    .join_from(images, blobs)
    .where(images.c.id == param("id"))
)
_IS_IMAGE: Final = Statement(select(images.c.id).where(images.c.id == param("id")))
_SHOWN_BY: Final = Statement(select(blob_refs.c.blob_id).where(blob_refs.c.owner == param("owner")))


class StoredImage(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that may be shown."""

    id: str
    """The blob's: 128 random bits, since whoever knows it may look at the picture."""
    type: str
    width: int
    """Pixels."""
    height: int
    size_bytes: int
    added_at: Instant
    added_by: AgentId


class ImageStore:
    """Keeps which blobs are pictures."""

    def __init__(self, database: Database) -> None:
        """Keep them in ``database``."""
        self._database = database

    async def add(self, image: StoredImage) -> None:
        """Keep a picture whose blob is stored; after a day in which nothing shows it, both go."""
        values = {name: getattr(image, name) for name in images.c.keys()}  # noqa: SIM118
        await self._database.write(lambda tx: tx.execute(_ADD, **values))

    async def get(self, image_id: str) -> StoredImage | None:
        """Give a picture."""
        row = await self._database.read(lambda tx: tx.one(_BY_ID, id=image_id))
        if row is None:
            return None
        return StoredImage(**dict(zip(StoredImage.__struct_fields__, row, strict=True)))


def show_images(tx: Transaction, owner: str, text: str | None) -> None:
    """Note that `owner`, such as `chat:<id>`, shows the pictures in `text` beside earlier ones.

    What is no picture of ours, or no longer, is only an address.
    """
    for image_id in images_in(text or ""):
        if tx.one(_IS_IMAGE, id=image_id) is not None:
            refer_to_blob(tx, image_id, _name(owner))


def show_only(tx: Transaction, owner: str, text: str | None, at: Instant) -> None:
    """Note that `owner` shows the pictures in `text`, no other any more."""
    left = set(_shown_by(tx, owner)).difference(images_in(text or ""))
    for image_id in left:
        release_blob(tx, image_id, _name(owner), at)
    show_images(tx, owner, text)


def hide_images(tx: Transaction, owner: str, at: Instant) -> None:
    """Note that `owner` shows nothing any more."""
    for image_id in _shown_by(tx, owner):
        release_blob(tx, image_id, _name(owner), at)


def _shown_by(tx: Transaction, owner: str) -> Iterable[str]:
    return [image_id for (image_id,) in tx.all(_SHOWN_BY, owner=_name(owner))]


def _name(owner: str) -> str:
    return f"shown:{owner}"
