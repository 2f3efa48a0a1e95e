"""The simulator agrees with queueing theory at the corners of the grid, and the test would notice.

`python -m benches.erlang_grid` plays the whole grid; docs/explanation/prediction.md shows it. At
the confidence of `confidence_of` all comparisons here hold at once with 99 %, and the seeds are
fixed.
"""

import pytest

from benches import erlang_cells
from benches.erlang_cells import Cell, confidence_of, corners, full_grid, play
from reports.erlang import Expected, erlang_c

CORNERS = corners()
CONFIDENCE = confidence_of(CORNERS)
WIDEST = {"occupancy": 0.08, "waits": 0.9, "mean wait": 1.2, "abandoned": 0.5}
"""Half an interval at most, as a share of theory; the largest are those of 600 places at 0.95."""
USUAL = {"occupancy": 0.05, "waits": 0.25, "mean wait": 0.5, "abandoned": 0.4}
"""The same for up to six places, where waiting is no rare event."""


def _named(cell: Cell) -> str:
    theory = "C" if cell.patient else "A"
    return f"erlang-{theory}-{cell.agents}x{cell.cap}-{cell.load:g}"


@pytest.mark.parametrize("cell", CORNERS, ids=_named)
def test_simulator_and_theory_agree(cell: Cell):
    """RTE-001, RTE-002: the router serves as a queue of theory does, where theory has an answer."""
    played = play(cell, 1 + CORNERS.index(cell), CONFIDENCE)

    assert [each for each in played.comparisons if not each.agrees] == []
    limits = USUAL if cell.servers <= 6 else WIDEST
    for each in played.comparisons:
        assert each.width is None or each.width < limits[each.figure]


def test_one_place_fewer_would_be_noticed(monkeypatch: pytest.MonkeyPatch):
    """A comparison that cannot fail proves nothing: six places are not taken for five."""

    def one_fewer(*, arrivals: float, handling: float, servers: int) -> Expected:
        return erlang_c(arrivals=arrivals, handling=handling, servers=servers - 1)

    monkeypatch.setattr(erlang_cells, "erlang_c", one_fewer)
    played = play(Cell(1, 6, 0.5, patient=True, arrivals=600), 1, CONFIDENCE)

    astray = {each.figure for each in played.comparisons if not each.agrees}
    assert astray == {"waits", "mean wait", "occupancy"}


def test_waiting_where_theory_knows_none_would_be_noticed(monkeypatch: pytest.MonkeyPatch):
    """Where all places are never busy at once nobody may wait, which needs no interval."""

    def a_hundred(*, arrivals: float, handling: float, servers: int) -> Expected:
        return erlang_c(arrivals=arrivals, handling=handling, servers=100 * servers)

    monkeypatch.setattr(erlang_cells, "erlang_c", a_hundred)
    played = play(Cell(1, 1, 0.5, patient=True, arrivals=100), 1, CONFIDENCE)

    waits = played.comparisons[0]
    assert waits.interval is None
    assert not waits.agrees


def test_the_grid_is_whole():
    """Loads from 0.5 to 0.95, 1 to 100 agents, one chat or six, patient or not."""
    places = {(each.agents, each.cap, each.load, each.patient) for each in full_grid()}
    assert len(places) == len(full_grid()) == 6 * 7 * 2 * 2
    corner_places = {(each.agents, each.cap, each.load, each.patient) for each in CORNERS}
    assert corner_places <= places
    assert len(corner_places) == 16
