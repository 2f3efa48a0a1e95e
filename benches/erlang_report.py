"""The report of an Erlang grid: the figures for programs, tables and two plots for people."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benches.erlang_cells import (
    AGENTS,
    CAPS,
    COUNTED,
    FAMILY,
    LOADS,
    PATIENCE,
    RARE,
    WARM_UP,
    Comparison,
    Played,
)
from benches.erlang_plot import draw


@dataclass(frozen=True, slots=True)
class Run:
    """A grid that was played, and on what."""

    played: Sequence[Played]
    confidence: float
    minutes: float
    cores: int
    python: str

    def of(self, *, patient: bool) -> list[Played]:
        """Give the cells of one theory."""
        return [each for each in self.played if each.cell.patient is patient]


def write_report(run: Run, folder: Path) -> None:
    """Write ``grid.json``, ``README.md`` and the plots into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "grid.json").write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1))
    (folder / "README.md").write_text("\n".join(_page(run)) + "\n")
    (folder / "erlang-c.svg").write_text(draw(run.played, patient=True))
    (folder / "erlang-a.svg").write_text(draw(run.played, patient=False))


def _page(run: Run) -> Iterator[str]:
    arrivals = sum(each.cell.arrivals for each in run.played) * (WARM_UP + COUNTED)
    found = [comparison for each in run.played for comparison in each.comparisons]
    rare = sum(each.interval is None for each in found)
    astray = sum(not each.agrees for each in found)
    yield "# The Erlang grid"
    yield ""
    yield (
        "What the simulator found beside what queueing theory says. Written by "
        "`python -m benches.erlang_grid --report docs/explanation/erlang`; "
        "[how to read it](../prediction.md)."
    )
    yield ""
    yield f"- {len(run.played)} queues, {arrivals / 1e6:.1f} million arrivals in virtual time"
    yield f"- {run.minutes:.0f} minutes on {run.cores} processors, shared, Python {run.python}"
    yield (
        f"- {len(found)} comparisons, each with {run.confidence:.4%} confidence: all hold at once "
        f"with {FAMILY:.0%} if the simulator is right (Bonferroni)"
    )
    yield f"- Astray: **{astray}**"
    yield (
        f"- Too rare for an interval (waiting in fewer than {RARE} spans that know nothing of "
        f"each other): {rare}; these may not come more often than Markov's inequality allows"
    )
    yield ""
    yield "| figure | compared by interval | half-width, median | nine in ten below | largest |"
    yield "|---|---|---|---|---|"
    for patient, figures in ((True, ("waits", "mean wait")), (False, ("waits", "abandoned"))):
        for figure in (*figures, "occupancy"):
            yield _widths(run.of(patient=patient), figure, "Erlang C" if patient else "Erlang A")
    yield ""
    yield "Half-widths are shares of what theory expects."
    for patient, figure, title in (
        (True, "waits", "Erlang C: share that waits at all"),
        (True, "mean wait", "Erlang C: mean wait, in mean handling times"),
        (False, "waits", f"Erlang A, patience {PATIENCE:g} handling times: share that waits"),
        (False, "abandoned", "Erlang A: share that gives up"),
    ):
        yield from ("", f"## {title}", "")
        yield "Theory, then the simulator with its interval; *rare*: no interval."
        yield ""
        yield from _table(run.of(patient=patient), figure)


def _widths(played: Sequence[Played], figure: str, theory: str) -> str:
    all_of = [c for each in played for c in each.comparisons if c.figure == figure]
    widths = sorted(c.width for c in all_of if c.width is not None)
    return (
        f"| {theory}, {figure} | {len(widths)} of {len(all_of)} | {statistics.median(widths):.1%} "
        f"| {widths[int(0.9 * (len(widths) - 1))]:.1%} | {widths[-1]:.1%} |"
    )


def _table(played: Sequence[Played], figure: str) -> Iterator[str]:
    yield f"| agents x chats | {' | '.join(f'load {load:g}' for load in LOADS)} |"
    yield "|---" * (len(LOADS) + 1) + "|"
    places = {(each.cell.agents, each.cell.cap, each.cell.load): each for each in played}
    for cap in CAPS:
        for agents in AGENTS:
            row = [
                _entry(next(c for c in each.comparisons if c.figure == figure))
                for load in LOADS
                if (each := places.get((agents, cap, load))) is not None
            ]
            if row:
                yield f"| {agents} x {cap} | {' | '.join(row)} |"


def _entry(found: Comparison) -> str:
    if found.interval is None:
        return f"*rare*: {found.expected:.1g}, {found.seen:.1g}"
    mark = "" if found.agrees else " **astray**"
    return f"{found.expected:.3g}: {found.seen:.3g} ± {found.interval.margin:.1g}{mark}"
