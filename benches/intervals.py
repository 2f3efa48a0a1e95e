"""Confidence intervals of simulated figures, by batch means with a control variate."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies."""

    middle: float
    margin: float

    @property
    def low(self) -> float:
        """The lower end."""
        return self.middle - self.margin

    @property
    def high(self) -> float:
        """The upper end."""
        return self.middle + self.margin


def interval(
    counts: Sequence[float],
    wholes: Sequence[float],
    control: Sequence[float] | None,
    confidence: float,
) -> Interval:
    """Give the interval of a ratio of two sums over batches, by its linearisation.

    Args:
        counts: the numerator in each batch.
        wholes: the denominator in each batch.
        control: something else of each batch whose mean is known to be 1. What it explains by
            linear regression is taken out of the figure and of its spread (Lavenberg and Welch
            1981).
        confidence: of the interval, two-sided.

    """
    size = len(counts)
    ratio, whole = sum(counts) / sum(wholes), statistics.mean(wholes)
    rests = [(count - ratio * each) / whole for count, each in zip(counts, wholes, strict=True)]
    tail = 1 - (1 - confidence) / 2
    if control is None:
        margin = student(tail, size - 1) * statistics.stdev(rests) / math.sqrt(size)
        return Interval(ratio, margin)
    off = statistics.mean(control) - 1
    moves = [each - 1 - off for each in control]
    moved = sum(move * move for move in moves)
    slope = sum(move * rest for move, rest in zip(moves, rests, strict=True)) / moved
    left = sum((rest - slope * move) ** 2 for move, rest in zip(moves, rests, strict=True))
    error = math.sqrt(left / (size - 2) * (1 / size + off * off / moved))
    return Interval(ratio - slope * off, student(tail, size - 2) * error)


def student(probability: float, freedom: int) -> float:
    """Give a quantile of Student's t (Abramowitz and Stegun 26.7.5); good from 7 degrees up."""
    z = statistics.NormalDist().inv_cdf(probability)
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / math.pow(freedom, power) for power, term in enumerate(terms, start=1))
