"""A backup brought back into an empty database and an empty folder, whole or not at all."""

import base64
import hashlib
import tarfile
from collections.abc import Iterable, Iterator
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
from storage.incoming_body import INCOMING, IncomingBody, body_path
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
_SHA256: Final = Statement(select(blobs.c.sha256).where(blobs.c.id == param("id")))


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
    try:
        with tarfile.open(fileobj=source, mode="r:") as tar:
            reading = _Reading(tar, source)
            heading = reading.heading()
            rows, closing, bodies = _fill(tx, folder, reading, shown)
    except (tarfile.TarError, EOFError) as error:
        raise NoBackup("the file is no whole backup of Parley; use another one") from error
    _check_whole(closing, rows, reading.digest.hexdigest(), bodies)
    _go_on_counting(tx)
    return Restored(
        made_at=heading.made_at,
        rows=sum(rows.values()),
        bodies=bodies,
        mails_in_doubt=_put_in_doubt(tx),
    )


class _Reading:
    """A tar that is being read, member by member."""

    def __init__(self, tar: tarfile.TarFile, source: BinaryIO) -> None:
        self._tar = tar
        self._source = source
        self.size_bytes = source.seek(0, 2)
        self.digest = hashlib.sha256()
        source.seek(0)

    @property
    def place(self) -> int:
        """How far the file has been read, in bytes."""
        return self._source.tell()

    def heading(self) -> Heading:
        """Read what the file is; raises `NoBackup` for what cannot be brought back."""
        first = self._tar.next()
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
        """Give what follows, in order."""
        while (member := self._tar.next()) is not None:
            yield member

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


def _fill(
    tx: Transaction, folder: Path, reading: _Reading, shown: Shown
) -> tuple[dict[str, int], Closing | None, int]:
    """Write down everything that follows the heading."""
    tables = {table.name: _Filling(table) for table in METADATA.sorted_tables}
    closing, bodies = None, 0
    shown.begin("Restoring", reading.size_bytes)
    place = 0
    for member in reading.members():
        kind, _, name = member.name.partition("/")
        filling = tables.get(name.partition("/")[0])
        if kind == ROWS and filling is not None:
            page = reading.content(member)
            reading.digest.update(page)
            filling.add(tx, page)
        elif kind == BODIES:
            if bodies == 0:
                # From here on every row stands that another one refers to.
                _complete(tx, tables.values())
            _keep_body(tx, folder, name, reading.chunks(member))
            bodies += 1
        elif member.name == CLOSING:
            closing = _decoded(reading.content(member), Closing)
        else:
            raise NoBackup(f"the backup holds {member.name!r}, which nobody knows")
        shown.advance(reading.place - place)
        place = reading.place
    if bodies == 0:
        _complete(tx, tables.values())
    return {name: each.rows for name, each in tables.items()}, closing, bodies


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


def _complete(tx: Transaction, tables: Iterable[_Filling]) -> None:
    for each in tables:
        each.complete(tx)


def _keep_body(tx: Transaction, folder: Path, blob_id: str, chunks: Iterator[bytes]) -> None:
    row = tx.one(_SHA256, id=blob_id)
    if row is None:
        raise NoBackup(f"the backup holds a body {blob_id!r} of which no row tells")
    incoming = IncomingBody(folder / INCOMING, blob_id, "")
    try:
        for chunk in chunks:
            incoming.write(chunk)
        incoming.finish(b"", body_path(folder, blob_id))
    except BaseException:
        incoming.discard()
        raise
    if incoming.sha256 != row[0]:
        raise NoBackup(f"the body {blob_id} is not what it was when it was kept; use another file")


def _check_empty(tx: Transaction) -> None:
    for table in METADATA.sorted_tables:
        if tx.one(Statement(select(*table.primary_key.columns).limit(1))) is not None:
            raise NotEmpty(
                f"the database is not empty ({table.name}); give storage.url a new one, or move"
                " the old one away"
            )


def _check_whole(closing: Closing | None, rows: dict[str, int], digest: str, bodies: int) -> None:
    if closing is None:
        raise NoBackup("the backup ends before its end; it was cut off, use another one")
    if (closing.rows, closing.rows_sha256, closing.bodies) != (rows, digest, bodies):
        raise NoBackup("the backup is damaged: it does not hold what it says; use another one")


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
