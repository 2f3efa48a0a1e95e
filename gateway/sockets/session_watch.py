"""Sessions of open desks: noted as in use, and ended when their time is over."""

from typing import Final

from accounts.sessions import Sessions
from channels.contract import BackgroundTask
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller
from router.ids import Duration, Instant, seconds

TOUCH_EVERY: Final[Duration] = seconds(600)
"""An open desk counts as use; its session must not be found idle when the desk reconnects."""


class SessionWatch:
    """Looks after the sessions behind open sockets."""

    def __init__(
        self, *, audience: Audience[AgentCaller], sessions: Sessions, background: BackgroundTask
    ) -> None:
        """Watch the sockets of `audience`."""
        self._audience = audience
        self._sessions = sessions
        self._background = background
        self._touched_at: Instant = 0

    def look(self, now: Instant) -> None:
        """Disconnect expired sessions, and now and then touch the others; once a second."""
        touch = now - self._touched_at >= TOUCH_EVERY
        if touch:
            self._touched_at = now
        seen: set[str] = set()
        for agent_id in self._audience.people():
            for connection in self._audience.connections_of(agent_id):
                session = connection.caller.session if connection.caller else None
                if session is None:
                    continue
                if now >= session.expires_at:
                    connection.disconnect()
                elif touch and session.id not in seen:
                    seen.add(session.id)
                    self._background(self._sessions.touch(session, now))
