"""Finding one's place again: the last snapshot, then every record after it, none decided anew."""

from collections.abc import Callable
from typing import Final

from router.machine import Router
from router.snapshot import FORMAT, UnknownFormatError
from storage.epoch import last_release
from storage.errors import CorruptJournal, UnknownFormat
from storage.journal import JournalRow, read_journal
from storage.snapshots import Snapshot, latest_snapshot
from storage.transaction import Transaction

PAGE: Final = 2_000
"""Entries read at a time."""

Progress = Callable[[int], None]
"""Told the number of the last entry taken over."""


def recover(tx: Transaction, progress: Progress = lambda _: None) -> Router:
    """Give the router as the record left it.

    Raises:
        storage.errors.CorruptJournal: an entry is missing or altered, or says what cannot be.
        storage.errors.UnknownFormat: a newer release wrote it.

    """
    snapshot = latest_snapshot(tx)
    router = Router() if snapshot is None else _restore(tx, snapshot)
    while rows := read_journal(tx, router.n, PAGE):
        for row in rows:
            _follow(router, row)
        progress(router.n)
    return router


def _follow(router: Router, row: JournalRow) -> None:
    try:
        router.apply(row.record())
    except (LookupError, ValueError) as error:
        # Every hash is right, so this is what was written: by a defect or by a careless hand.
        raise CorruptJournal(row.n, f"says what cannot be ({error!r})") from error


def _restore(tx: Transaction, snapshot: Snapshot) -> Router:
    try:
        return Router.restore(snapshot.state())
    except UnknownFormatError as error:
        raise UnknownFormat(last_release(tx)) from error


def take_snapshot(tx: Transaction) -> Snapshot:
    """Give a snapshot of the state after the last entry there is."""
    router = recover(tx)
    pieces = router.snapshot_in_pieces()
    return Snapshot.pack(n=router.n, format=FORMAT, at=router.at, state=pieces)
