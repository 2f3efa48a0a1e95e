"""What the channel must do later, on one timer."""

from collections.abc import Callable, Hashable
from heapq import heappop, heappush
from itertools import count
from typing import Final

from channels.contract import Clock
from router.ids import Duration, Instant

_PAUSE: Final[Duration] = 1_000
"""A timer that fires early is set again at least this much later, so that nothing ever spins."""

_BATCH: Final = 200
"""The most actions in one go: after an outage thousands fall due at once, and others wait too."""


class Deadlines:
    """Calls back once for each key, at its latest set instant; a new instant replaces the old."""

    def __init__(self, clock: Clock) -> None:
        """Begin with nothing to do."""
        self._clock = clock
        self._due: dict[Hashable, tuple[Instant, Callable[[], None]]] = {}
        self._heap: list[tuple[Instant, int, Hashable]] = []
        self._order = count()
        self._armed_for: Instant | None = None
        self._disarm: Callable[[], None] | None = None

    def set(self, key: Hashable, at: Instant, action: Callable[[], None]) -> None:
        """Call `action` at `at`, and no longer at whatever instant the key had before."""
        self._due[key] = (at, action)
        heappush(self._heap, (at, next(self._order), key))
        self._arm()

    def set_unless_set(self, key: Hashable, at: Instant, action: Callable[[], None]) -> None:
        """Call `action` at `at` unless the key has an instant already: cheap on a hot path."""
        if key not in self._due:
            self.set(key, at, action)

    def clear(self, key: Hashable) -> None:
        """Forget the key."""
        self._due.pop(key, None)

    def stop(self) -> None:
        """Forget everything."""
        self._due.clear()
        self._heap.clear()
        if self._disarm is not None:
            self._disarm()
        self._disarm = None
        self._armed_for = None

    def __len__(self) -> int:
        return len(self._due)

    def _arm(self, not_before: Instant = 0) -> None:
        self._drop_stale()
        if not self._heap:
            return
        at = max(self._heap[0][0], not_before)
        if self._armed_for is not None and self._armed_for <= at:
            return
        if self._disarm is not None:
            self._disarm()
        self._armed_for = at
        self._disarm = self._clock.call_at(at, self._fire)

    def _fire(self) -> None:
        self._armed_for = None
        self._disarm = None
        now = self._clock.now()
        due: list[Callable[[], None]] = []
        self._drop_stale()
        while self._heap and self._heap[0][0] <= now and len(due) < _BATCH:
            _, _, key = heappop(self._heap)
            due.append(self._due.pop(key)[1])
            self._drop_stale()
        self._arm(not_before=now + _PAUSE)
        for action in due:
            action()

    def _drop_stale(self) -> None:
        heap = self._heap
        while heap:
            at, _, key = heap[0]
            current = self._due.get(key)
            if current is not None and current[0] == at:
                return
            heappop(heap)
