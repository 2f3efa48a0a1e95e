"""The simulator agrees with queueing theory wherever theory has an answer."""

import statistics

import pytest

from reports.erlang import UnstableError, erlang_a, erlang_c
from reports.load import LoadError, LoadFile, QueueLoad, Spread, Staff, read_load
from reports.simulator import Outcome, Simulator

HANDLING = 300.0
T_99 = {5: 4.032, 7: 3.499}
"""Student's t for a 99 % interval, by degrees of freedom."""


def simulate(
    *, agents: int, cap: int, load: float, patience: float | None, seed: int, arrivals: int
) -> Outcome:
    """Play ``arrivals`` customers or so, after a warm-up that is not counted."""
    rate = load * agents * cap / HANDLING
    hours = arrivals / rate / 3600
    file = LoadFile(
        queues=(
            QueueLoad(
                name="web",
                arrivals_per_hour=rate * 3600,
                handling=Spread(mean_seconds=HANDLING),
                patience=None if patience is None else Spread(mean_seconds=patience),
            ),
        ),
        staff=(Staff(agents=agents, max_chats=cap),),
        hours=hours,
        seed=seed,
    )
    return Simulator(file, warm_up_hours=hours / 5).run()


def interval(values: list[float]) -> tuple[float, float]:
    """Give the 99 % interval of the mean."""
    mean = statistics.mean(values)
    margin = T_99[len(values) - 1] * statistics.stdev(values) / len(values) ** 0.5
    return mean - margin, mean + margin


@pytest.mark.parametrize(
    ("agents", "cap", "load"), [(1, 1, 0.5), (5, 1, 0.8), (20, 1, 0.9), (3, 6, 0.85)]
)
def test_waits_are_those_of_erlang_c(agents: int, cap: int, load: float):
    """A chat place is a server: five agents with one chat, three agents with six."""
    outcomes = [
        simulate(agents=agents, cap=cap, load=load, patience=None, seed=seed, arrivals=1_500)
        for seed in range(8)
    ]
    means = [
        outcome.queues["web"].waits.total / 1e6 / outcome.queues["web"].waits.count
        for outcome in outcomes
    ]
    expected = erlang_c(
        arrivals=load * agents * cap / HANDLING, handling=HANDLING, servers=agents * cap
    )

    low, high = interval(means)

    assert low <= expected.mean_wait_seconds <= high


@pytest.mark.parametrize(("agents", "load"), [(2, 0.9), (10, 1.2)])
def test_abandonment_is_that_of_erlang_a(agents: int, load: float):
    """With patience even an overloaded queue has an answer."""
    outcomes = [
        simulate(agents=agents, cap=1, load=load, patience=120, seed=seed, arrivals=1_500)
        for seed in range(8)
    ]
    shares = [
        row.abandoned / (row.abandoned + row.accepted)
        for row in (outcome.queues["web"] for outcome in outcomes)
    ]
    expected = erlang_a(
        arrivals=load * agents / HANDLING, handling=HANDLING, patience=120, servers=agents
    )

    low, high = interval(shares)

    assert low <= expected.abandoned <= high


def test_the_same_description_gives_the_same_answer():
    first, second = (
        simulate(agents=3, cap=2, load=0.9, patience=60, seed=7, arrivals=500) for _ in range(2)
    )

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
