"""The instants at which the router asks to be woken."""

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

from router.ids import Instant

# Kinds of deadline, in the order in which those of one instant fire.
OFFER: Final = 0
PRESENCE: Final = 1
RETURN: Final = 2
WRAP_UP: Final = 3
WAIT_LIMIT: Final = 4
OVERFLOW: Final = 5
KEPT: Final = 6
SCHEDULE: Final = 7
PACE: Final = 8

Deadline: TypeAlias = tuple[Instant, int, str]
"""When, which kind, and the id of the offer, agent, handling or interaction concerned."""


class Deadlines:
    """A heap with lazy deletion: an entry counts while its subject still says the same instant."""

    __slots__ = ("_due", "_heap")

    def __init__(self, due: Callable[[int, str], Instant | None]) -> None:
        """Ask ``due(kind, subject)`` for the instant that is true now, None when there is none."""
        self._due = due
        self._heap: list[Deadline] = []

    def add(self, at: Instant, kind: int, subject: str) -> None:
        """Remember a deadline."""
        heappush(self._heap, (at, kind, subject))

    def reset(self, deadlines: Iterable[Deadline]) -> None:
        """Forget everything and remember these."""
        self._heap = list(deadlines)
        heapify(self._heap)

    def first(self) -> Deadline | None:
        """Give the earliest deadline that still stands, dropping void ones on the way."""
        heap = self._heap
        while heap:
            at, kind, subject = heap[0]
            if self._due(kind, subject) == at:
                return heap[0]
            heappop(heap)
        return None
