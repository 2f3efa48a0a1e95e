"""A clock that stands still until a test moves it."""

from collections.abc import Callable
from heapq import heappop, heappush

START = 1_800_000_000_000_000
"""Some instant in 2027; tests count from here."""


class FakeClock:
    """Time by hand: ``advance`` fires every call that falls due, in order."""

    def __init__(self, start: int = START) -> None:
        self._now = start
        self._calls: list[tuple[int, int, Callable[[], None]]] = []
        self._cancelled: set[int] = set()
        self._made = 0

    def now(self) -> int:
        return self._now

    def not_before(self, instant: int) -> None:
        self._now = max(self._now, instant)

    def discipline(self) -> None:
        """There is no other clock to follow."""

    def call_at(self, instant: int, callback: Callable[[], None]) -> Callable[[], None]:
        self._made += 1
        mine = self._made
        heappush(self._calls, (instant, mine, callback))
        return lambda: self._cancelled.add(mine)

    def advance(self, *, seconds: float) -> None:
        """Move on; calls fire at their own instants on the way."""
        until = self._now + round(seconds * 1_000_000)
        while self._calls and self._calls[0][0] <= until:
            instant, mine, callback = heappop(self._calls)
            if mine in self._cancelled:
                continue
            self._now = max(self._now, instant)
            callback()
        self._now = until

    def jump(self, *, seconds: float) -> None:
        """Move on without firing anything: the process stood still meanwhile."""
        self._now += round(seconds * 1_000_000)
