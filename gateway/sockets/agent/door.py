"""Lets agents in by their session, and gives their desk everything it shows."""

from collections.abc import Awaitable, Callable
from typing import Final

from accounts.directory import Directory
from accounts.permissions import may
from accounts.sessions import Sessions
from channels.chat.service import ChatService
from channels.contract import Clock
from gateway.sockets import packets
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.credentials import read_auth
from gateway.sockets.dispatch import Dispatcher
from gateway.sockets.presence import AgentPresence
from gateway.sockets.rates import CallerRate
from gateway.sockets.refusal import Refusal
from gateway.views.agents import AgentViews
from gateway.views.book import Book
from gateway.views.chats import ChatViews
from gateway.views.snapshot import Snapshots
from gateway.wire.agent import AgentAuth
from gateway.wire.errors import Code
from gateway.wire.events import Event
from router.lifecycle import Status

SESSION_COOKIE: Final = "parley_session"


class AgentGuard:
    """Decides whether an agent may send an event now: session, rate, permission, status."""

    def __init__(
        self, *, directory: Callable[[], Directory], book: Book, clock: Clock, rate: CallerRate
    ) -> None:
        """Look agents up in `directory` and their status in `book`, at each event anew."""
        self._directory = directory
        self._book = book
        self._clock = clock
        self._rate = rate

    def __call__(self, caller: AgentCaller, event: Event) -> None:
        """Let the event pass, or raise Refusal."""
        agent = self._directory().agents.get(caller.agent_id)
        if agent is None or agent.disabled or self._clock.now() >= caller.session.expires_at:
            raise Refusal(Code.UNAUTHENTICATED)
        wait = self._rate.take(caller.agent_id)
        if wait is not None:
            raise Refusal(Code.RATE_LIMITED, retry_after_seconds=wait)
        if not may(agent, event.name):
            raise Refusal(Code.FORBIDDEN)
        status = self._book.standing(agent.id).status
        if event.needs != "anyone" and status is Status.LOGGED_OUT:
            raise Refusal(Code.STATUS_NOT_ALLOWED)
        if event.needs == "working" and status is Status.ON_BREAK:
            raise Refusal(Code.STATUS_NOT_ALLOWED)


class AgentDoor:
    """The agents' path (`gateway.sockets.server.Door`)."""

    session_cookie = SESSION_COOKIE

    def __init__(
        self,
        *,
        own_origin: str,
        directory: Callable[[], Directory],
        sessions: Sessions,
        clock: Clock,
        presence: AgentPresence,
        snapshots: Snapshots,
        agents: AgentViews,
        chats: ChatViews,
        chat: ChatService,
        dispatcher: Dispatcher[AgentCaller],
    ) -> None:
        """Join the collaborators; `own_origin` is the only one desks are served from."""
        self._own_origin = own_origin
        self._directory = directory
        self._sessions = sessions
        self._clock = clock
        self._presence = presence
        self._snapshots = snapshots
        self._agents = agents
        self._chats = chats
        self._chat = chat
        self.receive = dispatcher.receive

    def admits_origin(self, origin: str) -> bool:
        """Tell whether a page of this origin may connect: only the gateway's own desk."""
        return origin == self._own_origin

    async def enter(
        self, connection: Connection[AgentCaller], auth: str
    ) -> Callable[[], Awaitable[None]]:
        """Let in whoever shows a live session, by token or cookie."""
        shown = read_auth(auth, AgentAuth)
        token = shown.token or connection.cookie
        session = None if token is None else await self._sessions.find(token, self._clock.now())
        agent = None if session is None else self._directory().agents.get(session.agent_id)
        if session is None or agent is None or agent.disabled:
            raise Refusal(Code.UNAUTHENTICATED)
        if connection.closed:
            raise Refusal(Code.UNAVAILABLE)  # nobody is left to hear it
        caller = AgentCaller(session, agent.locale)
        connection.join(caller)

        async def welcome() -> None:
            await self._presence.arrived(agent.id, connection)
            if token is None or await self._sessions.find(token, self._clock.now()) is None:
                connection.disconnect()  # revoked before this socket could be found and cut
                return
            missed = await self._chat.missed(caller.author, shown.since or {})
            # Everything below is of one moment: nothing is awaited between state and roster.
            snapshot = await self._snapshots.of_agent(agent.id)
            roster = self._agents.roster(self._directory().agents[agent.id])
            connection.release(
                [
                    packets.event("snapshot", snapshot),
                    packets.event("agents", roster),
                    *(
                        packets.event("message", self._chats.message_for(each, caller.author))
                        for each in missed
                    ),
                ]
            )

        return welcome

    def left(self, connection: Connection[AgentCaller]) -> None:
        """Count the socket out."""
        caller = connection.caller
        assert caller is not None
        self._presence.departed(caller.agent_id, connection)
