"""`parley report --by bot`: what the answer bot did, by day and site."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeVar

from rich.console import Console
from rich.table import Table

from channels.chat.bot_turns import BotCount
from gateway.cli_report import cell_text, report_zone
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.report_days import span
from reports.bot import BOT_COLUMNS, bot_figures, write_bot_csv
from router.ids import Instant
from storage.bot_turns import counted
from storage.database import Database
from storage.directory import load_directory
from storage.transaction import Transaction

T = TypeVar("T")

_SHOWN: Final = {
    "chats": "chats",
    "answered": "answered",
    "helped": "helped",
    "not_helped": "no help",
    "missed": "missed",
    "handed_over": "handed over",
    "closed": "closed",
    "fell_silent": "silent",
    "kept": "kept",
}
"""What fits a screen, under which heading; the file holds everything."""

_EVER: Final[Instant] = 2**62


def bot_report(
    config: Config,
    *,
    since: date | None,
    until: date | None,
    time_zone: str,
    csv_file: Path | None,
) -> None:
    """Print the figures of each day and site, or write them to a file.

    Raises:
        CommandFailed: the time zone is none, or the file cannot be written.

    """
    zone = report_zone(time_zone)
    first, last = span(since, until, zone)

    def read(tx: Transaction) -> tuple[Sequence[BotCount], dict[str, str]]:
        return counted(tx, first or 0, last or _EVER), {
            each.id: each.key for each in load_directory(tx).sites.values()
        }

    counts, names = asyncio.run(_read(config, read))
    figures = bot_figures(
        counts, lambda at: datetime.fromtimestamp(at / 1_000_000, zone).date().isoformat()
    )
    if csv_file is not None:
        try:
            with csv_file.open("w", encoding="utf-8", newline="") as file:
                write_bot_csv(file, figures, names)
        except OSError as error:
            raise CommandFailed(f"{csv_file}: {error.strerror}") from error
        return
    console = Console()
    if not figures:
        console.print("The bot has spoken to nobody in this time.")
        return
    table = Table(box=None, header_style="bold")
    table.add_column("day", no_wrap=True)
    table.add_column("site", no_wrap=True)
    for heading in _SHOWN.values():
        table.add_column(heading, no_wrap=True, justify="right")
    for (day, site), row in figures.items():
        cells = dict(zip(BOT_COLUMNS, row.cells(), strict=True))
        shown = (cell_text(name, cells[name]) for name in _SHOWN)
        table.add_row(day, names.get(site, site), *shown)
    console.print(table)


async def _read(config: Config, work: Callable[[Transaction], T]) -> T:
    database = await Database.open(config.storage.url, exclusive=False)
    try:
        return await database.read(work)
    finally:
        await database.close()
