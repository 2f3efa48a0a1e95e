"""The two orders that make routing fair: who waits longest, and who has been idle longest.

A ``Lane`` is one medium of one queue. Its waiting line is ordered by (-priority, entered_at,
order); its idle line by (chats held, idle since, id). Both cost O(log n) to change, whatever the
number of agents and interactions, and neither ever scans everybody.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import Final, TypeAlias

from sortedcontainers import SortedList

from router.ids import AgentId, Instant, InteractionId, QueueId
from router.lifecycle import Medium

Place: TypeAlias = tuple[int, Instant, int, InteractionId]
"""An interaction's key: (-priority, entered_at, order) and the id it leads to."""

Turn: TypeAlias = tuple[int, Instant, AgentId]
"""An agent's key: (chats held, idle since, id)."""


class IdleLine:
    """Agents ready for one lane, longest idle first.

    A heap with lazy deletion: an agent whose turn changed is pushed again, and the stale entry is
    dropped when it surfaces. Whether an entry still stands is the caller's knowledge.
    """

    __slots__ = ("heap", "limit")

    _SLACK: Final = 64

    def __init__(self) -> None:
        """Start with nobody ready."""
        self.heap: list[Turn] = []
        self.limit = self._SLACK
        """Above this many entries stale ones may outnumber the others: time to ``compact``."""

    def compact(self, stands: Callable[[Turn], bool]) -> None:
        """Drop stale and repeated entries; amortised, this costs O(1) a push."""
        self.heap = sorted({turn for turn in self.heap if stands(turn)})
        self.limit = 2 * len(self.heap) + self._SLACK


class Lane:
    """One medium of one queue: who waits in it, who is ringing, who could serve it."""

    __slots__ = ("idle", "medium", "queue", "ringing", "shared", "waiting")

    def __init__(self, queue: QueueId, medium: Medium, *, shared: bool) -> None:
        """Make an empty lane; ``shared`` means its medium is not exclusive."""
        self.queue = queue
        self.medium = medium
        self.shared = shared
        self.waiting: SortedList[Place] = SortedList()
        self.ringing: list[Place] = []
        """Kept sorted; never longer than the lane has agents."""
        self.idle = IdleLine()

    def position(self, place: Place) -> int:
        """Give the 1-based position of a waiting or ringing interaction, in O(log n)."""
        return 1 + self.waiting.bisect_left(place) + bisect_left(self.ringing, place)

    def __len__(self) -> int:
        """Count everybody who has not been accepted."""
        return len(self.waiting) + len(self.ringing)

    @property
    def oldest(self) -> Instant | None:
        """Give the earliest ``entered_at`` among those not yet accepted, or None.

        With one priority a queue's order is the order of entry, so the first place is the oldest.
        """
        heads = [line[0][1] for line in (self.waiting, self.ringing) if line]
        return min(heads) if heads else None
