"""Chance for simulations alone: seeded, so that the same description gives the same answer."""

import random  # noqa: TID251 - nothing is decided by it; it plays the customers


class Chance:
    """Draws from a seed."""

    def __init__(self, seed: int) -> None:
        """Begin at ``seed``."""
        self._random = random.Random(seed)  # noqa: S311 - no secret depends on it

    def exponential(self, mean: float) -> float:
        """Draw with this mean."""
        return self._random.expovariate(1 / mean)

    def lognormal(self, mu: float, sigma: float) -> float:
        """Draw with this mean and deviation of the logarithm."""
        return self._random.lognormvariate(mu, sigma)

    def share(self) -> float:
        """Draw evenly from 0 to 1."""
        return self._random.random()
