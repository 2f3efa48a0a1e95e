"""The plots of an Erlang grid: simulated dots with their intervals over the formulas' curves."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from benches.erlang_cells import AGENTS, CAPS, LOADS, PATIENCE, Comparison, Played
from reports.erlang import Expected, erlang_a, erlang_c

_WIDTH: Final = 900
_PANEL: Final = (330, 250)
_LEFT: Final = (88, 532)
_TOP: Final = (96, 404)
_HEIGHT: Final = 752
_COLOURS: Final = (
    # Light, dark: one ramp from warm to cold, each at least 3 : 1 against its background.
    ("#b3261e", "#ff8a80"),
    ("#b85c00", "#ffb74d"),
    ("#8a6d00", "#ffe082"),
    ("#3d7a1f", "#aed581"),
    ("#00796b", "#4db6ac"),
    ("#1565c0", "#64b5f6"),
    ("#6a1b9a", "#ce93d8"),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """A figure and the scale it is drawn on."""

    figure: str
    title: str
    low: float
    high: float
    ticks: tuple[float, ...]
    theory: Callable[[Expected], float]
    """The figure, with handling times of one second."""
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Give where the value stands: 0 at the bottom, 1 at the top; never outside."""
        value = min(max(value, self.low), self.high)
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


_WAITS: Final = Axis(
    "waits", "Share that waits at all", 0, 1, (0, 0.25, 0.5, 0.75, 1), lambda e: e.waits
)
_MEAN_WAIT: Final = Axis(
    "mean wait",
    "Mean wait, in mean handling times",
    1e-4,
    30,
    (1e-4, 1e-3, 0.01, 0.1, 1, 10),
    lambda e: e.mean_wait_seconds,
    logarithmic=True,
)
_ABANDONED: Final = Axis(
    "abandoned",
    "Share that gives up",
    1e-4,
    1,
    (1e-4, 1e-3, 0.01, 0.1, 1),
    lambda e: e.abandoned,
    logarithmic=True,
)


def draw(played: Sequence[Played], *, patient: bool) -> str:
    """Give the plot of one theory as SVG, legible on a light and on a dark page."""
    title = "Erlang C" if patient else "Erlang A"
    axes = (_WAITS, _MEAN_WAIT if patient else _ABANDONED)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" ',
        'aria-labelledby="title" font-family="system-ui, sans-serif" font-size="13">',
        f'<title id="title">{title}: simulated figures over the curves of the formula</title>',
        _style(),
        f'<rect class="page" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>',
        f'<text class="ink" x="24" y="34" font-size="18" font-weight="600">{title}</text>',
        '<text class="faint" x="24" y="56">Lines: the formula. Dots: the simulator, with its',
        "confidence interval. One line for each number of agents.</text>",
    ]
    for column, cap in enumerate(CAPS):
        for row, axis in enumerate(axes):
            cells = [
                each for each in played if (each.cell.cap, each.cell.patient) == (cap, patient)
            ]
            parts.append(f'<g transform="translate({_LEFT[column]} {_TOP[row]})">')
            parts += _frame(axis, cap, top=row == 0, bottom=row == len(axes) - 1)
            for index, agents in enumerate(AGENTS):
                parts += _curve(axis, index, agents * cap, patient=patient)
                parts += _dots(axis, index, [c for c in cells if c.cell.agents == agents])
            parts.append("</g>")
    parts += _legend()
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _style() -> str:
    def rules(theme: int) -> str:
        page, ink, faint, grid = (
            ("#ffffff", "#1b1b1f", "#5b5f66", "#d9dce1"),
            ("#16181d", "#e6e8ec", "#a3a9b3", "#3a3f48"),
        )[theme]
        series = "".join(
            f".c{k}{{stroke:{pair[theme]}}}.d{k}{{fill:{pair[theme]}}}"
            for k, pair in enumerate(_COLOURS)
        )
        return (
            f".page{{fill:{page}}}.ink{{fill:{ink}}}.faint{{fill:{faint}}}"
            f".grid{{stroke:{grid}}}.ring{{stroke:{page}}}{series}"
        )

    return (
        f"<style>{rules(0)}@media(prefers-color-scheme:dark){{{rules(1)}}}"
        "path,line{fill:none}.line{stroke-width:1.4}.bar{stroke-width:2.2}</style>"
    )


def _x(load: float) -> float:
    return (load - 0.48) / (0.97 - 0.48) * _PANEL[0]


def _y(axis: Axis, value: float) -> float:
    return (1 - axis.share(value)) * _PANEL[1]


def _frame(axis: Axis, cap: int, *, top: bool, bottom: bool) -> Iterator[str]:
    width, height = _PANEL
    for tick in axis.ticks:
        y = _y(axis, tick)
        yield f'<line class="grid" x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="faint" x="-8" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'
    for load in LOADS:
        yield (
            f'<text class="faint" x="{_x(load):.1f}" y="{height + 18}" '
            f'text-anchor="middle">{load:g}</text>'
        )
    middle = width / 2
    if top:
        chats = "One chat at a time" if cap == 1 else "Six chats at a time"
        yield (
            f'<text class="ink" x="{middle}" y="-12" text-anchor="middle" '
            f'font-weight="600">{chats}</text>'
        )
    if bottom:
        yield (
            f'<text class="faint" x="{middle}" y="{height + 38}" text-anchor="middle">Load</text>'
        )
    yield (
        f'<text class="ink" transform="translate(-62 {height / 2}) rotate(-90)" '
        f'text-anchor="middle">{escape(axis.title)}</text>'
    )


def _curve(axis: Axis, index: int, servers: int, *, patient: bool) -> Iterator[str]:
    loads = [0.5 + 0.45 * k / 90 for k in range(91)]
    points = []
    for load in loads:
        if patient:
            expected = erlang_c(arrivals=load * servers, handling=1, servers=servers)
        else:
            expected = erlang_a(
                arrivals=load * servers, handling=1, patience=PATIENCE, servers=servers
            )
        value = axis.theory(expected)
        if value >= axis.low:
            points.append(f"{_x(load):.1f} {_y(axis, value):.1f}")
    yield f'<path class="line c{index}" d="M{" L".join(points)}"/>'


def _dots(axis: Axis, index: int, cells: Sequence[Played]) -> Iterator[str]:
    for each in cells:
        found: Comparison = next(c for c in each.comparisons if c.figure == axis.figure)
        if found.interval is None:
            continue
        x = f"{_x(each.cell.load):.1f}"
        low, y, high = (
            f"{_y(axis, value):.1f}"
            for value in (found.interval.low, found.seen, found.interval.high)
        )
        yield f'<line class="bar c{index}" x1="{x}" x2="{x}" y1="{low}" y2="{high}"/>'
        yield f'<circle class="d{index} ring" cx="{x}" cy="{y}" r="3.6"/>'


def _legend() -> Iterator[str]:
    y = _HEIGHT - 26
    yield f'<text class="ink" x="{_LEFT[0]}" y="{y}">Agents</text>'
    for index, agents in enumerate(AGENTS):
        x = _LEFT[0] + 70 + index * 84
        yield f'<line class="bar c{index}" x1="{x}" x2="{x + 24}" y1="{y - 4}" y2="{y - 4}"/>'
        yield f'<circle class="d{index} ring" cx="{x + 12}" cy="{y - 4}" r="3.6"/>'
        yield f'<text class="ink" x="{x + 32}" y="{y}">{agents}</text>'
