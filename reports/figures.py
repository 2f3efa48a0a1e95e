"""Figures from the record: what happened in each queue and to each agent, by quarter-hour.

Codes have their rows too: how often each was chosen, and for how long.

The same fold serves the history, the running day and the simulator: it follows records and knows
nothing of where they come from.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from reports.quarters import quarter_of, split
from reports.waits import Waits
from router import decisions as d
from router.history import Record
from router.ids import (
    AgentId,
    CodeId,
    Duration,
    HandlingId,
    Instant,
    InteractionId,
    QueueId,
    seconds,
)
from router.lifecycle import Status, Withdrawal

SERVICE_LEVEL: Final[Duration] = seconds(30)
"""Accepted within this counts as served in time, unless told otherwise."""

_OCCUPIED: Final = (Status.BUSY, Status.BUSY_STOP_NEW, Status.WRAP_UP)


class QueueFigures:
    """One queue in one quarter-hour; an event counts where it happened."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.entered = 0
        self.transferred_in = 0
        self.returned = 0
        self.overflowed_in = 0
        self.overflowed_out = 0
        self.offered = 0
        self.accepted = 0
        self.accepted_in_time = 0
        self.rejected = 0
        self.missed = 0
        self.abandoned = 0
        self.abandoned_in_time = 0
        """Left again within the service level's time: held against nobody."""
        self.transferred_out = 0
        self.handled = 0
        self.handling: Duration = 0
        self.wrap_up: Duration = 0
        self.waits = Waits()
        """From entry to acceptance, of those accepted."""

    def merge(self, other: "QueueFigures") -> None:
        """Add another quarter's."""
        for name, value in vars(other).items():
            if isinstance(value, Waits):
                self.waits.merge(value)
            else:
                setattr(self, name, getattr(self, name) + value)

    @property
    def service_level(self) -> float | None:
        """Give the share accepted in time of all who stayed long enough to count."""
        counted = self.accepted + self.abandoned - self.abandoned_in_time
        return self.accepted_in_time / counted if counted else None


class AgentFigures:
    """One agent in one quarter-hour; statuses count the time that fell into it."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.offered = 0
        self.accepted = 0
        self.rejected = 0
        self.missed = 0
        self.handled = 0
        self.handling: Duration = 0
        self.wrap_up: Duration = 0
        self.statuses: defaultdict[Status, Duration] = defaultdict(int)

    def merge(self, other: "AgentFigures") -> None:
        """Add another quarter's."""
        for name, value in vars(other).items():
            if name == "statuses":
                for status, spent in other.statuses.items():
                    self.statuses[status] += spent
            else:
                setattr(self, name, getattr(self, name) + value)

    @property
    def occupancy(self) -> float | None:
        """Give the share of the time at work that was spent on interactions and wrap-up."""
        occupied = sum(self.statuses[status] for status in _OCCUPIED)
        at_work = occupied + self.statuses[Status.AVAILABLE]
        return occupied / at_work if at_work else None


class CodeFigures:
    """One status code or transaction code in one quarter-hour (STC-005, ADM-031)."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.chosen = 0
        """Changes to a status with this code, and handlings that closed with it."""
        self.time: Duration = 0
        """In a status with this code, or handling and wrapping up what closed with it."""

    def merge(self, other: "CodeFigures") -> None:
        """Add another quarter's."""
        self.chosen += other.chosen
        self.time += other.time


@dataclass(slots=True)
class _Open:
    """What is known of a handling until it closes."""

    queue: QueueId
    accepted_at: Instant
    ended_at: Instant | None = None
    codes: tuple[CodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    """The status an agent has."""

    status: Status
    code: CodeId | None
    since: Instant


class Figures:
    """Follows records and keeps one row for each queue, agent and code, and quarter-hour."""

    def __init__(self, service_level: Duration = SERVICE_LEVEL) -> None:
        """Count an acceptance within ``service_level`` of entering the queue as in time."""
        self._service_level = service_level
        self.queues: defaultdict[tuple[Instant, QueueId], QueueFigures] = defaultdict(QueueFigures)
        self.agents: defaultdict[tuple[Instant, AgentId], AgentFigures] = defaultdict(AgentFigures)
        self.codes: defaultdict[tuple[Instant, CodeId], CodeFigures] = defaultdict(CodeFigures)
        self._entered: dict[InteractionId, tuple[QueueId, Instant]] = {}
        self._handlings: dict[HandlingId, _Open] = {}
        self._statuses: dict[AgentId, _Standing] = {}
        self._fold: Mapping[type, Callable[[Instant, Any], None]] = {
            d.Queued: self._queued,
            d.Offered: self._offered,
            d.OfferWithdrawn: self._withdrawn,
            d.InteractionAbandoned: self._abandoned,
            d.InteractionDiscarded: self._discarded,
            d.HandlingStarted: self._started,
            d.CodesSet: self._coded,
            d.HandlingEnded: self._ended,
            d.HandedOn: self._handed_on,
            d.HandlingClosed: self._closed,
            d.StatusChanged: self._status,
        }

    def follow(self, record: Record) -> None:
        """Count what a record says."""
        for decision in record.decisions:
            count = self._fold.get(type(decision))
            if count is not None:
                count(record.at, decision)

    def close(self, at: Instant) -> None:
        """Count the statuses that last until now; the fold may go on afterwards."""
        for agent, standing in self._statuses.items():
            self._spend(agent, standing, at)
            self._statuses[agent] = replace(standing, since=max(standing.since, at))

    def forget_before(self, instant: Instant) -> None:
        """Drop the quarter-hours that began earlier; what is open goes on being known."""
        for rows in (self.queues, self.agents, self.codes):
            for key in [key for key in rows if key[0] < instant]:
                del rows[key]

    # --- Sums ------------------------------------------------------------------------------------

    def by_queue(self) -> dict[QueueId, QueueFigures]:
        """Add the quarters of each queue."""
        sums: dict[QueueId, QueueFigures] = {}
        for (_, queue), row in sorted(self.queues.items()):
            sums.setdefault(queue, QueueFigures()).merge(row)
        return sums

    def by_agent(self) -> dict[AgentId, AgentFigures]:
        """Add the quarters of each agent."""
        sums: dict[AgentId, AgentFigures] = {}
        for (_, agent), row in sorted(self.agents.items()):
            sums.setdefault(agent, AgentFigures()).merge(row)
        return sums

    def by_code(self) -> dict[CodeId, CodeFigures]:
        """Add the quarters of each code."""
        sums: dict[CodeId, CodeFigures] = {}
        for (_, code), row in sorted(self.codes.items()):
            sums.setdefault(code, CodeFigures()).merge(row)
        return sums

    # --- The fold --------------------------------------------------------------------------------

    def _queue(self, at: Instant, queue: QueueId) -> QueueFigures:
        return self.queues[quarter_of(at), queue]

    def _agent(self, at: Instant, agent: AgentId) -> AgentFigures:
        return self.agents[quarter_of(at), agent]

    def _queued(self, at: Instant, decision: d.Queued) -> None:
        row = self._queue(at, decision.queue)
        match decision.reason:
            case "entered" | "scheduled":
                row.entered += 1
            case "transferred":
                row.transferred_in += 1
            case "returned":
                if decision.interaction in self._entered:
                    return  # it was kept for one agent, and its wait goes on
                row.returned += 1
            case "overflowed":
                row.overflowed_in += 1
                # Its wait goes on: only the queue it is held against changes.
                left, since = self._entered.get(decision.interaction, (decision.queue, at))
                self._queue(at, left).overflowed_out += 1
                self._entered[decision.interaction] = (decision.queue, since)
                return
        self._entered[decision.interaction] = (decision.queue, at)

    def _offered(self, at: Instant, decision: d.Offered) -> None:
        self._queue(at, decision.queue).offered += 1
        self._agent(at, decision.agent).offered += 1

    def _withdrawn(self, at: Instant, decision: d.OfferWithdrawn) -> None:
        rows = (self._queue(at, decision.queue), self._agent(at, decision.agent))
        for row in rows:
            row.rejected += decision.reason is Withdrawal.REJECTED
            row.missed += decision.reason is Withdrawal.TIMED_OUT

    def _abandoned(self, at: Instant, decision: d.InteractionAbandoned) -> None:
        queue, entered = self._entered.pop(decision.interaction, (decision.queue, at))
        row = self._queue(at, queue)
        row.abandoned += 1
        row.abandoned_in_time += at - entered <= self._service_level

    def _discarded(self, at: Instant, decision: d.InteractionDiscarded) -> None:  # noqa: ARG002 - nobody waited for an answer
        self._entered.pop(decision.interaction, None)

    def _started(self, at: Instant, decision: d.HandlingStarted) -> None:
        _, entered = self._entered.pop(decision.interaction, (decision.queue, at))
        row = self._queue(at, decision.queue)
        row.accepted += 1
        row.accepted_in_time += at - entered <= self._service_level
        row.waits.add(at - entered)
        self._agent(at, decision.agent).accepted += 1
        self._handlings[decision.handling] = _Open(decision.queue, at)

    def _coded(self, at: Instant, decision: d.CodesSet) -> None:  # noqa: ARG002 - counted at the end
        handling = self._handlings.get(decision.handling)
        if handling is not None:
            handling.codes = decision.codes

    def _ended(self, at: Instant, decision: d.HandlingEnded) -> None:
        handling = self._handlings.get(decision.handling)
        if handling is not None:
            handling.ended_at = at
            if decision.by == "transfer":
                self._queue(at, handling.queue).transferred_out += 1

    def _handed_on(self, at: Instant, decision: d.HandedOn) -> None:
        handling = self._handlings.get(decision.handling)
        if handling is not None:
            self._queue(at, handling.queue).transferred_out += 1

    def _closed(self, at: Instant, decision: d.HandlingClosed) -> None:
        handling = self._handlings.pop(decision.handling, None)
        if handling is None:
            return  # it began before this record does
        ended = at if handling.ended_at is None else handling.ended_at
        rows = (self._queue(at, handling.queue), self._agent(at, decision.agent))
        for row in rows:
            row.handled += 1
            row.handling += ended - handling.accepted_at
            row.wrap_up += at - ended
        for code in handling.codes:
            self._count_code(at, code, at - handling.accepted_at)

    def _status(self, at: Instant, decision: d.StatusChanged) -> None:
        before = self._statuses.get(decision.agent)
        if before is not None:
            self._spend(decision.agent, before, at)
        self._statuses[decision.agent] = _Standing(decision.status, decision.code, at)
        if decision.code is not None:
            self._count_code(at, decision.code, 0)

    def _count_code(self, at: Instant, code: CodeId, time: Duration) -> None:
        row = self.codes[quarter_of(at), code]
        row.chosen += 1
        row.time += time

    def _spend(self, agent: AgentId, standing: _Standing, until: Instant) -> None:
        if standing.status is Status.LOGGED_OUT:
            return
        for quarter, spent in split(standing.since, until):
            self.agents[quarter, agent].statuses[standing.status] += spent
            if standing.code is not None:
                self.codes[quarter, standing.code].time += spent
