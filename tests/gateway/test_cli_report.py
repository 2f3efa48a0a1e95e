"""`parley report` counts the record, on the screen and for a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from reports.figures import Figures
from reports.load import LoadFile, QueueLoad, Spread, Staff
from reports.simulator import Simulator
from reports.tables import (
    AGENT_COLUMNS,
    CODE_COLUMNS,
    QUEUE_COLUMNS,
    By,
    columns,
    quarters,
    sums,
    write_csv,
)


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Two simulated hours."""
    load = LoadFile(
        queues=(
            QueueLoad(
                name="web",
                arrivals_per_hour=60,
                handling=Spread(mean_seconds=200),
                patience=Spread(mean_seconds=100),
            ),
        ),
        staff=(Staff(agents=3, max_chats=1),),
        hours=2,
    )
    return Simulator(load).run().figures


@pytest.mark.parametrize(
    ("by", "expected"),
    [("queue", QUEUE_COLUMNS), ("agent", AGENT_COLUMNS), ("code", CODE_COLUMNS)],
)
def test_every_row_has_a_value_for_every_column(
    figures: Figures, by: By, expected: tuple[str, ...]
):
    assert columns(by) == expected
    assert all(len(cells) == len(expected) for _, cells in sums(figures, by))
    assert all(len(cells) == len(expected) for _, _, cells in quarters(figures, by))


def test_the_quarters_add_up_to_the_sums(figures: Figures):
    whole = dict(sums(figures, "queue"))["web"]
    for name in ("entered", "accepted", "abandoned", "handled"):
        at = QUEUE_COLUMNS.index(name)
        assert sum(int(cells[at] or 0) for _, _, cells in quarters(figures, "queue")) == whole[at]


def test_a_file_holds_every_quarter_and_no_formula(figures: Figures):
    """A name that a spreadsheet would run is written as text (ASVS 1.2.10)."""
    file = io.StringIO()
    written = {at: str(at) for at, _, _ in quarters(figures, "queue")}

    write_csv(file, figures, "queue", names={"web": "=HYPERLINK(1)"}, written=written)

    rows = list(csv.reader(io.StringIO(file.getvalue())))
    assert rows[0] == ["quarter", "queue", *QUEUE_COLUMNS]
    assert len(rows) == 1 + len(written)
    assert {row[1] for row in rows[1:]} == {"'=HYPERLINK(1)"}


def run(folder: Path, *arguments: str):
    environment = {"PARLEY_STORAGE__URL": f"sqlite:///{folder}/parley.db", "COLUMNS": "120"}
    return CliRunner().invoke(app, ["report", *arguments], env=environment)


def test_an_empty_record_says_so(tmp_path: Path):
    CliRunner().invoke(
        app, ["migrate"], env={"PARLEY_STORAGE__URL": f"sqlite:///{tmp_path}/parley.db"}
    )

    result = run(tmp_path)

    assert result.exit_code == 0, result.output
    assert "holds nothing" in result.output


def test_the_bot_has_a_table_of_its_own(tmp_path: Path):
    CliRunner().invoke(
        app, ["migrate"], env={"PARLEY_STORAGE__URL": f"sqlite:///{tmp_path}/parley.db"}
    )

    result = run(tmp_path, "--by", "bot")

    assert result.exit_code == 0, result.output
    assert "spoken to nobody" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--by", "planet"), 2, "is not one of"),
        (("--from", "yesterday"), 2, "yesterday"),
        (("--time-zone", "Mars/Olympus"), 1, "is no time zone"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str):
    CliRunner().invoke(
        app, ["migrate"], env={"PARLEY_STORAGE__URL": f"sqlite:///{tmp_path}/parley.db"}
    )

    result = run(tmp_path, *arguments)

    assert result.exit_code == code
    assert says in result.stderr
