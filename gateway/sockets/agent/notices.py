"""Notices put away by those whom they tell something."""

from channels.contract import Clock
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.wire.agent import SeenNotice
from gateway.wire.scalars import Ok
from storage.notices import Notices


class NoticeEvents:
    """Takes an agent's word that a notice was seen."""

    def __init__(self, notices: Notices, clock: Clock) -> None:
        """Join the collaborators."""
        self._notices = notices
        self._clock = clock

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handler by the name of its event."""
        return {"notice.seen": self.seen}

    async def seen(self, connection: Connection[AgentCaller], payload: SeenNotice) -> Ok:
        """Put a notice away; again, or somebody else's, changes nothing."""
        agent_id = agent_of(connection)
        await self._notices.put_away(payload.notice_id, agent_id, self._clock.now())
        return Ok()
