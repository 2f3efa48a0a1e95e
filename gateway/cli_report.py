"""`parley report`: figures from the record, on the screen or for a spreadsheet."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from accounts.directory import Directory
from gateway.cli_audit import read_record
from gateway.config import Config
from gateway.failure import CommandFailed
from reports.figures import Figures
from reports.tables import By, Cell, columns, quarters, sums, write_csv
from router.history import Record
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
    since: datetime | None,
    until: datetime | None,
    time_zone: str,
    service_level_seconds: float,
    csv_file: Path | None,
) -> None:
    """Print the sums of each queue, agent or code, or write every quarter-hour to a file.

    Raises:
        CommandFailed: the time zone is none, or the file cannot be written.

    """
    zone = report_zone(time_zone)
    first = None if since is None else first_instant(since, zone)
    last = None if until is None else first_instant(until + timedelta(days=1), zone)
    figures = Figures(seconds(service_level_seconds))
    ended: list[Instant] = []

    def follow(record: Record) -> None:
        if last is None or record.at < last:
            figures.follow(record)
            ended[:] = [record.at]

    directory = read_record(config, "Reading the record", follow, load_directory)
    if ended:
        figures.close(ended[0])
    if first is not None:
        figures.forget_before(first)
    names = _names(directory, by)
    if csv_file is None:
        _show(Console(), figures, by, names)
        return
    written = {at: _written(at, zone) for at, _, _ in quarters(figures, by)}
    try:
        with csv_file.open("w", encoding="utf-8", newline="") as file:
            write_csv(file, figures, by, names=names, written=written)
    except OSError as error:
        raise CommandFailed(f"{csv_file}: {error.strerror}") from error


def _names(directory: Directory, by: By) -> dict[str, str]:
    match by:
        case "queue":
            return {each.id: each.name for each in directory.queues.values()}
        case "agent":
            return {each.id: each.name for each in directory.agents.values()}
        case "code":
            return {
                code.id: f"{code_list.name}: {code.name}"
                for code_list in directory.code_lists.values()
                for code in code_list.codes
            }


def _show(console: Console, figures: Figures, by: By, names: dict[str, str]) -> None:
    rows = sorted((names.get(subject, subject), cells) for subject, cells in sums(figures, by))
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
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:
        raise CommandFailed(f"{name!r} is no time zone: write Europe/Paris") from error


def first_instant(day: datetime, zone: ZoneInfo) -> Instant:
    """Give when a day begins."""
    return int(day.replace(tzinfo=zone).astimezone(UTC).timestamp()) * 1_000_000


def _written(at: Instant, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at / 1_000_000, zone).isoformat(timespec="minutes")
