"""Ends sessions together with the sockets they hold open."""

from accounts.sessions import AgentSession, Sessions
from channels.contract import Clock, EnginePort
from gateway.sockets.presence import AgentPresence
from router.ids import AgentId
from router.inputs import SetStatus
from router.lifecycle import Wish


class Revocation:
    """Logs agents out; a revoked session is disconnected within a second (protocol.md)."""

    def __init__(
        self, *, engine: EnginePort, sessions: Sessions, presence: AgentPresence, clock: Clock
    ) -> None:
        """Join the collaborators."""
        self._engine = engine
        self._sessions = sessions
        self._presence = presence
        self._clock = clock

    async def log_out(self, agent_id: AgentId) -> None:
        """Change the status, then end every session of the agent.

        Raises:
            router.refusal.Refused: the agent may not log out now; nothing has ended.

        """
        await self._engine.submit(SetStatus(agent=agent_id, status=Wish.LOGGED_OUT))
        await self.end_all(agent_id)

    async def end_all(self, agent_id: AgentId) -> None:
        """End every session of the agent."""
        await self._sessions.revoke_all(agent_id, self._clock.now())
        await self._presence.revoke(agent_id)

    async def ended(self, agent_id: AgentId, sessions: list[AgentSession]) -> None:
        """Cut the sockets of sessions that have ended already."""
        if sessions:
            await self._presence.revoke(agent_id, {session.id for session in sessions})
