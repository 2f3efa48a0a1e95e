"""Tells the router when queues open and close, at each boundary of their opening hours."""

from collections.abc import Callable, Mapping

import structlog

from accounts.directory import Queue
from channels.contract import Clock
from gateway.hours import Hours, parse_hours
from router.ids import Instant, QueueId
from router.inputs import QueueClosed, QueueOpened

_log = structlog.get_logger(__name__)

Tell = Callable[[QueueOpened | QueueClosed], None]
"""Hands a fact to the engine without waiting for it."""


class OpeningHours:
    """Watches every queue's hours with one timer."""

    def __init__(self, *, clock: Clock, tell: Tell) -> None:
        """Begin with no queues."""
        self._clock = clock
        self._tell = tell
        self._hours: dict[QueueId, Hours | None] = {}
        self._told: dict[QueueId, bool] = {}
        self._cancel: Callable[[], None] | None = None

    def follow(self, queues: Mapping[QueueId, Queue], known: Mapping[QueueId, bool]) -> None:
        """Take over the queues' hours; ``known`` is what the router believes to be open.

        A disabled queue counts as closed. Hours that cannot be read were refused when they were
        provisioned; should any slip through, the queue stays open: an open queue loses nobody.
        """
        self._hours = {each.id: self._read(each) for each in queues.values() if not each.disabled}
        self._told = dict(known)
        for queue_id in known:
            if queue_id not in self._hours:
                self._say(queue_id, is_open=False)
        self._look()

    def opens_at(self, queue_id: QueueId) -> Instant | None:
        """Give when a closed queue opens next, as far as is known."""
        hours = self._hours.get(queue_id)
        now = self._clock.now()
        return None if hours is None or hours.is_open(now) else hours.next_change(now)

    def hours_of(self, queue_id: QueueId) -> Hours | None:
        """Give a queue's hours; None: it has none, or they cannot be read."""
        return self._hours.get(queue_id)

    def stop(self) -> None:
        """Watch no more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def _read(self, queue: Queue) -> Hours | None:
        if queue.hours is None:
            return None
        try:
            return parse_hours(queue.hours, queue.time_zone, queue.holidays)
        except ValueError as error:
            _log.error("opening.unreadable", queue=queue.id, error=str(error))
            return None

    def _look(self) -> None:
        self.stop()
        now = self._clock.now()
        changes: list[Instant] = []
        for queue_id, hours in self._hours.items():
            self._say(queue_id, is_open=hours is None or hours.is_open(now))
            if hours is not None and (change := hours.next_change(now)) is not None:
                changes.append(change)
        if changes:
            self._cancel = self._clock.call_at(min(changes), self._look)

    def _say(self, queue_id: QueueId, *, is_open: bool) -> None:
        if self._told.get(queue_id, True) != is_open:
            self._told[queue_id] = is_open
            self._tell(QueueOpened(queue=queue_id) if is_open else QueueClosed(queue=queue_id))
