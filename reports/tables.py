"""Figures as rows of plain values, for a table on a screen or a file for a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TextIO

from accounts.directory import Directory
from reports.figures import AgentFigures, CodeFigures, Figures, QueueFigures
from router.ids import Duration, Instant
from router.lifecycle import Status

By = Literal["queue", "agent", "code"]
Cell = int | float | None

QUEUE_COLUMNS: Final = (
    *("entered", "transferred_in", "returned", "offered", "accepted", "rejected", "missed"),
    *("abandoned", "transferred_out", "handled", "service_level", "mean_wait_seconds"),
    *("wait_p50_seconds", "wait_p90_seconds", "longest_wait_seconds"),
    *("handling_seconds", "wrap_up_seconds", "overflowed_in", "overflowed_out"),
)
AGENT_COLUMNS: Final = (
    *("offered", "accepted", "rejected", "missed", "handled", "handling_seconds"),
    *("wrap_up_seconds", "occupancy"),
    *(f"{status.value}_seconds" for status in Status if status is not Status.LOGGED_OUT),
)

CODE_COLUMNS: Final = ("chosen", "time_seconds")

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula (ASVS 1.2.10)."""


def queue_cells(row: QueueFigures) -> tuple[Cell, ...]:
    """Give one queue's figures in the order of `QUEUE_COLUMNS`."""
    waits = row.waits
    return (
        *(row.entered, row.transferred_in, row.returned, row.offered, row.accepted, row.rejected),
        *(row.missed, row.abandoned, row.transferred_out, row.handled),
        None if row.service_level is None else round(row.service_level, 4),
        _seconds(waits.mean),
        _seconds(waits.percentile(0.5)),
        _seconds(waits.percentile(0.9)),
        _seconds(waits.longest if waits.count else None),
        _seconds(row.handling),
        _seconds(row.wrap_up),
        row.overflowed_in,
        row.overflowed_out,
    )


def agent_cells(row: AgentFigures) -> tuple[Cell, ...]:
    """Give one agent's figures in the order of `AGENT_COLUMNS`."""
    return (
        *(row.offered, row.accepted, row.rejected, row.missed, row.handled),
        _seconds(row.handling),
        _seconds(row.wrap_up),
        None if row.occupancy is None else round(row.occupancy, 4),
        *(_seconds(row.statuses[status]) for status in Status if status is not Status.LOGGED_OUT),
    )


def code_cells(row: CodeFigures) -> tuple[Cell, ...]:
    """Give one code's figures in the order of `CODE_COLUMNS`."""
    return (row.chosen, _seconds(row.time))


def columns(by: By) -> Sequence[str]:
    """Name the figures of a table."""
    return {"queue": QUEUE_COLUMNS, "agent": AGENT_COLUMNS, "code": CODE_COLUMNS}[by]


def names(directory: Directory, by: By) -> dict[str, str]:
    """Give what people call each queue, agent or code, by its id."""
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


def sums(figures: Figures, by: By) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Give the id and the summed figures of each queue, agent or code."""
    match by:
        case "queue":
            yield from ((each, queue_cells(row)) for each, row in figures.by_queue().items())
        case "agent":
            yield from ((each, agent_cells(row)) for each, row in figures.by_agent().items())
        case "code":
            yield from ((each, code_cells(row)) for each, row in figures.by_code().items())


def quarters(figures: Figures, by: By) -> Iterator[tuple[Instant, str, tuple[Cell, ...]]]:
    """Give each quarter-hour's figures of each queue, agent or code, in order."""
    match by:
        case "queue":
            yield from ((*key, queue_cells(row)) for key, row in sorted(figures.queues.items()))
        case "agent":
            yield from ((*key, agent_cells(row)) for key, row in sorted(figures.agents.items()))
        case "code":
            yield from ((*key, code_cells(row)) for key, row in sorted(figures.codes.items()))


def write_csv(
    file: TextIO,
    figures: Figures,
    by: By,
    *,
    names: Mapping[str, str],
    written: Mapping[Instant, str],
) -> None:
    """Write every quarter-hour as comma-separated values with a heading.

    Args:
        file: where to.
        figures: what to write.
        by: the kind of row.
        names: the names of queues, agents or codes by id.
        written: each quarter's beginning as it is to be written.

    """
    writer = csv.writer(file)
    writer.writerow(("quarter", by, *columns(by)))
    for at, subject, cells in quarters(figures, by):
        writer.writerow((written[at], harmless(names.get(subject, subject)), *cells))


def harmless(text: str) -> str:
    """Give the text as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _seconds(duration: Duration | None) -> float | None:
    return None if duration is None else round(duration / 1_000_000, 1)
