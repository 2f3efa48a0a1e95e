"""The commands that look back: `parley audit` and `parley explain`."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from gateway.cli_explain import Names, Teller
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.wire.times import to_wire
from router.audit import RULES, Auditor, Violation
from router.audit.replay import replay as decide_again
from router.explain import explain as tell_of
from router.history import Record
from router.ids import Instant
from storage.database import Database
from storage.directory import load_directory
from storage.intakes import count_intakes
from storage.journal import JournalRow, last_entry, read_journal
from storage.transaction import Transaction

T = TypeVar("T")

PAGE: Final = 2_000
"""Entries read at a time."""
MOST_SHOWN: Final = 20
"""One defect breaks many entries; the first ones say it all."""

FOUND: Final = 1
PROVEN: Final = 0


class Reading:
    """One unchanging state of the journal, read from its beginning with a progress bar."""

    def __init__(self, tx: Transaction, shown: Progress, stopped: threading.Event) -> None:
        """Read through `tx` until the end, or until `stopped`."""
        self._tx = tx
        self._shown = shown
        self._stopped = stopped
        self._instants: dict[int, Instant] = {}
        self.last_n, _ = last_entry(tx)

    def rows(self, purpose: str) -> Iterator[JournalRow]:
        """Give every entry in order, its chain proven; raises what `read_journal` raises."""
        task = self._shown.add_task(purpose, total=self.last_n)
        n = 0
        # To the very end, where reading nothing proves that no entry was cut off.
        while rows := read_journal(self._tx, n, PAGE):
            if self._stopped.is_set():
                raise CommandFailed("stopped")
            yield from rows
            n = rows[-1].n
            self._shown.update(task, completed=n)

    def records(self, purpose: str) -> Iterator[Record]:
        """Give every entry as the router wrote it."""
        return (row.record() for row in self.rows(purpose))


def audit(config: Config, *, replay: bool) -> int:
    """Prove every rule from the record; gives the exit code, 1 when something is wrong."""
    return _read(config, lambda reading, tx, console: _audit(reading, tx, console, replay=replay))


def explain(config: Config, interaction: str) -> int:
    """Tell why an interaction was offered to whom it was; gives the exit code."""

    def work(reading: Reading, tx: Transaction, console: Console) -> int:
        teller = Teller(console, Names(load_directory(tx)))
        story = tell_of(reading.records("Reading the record"), interaction)
        return PROVEN if teller.tell(interaction, story) else FOUND

    return _read(config, work)


def read_record(
    config: Config,
    purpose: str,
    follow: Callable[[Record], None],
    then: Callable[[Transaction], T],
) -> T:
    """Have `follow` told every record, with a progress bar, then give what `then` reads."""

    def work(reading: Reading, tx: Transaction, _: Console) -> T:
        for record in reading.records(purpose):
            follow(record)
        return then(tx)

    return _read(config, work)


def _read(config: Config, work: Callable[[Reading, Transaction, Console], T]) -> T:
    """Run `work` on one unchanging state of the database, beside whatever serves it."""
    console = Console()
    stopped = threading.Event()

    async def run(shown: Progress) -> T:
        database = await Database.open(config.storage.url, exclusive=False)
        try:
            return await database.read(lambda tx: work(Reading(tx, shown, stopped), tx, console))
        finally:
            # The reading thread outlives a keyboard interrupt unless it is told.
            stopped.set()
            await database.close()

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as shown:
        return asyncio.run(run(shown))


def _audit(reading: Reading, tx: Transaction, console: Console, *, replay: bool) -> int:
    auditor = Auditor()
    last_at: Instant = 0

    def violations() -> Iterator[tuple[Violation, Instant]]:
        nonlocal last_at
        for record in reading.records("Checking every rule"):
            last_at = record.at
            yield from ((violation, record.at) for violation in auditor.examine(record))
        for violation in auditor.account(count_intakes(tx)):
            yield violation, last_at

    found = _show(console, violations())
    if replay:
        entries = (
            (row.router_version, row.record()) for row in reading.rows("Deciding everything again")
        )
        found += _show(console, ((each, 0) for each in decide_again(entries)))
    if found:
        console.print(f"[bold red]{found} violations[/] in {reading.last_n} entries.")
        return FOUND
    console.print(
        f"[bold green]Proven[/]: {len(RULES)} rules hold in all {reading.last_n} entries"
        + (", and today's router decides them alike." if replay else ".")
    )
    _show_balance(console, auditor)
    return PROVEN


def _show(console: Console, violations: Iterable[tuple[Violation, Instant]]) -> int:
    """Print the first violations as they are found; gives how many there are."""
    remaining = iter(violations)
    shown = 0
    for violation, at in islice(remaining, MOST_SHOWN):
        shown += 1
        when = f" at {to_wire(at)}" if at else ""
        sources = ", ".join(violation.requirements)
        line = Text.assemble(
            (f"entry {violation.n}", "bold"),
            f"{when}: ",
            (violation.rule, "red"),
            f": {violation.sentence} ({sources})",
        )
        console.print(line, soft_wrap=True)
    more = sum(1 for _ in remaining)
    if more:
        console.print(f"... and {more} more.")
    return shown + more


def _show_balance(console: Console, auditor: Auditor) -> None:
    table = Table("medium", "came", "closed", "abandoned", "discarded", "live", box=None)
    for balance in auditor.balance().values():
        table.add_row(
            balance.medium.value,
            *(
                str(count)
                for count in (
                    balance.entered,
                    balance.closed,
                    balance.abandoned,
                    balance.discarded,
                    balance.live,
                )
            ),
        )
    if table.row_count:
        console.print(table)
