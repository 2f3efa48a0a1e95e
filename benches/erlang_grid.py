"""How well the simulator agrees with Erlang C and Erlang A, from an idle queue to a crowded one.

    .venv/bin/python -m benches.erlang_grid            # the whole grid, half an hour of one core
    .venv/bin/python -m benches.erlang_grid --quick    # its corners
    .venv/bin/python -m benches.erlang_grid --report docs/explanation/erlang

Every cell is played by `parley simulate`'s own simulator, which asks the router itself; the
formulas know nothing of either. A figure agrees where theory lies within the simulation's
confidence interval, at a confidence that makes all of them hold at once with 99 %. One that does
not agree fails the run.
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from benches.erlang_cells import Cell, Played, confidence_of, corners, full_grid, play
from benches.erlang_report import Run, write_report


def play_all(cells: Sequence[Cell]) -> Iterator[Played]:
    """Play every cell on all cores, the longest first; a cell's seed is its place in the grid."""
    confidence = confidence_of(cells)
    with ProcessPoolExecutor() as pool:
        longest = sorted(enumerate(cells, start=1), key=lambda each: -each[1].arrivals)
        waiting = [pool.submit(play, cell, seed, confidence) for seed, cell in longest]
        for done in as_completed(waiting):
            yield done.result()


def with_progress(cells: Sequence[Cell]) -> list[Played]:
    """Play every cell, saying how far it is; gives them in the order of the grid."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("thousand arrivals"),
        TimeRemainingColumn(),
    )
    played: dict[Cell, Played] = {}
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("Playing", total=sum(cell.arrivals for cell in cells) // 32)
        for each in play_all(cells):
            played[each.cell] = each
            progress.advance(task, each.cell.arrivals // 32)
    return [played[cell] for cell in cells]


def show(played: Sequence[Played]) -> Table:
    """Give one line for each load and theory: how many figures agree, how sure that is."""
    table = Table("theory", "load", "figures", "agree", "too rare", "half-width, median", "largest")
    for patient in (True, False):
        for load in sorted({each.cell.load for each in played}):
            found = [
                comparison
                for each in played
                if (each.cell.patient, each.cell.load) == (patient, load)
                for comparison in each.comparisons
            ]
            widths = [each.width for each in found if each.width is not None]
            table.add_row(
                "Erlang C" if patient else "Erlang A",
                f"{load:.2f}",
                str(len(found)),
                str(sum(each.agrees for each in found)),
                str(len(found) - len(widths)),
                f"{statistics.median(widths):.1%}",
                f"{max(widths):.0%}",
            )
    return table


def main() -> None:
    """Play, print, write; a figure that does not agree fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the corners alone")
    parser.add_argument("--report", type=Path, help="the folder for table, figures and plots")
    options = parser.parse_args()
    cells = corners() if options.quick else full_grid()
    console = Console()
    began = time.monotonic()
    played = with_progress(cells)
    run = Run(
        played=played,
        confidence=confidence_of(cells),
        minutes=(time.monotonic() - began) / 60,
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
    )
    console.print(show(played))
    astray = [
        (each.cell, comparison)
        for each in played
        for comparison in each.comparisons
        if not comparison.agrees
    ]
    for cell, comparison in astray:
        console.print(f"[red]astray[/] {cell} {comparison}")
    if options.report is not None:
        write_report(run, options.report)
        console.print(f"written to {options.report}")
    if astray:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
