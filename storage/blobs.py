"""Bodies too large for the database, as files beside it: raw mail, attachments, recordings.

A file is complete and on the disk before its row is written, so a row always has its file. A crash
in between leaves a file without a row, and one while removing does too; both are swept up later.
"""

import asyncio
from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, exists, select, update

from channels.contract import RowWork
from router.ids import Duration, Instant, seconds
from storage.database import Database
from storage.errors import StorageError
from storage.incoming_body import INCOMING, IncomingBody, UnknownBlob, body_path, is_body_id
from storage.schema import blob_refs, blobs
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

KEPT_UNREFERENCED: Final[Duration] = seconds(24 * 3600)
"""How long a blob that nobody refers to is kept: longer than anything takes to refer to it."""

_BATCH: Final = 100

_ADD = insert_into(blobs)
_KNOWN = Statement(select(blobs.c.id).where(blobs.c.id == param("id")))
_FIND = Statement(
    select(blobs.c.id, blobs.c.sha256, blobs.c.size_bytes).where(blobs.c.id == param("id"))
)
_MARK = Statement(
    update(blobs).where(blobs.c.id == param("id")).values(unreferenced_since=param("since"))
)
_NO_REFS = ~exists().where(blob_refs.c.blob_id == blobs.c.id)
_MARK_IF_UNREFERENCED = Statement(
    update(blobs)
    .where(blobs.c.id == param("id"), _NO_REFS)
    .values(unreferenced_since=param("since"))
)
_REMOVABLE = Statement(
    select(blobs.c.id)
    .where(blobs.c.unreferenced_since <= param("before"), _NO_REFS)
    .order_by(blobs.c.id)
    .limit(param("most"))
)
_REMOVE = Statement(delete(blobs).where(blobs.c.id == param("id")))
_OWN_REF = (blob_refs.c.blob_id == param("blob_id"), blob_refs.c.owner == param("owner"))
_REF = Statement(select(blob_refs.c.owner).where(*_OWN_REF))
_ADD_REF = insert_into(blob_refs)
_REMOVE_REF = Statement(delete(blob_refs).where(*_OWN_REF))


class BlobTooLarge(StorageError):
    """The body is longer than it may be."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A body that is stored for good."""

    id: str
    sha256: str
    size_bytes: int


class Blobs:
    """Keeps bodies unchanged under random names until nobody refers to them."""

    def __init__(self, folder: Path, database: Database) -> None:
        """Keep the files in `folder` and their rows in `database`."""
        self._folder = folder
        self._incoming = folder / INCOMING
        self._database = database

    async def keep(
        self,
        chunks: AsyncIterable[bytes],
        *,
        limit_bytes: int,
        at: Instant,
        and_with_it: Callable[[Blob], RowWork] | None = None,
        blob_id: str | None = None,
        sha256: str = "",
    ) -> Blob:
        """Store a body as it streams in; for 24 hours nobody needs to refer to it.

        Without a `blob_id`, which nothing else may have, it gets a random one. A `sha256` that is
        known, as hexadecimal, is taken as it is: two minutes of sound take 5 ms to be hashed.

        The rows of `and_with_it` share the body's commit. Raises `BlobTooLarge` past
        `limit_bytes`; then nothing is stored. Raises `OSError` when the disk refuses.
        """
        incoming = IncomingBody(self._incoming, blob_id, sha256)
        try:
            # Each piece is written while the next one comes; the last one goes with the end, since
            # a turn of a thread costs more than what is done in it.
            held = b""
            async for chunk in chunks:
                if incoming.size_bytes + len(held) + len(chunk) > limit_bytes:
                    raise BlobTooLarge(f"more than {limit_bytes} bytes")
                if held:
                    await asyncio.to_thread(incoming.write, held)
                held = chunk
            await asyncio.to_thread(incoming.finish, held, self.path(incoming.id))
        except BaseException:
            incoming.discard()
            raise
        blob = Blob(id=incoming.id, sha256=incoming.sha256, size_bytes=incoming.size_bytes)
        row: dict[str, Any] = {
            "id": blob.id,
            "sha256": blob.sha256,
            "size_bytes": blob.size_bytes,
            "created_at": at,
            "unreferenced_since": at,
        }
        more = None if and_with_it is None else and_with_it(blob)

        def work(tx: Transaction) -> None:
            tx.execute(_ADD, **row)
            if more is not None:
                more(tx)

        await self._database.write(work)
        return blob

    async def find(self, blob_id: str) -> Blob | None:
        """Give what is known of a body, None for one that is gone or never was."""
        row = await self._database.read(lambda tx: tx.one(_FIND, id=blob_id))
        return None if row is None else Blob(*row)

    async def read(self, blob_id: str) -> bytes:
        """Give a whole body; raises `UnknownBlob`, or `OSError` when the disk refuses."""
        return await asyncio.to_thread(self.path(blob_id).read_bytes)

    def path(self, blob_id: str) -> Path:
        """Say where the body lies; raises `UnknownBlob` for what cannot be an id."""
        return body_path(self._folder, blob_id)

    async def remove_unreferenced(self, now: Instant) -> int:
        """Remove what nobody has referred to for 24 hours; gives how many were removed."""
        removed = 0
        while ids := await self._database.write(lambda tx: _remove(tx, now - KEPT_UNREFERENCED)):
            await asyncio.to_thread(self._unlink, ids)
            removed += len(ids)
        return removed

    async def remove_stray_files(self, now: Instant) -> int:
        """Remove files older than 24 hours that have no row; gives how many were removed."""
        before_seconds = (now - KEPT_UNREFERENCED) / 1_000_000
        unfinished, finished = await asyncio.to_thread(self._files_before, before_seconds)
        known = await self._database.read(
            lambda tx: {blob_id for blob_id in finished if tx.one(_KNOWN, id=blob_id) is not None}
        )
        strays = [blob_id for blob_id in finished if blob_id not in known]
        await asyncio.to_thread(self._unlink, strays)
        for path in unfinished:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        return len(strays) + len(unfinished)

    def _files_before(self, instant_seconds: float) -> tuple[list[Path], list[str]]:
        old = [
            path
            for path in self._folder.glob("*/*")
            if path.is_file() and path.stat().st_mtime < instant_seconds
        ]
        unfinished = [path for path in old if path.parent == self._incoming]
        finished = [path.name for path in old if path.parent != self._incoming]
        return unfinished, [name for name in finished if is_body_id(name)]

    def _unlink(self, blob_ids: list[str]) -> None:
        for blob_id in blob_ids:
            self.path(blob_id).unlink(missing_ok=True)


def refer_to_blob(tx: Transaction, blob_id: str, owner: str) -> None:
    """Note that `owner`, such as `attachment:<id>`, needs the blob; raises `UnknownBlob`."""
    if not tx.execute(_MARK, id=blob_id, since=None):
        raise UnknownBlob(blob_id)
    if tx.one(_REF, blob_id=blob_id, owner=owner) is None:
        tx.execute(_ADD_REF, blob_id=blob_id, owner=owner)


def release_blob(tx: Transaction, blob_id: str, owner: str, at: Instant) -> None:
    """Note that `owner` no longer needs the blob; the last one's leaving starts its 24 hours."""
    if tx.execute(_REMOVE_REF, blob_id=blob_id, owner=owner):
        tx.execute(_MARK_IF_UNREFERENCED, id=blob_id, since=at)


def _remove(tx: Transaction, before: Instant) -> list[str]:
    ids = [blob_id for (blob_id,) in tx.all(_REMOVABLE, before=before, most=_BATCH)]
    for blob_id in ids:
        tx.execute(_REMOVE, id=blob_id)
    return ids
