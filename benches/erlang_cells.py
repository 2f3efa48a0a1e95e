"""One cell of the Erlang grid: a queue of theory, played by the simulator beside its formula.

A cell is an eight-hour day in virtual time. The first half-hour fills the queue and is not counted;
the other thirty quarter-hours are batches. How long handling takes is chosen so that a quarter-hour
brings the arrivals asked for: in theory only ratios count, and a batch must be long against the
time in which a queue forgets, about load / (1 - sqrt(load))^2 arrivals or as many as there are
servers.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from benches.intervals import Interval, interval
from reports.erlang import Expected, erlang_a, erlang_c
from reports.figures import QueueFigures
from reports.load import LoadFile, QueueLoad, Spread, Staff
from reports.quarters import QUARTER
from reports.simulator import Simulator

LOADS: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
AGENTS: Final = (1, 2, 5, 10, 20, 50, 100)
CAPS: Final = (1, 6)
PATIENCE: Final = 0.5
"""Mean patience in Erlang A, in mean handling times."""

FAMILY: Final = 0.99
"""If the simulator is right, all comparisons of a grid hold at once with this probability."""

FIGURES: Final = 3
"""Comparisons of a cell."""

WARM_UP: Final = 2
COUNTED: Final = 30
"""Quarter-hours; also the number of batches."""

RARE: Final = 30
"""A normal interval needs waiting in this many spans that know nothing of each other."""

RARE_IN_CORNERS: Final = 10
"""The corners are too small for that: they show that something broke, not how well all agrees."""

_QUARTER: Final = QUARTER / 1e6
_AT_ONCE: Final = 1e-6
"""The service level, in seconds, that is met only by who did not wait."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One queue of theory."""

    agents: int
    cap: int
    load: float
    patient: bool
    """Erlang C; otherwise people lose patience: Erlang A."""
    arrivals: int
    """A quarter-hour."""
    rare: int = RARE

    @property
    def servers(self) -> int:
        """A chat place is a server, where handling takes no longer with more chats in hand."""
        return self.agents * self.cap

    @property
    def handling(self) -> float:
        """Mean seconds."""
        return self.load * self.servers * _QUARTER / self.arrivals

    @property
    def forgets(self) -> float:
        """After how many arrivals the queue knows nothing any more of how it was."""
        crowd = self.load / (1 - math.sqrt(self.load)) ** 2 if self.patient else 0
        return max(crowd, self.load * self.servers, 3)

    @property
    def expected(self) -> Expected:
        """What theory says."""
        rate = self.arrivals / _QUARTER
        if self.patient:
            return erlang_c(arrivals=rate, handling=self.handling, servers=self.servers)
        return erlang_a(
            arrivals=rate,
            handling=self.handling,
            patience=self.handling * PATIENCE,
            servers=self.servers,
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure: what theory expects beside what the simulator found."""

    figure: str
    expected: float
    seen: float
    interval: Interval | None
    """None: too rare for one."""
    most: float
    """What Markov's inequality allows where it is rare."""

    @property
    def agrees(self) -> bool:
        """Tell whether theory lies within the interval, or a rare event was rare enough."""
        if self.interval is None:
            return self.seen <= self.most
        return self.interval.low <= self.expected <= self.interval.high

    @property
    def width(self) -> float | None:
        """Give half the interval as a share of what is expected."""
        return None if self.interval is None else self.interval.margin / self.expected


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a cell."""

    cell: Cell
    comparisons: tuple[Comparison, ...]


def full_grid() -> tuple[Cell, ...]:
    """Give every load, number of agents and cap, for Erlang C and for Erlang A."""
    forgets = {0.5: 1_000, 0.6: 1_000, 0.7: 1_500, 0.8: 2_500, 0.9: 5_000, 0.95: 12_000}

    def arrivals(servers: int, load: float, *, patient: bool) -> int:
        # Many servers forget as slowly as they are many, and make people wait seldom.
        many = (50 if patient else 20) if load > 0.85 else 8
        return max(forgets[load] if patient else 1_000, round(many * load * servers))

    return tuple(
        Cell(agents, cap, load, patient, arrivals(agents * cap, load, patient=patient))
        for patient in (True, False)
        for cap in CAPS
        for agents in AGENTS
        for load in LOADS
    )


def corners() -> tuple[Cell, ...]:
    """Give the corners of the grid, small enough for every build."""
    patient = (
        *(Cell(1, 1, 0.5, True, 600), Cell(1, 6, 0.5, True, 800)),
        *(Cell(100, 1, 0.5, True, 300), Cell(100, 6, 0.5, True, 600)),
        *(Cell(1, 1, 0.95, True, 1_200), Cell(1, 6, 0.95, True, 1_500)),
        *(Cell(100, 1, 0.95, True, 2_000), Cell(100, 6, 0.95, True, 3_500)),
    )
    impatient = (
        *(Cell(1, 1, 0.5, False, 300), Cell(1, 6, 0.5, False, 300)),
        *(Cell(100, 1, 0.5, False, 300), Cell(100, 6, 0.5, False, 600)),
        *(Cell(1, 1, 0.95, False, 300), Cell(1, 6, 0.95, False, 300)),
        *(Cell(100, 1, 0.95, False, 800), Cell(100, 6, 0.95, False, 900)),
    )
    return tuple(replace(cell, rare=RARE_IN_CORNERS) for cell in patient + impatient)


def confidence_of(cells: Sequence[Cell]) -> float:
    """Give the confidence of each comparison that makes all hold at once (Bonferroni)."""
    return 1 - (1 - FAMILY) / (FIGURES * len(cells))


def play(cell: Cell, seed: int, confidence: float) -> Played:
    """Play a cell and compare each figure that theory has a formula for."""
    load = LoadFile(
        queues=(
            QueueLoad(
                name="line",
                arrivals_per_hour=cell.arrivals * 4,
                handling=Spread(mean_seconds=cell.handling),
                patience=None if cell.patient else Spread(mean_seconds=cell.handling * PATIENCE),
            ),
        ),
        staff=(Staff(agents=cell.agents, max_chats=cell.cap),),
        hours=(WARM_UP + COUNTED) / 4,
        service_level_seconds=_AT_ONCE,
        seed=seed,
    )
    rows = Simulator(load).run().figures.queues
    batches = [rows[k * QUARTER, "line"] for k in range(WARM_UP, WARM_UP + COUNTED)]
    return Played(cell, tuple(_compare(cell, batches, confidence)))


def _compare(
    cell: Cell, batches: Sequence[QueueFigures], confidence: float
) -> Iterator[Comparison]:
    theory = cell.expected
    unit = cell.handling  # in which the cells of one load can be compared
    # By chance a batch brings more work or less than the mean: this explains half of its waits.
    brought = [
        row.entered * row.handling / row.handled / 1e6 / (cell.arrivals * unit) for row in batches
    ]

    def compare(
        figure: str,
        expected: float,
        count: Callable[[QueueFigures], float],
        of: Callable[[QueueFigures], float],
    ) -> Comparison:
        counts, wholes = [count(row) for row in batches], [of(row) for row in batches]
        most = expected / (1 - confidence)
        if cell.arrivals * COUNTED * theory.waits / cell.forgets < cell.rare:
            return Comparison(figure, expected, sum(counts) / sum(wholes), None, most)
        found = interval(counts, wholes, brought, confidence)
        return Comparison(figure, expected, found.middle, found, most)

    def came(row: QueueFigures) -> float:
        return row.accepted + row.abandoned

    yield compare("waits", theory.waits, lambda row: came(row) - row.accepted_in_time, came)
    if cell.patient:
        yield compare(
            "mean wait",
            theory.mean_wait_seconds / unit,
            lambda row: row.waits.total / 1e6 / unit,
            lambda row: row.accepted,
        )
    else:
        yield compare("abandoned", theory.abandoned, lambda row: row.abandoned, came)
    busy = [row.handling / 1e6 / cell.servers for row in batches]
    found = interval(busy, [_QUARTER] * COUNTED, None, confidence)
    yield Comparison("occupancy", theory.occupancy, found.middle, found, 1.0)
