"""Log-ins that last: opaque tokens, hashed at rest, limited in time, revocable."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

from router.ids import AgentId, Duration, Instant, seconds

TOKEN_BYTES: Final = 32
"""256 bits: nobody guesses one, so a plain SHA-256 of it is enough at rest."""

TOUCH_AFTER: Final = seconds(60)
"""How stale `seen_at` may get before it is written again; every request would be a write."""


class AgentSession(msgspec.Struct, frozen=True, kw_only=True):
    """One log-in of one agent."""

    id: str
    """Names the session to people; it opens nothing."""
    token_hash: str
    agent_id: AgentId
    created_at: Instant
    seen_at: Instant
    expires_at: Instant
    """The absolute limit, whatever is done with the session."""
    revoked_at: Instant | None = None
    address: str | None = None
    user_agent: str | None = None


class SessionLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How long a session lasts unused, and at all."""

    idle: Duration = seconds(12 * 3600)
    absolute: Duration = seconds(7 * 24 * 3600)


class SessionStore(Protocol):
    """Keeps sessions across restarts."""

    async def add(self, session: AgentSession) -> None:
        """Keep a new session."""
        ...

    async def by_token_hash(self, token_hash: str) -> AgentSession | None:
        """Find the session whose token has this hash, revoked or not."""
        ...

    async def of_agent(self, agent_id: AgentId) -> Sequence[AgentSession]:
        """Give the agent's sessions that are not revoked, oldest first."""
        ...

    async def touch(self, session_id: str, at: Instant) -> None:
        """Note that the session was used at `at`."""
        ...

    async def revoke(self, session_ids: Sequence[str], at: Instant) -> None:
        """Mark the sessions revoked; one that is revoked already keeps its instant."""
        ...


class Sessions:
    """Opens, finds and ends agents' sessions.

    Whoever ends sessions is given them back, to cut their open connections: a revoked session
    must be gone within a second (protocol.md, Agent).
    """

    def __init__(self, store: SessionStore, limits: SessionLimits) -> None:
        self._store = store
        self._limits = limits

    async def open(
        self, agent_id: AgentId, at: Instant, address: str | None, user_agent: str | None
    ) -> tuple[str, AgentSession]:
        """Open a session; give the token, which is kept nowhere, and what is kept of it."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session = AgentSession(
            id=secrets.token_hex(8),
            token_hash=hash_token(token),
            agent_id=agent_id,
            created_at=at,
            seen_at=at,
            expires_at=at + self._limits.absolute,
            address=address,
            user_agent=user_agent[:200] if user_agent else None,
        )
        await self._store.add(session)
        return token, session

    async def find(self, token: str, at: Instant) -> AgentSession | None:
        """Find the live session behind a token, and note that it is in use."""
        session = await self._store.by_token_hash(hash_token(token))
        if session is None or not self.is_live(session, at):
            return None
        if at - session.seen_at >= TOUCH_AFTER:
            await self._store.touch(session.id, at)
        return session

    def is_live(self, session: AgentSession, at: Instant) -> bool:
        """Tell whether the session is neither revoked nor past one of its limits."""
        unused = at - session.seen_at
        return session.revoked_at is None and at < session.expires_at and unused < self._limits.idle

    async def touch(self, session: AgentSession, at: Instant) -> None:
        """Note that the session is in use; an open socket does so now and then."""
        await self._store.touch(session.id, at)

    async def of_agent(self, agent_id: AgentId, at: Instant) -> list[AgentSession]:
        """Give the agent's live sessions, oldest first."""
        found = await self._store.of_agent(agent_id)
        return [session for session in found if self.is_live(session, at)]

    async def revoke(self, session: AgentSession, at: Instant) -> None:
        """End one session, as logging out does."""
        await self._store.revoke([session.id], at)

    async def revoke_all(
        self, agent_id: AgentId, at: Instant, *, but: str | None = None
    ) -> list[AgentSession]:
        """End every session of the agent except the one with the id `but`; give the ended ones."""
        ended = [s for s in await self._store.of_agent(agent_id) if s.id != but]
        await self._store.revoke([session.id for session in ended], at)
        return ended


def hash_token(token: str) -> str:
    """Give what is kept of a token: enough to know it again, nothing to log in with."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
