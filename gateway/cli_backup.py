"""The commands that keep a copy of everything: `parley backup` and `parley restore`."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from rich.console import Console
from rich.filesize import decimal
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from gateway.cli_audit import audit
from gateway.clock import SystemClock
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.wire.times import to_wire
from storage.backup import Copied, still_missing, write_backup
from storage.database import Database, driver_for
from storage.errors import DatabaseOutdated
from storage.later_deletions import Repeated, repeat_deletions
from storage.migrate import bring_up_to_date
from storage.restore import NotEmpty
from storage.restore import restore as bring_back
from storage.transaction import Connection, Driver

MOST_NAMED: Final = 5


def backup(config: Config, file: Path) -> int:
    """Copy rows and bodies into `file`; gives the exit code, 1 where a body is missing.

    Raises:
        CommandFailed: there is such a file already.

    """
    if file.exists():
        raise CommandFailed(f"{file} is there already; choose another name or move it away")
    console = Console(highlight=False, soft_wrap=True)

    async def run(target: BinaryIO, shown: "_Bars") -> Copied:
        database = await Database.open(config.storage.url, exclusive=False)
        at, folder = SystemClock().now(), Path(config.storage.blobs)
        try:
            copied = await database.read(
                lambda tx: write_backup(tx, folder, target, at=at, shown=shown)
            )
            return await database.read(lambda tx: still_missing(tx, copied))
        finally:
            await database.close()

    with _finished_only(file) as target, _bars(console) as shown:
        copied = asyncio.run(run(target, shown))
    size = decimal(file.stat().st_size)
    console.print(f"{copied.rows} rows and {copied.bodies} bodies in {file} ({size}).")
    if not copied.missing:
        return 0
    names = ", ".join(copied.missing[:MOST_NAMED])
    console.print(
        f"{len(copied.missing)} bodies are missing or damaged in {config.storage.blobs}: {names}."
        " Look for them in an older backup."
    )
    return 1


def restore(config: Config, file: Path, *, replaces: str | None) -> int:
    """Bring `file` back and prove the record; gives the exit code, 1 where a rule is broken.

    `replaces` is the address of the database whose place it takes: what was erased or deleted
    there since is here as well. Then 1 also means that some of it is in hand here, and stays.

    Raises:
        StorageError: the file is no backup of this release, the database is not empty, or the one
            it `replaces` cannot be read; then nothing is restored.

    """
    console = Console(highlight=False, soft_wrap=True)
    if replaces is not None:
        _check_readable(replaces)
    driver = driver_for(config.storage.url, exclusive=True)
    with file.open("rb") as source, _bars(console) as shown:
        connection = driver.writer()
        try:
            _make_tables(driver, connection)
            restored = bring_back(connection, Path(config.storage.blobs), source, shown)
        finally:
            connection.close()
    console.print(
        f"{restored.rows} rows and {restored.bodies} bodies as of {to_wire(restored.made_at)}."
        " Everybody logs in anew."
    )
    if restored.mails_in_doubt:
        console.print(
            f"{restored.mails_in_doubt} mails were on their way when the backup was made:"
            " their agents are asked whether to send them again."
        )
    left = () if replaces is None else _repeat_deletions(config, replaces, console)
    return audit(config, replay=False) or int(bool(left))


def _make_tables(driver: Driver, connection: Connection) -> None:
    """Make the tables in an empty database; one with older tables is somebody's, and stays so."""
    try:
        bring_up_to_date(driver, connection, allowed=False)
    except DatabaseOutdated as error:
        if error.revision is not None:
            raise NotEmpty(
                f"the database is not empty (it has the older revision {error.revision}); give"
                " storage.url a new one, or move the old one away"
            ) from error
        bring_up_to_date(driver, connection, allowed=True)


def _check_readable(url: str) -> None:
    """Look whether a database can be read, before anything depends on it."""

    async def look() -> None:
        await (await Database.open(url, exclusive=False)).close()

    asyncio.run(look())


def _repeat_deletions(config: Config, replaces: str, console: Console) -> Sequence[str]:
    """Erase and delete what `replaces` knows to be; gives what stays."""

    async def run() -> Repeated:
        old = await Database.open(replaces, exclusive=False)
        try:
            new = await Database.open(config.storage.url)
            try:
                return await repeat_deletions(old, new, SystemClock().now())
            finally:
                await new.close()
        finally:
            await old.close()

    repeated = asyncio.run(run())
    console.print(f"{repeated.done} erasures and deletions since then are done here as well.")
    for subject in repeated.left:
        console.print(f"{subject} stays: something of it is in hand here; delete it afterwards.")
    return repeated.left


@contextmanager
def _finished_only(file: Path) -> Iterator[BinaryIO]:
    """Give the file its name when it is whole and on the disk; nobody else may read it."""
    part = file.with_name(f"{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _bars(console: Console) -> Iterator["_Bars"]:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        yield _Bars(progress)


class _Bars:
    """One progress bar after the other (`storage.backup.Shown`)."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, purpose: str, total: int) -> None:
        """Begin the next bar."""
        self._task = self._progress.add_task(purpose, total=total)

    def advance(self, steps: int) -> None:
        """Move the last bar on."""
        if self._task is not None:
            self._progress.advance(self._task, steps)
