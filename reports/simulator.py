"""The very same router, in virtual time: what would happen under a described load.

Customers, agents and clocks are played; every decision is the router's own, and the same fold that
counts the real record counts this one. Nothing is stored.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final

import msgspec

from reports.chance import Chance
from reports.figures import AgentFigures, Figures, QueueFigures
from reports.load import LoadFile, QueueLoad, Staff
from router import decisions as d
from router import inputs as i
from router.history import Record
from router.ids import AgentId, Duration, Instant, InteractionId, OfferId, QueueId, seconds
from router.lifecycle import Medium, Wish
from router.machine import Router
from router.policy import AgentPolicy, Membership, Policy, QueuePolicy

_HOUR: Final = 3600
_NEVER: Final[Duration] = seconds(10 * 365 * 24 * 3600)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a simulation found."""

    queues: dict[QueueId, QueueFigures]
    agents: dict[AgentId, AgentFigures]
    figures: Figures
    inputs: int
    """How many inputs the router digested."""
    waiting_at_end: int
    simulated: Duration

    @property
    def occupancy(self) -> float | None:
        """Give the share of all agents' time at work that was spent on interactions."""
        total = AgentFigures()
        for row in self.agents.values():
            total.merge(row)
        return total.occupancy


class Simulator:
    """Plays one described load from beginning to end."""

    def __init__(
        self,
        load: LoadFile,
        *,
        listener: Callable[[Record], None] = lambda _: None,
    ) -> None:
        """Prepare; ``listener`` is told every record, as the engine's listeners are."""
        self._load = load
        self._listener = listener
        self._chance = Chance(load.seed)
        self._router = Router()
        self._figures = Figures(seconds(load.service_level_seconds))
        self._end = seconds(load.hours * _HOUR)
        self._queues = {queue.name: queue for queue in load.queues}
        self._staff: dict[AgentId, Staff] = {}
        self._actions: list[tuple[Instant, int, Callable[[], None]]] = []
        self._made = 0
        self._now: Instant = 0
        self._n = 0
        self._inputs = 0
        self._arrivals = 0
        self._handling: dict[InteractionId, Duration] = {}

    def run(self, progress: Callable[[float], None] = lambda _: None) -> Outcome:
        """Play it; ``progress`` is told the share of 0 to 1 that is done, now and then."""
        self._open()
        told = 0.0
        while self._step():
            share = self._now / self._end
            if share >= told + 0.01:
                told = share
                progress(min(share, 1.0))
        self._figures.close(self._end)
        progress(1.0)
        return Outcome(
            queues=self._figures.by_queue(),
            agents=self._figures.by_agent(),
            figures=self._figures,
            inputs=self._inputs,
            waiting_at_end=sum(
                1 for each in self._router.interactions.values() if not each.handling
            ),
            simulated=self._end,
        )

    # --- Time ------------------------------------------------------------------------------------

    def _at(self, instant: Instant, action: Callable[[], None]) -> None:
        self._made += 1
        heappush(self._actions, (instant, self._made, action))

    def _step(self) -> bool:
        """Do whatever comes next, of the actors' and of the router's own deadlines."""
        deadline = self._router.next_deadline()
        instant = self._actions[0][0] if self._actions else _NEVER
        if deadline is not None and deadline < instant:
            if deadline > self._end:
                return False
            self._now = deadline
            self._tell(i.ClockReached())
            return True
        if instant > self._end or not self._actions:
            return False
        self._now, _, action = heappop(self._actions)
        action()
        return True

    def _tell(self, cause: i.Input) -> None:
        decisions = self._router.receive(self._n + 1, self._now, cause)
        self._inputs += 1
        if not decisions:
            return
        self._n += 1
        record = Record(n=self._n, at=self._now, input=cause, decisions=tuple(decisions))
        self._listener(record)
        self._figures.follow(record)
        for decision in decisions:
            if type(decision) is d.Offered:
                self._rings(decision.agent, decision.offer)
            elif type(decision) is d.HandlingStarted:
                self._serve(decision.agent, decision.interaction)

    # --- The house -------------------------------------------------------------------------------

    def _open(self) -> None:
        load = self._load
        names = tuple(sorted(self._queues))
        agents: list[AgentPolicy] = []
        for staff in load.staff:
            for _ in range(staff.agents):
                agent = f"agent-{len(agents) + 1:04}"
                self._staff[agent] = staff
                queues = tuple(sorted(staff.queues)) or names
                agents.append(
                    AgentPolicy(
                        id=agent,
                        max_chats=staff.max_chats,
                        memberships=tuple(Membership(queue=name, callback=True) for name in queues),
                    )
                )
        policy = Policy(
            queues=tuple(
                QueuePolicy(
                    id=queue.name,
                    media=(Medium(queue.medium),),
                    accept_timeout=seconds(load.accept_timeout_seconds),
                    wrap_up=seconds(queue.wrap_up_seconds),
                    priority=queue.priority,
                )
                for _, queue in sorted(self._queues.items())
            ),
            agents=tuple(agents),
        )
        self._tell(i.PolicyChanged(policy=policy))
        for agent, staff in self._staff.items():
            self._at(seconds(staff.start_hour * _HOUR), self._comes(agent))
            if staff.end_hour is not None:
                self._at(seconds(staff.end_hour * _HOUR), self._goes(agent))
        for queue in load.queues:
            self._next_arrival(queue)

    def _comes(self, agent: AgentId) -> Callable[[], None]:
        def act() -> None:
            self._tell(i.AgentReachable(agent=agent))
            self._tell(i.SetStatus(agent=agent, status=Wish.AVAILABLE))

        return act

    def _comes_back(self, agent: AgentId) -> Callable[[], None]:
        """A missed offer put the agent on break, or will once their hands are empty."""

        def act() -> None:
            known = self._router.agents[agent]
            end = self._staff[agent].end_hour
            if end is not None and self._now >= seconds(end * _HOUR):
                return
            if known.active and known.stop_new:
                self._tell(i.SetStopNew(agent=agent, on=False))
            elif known.handlings and known.stop_new:
                self._at(self._now + seconds(1), act)
            elif not known.handlings and known.wish is not Wish.AVAILABLE:
                self._tell(i.SetStatus(agent=agent, status=Wish.AVAILABLE))

        return act

    def _goes(self, agent: AgentId) -> Callable[[], None]:
        def act() -> None:
            known = self._router.agents[agent]
            if known.handlings:
                if not known.stop_new and known.active:
                    self._tell(i.SetStopNew(agent=agent, on=True))
                elif not known.active:
                    self._at(self._now + seconds(1), act)
            elif known.wish is Wish.AVAILABLE:
                self._tell(i.SetStatus(agent=agent, status=Wish.OFFLINE))

        return act

    # --- Customers -------------------------------------------------------------------------------

    def _next_arrival(self, queue: QueueLoad) -> None:
        """Thin a steady stream at the peak rate down to the rate of the hour."""
        if queue.peak == 0:
            return
        at = self._now
        while at <= self._end:
            at += max(1, seconds(self._chance.exponential(1 / queue.peak)))
            if self._chance.share() * queue.peak <= queue.arrivals_at(at / 1_000_000):
                self._at(at, lambda: self._arrive(queue))
                return

    def _arrive(self, queue: QueueLoad) -> None:
        self._arrivals += 1
        customer = f"customer-{self._arrivals}"
        self._handling[customer] = max(1, seconds(queue.handling.draw(self._chance)))
        if queue.patience is not None:
            patience = max(1, seconds(queue.patience.draw(self._chance)))
            self._at(self._now + patience, lambda: self._lose_patience(customer))
        self._tell(
            i.InteractionEntered(
                interaction=customer, medium=Medium(queue.medium), queue=queue.name
            )
        )
        self._next_arrival(queue)

    def _lose_patience(self, customer: InteractionId) -> None:
        known = self._router.interactions.get(customer)
        if known is not None and known.handling is None:
            self._tell(i.InteractionLeft(interaction=customer))
            self._handling.pop(customer, None)

    # --- Agents ----------------------------------------------------------------------------------

    def _rings(self, agent: AgentId, offer: OfferId) -> None:
        staff = self._staff[agent]
        if staff.misses and self._chance.share() < staff.misses:
            ready = self._now + seconds(self._load.accept_timeout_seconds + 1)
            self._at(ready, self._comes_back(agent))
            return

        def act() -> None:
            if offer in self._router.offers:
                self._tell(i.AcceptOffer(agent=agent, offer=offer))

        self._at(self._now + seconds(staff.answer_seconds), act)

    def _serve(self, agent: AgentId, customer: InteractionId) -> None:
        def act() -> None:
            self._tell(i.EndInteraction(agent=agent, interaction=customer))

        self._at(self._now + self._handling.pop(customer), act)
