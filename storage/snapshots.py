"""Snapshots: the router's whole state after some entry, so that a start need not replay all."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

import msgspec
from sqlalchemy import delete, select

from router.ids import Instant
from storage.errors import CorruptJournal
from storage.journal import chain_hash
from storage.schema import journal, segments, snapshots
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

KEPT: Final = 2
"""How many snapshots are kept besides those that begin a segment."""

_LEVEL: Final = 1
"""States are dull JSON: the fastest level already makes them ten times smaller."""

_INSERT = insert_into(snapshots)
_LATEST = Statement(select(snapshots).order_by(snapshots.c.n.desc()).limit(1))
_AT = Statement(select(snapshots.c.n).where(snapshots.c.n == param("n")))
_NUMBERS = Statement(select(snapshots.c.n).order_by(snapshots.c.n.desc()))
_DELETE = Statement(delete(snapshots).where(snapshots.c.n == param("n")))
_DELETE_BEFORE = Statement(delete(snapshots).where(snapshots.c.n < param("n")))
_BEGIN_SEGMENT = insert_into(segments)
_SEGMENT_STARTS = Statement(select(segments.c.first_n).order_by(segments.c.first_n))
_DROP_SEGMENTS = Statement(delete(segments).where(segments.c.first_n < param("n")))
_DROP_ENTRIES = Statement(delete(journal).where(journal.c.n < param("n")))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state after entry `n`, packed for the database."""

    n: int
    format: int
    at: Instant
    packed: bytes

    @classmethod
    def pack(cls, *, n: int, format: int, at: Instant, state: Iterable[bytes]) -> Self:  # noqa: A002
        """Compress the pieces of a state, 10 ms for each MB: never on the event loop."""
        packing = zlib.compressobj(_LEVEL)
        packed = b"".join((*map(packing.compress, state), packing.flush()))
        return cls(n=n, format=format, at=at, packed=packed)

    def state(self) -> bytes:
        """Give the state as it was; raises `CorruptJournal`."""
        try:
            return zlib.decompress(self.packed)
        except zlib.error as error:
            raise CorruptJournal(
                self.n, f"the snapshot after it is unreadable ({error})"
            ) from error


def save_snapshot(tx: Transaction, snapshot: Snapshot) -> None:
    """Keep `snapshot` instead of all but the last few before it; one kept already stays."""
    if tx.one(_AT, n=snapshot.n) is not None:
        return
    tx.execute(
        _INSERT,
        n=snapshot.n,
        format=snapshot.format,
        at=snapshot.at,
        state=snapshot.packed,
        hash=_seal(chain_hash(tx, snapshot.n), snapshot),
    )
    needed = {first_n - 1 for (first_n,) in tx.all(_SEGMENT_STARTS)}
    for (n,) in tx.all(_NUMBERS)[KEPT:]:
        if n not in needed:
            tx.execute(_DELETE, n=n)


def latest_snapshot(tx: Transaction) -> Snapshot | None:
    """Give the newest snapshot, proven to belong to its entry; raises `CorruptJournal`."""
    row = tx.one(_LATEST)
    if row is None:
        return None
    n, format_, at, packed, seal = row
    snapshot = Snapshot(n=n, format=format_, at=at, packed=bytes(packed))
    if bytes(seal) != _seal(chain_hash(tx, n), snapshot):
        raise CorruptJournal(n, "the snapshot after it was altered, or the entry was")
    return snapshot


def last_snapshot_n(tx: Transaction) -> int:
    """Give the entry after which the newest snapshot stands; 0 when there is none."""
    row = tx.one(_NUMBERS)
    return 0 if row is None else int(row[0])


def begin_segment(tx: Transaction, n: int) -> None:
    """Let a segment begin after entry `n`, of which there must be a snapshot."""
    if tx.one(_AT, n=n) is None:
        raise ValueError(f"a segment begins with a snapshot, and there is none of entry {n}")
    tx.execute(_BEGIN_SEGMENT, first_n=n + 1, previous_hash=chain_hash(tx, n))


def drop_segments_before(tx: Transaction, first_n: int) -> None:
    """Drop every entry before the segment that begins with `first_n`."""
    if (first_n,) not in tx.all(_SEGMENT_STARTS):
        raise ValueError(f"no segment begins with entry {first_n}")
    tx.execute(_DROP_ENTRIES, n=first_n)
    tx.execute(_DELETE_BEFORE, n=first_n - 1)
    tx.execute(_DROP_SEGMENTS, n=first_n)


def _seal(chain: bytes, snapshot: Snapshot) -> bytes:
    digest = hashlib.sha256(snapshot.packed).digest()
    fields = (snapshot.n, snapshot.format, snapshot.at, digest)
    return hashlib.sha256(chain + msgspec.msgpack.encode(fields)).digest()
