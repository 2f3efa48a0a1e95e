"""Tells the router whose desk can be reached, and keeps revoked sessions out."""

from collections.abc import Callable, Collection

from channels.contract import BackgroundTask, EnginePort
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from router.history import Record
from router.ids import AgentId
from router.inputs import AgentReachable, AgentUnreachable, GatewayStarted


class AgentPresence:
    """Counts each agent's sockets: the first makes them reachable, the last one gone does not."""

    def __init__(
        self, *, audience: Audience[AgentCaller], engine: EnginePort, background: BackgroundTask
    ) -> None:
        """Tell `engine`; `background` runs what no event waits for."""
        self._audience = audience
        self._engine = engine
        self._background = background

    async def arrived(self, agent_id: AgentId, connection: Connection[AgentCaller]) -> None:
        """Count a socket in; the router shrugs at an agent it knows to be there already."""
        self._audience.add(agent_id, connection)
        await self._engine.submit(AgentReachable(agent=agent_id))

    def departed(self, agent_id: AgentId, connection: Connection[AgentCaller]) -> None:
        """Count a socket out."""
        if self._audience.remove(agent_id, connection):
            self._background(self._engine.submit(AgentUnreachable(agent=agent_id)))

    def on_record(self, record: Record) -> None:
        """Speak for those who are still connected when the gateway comes back from a pause.

        The router then waits for everybody's browser, as after a start; their sockets have lived
        through the pause and will not connect again.
        """
        if isinstance(record.input, GatewayStarted) and (people := self._audience.people()):
            here = [AgentReachable(agent=agent_id) for agent_id in people]
            self._background(self._engine.submit(*here))

    async def revoke(self, agent_id: AgentId, session_ids: Collection[str] | None = None) -> None:
        """Cut the sockets of these sessions, or all; whose last one that was is gone at once."""
        self._audience.disconnect(agent_id, _of_sessions(session_ids))
        if not self._audience.has(agent_id):
            await self._engine.submit(AgentUnreachable(agent=agent_id, at_once=True))


def _of_sessions(session_ids: Collection[str] | None) -> Callable[[AgentCaller], bool]:
    return lambda caller: session_ids is None or caller.session.id in session_ids
