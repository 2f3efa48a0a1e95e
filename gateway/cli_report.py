"""`parley report`: figures from the record, on the screen or for a spreadsheet."""

from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from gateway.cli_audit import read_record
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.report_days import span, zone_of
from reports.figures import Figures
from reports.period import Period
from reports.tables import By, Cell, columns, names, quarters, sums, write_csv
from router.ids import Instant, seconds
from storage.directory import load_directory

_SHOWN: Final = {
    "queue": {
        "entered": "entered",
        "accepted": "accepted",
        "abandoned": "left",
        "service_level": "in time",
        "wait_p50_seconds": "p50",
        "wait_p90_seconds": "p90",
        "longest_wait_seconds": "longest",
        "handled": "handled",
    },
    "agent": {
        "offered": "offered",
        "accepted": "accepted",
        "rejected": "rejected",
        "missed": "missed",
        "handled": "handled",
        "occupancy": "occupied",
    },
    "code": {"chosen": "chosen", "time_seconds": "time"},
}
"""What fits a screen, under which heading; the file holds everything."""

_SHARES: Final = frozenset({"service_level", "occupancy", "kept"})


def report(  # each argument is one option of the command
    config: Config,
    *,
    by: By,
    since: date | None,
    until: date | None,
    time_zone: str,
    service_level_seconds: float,
    csv_file: Path | None,
) -> None:
    """Print the sums of each queue, agent or code, or write every quarter-hour to a file.

    Raises:
        CommandFailed: the time zone is none, or the file cannot be written.

    """
    zone = report_zone(time_zone)
    period = Period(*span(since, until, zone), service_level=seconds(service_level_seconds))
    directory = read_record(config, "Reading the record", period.follow, load_directory)
    figures = period.close()
    named = names(directory, by)
    if csv_file is None:
        _show(Console(), figures, by, named)
        return
    written = {at: _written(at, zone) for at, _, _ in quarters(figures, by)}
    try:
        with csv_file.open("w", encoding="utf-8", newline="") as file:
            write_csv(file, figures, by, names=named, written=written)
    except OSError as error:
        raise CommandFailed(f"{csv_file}: {error.strerror}") from error


def _show(console: Console, figures: Figures, by: By, named: dict[str, str]) -> None:
    rows = sorted((named.get(subject, subject), cells) for subject, cells in sums(figures, by))
    if not rows:
        console.print("The record holds nothing for this time.")
        return
    shown = _SHOWN[by]
    table = Table(box=None, header_style="bold")
    table.add_column(by, no_wrap=True)
    for heading in shown.values():
        table.add_column(heading, no_wrap=True, justify="right")
    places = [columns(by).index(name) for name in shown]
    for name, cells in rows:
        table.add_row(
            name, *(cell_text(each, cells[at]) for each, at in zip(shown, places, strict=True))
        )
    console.print(table)


def cell_text(column: str, value: Cell) -> str:
    """Write a figure as a screen shows it."""
    if value is None:
        return "-"
    if column in _SHARES and isinstance(value, float):
        return f"{value:.1%}"
    return f"{value:,}s" if column.endswith("_seconds") else f"{value:,}"


def report_zone(name: str) -> ZoneInfo:
    """Give the time zone in which days begin. Raises `CommandFailed`: there is none of the name."""
    try:
        return zone_of(name)
    except ValueError as error:
        raise CommandFailed(str(error)) from error


def _written(at: Instant, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at / 1_000_000, zone).isoformat(timespec="minutes")
