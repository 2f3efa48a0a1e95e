"""Who waits and who could take, lane by lane: an index that keeps the brute force affordable.

A lane is one medium of one queue. Within a lane every condition but the exclusion of a transfer's
sender is the same for all who wait, so an agent either could take from a lane or could not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeAlias

from sortedcontainers import SortedList

from router.eligibility import (
    AgentFacts,
    AgentOrder,
    InteractionFacts,
    InteractionOrder,
    agent_order,
    attends,
    first_failed,
)
from router.ids import AgentId, InteractionId, QueueId
from router.lifecycle import Medium

Lane: TypeAlias = tuple[QueueId, Medium]


class Waiter(Protocol):
    """Somebody who waits; only the place and the lane matter here."""

    queue: QueueId
    medium: Medium
    excluded: AgentId | None

    def key(self) -> InteractionOrder:
        """Give the place."""
        ...


class Lanes:
    """For every lane the waiting, in order, beside the agents who could take one of them."""

    def __init__(self) -> None:
        self._waiting: dict[Lane, SortedList[InteractionOrder]] = defaultdict(SortedList)
        self._place: dict[InteractionId, tuple[Lane, InteractionOrder, AgentId | None]] = {}
        self._takers: dict[Lane, dict[AgentId, AgentOrder]] = defaultdict(dict)
        self._lanes_of: dict[AgentId, tuple[Lane, ...]] = {}
        self._attending: dict[QueueId, set[AgentId]] = defaultdict(set)
        self._attended_by: dict[AgentId, frozenset[QueueId]] = {}
        self._changed: dict[Lane, None] = {}

    def place_agent(
        self,
        facts: AgentFacts,
        queues: Iterable[QueueId],
        is_exclusive: Callable[[Medium], bool],
    ) -> None:
        """Enter an agent into every lane of ``queues`` they could take from now."""
        for lane in self._lanes_of.get(facts.id, ()):
            del self._takers[lane][facts.id]
        attended = frozenset(q for q in facts.enabled if attends(facts, q))
        for queue in attended ^ self._attended_by.get(facts.id, frozenset()):
            (self._attending[queue].add if queue in attended else self._attending[queue].discard)(
                facts.id
            )
            self._changed.update({lane: None for lane in list(self._waiting) if lane[0] == queue})
        self._attended_by[facts.id] = attended
        lanes = tuple(
            (queue, medium)
            for queue in queues
            # Every medium: a policy may have dropped one of the queue's that still waits.
            for medium in Medium
            if first_failed(
                facts,
                InteractionFacts(queue=queue, medium=medium, exclusive=is_exclusive(medium)),
            )
            is None
        )
        order = agent_order(facts)
        for lane in lanes:
            self._takers[lane][facts.id] = order
            self._changed[lane] = None
        self._lanes_of[facts.id] = lanes

    def place_interaction(self, interaction: InteractionId, waiter: Waiter | None) -> None:
        """Put an interaction into its lane, or, when it does not wait, into none."""
        old = self._place.pop(interaction, None)
        if old is not None:
            self._waiting[old[0]].remove(old[1])
        if waiter is not None:
            lane = (waiter.queue, waiter.medium)
            key = waiter.key()
            self._waiting[lane].add(key)
            self._place[interaction] = (lane, key, waiter.excluded)
            self._changed[lane] = None

    def others_attend(self, queue: QueueId, agent: AgentId) -> bool:
        """Tell whether anybody but ``agent`` attends the queue."""
        attending = self._attending[queue]
        return len(attending) > (agent in attending)

    def is_excluded(self, interaction: InteractionId, agent: AgentId) -> bool:
        """Tell whether a waiting interaction passes the agent over now (CON-64)."""
        lane, _, excluded = self._place[interaction]
        return excluded == agent and self.others_attend(lane[0], agent)

    def earlier_for(self, agent: AgentId, key: InteractionOrder) -> InteractionId | None:
        """Find somebody with a place before ``key`` whom the agent could take now."""
        for lane in self._lanes_of.get(agent, ()):
            for other in self._waiting[lane]:
                if other >= key:
                    break
                if not self.is_excluded(other[-1], agent):
                    return other[-1]
        return None

    def better_taker(
        self, lane: Lane, order: AgentOrder, excluded: AgentId | None
    ) -> AgentId | None:
        """Find the agent who comes first in the lane, if that is before ``order``."""
        first = min(
            (other for agent, other in self._takers[lane].items() if agent != excluded),
            default=order,
        )
        return first[-1] if first < order else None

    def unmatched(self) -> Iterator[tuple[InteractionId, AgentId]]:
        """Give, for each lane changed since last asked, one who waits beside one who could take."""
        changed, self._changed = self._changed, {}
        for lane in changed:
            takers = self._takers[lane]
            if not takers:
                continue
            pairs = (
                (key[-1], agent)
                for key in self._waiting[lane]
                for agent in takers
                if not self.is_excluded(key[-1], agent)
            )
            pair = next(pairs, None)
            if pair is not None:
                yield pair
