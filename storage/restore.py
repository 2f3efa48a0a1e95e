"""A backup brought back into an empty database and an empty folder, whole or not at all."""

import base64
import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Table, bindparam, func, or_, select, update

from channels.email.values import Mail
from storage.backup import (
    BODIES,
    CLOSING,
    FORMAT,
    HEADING,
    ROWS,
    Closing,
    Heading,
    Shown,
    columns_of,
    octets_of,
)
from storage.errors import StorageError
from storage.incoming_body import INCOMING, IncomingBody, body_path, is_body_id
from storage.mail_rows import MAIL_COLUMNS, mail_of, stand
from storage.migrate import HEAD
from storage.schema import METADATA, agent_sessions, blobs, mails
from storage.sql import Statement, insert_into, param
from storage.transaction import Connection, Transaction

T = TypeVar("T")

_CHUNK_BYTES: Final = 1_048_576
_LEFT_OUT: Final = frozenset({agent_sessions.name})
"""A session that was revoked since must not come back: everybody logs in anew."""
_UNDER_WAY: Final = ("queued", "sending", "delayed")
_LEAVING: Final = Statement(
    select(*MAIL_COLUMNS).where(or_(*(mails.c.state == each for each in _UNDER_WAY)))
)
_BODY: Final = Statement(
    select(blobs.c.sha256, blobs.c.size_bytes).where(blobs.c.id == param("id"))
)
_DAMAGED: Final = "the backup is damaged: it does not hold what it says; use another one"


class NoBackup(StorageError):
    """The file is none that this release can bring back; the text says why and what to do."""


class NotEmpty(StorageError):
    """There is something already where the backup should go."""


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What was brought back."""

    made_at: int
    """When the backup was made."""
    rows: int
    bodies: int
    mails_in_doubt: int
    """Mails that were under way: they may have left since, and an agent decides."""


def restore(connection: Connection, folder: Path, source: BinaryIO, shown: Shown) -> Restored:
    """Bring a backup back, in one transaction of `connection`, with its bodies into `folder`.

    The tables must be there and empty. What is wrong with the file leaves them so; bodies that
    came before are then files nobody knows, and swept up later.

    Raises `NotEmpty`, `NoBackup`, or `OSError` when the disk refuses.
    """
    connection.begin()
    try:
        restored = _restore(connection, folder, source, shown)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return restored


def _restore(tx: Connection, folder: Path, source: BinaryIO, shown: Shown) -> Restored:
    _check_empty(tx)
    with _opened(source) as reading:
        heading = reading.heading()
        closing = _look_through(reading)
    with _opened(source) as reading:
        reading.heading()
        rows = _fill(tx, folder, reading, shown)
    if rows != closing.rows:
        raise NoBackup(_DAMAGED)
    _go_on_counting(tx)
    return Restored(
        made_at=heading.made_at,
        rows=sum(rows.values()),
        bodies=closing.bodies,
        mails_in_doubt=_put_in_doubt(tx),
    )


@contextmanager
def _opened(source: BinaryIO) -> Iterator["_Reading"]:
    """Read the file from its beginning; raises `NoBackup` for what is no tar, or was cut off."""
    source.seek(0)
    try:
        with tarfile.open(fileobj=source, mode="r:") as tar:
            yield _Reading(tar, source)
    except (tarfile.TarError, EOFError) as error:
        raise NoBackup("the file is no whole backup of Parley; use another one") from error


class _Reading:
    """A tar that is being read, member by member."""

    def __init__(self, tar: tarfile.TarFile, source: BinaryIO) -> None:
        self._tar = tar
        self._source = source
        place = source.tell()
        self.size_bytes = source.seek(0, 2)
        source.seek(place)

    @property
    def place(self) -> int:
        """How far the file has been read, in bytes."""
        return self._source.tell()

    def heading(self) -> Heading:
        """Read what the file is; raises `NoBackup` for what cannot be brought back."""
        first = next(self.members(), None)
        if first is None or first.name != HEADING:
            raise NoBackup("the file is no backup of Parley")
        heading = _decoded(self.content(first), Heading)
        if heading.format > FORMAT or heading.revision > HEAD:
            raise NoBackup(
                "the backup was made by a newer release; restore it with that one or a later one"
            )
        if heading.revision != HEAD:
            raise NoBackup(
                f"the backup was made by an older release (revision {heading.revision});"
                " restore it with that one, then upgrade"
            )
        if heading.tables != {each.name: columns_of(each) for each in METADATA.sorted_tables}:
            raise NoBackup("the backup holds other tables than this release has")
        return heading

    def members(self) -> Iterator[tarfile.TarInfo]:
        """Give what follows, in order; raises `NoBackup` for what is no plain file."""
        while (member := self._next()) is not None:
            # A link leads elsewhere, a sparse file is as large as it says, and from a negative
            # size the next one would be looked for further in front, for ever.
            if not member.isreg() or member.issparse() or member.size < 0:
                raise NoBackup(f"the backup holds {member.name!r}, which is no plain file")
            yield member

    def _next(self) -> tarfile.TarInfo | None:
        try:
            return self._tar.next()
        except ValueError as error:
            raise NoBackup(_DAMAGED) from error

    def content(self, member: tarfile.TarInfo) -> bytes:
        """Give the whole of a member."""
        file = self._tar.extractfile(member)
        content = b"" if file is None else file.read()
        if len(content) != member.size:
            raise EOFError(member.name)
        return content

    def chunks(self, member: tarfile.TarInfo) -> Iterator[bytes]:
        """Give a member piece by piece."""
        file = self._tar.extractfile(member)
        left = member.size
        while file is not None and left:
            chunk = file.read(min(left, _CHUNK_BYTES))
            if not chunk:
                raise EOFError(member.name)
            left -= len(chunk)
            yield chunk


def _look_through(reading: _Reading) -> Closing:
    """Read everything but the bodies, so that no row is written that is not as it was.

    Raises `NoBackup`: the end is missing, or it says something else.
    """
    closing, bodies, digest = None, 0, hashlib.sha256()
    for member in reading.members():
        kind = member.name.partition("/")[0]
        if kind == ROWS:
            digest.update(reading.content(member))
        elif kind == BODIES:
            bodies += 1
        elif member.name == CLOSING:
            closing = _decoded(reading.content(member), Closing)
    if closing is None:
        raise NoBackup("the backup ends before its end; it was cut off, use another one")
    if (closing.rows_sha256, closing.bodies) != (digest.hexdigest(), bodies):
        raise NoBackup(_DAMAGED)
    return closing


def _fill(tx: Transaction, folder: Path, reading: _Reading, shown: Shown) -> dict[str, int]:
    """Write down everything that follows the heading; gives how many rows each table got."""
    tables = {table.name: _Filling(table) for table in METADATA.sorted_tables}
    bodies = 0
    shown.begin("Restoring", reading.size_bytes)
    place = 0
    for member in reading.members():
        kind, _, name = member.name.partition("/")
        filling = tables.get(name.partition("/")[0])
        if kind == ROWS and filling is not None:
            filling.add(tx, reading.content(member))
        elif kind == BODIES:
            if bodies == 0:
                # From here on every row stands that another one refers to.
                _complete(tx, tables.values(), folder)
            _keep_body(tx, folder, name, member.size, reading.chunks(member))
            bodies += 1
        elif member.name != CLOSING:
            raise NoBackup(f"the backup holds {member.name!r}, which nobody knows")
        shown.advance(reading.place - place)
        place = reading.place
    if bodies == 0:
        _complete(tx, tables.values(), folder)
    return {name: each.rows for name, each in tables.items()}


class _Filling:
    """A table that is being filled."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._add = insert_into(table)
        self._names = columns_of(table)
        self._octets = octets_of(table)
        self._key = [each.name for each in table.primary_key.columns]
        self._own = [each.parent.name for each in table.foreign_keys if each.column.table is table]
        self._later: list[dict[str, Any]] = []
        self.rows = 0

    def add(self, tx: Transaction, page: bytes) -> None:
        """Write the rows of a page; what refers to a row of the same table waits for it."""
        for row in _decoded(page, list[list[Any]]):
            if len(row) != len(self._names):
                raise NoBackup(f"the backup holds a row of {self._table.name} that does not fit")
            self.rows += 1
            if self._table.name in _LEFT_OUT:
                continue
            values = dict(zip(self._names, self._bytes_in(row), strict=True))
            held = {name: values[name] for name in self._own if values[name] is not None}
            tx.execute(self._add, **values | dict.fromkeys(held))
            if held:
                self._later.append({name: values[name] for name in (*self._key, *self._own)})

    def complete(self, tx: Transaction) -> None:
        """Let the rows refer to one another."""
        if not self._later:
            return
        refer = Statement(
            update(self._table)
            .where(*(self._table.c[name] == bindparam(name) for name in self._key))
            .values({name: bindparam(f"new_{name}") for name in self._own})
        )
        for row in self._later:
            own = {f"new_{name}": row[name] for name in self._own}
            tx.execute(refer, **{name: row[name] for name in self._key}, **own)
        self._later.clear()

    def _bytes_in(self, row: list[Any]) -> list[Any]:
        for place in self._octets:
            if row[place] is not None:
                row[place] = base64.b64decode(row[place])
        return row


def _complete(tx: Transaction, tables: Iterable[_Filling], folder: Path) -> None:
    for each in tables:
        each.complete(tx)
    # A gateway takes what it has no row of for a stray, and removes it.
    for path in folder.glob("??/*"):
        if is_body_id(path.name) and tx.one(_BODY, id=path.name) is None:
            raise NotEmpty(
                f"{folder} holds bodies of another installation; give storage.blobs a new place"
            )


def _keep_body(
    tx: Transaction, folder: Path, blob_id: str, size_bytes: int, chunks: Iterator[bytes]
) -> None:
    row = tx.one(_BODY, id=blob_id)
    if row is None or not is_body_id(blob_id):
        raise NoBackup(f"the backup holds a body {blob_id!r} of which no row tells")
    sha256, known_bytes = row
    if size_bytes != known_bytes:
        raise NoBackup(f"the body {blob_id} is not as long as it was; use another file")
    # What an earlier try had in hand when it was killed.
    (folder / INCOMING / blob_id).unlink(missing_ok=True)
    incoming = IncomingBody(folder / INCOMING, blob_id, "")
    try:
        for chunk in chunks:
            incoming.write(chunk)
        incoming.finish(b"", body_path(folder, blob_id))
    except BaseException:
        incoming.discard()
        raise
    if incoming.sha256 != sha256:
        raise NoBackup(f"the body {blob_id} is not what it was when it was kept; use another file")


def _check_empty(tx: Transaction) -> None:
    for table in METADATA.sorted_tables:
        if tx.one(Statement(select(*table.primary_key.columns).limit(1))) is not None:
            raise NotEmpty(
                f"the database is not empty ({table.name}); give storage.url a new one, or move"
                " the old one away"
            )


def _go_on_counting(tx: Connection) -> None:
    """Let the database give numbers after those that are taken; SQLite does so by itself."""
    if tx.dialect != "postgresql":
        return
    for table in METADATA.sorted_tables:
        for column in table.primary_key.columns:
            if column.autoincrement is True:
                counter = func.pg_get_serial_sequence(table.name, column.name)
                tx.one(Statement(select(func.setval(counter, func.max(column)))))


def _put_in_doubt(tx: Transaction) -> int:
    """Have nothing sent twice: what was under way is taken for interrupted (design, section 5)."""
    leaving = [_interrupted(mail_of(tx, row)) for row in tx.all(_LEAVING)]
    for mail in leaving:
        stand(tx, mail)
    return len(leaving)


def _interrupted(mail: Mail) -> Mail:
    deliveries = (
        replace(each, state="sending") if each.state in _UNDER_WAY else each
        for each in mail.deliveries
    )
    return replace(mail, state="sending", deliveries=tuple(deliveries))


def _decoded(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NoBackup(f"the backup is damaged: {error}") from error
