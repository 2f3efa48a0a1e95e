"""The sessions of open desks stay in use, and end when their time is over."""

from accounts.sessions import SessionLimits, Sessions
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.session_watch import SessionWatch
from tests.fakes.accounts import MemorySessions
from tests.fakes.clock import START
from tests.gateway.sockets.test_dispatch import Wire

HOUR = 3_600_000_000


class Watched:
    def __init__(self) -> None:
        self.store = MemorySessions()
        self.sessions = Sessions(self.store, SessionLimits(idle=12 * HOUR, absolute=24 * HOUR))
        self.audience: Audience[AgentCaller] = Audience()
        self.work: list[object] = []
        self.watch = SessionWatch(
            audience=self.audience, sessions=self.sessions, background=self.work.append
        )

    async def desk(self) -> tuple[str, Wire]:
        token, session = await self.sessions.open("alice", START, None, None)
        wire = Wire()
        connection: Connection[AgentCaller] = Connection(wire, sid="s", address="")
        connection.join(AgentCaller(session, "en"))
        connection.release([])
        self.audience.add("alice", connection)
        return token, wire

    async def look(self, now: int) -> None:
        self.watch.look(now)
        while self.work:
            await self.work.pop()  # type: ignore[misc]  # awaitables, all of them


async def test_an_open_desk_is_in_use_however_quiet_it_is():
    watched = Watched()
    token, wire = await watched.desk()
    for hour in range(20):
        await watched.look(START + hour * HOUR)
    assert not wire.closed
    assert await watched.sessions.find(token, START + 20 * HOUR) is not None


async def test_an_open_desk_is_cut_when_its_session_is_over():
    watched = Watched()
    _, wire = await watched.desk()
    await watched.look(START + 24 * HOUR - 1)
    assert not wire.closed
    await watched.look(START + 24 * HOUR)
    assert wire.closed


async def test_sessions_are_not_written_every_second():
    watched = Watched()
    await watched.desk()
    await watched.desk()
    for second in range(600):
        await watched.look(START + second * 1_000_000)
    assert watched.store.touched == 2
