"""Confidence intervals: as wide as they say, and no wider than they need be."""

import random

import pytest

from benches.intervals import interval, student


@pytest.mark.parametrize(
    ("probability", "freedom", "quantile"),
    [
        (0.995, 7, 3.499),
        (0.975, 10, 2.228),
        (0.995, 29, 2.756),
        (0.9995, 29, 3.659),
        (0.9995, 10, 4.587),
        (0.975, 1_000_000, 1.960),
    ],
)
def test_quantiles_are_those_of_the_tables(probability: float, freedom: int, quantile: float):
    assert student(probability, freedom) == pytest.approx(quantile, abs=0.002)


def _batches(chance: random.Random, *, slope: float) -> tuple[list[float], list[float]]:
    """Draw thirty batches of a figure of mean 2 that a control of mean 1 explains in part."""
    control = [chance.gauss(1, 0.1) for _ in range(30)]
    return [2 + slope * (each - 1) + chance.gauss(0, 0.1) for each in control], control


@pytest.mark.parametrize("controlled", [True, False])
def test_the_truth_lies_within_as_often_as_was_said(controlled: bool):
    """95 of 100, give or take what chance does to 2,000 of them."""
    chance = random.Random(1)
    held = 0
    for _ in range(2_000):
        counts, control = _batches(chance, slope=3)
        found = interval(counts, [1.0] * 30, control if controlled else None, 0.95)
        held += found.low <= 2 <= found.high
    assert 0.935 < held / 2_000 < 0.965


def test_a_control_takes_out_what_it_explains():
    counts, control = _batches(random.Random(1), slope=3)
    with_it = interval(counts, [1.0] * 30, control, 0.95)
    without = interval(counts, [1.0] * 30, None, 0.95)
    assert with_it.margin < without.margin / 2


def test_a_ratio_weighs_its_batches():
    """Three of three waited, then none of nine: a quarter, though the batches say a half."""
    assert interval([3, 0], [3, 9], None, 0.9).middle == 0.25
