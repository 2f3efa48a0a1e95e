"""The one clock follows no step and never runs backwards, whatever the machine's clocks do."""

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from gateway.clock import SLEW, STEP, SystemClock
from router.ids import SECOND, seconds

HOUR = 3_600 * SECOND
START = 1_800_000_000 * SECOND


class Machine:
    """A computer's two clocks, moved by hand."""

    def __init__(self) -> None:
        self.wall = START
        self.monotonic = 5 * SECOND

    def clock(self) -> SystemClock:
        return SystemClock(lambda: self.wall, lambda: self.monotonic)

    def passes(self, amount: int) -> None:
        self.wall += amount
        self.monotonic += amount


def seconds_of(machine: Machine, clock: SystemClock, count: int) -> int:
    """Let so many seconds pass as the engine does, and give how far the clock came."""
    before = clock.now()
    for _ in range(count):
        machine.passes(SECOND)
        clock.discipline()
    return clock.now() - before


def test_it_begins_at_the_wall_clock_and_counts_on() -> None:
    machine = Machine()
    clock = machine.clock()
    assert clock.now() == START
    machine.passes(1_234_567)
    assert clock.now() == START + 1_234_567


@pytest.mark.parametrize("step", [HOUR, -HOUR, seconds(2.5), -seconds(2.5)])
def test_a_step_of_the_wall_clock_is_slewed_and_logged_once(step: int) -> None:
    """Design, section 2, time: a step over 2 s is slewed and logged."""
    machine = Machine()
    clock = machine.clock()
    with structlog.testing.capture_logs() as log:
        machine.wall += step
        before = clock.now()
        assert before == START
        came = seconds_of(machine, clock, 10)
    drawn = 10 * SLEW if step > 0 else -10 * SLEW
    assert came == 10 * SECOND + drawn
    assert [entry["event"] for entry in log] == ["clock.stepped"]
    assert log[0]["seconds"] == pytest.approx(step / SECOND, abs=0.1)


def test_a_slewed_clock_arrives_and_stays() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += seconds(3)
    seconds_of(machine, clock, 3 * SECOND // SLEW)
    assert clock.now() == machine.wall
    assert seconds_of(machine, clock, 5) == 5 * SECOND


@pytest.mark.parametrize("drift", [SLEW // 2, -SLEW // 2, SLEW, -SLEW])
def test_small_differences_are_corrected_at_once_and_in_silence(drift: int) -> None:
    machine = Machine()
    clock = machine.clock()
    with structlog.testing.capture_logs() as log:
        machine.wall += drift
        seconds_of(machine, clock, 1)
    assert clock.now() == machine.wall
    assert abs(drift) < STEP
    assert log == []


def test_after_a_record_from_the_future_time_goes_on_from_there() -> None:
    """A wall clock set back by an hour between two starts: deadlines must still come."""
    machine = Machine()
    clock = machine.clock()
    clock.not_before(START + HOUR)
    assert clock.now() == START + HOUR
    assert seconds_of(machine, clock, 30) == 30 * SECOND - 30 * SLEW


def test_a_record_of_the_past_changes_nothing() -> None:
    machine = Machine()
    clock = machine.clock()
    clock.not_before(START - HOUR)
    assert clock.now() == START


HAPPENINGS = st.one_of(
    st.tuples(st.just("passes"), st.integers(0, HOUR)),
    st.tuples(st.just("steps"), st.integers(-HOUR, HOUR)),
    st.tuples(st.just("is set"), st.integers(START - HOUR, START + HOUR)),
    st.tuples(st.just("is disciplined"), st.just(0)),
)


@given(st.lists(HAPPENINGS, max_size=40))
def test_it_never_runs_backwards_nor_ahead_of_its_slew(happenings: list[tuple[str, int]]) -> None:
    """Design, section 2: `at` never decreases; a countdown is off by five per cent at most."""
    machine = Machine()
    clock = machine.clock()
    for what, amount in happenings:
        before, monotonic = clock.now(), machine.monotonic
        if what == "passes":
            machine.passes(amount)
        elif what == "steps":
            machine.wall += amount
        elif what == "is set":
            clock.not_before(amount)
            assert clock.now() == max(before, amount)
            continue
        else:
            clock.discipline()
        gone = clock.now() - before
        assert 0 <= gone <= machine.monotonic - monotonic + SLEW
