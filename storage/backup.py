"""A copy of everything in one file: every row as of one instant, then every body.

The file is a tar, so that it can be looked into without us: `heading.json` says what it is, each
page of a table is a JSON array of rows, bodies are as they were, and `closing.json`, without which
the copy is not whole, says how much there is. Rows are the same whichever database they come from.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO, Final, Protocol

import msgspec
from sqlalchemy import LargeBinary, Table, func, select, tuple_

from router.ids import Instant
from storage.incoming_body import body_path
from storage.migrate import HEAD
from storage.schema import METADATA, blobs
from storage.sql import Statement, param
from storage.transaction import Row, Transaction

FORMAT: Final = 1
HEADING: Final = "heading.json"
CLOSING: Final = "closing.json"
ROWS: Final = "rows"
BODIES: Final = "bodies"
_PAGE_ROWS: Final = 1_000
_LARGE_ROWS: Final = 4
"""Of a table whose rows hold whole states of the router."""
_LARGE: Final = frozenset({"snapshots"})

_encode: Final = msgspec.json.Encoder().encode


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup is, at its beginning."""

    format: int
    revision: str
    """Of the tables; only the release that has it can read the rows."""
    made_at: Instant
    tables: dict[str, tuple[str, ...]]
    """The columns of each table, in an order in which rows find those they refer to."""


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """How much a backup holds, at its end."""

    rows: dict[str, int]
    rows_sha256: str
    """Over the pages of all tables, in their order."""
    bodies: int


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a copy."""

    rows: int
    bodies: int
    size_bytes: int
    """Of the bodies."""
    missing: tuple[str, ...]
    """Bodies that something refers to and that are not there, or not what they were."""


class Shown(Protocol):
    """Where progress is shown."""

    def begin(self, purpose: str, total: int) -> None:
        """Say what begins, and of how many steps it is."""
        ...

    def advance(self, steps: int) -> None:
        """Say that so many more are done."""
        ...


def still_missing(tx: Transaction, copied: Copied) -> Copied:
    """Name no body any more that nobody refers to in what `tx` sees, which is later.

    A recording that is removed while the copy is made is removed from the disk at once.
    """
    return msgspec.structs.replace(
        copied, missing=tuple(each for each in copied.missing if tx.one(_REFERRED_TO, id=each))
    )


def columns_of(table: Table) -> tuple[str, ...]:
    """Name the columns of a table in the order of its rows."""
    return tuple(str(column.name) for column in table.c)


def octets_of(table: Table) -> tuple[int, ...]:
    """Give the places of the columns that hold bytes, which JSON has as base64."""
    return tuple(n for n, each in enumerate(table.c) if isinstance(each.type, LargeBinary))


def write_backup(
    tx: Transaction, folder: Path, target: BinaryIO, *, at: Instant, shown: Shown
) -> Copied:
    """Copy all rows that `tx` sees and the bodies in `folder` that belong to them.

    A body that nobody refers to any more may be removed meanwhile, and is then left out. Raises
    `OSError` when the disk refuses.
    """
    # A reader whose connection was lost is asked once more, with what the first try has written.
    target.seek(0)
    target.truncate()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
        writing = _Writing(tar, at)
        tables = {str(table.name): columns_of(table) for table in METADATA.sorted_tables}
        heading = Heading(format=FORMAT, revision=HEAD, made_at=at, tables=tables)
        writing.member(HEADING, _encode(heading))
        rows = _write_rows(tx, writing, shown)
        digest = writing.digest.hexdigest()
        copied = _write_bodies(tx, folder, writing, shown)
        closing = Closing(rows=rows, rows_sha256=digest, bodies=copied.bodies)
        writing.member(CLOSING, _encode(closing))
    return msgspec.structs.replace(copied, rows=sum(rows.values()))


class _Writing:
    """A tar that is being written."""

    def __init__(self, tar: tarfile.TarFile, at: Instant) -> None:
        self._tar = tar
        self._at = at // 1_000_000
        self.digest = hashlib.sha256()

    def page(self, name: str, rows: list[Row]) -> None:
        content = _encode(rows)
        self.digest.update(content)
        self.member(name, content)

    def member(self, name: str, content: bytes) -> None:
        self.stream(name, io.BytesIO(content), len(content))

    def stream(self, name: str, source: IO[bytes], size_bytes: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size_bytes, self._at, 0o600
        self._tar.addfile(info, source)


def _write_rows(tx: Transaction, writing: _Writing, shown: Shown) -> dict[str, int]:
    counts = {
        table.name: int((tx.one(Statement(select(func.count()).select_from(table))) or (0,))[0])
        for table in METADATA.sorted_tables
    }
    shown.begin("Copying rows", sum(counts.values()))
    for table in METADATA.sorted_tables:
        for number, page in enumerate(_pages(tx, table), 1):
            writing.page(f"{ROWS}/{table.name}/{number:07}.json", page)
            shown.advance(len(page))
    return counts


def _pages(tx: Transaction, table: Table) -> Iterator[list[Row]]:
    """Give all rows of a table by its key: a cursor would hold what is behind it."""
    key = list(table.primary_key.columns)
    most = _LARGE_ROWS if table.name in _LARGE else _PAGE_ROWS
    ordered = select(*table.c).order_by(*key).limit(most)
    rest = Statement(ordered.where(tuple_(*key) > tuple_(*(param(each.name) for each in key))))
    places = {each.name: columns_of(table).index(each.name) for each in key}
    page = tx.all(Statement(ordered))
    while page:
        yield page
        page = tx.all(rest, **{name: page[-1][place] for name, place in places.items()})


_EVERY_BODY: Final = Statement(
    select(blobs.c.id, blobs.c.sha256, blobs.c.size_bytes, blobs.c.unreferenced_since)
    .where(blobs.c.id > param("after"))
    .order_by(blobs.c.id)
    .limit(_PAGE_ROWS)
)
_BODIES: Final = Statement(select(func.count()).select_from(blobs))
_REFERRED_TO: Final = Statement(
    select(blobs.c.id).where(blobs.c.id == param("id"), blobs.c.unreferenced_since.is_(None))
)


def _write_bodies(tx: Transaction, folder: Path, writing: _Writing, shown: Shown) -> Copied:
    shown.begin("Copying bodies", int((tx.one(_BODIES) or (0,))[0]))
    bodies = size = 0
    missing: list[str] = []
    after = ""
    while page := tx.all(_EVERY_BODY, after=after):
        for blob_id, sha256, size_bytes, unreferenced_since in page:
            after = blob_id
            shown.advance(1)
            try:
                with body_path(folder, blob_id).open("rb") as source:
                    # Looked at first: one damaged body in it, and no restore takes the file.
                    if not _is_whole(source, size_bytes, sha256):
                        missing.append(blob_id)
                        continue
                    source.seek(0)
                    writing.stream(f"{BODIES}/{blob_id}", source, size_bytes)
            except FileNotFoundError:
                if unreferenced_since is None:
                    missing.append(blob_id)
                continue
            bodies, size = bodies + 1, size + size_bytes
    return Copied(rows=0, bodies=bodies, size_bytes=size, missing=tuple(missing))


def _is_whole(source: BufferedReader, size_bytes: int, sha256: str) -> bool:
    if source.seek(0, io.SEEK_END) != size_bytes:
        return False
    source.seek(0)
    return hashlib.file_digest(source, "sha256").hexdigest() == sha256
