"""Queues with their live figures, as an agent who serves them sees them."""

from collections.abc import Callable

from msgspec.structs import replace

from accounts import directory
from accounts.directory import Directory
from gateway.wire import agent as wire
from gateway.wire.interaction import TargetQueue
from gateway.wire.times import seconds
from router.ids import AgentId, Instant, QueueId
from router.lifecycle import Medium, Wish
from router.machine import Router


class QueueViews:
    """Reads the router's lines; figures of this very moment are wanted, not the record's."""

    def __init__(
        self, *, router: Router, directory: Callable[[], Directory], now: Callable[[], Instant]
    ) -> None:
        """Take figures from `router`, names from `directory`."""
        self._router = router
        self._directory = directory
        self._now = now

    def figures(self) -> "Figures":
        """Read every queue once; agents who share one are shown the same figures."""
        return Figures(
            self._router,
            [self._queue(queue) for queue in self._by_name() if not queue.disabled],
        )

    def of_agent(self, agent_id: AgentId) -> tuple[wire.Queue, ...]:
        """Write the queues the agent is a member of, by name."""
        return self.figures().of_agent(agent_id)

    def _queue(self, queue: directory.Queue) -> wire.Queue:
        return wire.Queue(
            id=queue.id,
            name=queue.name,
            media=queue.media,
            enabled=True,
            waiting=self._waiting(queue.id),
            longest_wait_seconds=self._longest_wait(queue.id),
            lines=tuple(self._line(queue.id, Medium(medium)) for medium in queue.media),
            agents_available=self._available(queue.id),
            open=self._open(queue.id),
        )

    def _line(self, queue_id: QueueId, medium: Medium) -> wire.QueueLine:
        queue = self._router.queues.get(queue_id)
        lane = None if queue is None else queue.lanes.get(medium)
        oldest = None if lane is None else lane.oldest
        return wire.QueueLine(
            medium=medium.value,
            waiting=0 if lane is None else len(lane),
            longest_wait_seconds=self._since(oldest),
        )

    def _by_name(self) -> list[directory.Queue]:
        known = self._directory().queues.values()
        return sorted(known, key=lambda queue: (queue.name, queue.id))

    def targets(self, medium: Medium, but: QueueId, sender: AgentId) -> tuple[TargetQueue, ...]:
        """Write the queues a contact of `medium` may go to, members or not (CHT-037).

        A chat is in its own already; a mail may be put back into it for whoever comes (ETR-001).
        """
        return tuple(
            TargetQueue(
                id=queue.id,
                name=queue.name,
                waiting=self._waiting(queue.id),
                longest_wait_seconds=self._longest_wait(queue.id),
                agents_available=self._available(queue.id),
                attended=self._attended(queue.id, sender),
            )
            for queue in self._by_name()
            if medium.value in queue.media
            and not queue.disabled
            and (queue.id != but or medium is Medium.EMAIL)
        )

    def _waiting(self, queue_id: QueueId) -> int:
        queue = self._router.queues.get(queue_id)
        return 0 if queue is None else sum(len(lane) for lane in queue.lanes.values())

    def _longest_wait(self, queue_id: QueueId) -> float | None:
        queue = self._router.queues.get(queue_id)
        heads = [] if queue is None else [lane.oldest for lane in queue.lanes.values()]
        return self._since(min((head for head in heads if head is not None), default=None))

    def _since(self, oldest: Instant | None) -> float | None:
        return None if oldest is None else seconds(max(0, self._now() - oldest))

    def _available(self, queue_id: QueueId) -> int:
        queue = self._router.queues.get(queue_id)
        return 0 if queue is None else queue.available

    def _attended(self, queue_id: QueueId, sender: AgentId) -> bool:
        """Tell whether anybody but the sender attends to the queue (CON-31)."""
        queue = self._router.queues.get(queue_id)
        agent = self._router.agents.get(sender)
        mine = agent is not None and agent.wish is not Wish.LOGGED_OUT and queue_id in agent.enabled
        return queue is not None and queue.attending > mine

    def _open(self, queue_id: QueueId) -> bool:
        queue = self._router.queues.get(queue_id)
        return queue is not None and queue.open


class Figures:
    """The figures of every queue at one moment."""

    def __init__(self, router: Router, queues: list[wire.Queue]) -> None:
        """Keep `queues`, which are in the order in which they are shown."""
        self._router = router
        self._enabled = {queue.id: queue for queue in queues}
        self._disabled = {queue.id: replace(queue, enabled=False) for queue in queues}

    def of_agent(self, agent_id: AgentId) -> tuple[wire.Queue, ...]:
        """Give those of the queues the agent is a member of."""
        agent = self._router.agents.get(agent_id)
        if agent is None:
            return ()
        return tuple(
            (self._enabled if queue_id in agent.enabled else self._disabled)[queue_id]
            for queue_id in self._enabled
            if queue_id in agent.memberships
        )
