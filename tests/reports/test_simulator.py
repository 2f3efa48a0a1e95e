"""The simulator: what it plays, and what it refuses. `test_erlang_grid` holds it to theory."""

import pytest

from reports.erlang import UnstableError, erlang_c
from reports.load import LoadError, LoadFile, QueueLoad, Spread, Staff, read_load
from reports.simulator import Outcome, Simulator

HANDLING = 300.0


def simulate(*, agents: int, cap: int, load: float, patience: float, seed: int) -> Outcome:
    """Play some five hundred customers."""
    rate = load * agents * cap / HANDLING
    file = LoadFile(
        queues=(
            QueueLoad(
                name="web",
                arrivals_per_hour=rate * 3600,
                handling=Spread(mean_seconds=HANDLING),
                patience=Spread(mean_seconds=patience),
            ),
        ),
        staff=(Staff(agents=agents, max_chats=cap),),
        hours=500 / rate / 3600,
        seed=seed,
    )
    return Simulator(file).run()


def test_the_same_description_gives_the_same_answer():
    first, second = (simulate(agents=3, cap=2, load=0.9, patience=60, seed=7) for _ in range(2))

    assert first.queues["web"].waits.total == second.queues["web"].waits.total
    assert first.inputs == second.inputs
    assert first.queues["web"].abandoned == second.queues["web"].abandoned


def test_who_misses_an_offer_with_chats_in_hand_comes_back():
    """A miss at work stops new chats; the agent takes them again a moment later."""
    file = LoadFile(
        queues=(
            QueueLoad(
                name="web",
                arrivals_per_hour=40,
                handling=Spread(mean_seconds=HANDLING),
                wrap_up_seconds=20,
            ),
        ),
        staff=(Staff(agents=2, max_chats=6, misses=0.3, answer_seconds=4),),
        hours=10,
    )

    outcome = Simulator(file).run()

    row = outcome.queues["web"]
    assert row.missed > 50
    assert outcome.waiting_at_end < 10
    assert row.accepted > 300


def test_more_work_than_can_be_done_has_no_long_run():
    with pytest.raises(UnstableError, match="need more than"):
        erlang_c(arrivals=1.0, handling=10, servers=10)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "missing required field"),
        ("queues = []\nstaff = []", "at least one"),
        (
            (
                '[[queues]]\nname = "web"\narrivals_per_hour = -1\nhandling = {mean_seconds = 1}\n'
                "[[staff]]\nagents = 1"
            ),
            "arrivals_per_hour",
        ),
        (
            (
                '[[queues]]\nname = "web"\narrivals_per_hour = 1\nhandling = {mean_seconds = 0}\n'
                "[[staff]]\nagents = 1"
            ),
            "mean_seconds",
        ),
        (
            (
                '[[queues]]\nname = "web"\narrivals_per_hour = 1\nhandling = {mean_seconds = 1}\n'
                '[[staff]]\nagents = 1\nqueues = ["mail"]'
            ),
            "none of the",
        ),
    ],
)
def test_a_bad_description_is_refused_in_words(text: str, says: str):
    with pytest.raises(LoadError, match=says):
        read_load(text)
