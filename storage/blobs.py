"""Bodies too large for the database, as files beside it: raw mail, attachments, recordings.

A file is complete and on the disk before its row is written, so that a row always has its file; a
crash in between leaves a file without a row, which `remove_stray_files` finds.
"""

import asyncio
import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import delete, exists, insert, select, update

from router.ids import Duration, Instant, seconds
from storage.database import Database
from storage.schema import blob_refs, blobs
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

KEPT_UNREFERENCED: Final[Duration] = seconds(24 * 3600)
"""How long a blob that nobody refers to is kept, so that no upload under way loses its file."""

_CHUNK: Final = 256 * 1024
_NAME: Final = re.compile(r"[0-9a-f]{32}")

_ADD = insert_into(blobs)
_ADD_REF = insert_into(blob_refs)
_REF = Statement(
    select(blob_refs.c.owner).where(
        blob_refs.c.blob_id == param("blob_id"), blob_refs.c.owner == param("owner")
    )
)
_REMOVE_REF = Statement(
    delete(blob_refs).where(
        blob_refs.c.blob_id == param("blob_id"), blob_refs.c.owner == param("owner")
    )
)
_MARK = Statement(
    update(blobs)
    .where(blobs.c.id == param("id"))
    .values(unreferenced_since=param("since"))
)
_UNREFERENCED = ~exists().where(blob_refs.c.blob_id == blobs.c.id)
_MARK_IF_UNREFERENCED = Statement(
    update(blobs)
    .where(blobs.c.id == param("id"), _UNREFERENCED)
    .values(unreferenced_since=param("since"))
)
_REMOVABLE = Statement(
    select(blobs.c.id)
    .where(blobs.c.unreferenced_since <= param("before"), _UNREFERENCED)
    .limit(param("most"))
)
_REMOVE = Statement(delete(blobs).where(blobs.c.id == param("id"), _UNREFERENCED))
_KNOWN = Statement(select(blobs.c.id).where(blobs.c.id == param("id")))


class TooLarge(Exception):
    """The body is longer than it may be."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"more than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A body that is on the disk for good, its row still to be written."""

    id: str
    sha256: str
    size_bytes: int
