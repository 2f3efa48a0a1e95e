"""What every desk hears of: the figures of its queues, and its colleagues."""

from collections.abc import Callable, Iterable

from accounts.directory import Agent, Directory
from accounts.permissions import may
from channels.contract import Clock
from gateway.sockets import packets
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller
from gateway.sockets.packets import Outgoing
from gateway.sockets.rounds import Rounds
from gateway.views.agents import AgentViews, sees
from gateway.views.queues import QueueViews
from gateway.wire.agent import Queue
from router.ids import AgentId


class QueueBulletin:
    """Tells each desk the figures of its queues when they have changed."""

    def __init__(self, *, audience: Audience[AgentCaller], views: QueueViews, clock: Clock) -> None:
        """Tell `audience` what `views` reads."""
        self._audience = audience
        self._views = views
        self._told: dict[AgentId, tuple[Queue, ...]] = {}
        self._rounds = Rounds(clock=clock, desks=audience.people, begin=self._begin)

    def soon(self) -> None:
        """Tell of a change, together with whatever else changes meanwhile."""
        self._rounds.soon()

    def _begin(self) -> Callable[[AgentId], None]:
        for gone in self._told.keys() - set(self._audience.people()):
            del self._told[gone]
        figures = self._views.figures()

        def tell(agent_id: AgentId) -> None:
            queues = figures.of_agent(agent_id)
            if queues != self._told.get(agent_id):
                self._told[agent_id] = queues
                self._audience.tell(agent_id, packets.event("queues", queues))

        return tell


class RosterBulletin:
    """Tells each desk of the colleagues it may see and who have changed."""

    def __init__(
        self,
        *,
        audience: Audience[AgentCaller],
        views: AgentViews,
        directory: Callable[[], Directory],
        clock: Clock,
    ) -> None:
        """Tell `audience` where `views` says that colleagues stand."""
        self._audience = audience
        self._views = views
        self._directory = directory
        self._changed: dict[AgentId, None] = {}
        self._rounds = Rounds(clock=clock, desks=audience.people, begin=self._begin)

    def soon(self, agents: Iterable[AgentId]) -> None:
        """Tell of agents who have changed, together with whoever else does meanwhile."""
        self._changed.update(dict.fromkeys(agents))
        if self._changed:
            self._rounds.soon()

    def _begin(self) -> Callable[[AgentId], None]:
        known = self._directory().agents
        changed = [known[agent_id] for agent_id in self._changed if agent_id in known]
        self._changed = {}
        written: dict[tuple[bool, str | None], Outgoing | None] = {}

        def tell(viewer_id: AgentId) -> None:
            viewer = known.get(viewer_id)
            if viewer is None:
                return
            # Whoever sees the same colleagues hears the same bytes.
            sight = (may(viewer, "roster.view_all"), viewer.group_id or viewer.id)
            if sight not in written:
                written[sight] = self._write(viewer, changed)
            outgoing = written[sight]
            if outgoing is not None:
                self._audience.tell(viewer_id, outgoing)

        return tell

    def _write(self, viewer: Agent, changed: list[Agent]) -> Outgoing | None:
        seen = [self._views.colleague(agent) for agent in changed if sees(viewer, agent)]
        return packets.event("agents", seen) if seen else None
