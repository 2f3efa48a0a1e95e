"""Agents' log-ins; see `accounts.sessions.SessionStore`."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select, update

from accounts.sessions import AgentSession
from router.ids import AgentId, Instant
from storage.database import Database
from storage.schema import agent_sessions
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_FIELDS = AgentSession.__struct_fields__
_COLUMNS = [agent_sessions.c[name] for name in _FIELDS]

_ADD = insert_into(agent_sessions)
_BY_TOKEN = Statement(select(*_COLUMNS).where(agent_sessions.c.token_hash == param("token_hash")))
_OF_AGENT = Statement(
    select(*_COLUMNS)
    .where(agent_sessions.c.agent_id == param("agent_id"), agent_sessions.c.revoked_at.is_(None))
    .order_by(agent_sessions.c.created_at, agent_sessions.c.id)
)
_TOUCH = Statement(
    update(agent_sessions)
    .where(agent_sessions.c.id == param("id"), agent_sessions.c.seen_at < param("at"))
    .values(seen_at=param("at"))
)
_REVOKE = Statement(
    update(agent_sessions)
    .where(agent_sessions.c.id == param("id"), agent_sessions.c.revoked_at.is_(None))
    .values(revoked_at=param("at"))
)
_REVOKE_ALL = Statement(
    update(agent_sessions)
    .where(agent_sessions.c.agent_id == param("agent"), agent_sessions.c.revoked_at.is_(None))
    .values(revoked_at=param("at"))
)


def revoke_sessions_of(tx: Transaction, agent_id: AgentId, at: Instant) -> None:
    """Mark every session of the agent revoked, in the transaction that gives the reason."""
    tx.execute(_REVOKE_ALL, agent=agent_id, at=at)


class AgentSessions:
    """Keeps log-ins across restarts."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    async def add(self, session: AgentSession) -> None:
        """Keep a new session."""
        row = {name: getattr(session, name) for name in _FIELDS}
        await self._database.write(lambda tx: tx.execute(_ADD, **row))

    async def by_token_hash(self, token_hash: str) -> AgentSession | None:
        """Find the session whose token has this hash, revoked or not."""
        row = await self._database.look_up(lambda tx: tx.one(_BY_TOKEN, token_hash=token_hash))
        return None if row is None else _session(row)

    async def of_agent(self, agent_id: AgentId) -> Sequence[AgentSession]:
        """Give the agent's sessions that are not revoked, oldest first."""
        rows = await self._database.read(lambda tx: tx.all(_OF_AGENT, agent_id=agent_id))
        return [_session(row) for row in rows]

    async def touch(self, session_id: str, at: Instant) -> None:
        """Note that the session was used at `at`; an earlier instant than known changes nothing."""
        await self._database.write(lambda tx: tx.execute(_TOUCH, id=session_id, at=at))

    async def revoke(self, session_ids: Sequence[str], at: Instant) -> None:
        """Mark the sessions revoked; one that is revoked already keeps its instant."""

        def work(tx: Transaction) -> None:
            for session_id in session_ids:
                tx.execute(_REVOKE, id=session_id, at=at)

        await self._database.write(work)


def _session(row: tuple[object, ...]) -> AgentSession:
    return msgspec.convert(dict(zip(_FIELDS, row, strict=True)), AgentSession)
