"""The journal: every input the router took, with what it decided, in one chain of hashes.

Each entry's hash covers its content and the hash before it, so an entry that is missing, altered or
put in between breaks the chain where it stands. It is no protection against whoever may rewrite the
whole database; it shows damage and careless hands.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import bindparam, insert, select

from router.history import ROUTER_VERSION, VERSION, Record, decode, encode_decisions, encode_input
from router.ids import Instant
from router.inputs import PolicyChanged
from storage.epoch import EPOCH, last_release
from storage.errors import CorruptJournal, Fenced, UnknownFormat
from storage.schema import journal, meta, segments, snapshots
from storage.sql import Statement, param
from storage.transaction import Transaction, Value

GENESIS: Final = bytes(32)
"""The hash before the first entry."""

_COLUMNS = [column.name for column in journal.c]

_TAIL = Statement(select(journal.c.hash, journal.c.policy_hash).where(journal.c.n == param("n")))
_LAST = Statement(select(journal.c.n, journal.c.at).order_by(journal.c.n.desc()).limit(1))
_PAGE = Statement(
    select(journal).where(journal.c.n > param("after")).order_by(journal.c.n).limit(param("most"))
)
_APPEND = Statement(
    insert(journal).from_select(
        _COLUMNS,
        select(*(bindparam(column.name, type_=column.type) for column in journal.c)).where(
            meta.c.name == EPOCH, meta.c.value == param("epoch_in_force")
        ),
    )
)
_SEGMENTS = Statement(
    select(segments.c.first_n, segments.c.previous_hash).where(
        segments.c.first_n > param("after"), segments.c.first_n <= param("last")
    )
)
_SNAPSHOT_BEYOND = Statement(select(snapshots.c.n).where(snapshots.c.n > param("n")).limit(1))


class JournalRow(NamedTuple):
    """One entry as it lies in the database."""

    n: int
    epoch: int
    v: int
    at: Instant
    input: str
    decisions: str
    router_version: str
    policy_hash: str
    hash: bytes

    def record(self) -> Record:
        """Read what the entry says; raises `CorruptJournal` when it is not in our language."""
        try:
            return decode(
                v=self.v,
                n=self.n,
                at=self.at,
                input_json=self.input,
                decisions_json=self.decisions,
            )
        except msgspec.MsgspecError as error:
            raise CorruptJournal(self.n, f"unreadable ({error})") from error


class Journal:
    """The appending end of the journal, in the hands of one epoch."""

    def __init__(self, epoch: int) -> None:
        """Append in `epoch`, which this process has taken."""
        self._epoch = epoch

    def append(self, tx: Transaction, records: Sequence[Record]) -> None:
        """Add `records`, whose numbers follow the last entry's.

        Raises `Fenced` when another process has taken over or the numbers do not follow. When two
        append the same number at once, the key lets one through and the other's driver raises.
        """
        if not records:
            return
        n = records[0].n
        previous, policy_hash = _tail(tx, n - 1)
        for record in records:
            if isinstance(record.input, PolicyChanged):
                policy_hash = hash_of(record.input.policy)
            fields: tuple[Value, ...] = (
                record.n,
                self._epoch,
                VERSION,
                record.at,
                encode_input(record.input),
                encode_decisions(record.decisions),
                ROUTER_VERSION,
                policy_hash,
            )
            previous = _link(previous, fields)
            row = dict(zip(_COLUMNS, (*fields, previous), strict=True))
            if record.n != n or not tx.execute(_APPEND, epoch_in_force=str(self._epoch), **row):
                raise Fenced(
                    f"entry {record.n} of epoch {self._epoch} does not follow: "
                    "another process serves this database now"
                )
            n += 1


def last_entry(tx: Transaction) -> tuple[int, Instant]:
    """Give the last entry's number and instant; zeros when there is none."""
    row = tx.one(_LAST)
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def read_journal(tx: Transaction, after_n: int, limit: int) -> list[JournalRow]:
    """Give up to `limit` entries after `after_n`, in order, their chain proven; none: the end.

    Raises `CorruptJournal` at the first entry that is not as it was written, `UnknownFormat` at
    one that a newer release wrote.
    """
    rows = [JournalRow._make(row) for row in tx.all(_PAGE, after=after_n, most=limit)]
    if not rows:
        if tx.one(_SNAPSHOT_BEYOND, n=after_n) is not None:
            raise CorruptJournal(after_n + 1, "missing, although a snapshot was taken after it")
        return rows
    known: dict[int, bytes] = dict(tx.all(_SEGMENTS, after=after_n, last=rows[-1].n))
    previous = chain_hash(tx, after_n)
    for n, row in enumerate(rows, after_n + 1):
        if row.n != n:
            raise CorruptJournal(n, "missing")
        if known.get(n, previous) != previous:
            raise CorruptJournal(n, "the segment it begins names another predecessor")
        previous = _link(previous, row[:-1])
        if row.hash != previous:
            raise CorruptJournal(n, "altered, or the entry before it was")
        if row.v > VERSION:
            raise UnknownFormat(last_release(tx))
    return rows


def chain_hash(tx: Transaction, n: int) -> bytes:
    """Give the chain's hash after entry `n`, which may have been dropped with its segment."""
    row = tx.one(_TAIL, n=n)
    if row is not None:
        return bytes(row[0])
    for _, previous_hash in tx.all(_SEGMENTS, after=n, last=n + 1):
        return bytes(previous_hash)
    if n == 0:
        return GENESIS
    raise CorruptJournal(n, "missing")


def hash_of(value: object) -> str:
    """Give the SHA-256 of a value's canonical JSON, as hexadecimal."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()


def _tail(tx: Transaction, n: int) -> tuple[bytes, str]:
    """Give the chain hash and the policy hash after entry `n`; raises `Fenced` without it."""
    row = tx.one(_TAIL, n=n)
    if row is not None:
        return bytes(row[0]), str(row[1])
    try:
        return chain_hash(tx, n), ""
    except CorruptJournal as error:
        raise Fenced(f"there is no entry {n} to append to") from error


def _link(previous: bytes, fields: tuple[Value, ...]) -> bytes:
    # MessagePack writes lengths, so no two different entries give the same bytes.
    return hashlib.sha256(previous + msgspec.msgpack.encode(fields)).digest()
