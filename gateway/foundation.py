"""What a gateway stands on: its database, its turn at serving it, its place in the record."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from accounts.directory import Directory
from gateway.clock import EngineClock
from gateway.config import Config
from gateway.fatal import Fatal
from gateway.recovery import recover
from router.ids import Duration, Instant
from router.machine import Router
from storage.blobs import Blobs
from storage.database import Database
from storage.directory import load_directory
from storage.epoch import note_release, take_epoch
from storage.handlings import StoredHandling, handlings_of, handlings_of_live
from storage.pulse import last_pulse
from storage.snapshots import last_snapshot_n
from storage.transaction import Transaction

RELEASE: Final = "0.1.0"
"""What clients are told as `build`, and what a database remembers as its last server."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read from the database at the start."""

    router: Router
    snapshot_n: int
    directory: Directory
    pulse: Instant | None
    handlings: tuple[StoredHandling, ...]


@dataclass(frozen=True, slots=True)
class Foundation:
    """Everything that the rest of a gateway is built on."""

    database: Database
    blobs: Blobs
    epoch: int
    router: Router
    snapshot_n: int
    """The entry after which the last snapshot stands; 0 when there is none."""
    directory: Directory
    handlings: tuple[StoredHandling, ...]
    """Everybody's work on the interactions that are live."""
    down_for: Duration
    """How long nobody served, as far as the database knows."""


async def lay_foundation(config: Config, clock: EngineClock, fatal: Fatal) -> Foundation:
    """Open the database and take up where the last gateway left off.

    Raises:
        storage.errors.StorageError: the database cannot be used; the message says what to do.

    """
    database = await Database.open(
        config.storage.url, on_failure=lambda error: fatal(f"storage failed: {error}")
    )
    try:
        # From here on no process that served before can append to what is being read.
        epoch = await database.write(take_epoch)
        found = await database.read(_read)
        # A release that cannot read the history must not put its name in the place of one that can.
        await database.write(lambda tx: note_release(tx, RELEASE))
    except BaseException:
        await database.close()
        raise
    last = found.router.at if found.pulse is None else max(found.router.at, found.pulse)
    clock.not_before(last)
    return Foundation(
        database=database,
        blobs=Blobs(Path(config.storage.blobs), database),
        epoch=epoch,
        router=found.router,
        snapshot_n=found.snapshot_n,
        directory=found.directory,
        handlings=found.handlings,
        down_for=max(0, clock.now() - last) if last else 0,
    )


def _read(tx: Transaction) -> Found:
    router = recover(tx)
    # Who transferred an interaction may still wrap it up when the next agent is done with it.
    over = {each.interaction for each in router.handlings.values()} - router.interactions.keys()
    return Found(
        router=router,
        snapshot_n=last_snapshot_n(tx),
        directory=load_directory(tx),
        pulse=last_pulse(tx),
        handlings=(*handlings_of_live(tx), *handlings_of(tx, sorted(over))),
    )
