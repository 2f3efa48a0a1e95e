"""The pictures of the knowledge base as files, in a folder `images` beside its entries."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Final

import msgspec

from gateway.images.picture import Raw, Reencoded
from gateway.images.reencoding import reencode
from gateway.knowledge_files import Placed
from gateway.provisioning.file import ProvisioningError
from markup.own_images import PATH, address_of, images_in
from router.ids import Instant
from storage.blobs import Blobs
from storage.images import ImageStore, StoredImage

FOLDER: Final = "images"
_MOST_BYTES: Final = 64 * 2**20
_ID: Final = re.compile(r"[0-9a-f]{32}")
_NAME: Final = r"images/[\w-][\w.-]{0,120}\.(?:png|jpe?g|webp|gif)"
_SHOWN: Final = re.compile(rf'(?<=\]\(){_NAME}(?=\))|(?<=src="){_NAME}(?=")', re.IGNORECASE)
"""A picture beside the entry, in Markdown or in HTML."""
_EXTENSIONS: Final = {"image/png": "png", "image/jpeg": "jpg"}


class ImageFiles:
    """Carries pictures out of the store into files, and back."""

    def __init__(self, blobs: Blobs, store: ImageStore) -> None:
        """Read and keep the bytes in `blobs`."""
        self._blobs = blobs
        self._store = store

    async def carry_out(self, answer: str, folder: Path) -> str:
        """Write the pictures that an answer shows below `folder`; give it with their file names."""
        for image_id in images_in(answer):
            image = await self._store.get(image_id)
            if image is None:
                continue
            name = f"{image_id}.{_EXTENSIONS[image.type]}"
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            (folder / FOLDER / name).write_bytes(await self._blobs.read(image_id))
            answer = re.sub(f"{PATH}{image_id}(?![0-9a-f])", f"{FOLDER}/{name}", answer)
        return answer

    async def bring_in(self, placed: Iterable[Placed], base: Path, at: Instant) -> list[Placed]:
        """Keep the pictures beside the entries; give the entries with their addresses.

        The same file gets the same address each time, so that a second import changes nothing.

        Raises:
            ProvisioningError: with every picture that is not there or is none.

        """
        mistakes: list[str] = []
        brought: list[Placed] = []
        for each in placed:
            folder = _folder_of(each.place, base)
            answer = each.content.answer
            addresses: dict[str, str] = {}
            for found in _SHOWN.finditer(answer):
                name = found[0]
                fault, image_id = await self._keep(folder / name, at)
                if fault:
                    mistakes.append(f"{each.place}: {name}: {fault}")
                addresses[name] = address_of(image_id)
            answer = _SHOWN.sub(lambda found: addresses[found[0]], answer)  # noqa: B023 - used at once
            brought.append(Placed(each.place, msgspec.structs.replace(each.content, answer=answer)))
        if mistakes:
            raise ProvisioningError(str(base), mistakes)
        return brought

    async def _keep(self, file: Path, at: Instant) -> tuple[str, str]:
        """Give what is wrong with a file, or an empty text with the id of its picture."""
        try:
            content = await asyncio.to_thread(file.read_bytes)
        except OSError:
            return "is not there; add it or remove it from the answer", ""
        # What was carried out keeps its name; others get theirs from what they hold.
        image_id = file.stem if _ID.fullmatch(file.stem) else _hash(content)
        if await self._store.get(image_id) is not None:
            return "", image_id
        made = reencode(Raw(content))
        if made.fault is not None:
            return "is no picture that can be shown; make it PNG, JPEG, WebP or GIF", ""
        await self._blobs.keep(_once(made), limit_bytes=_MOST_BYTES, at=at, blob_id=image_id)
        await self._store.add(
            StoredImage(
                id=image_id,
                type=made.type,
                width=made.width,
                height=made.height,
                size_bytes=len(made.content),
                added_at=at,
                added_by="",
            )
        )
        return "", image_id


def _folder_of(place: str, base: Path) -> Path:
    """Give the folder in which the file of an entry lies; `base` is a folder or a table."""
    return (base / place).parent if base.is_dir() else base.parent


def _hash(content: bytes) -> str:
    """Name a picture so that only who has it could guess its address."""
    return hashlib.sha256(content).hexdigest()[:32]


async def _once(made: Reencoded) -> AsyncIterator[bytes]:
    yield made.content
