"""A load learnt from the record, to be changed and played forward, with two agents fewer say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from reports.load import LoadError, LoadFile, QueueLoad, Spread, Staff
from router import decisions as d
from router.history import Record
from router.ids import Duration, Instant, InteractionId, QueueId
from router.lifecycle import Medium, Status

_SECOND: Final = 1_000_000
_HOUR: Final[Duration] = 3600 * _SECOND
_AT_WORK: Final = (Status.AVAILABLE, Status.BUSY, Status.BUSY_STOP_NEW, Status.WRAP_UP)


class _Queue:
    """What is learnt of one queue."""

    def __init__(self) -> None:
        self.medium = Medium.CHAT
        self.arrivals: list[Instant] = []
        self.handling: Duration = 0
        self.wrap_up: Duration = 0
        self.handled = 0
        self.waited: Duration = 0
        self.abandoned = 0


class Learner:
    """Follows records and describes the load they tell of."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._queues: defaultdict[QueueId, _Queue] = defaultdict(_Queue)
        self._entered: dict[InteractionId, tuple[QueueId, Instant]] = {}
        self._started: dict[str, tuple[QueueId, Instant, Instant | None]] = {}
        self._statuses: dict[str, tuple[Status, Instant]] = {}
        self._at_work: Duration = 0
        self._first: Instant | None = None
        self._last: Instant = 0

    def follow(self, record: Record) -> None:
        """Learn from one record."""
        self._first = record.at if self._first is None else self._first
        self._last = record.at
        for decision in record.decisions:
            self._learn(record.at, decision)

    def _learn(self, at: Instant, decision: d.Decision) -> None:
        match decision:
            case d.Queued(interaction=interaction, queue=queue, reason="entered"):
                self._queues[queue].medium = decision.medium
                self._queues[queue].arrivals.append(at)
                self._entered[interaction] = (queue, at)
            case d.InteractionAbandoned(interaction=interaction):
                self._stop_waiting(interaction, at, abandoned=True)
            case d.HandlingStarted(handling=handling, interaction=interaction, queue=queue):
                self._stop_waiting(interaction, at, abandoned=False)
                self._started[handling] = (queue, at, None)
            case d.HandlingEnded(handling=handling) if handling in self._started:
                queue, started, _ = self._started[handling]
                self._started[handling] = (queue, started, at)
            case d.HandlingClosed(handling=handling) if handling in self._started:
                queue, started, ended = self._started.pop(handling)
                row = self._queues[queue]
                row.handled += 1
                row.handling += (ended or at) - started
                row.wrap_up += at - (ended or at)
            case d.StatusChanged(agent=agent, status=status):
                before, since = self._statuses.get(agent, (Status.LOGGED_OUT, at))
                self._at_work += at - since if before in _AT_WORK else 0
                self._statuses[agent] = (status, at)
            case _:
                pass

    def _stop_waiting(self, interaction: InteractionId, at: Instant, *, abandoned: bool) -> None:
        known = self._entered.pop(interaction, None)
        if known is not None:
            row = self._queues[known[0]]
            row.waited += at - known[1]
            row.abandoned += abandoned

    def describe(self, names: Mapping[QueueId, str], *, max_chats: int = 6) -> LoadFile:
        """Give the load; ``names`` are those of the queues.

        Patience is estimated as the time spent waiting for each one who gave up, which is right
        for exponential patience however many were served before losing theirs.

        Raises:
            LoadError: the record tells of no handled interaction.

        """
        if self._first is None or not any(row.handled for row in self._queues.values()):
            raise LoadError("holds no handled interaction to learn from")
        queues = tuple(
            self._queue(names.get(queue, queue), row)
            for queue, row in sorted(self._queues.items())
            if row.arrivals and row.handled
        )
        span = max(self._last - self._first, _SECOND)
        return LoadFile(
            queues=queues,
            staff=(Staff(agents=max(1, round(self._at_work / span)), max_chats=max_chats),),
            hours=round(max(span / _HOUR, 0.1), 2),
        )

    def _queue(self, name: str, row: _Queue) -> QueueLoad:
        assert self._first is not None
        hours = int((self._last - self._first) // _HOUR) + 1
        counts = [0] * hours
        for at in row.arrivals:
            counts[int((at - self._first) // _HOUR)] += 1
        patience = row.waited / row.abandoned / _SECOND if row.abandoned else 0.0
        return QueueLoad(
            name=name,
            medium=row.medium.value,
            arrivals_per_hour=tuple(float(count) for count in counts),
            handling=Spread(mean_seconds=max(0.1, round(row.handling / row.handled / _SECOND, 1))),
            patience=Spread(mean_seconds=round(patience, 1)) if patience > 0 else None,
            wrap_up_seconds=round(row.wrap_up / row.handled / _SECOND, 1),
        )


def learn(records: Iterable[Record]) -> Learner:
    """Follow every record."""
    learner = Learner()
    for record in records:
        learner.follow(record)
    return learner
