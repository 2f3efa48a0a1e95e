"""`parley simulate` plays a load, says what came of it, and refuses what it cannot play."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from reports.learning import learn
from reports.load import LoadError, LoadFile, QueueLoad, Spread, Staff
from reports.simulator import Simulator
from router.history import Record

DAY = """
hours = 4
[[queues]]
name = "web"
arrivals_per_hour = 60
handling = { mean_seconds = 300 }
patience = { mean_seconds = 120 }
[[staff]]
agents = 6
max_chats = 1
"""


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "day.toml"
    path.write_text(DAY)
    return path


def test_a_day_is_played_and_told(day: Path):
    result = CliRunner().invoke(app, ["simulate", str(day)], env={"COLUMNS": "120"})

    assert result.exit_code == 0, result.output
    assert "web" in result.output
    assert "Erlang A with 6 places expects" in result.output
    assert "6 agents, occupancy" in result.output


def test_fewer_agents_let_more_people_go(day: Path):
    def abandoned(*more: str) -> float:
        result = CliRunner().invoke(app, ["simulate", str(day), *more], env={"COLUMNS": "120"})
        row = next(line for line in result.output.splitlines() if line.strip().startswith("web  "))
        return float(row.split()[3].rstrip("%"))

    assert abandoned("--agents", "3") > abandoned()


@pytest.mark.parametrize(
    ("text", "says"),
    [("hours = 1", "missing required field"), ("not toml", "Expected"), ("\udcff", "not UTF-8")],
)
def test_a_description_that_is_none_is_one_line_on_stderr(tmp_path: Path, text: str, says: str):
    path = tmp_path / "bad.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))

    result = CliRunner().invoke(app, ["simulate", str(path)])

    assert result.exit_code == 1
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_was_played_is_learnt_again():
    """A load learnt from a record is the load that made it."""
    load = LoadFile(
        queues=(
            QueueLoad(
                name="web",
                arrivals_per_hour=120,
                handling=Spread(mean_seconds=200),
                patience=Spread(mean_seconds=100),
                wrap_up_seconds=20,
            ),
        ),
        staff=(Staff(agents=8, max_chats=1),),
        hours=20,
    )
    records: list[Record] = []
    Simulator(load, listener=records.append).run()

    learnt = learn(records).describe({})

    queue = learnt.queues[0]
    assert isinstance(queue.arrivals_per_hour, tuple)
    assert sum(queue.arrivals_per_hour) == pytest.approx(2_400, rel=0.1)
    assert queue.handling.mean_seconds == pytest.approx(200, rel=0.1)
    assert queue.patience is not None
    assert queue.patience.mean_seconds == pytest.approx(100, rel=0.2)
    assert queue.wrap_up_seconds == pytest.approx(20, rel=0.1)
    assert learnt.staff[0].agents == 8


def test_an_empty_record_teaches_nothing():
    with pytest.raises(LoadError, match="no handled interaction"):
        learn([]).describe({})
