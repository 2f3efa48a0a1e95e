"""Logging in and changing one's password, as one agent does it."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from accounts.directory import Agent, Directory
from accounts.passwords import Passwords, check_strength
from accounts.sessions import AgentSession, Sessions
from accounts.throttle import LoginThrottle
from router.ids import AgentId, Duration, Instant


class PasswordStore(Protocol):
    """Keeps password hashes."""

    async def replace_password_hash(
        self, agent_id: AgentId, password_hash: str, *, instead_of: str | None
    ) -> bool:
        """Replace the agent's hash; the directory that is in force follows.

        Does nothing and gives False where `instead_of` stands no more or the agent is disabled:
        what an administrator did meanwhile must not be undone.
        """
        ...


class WrongLogin(Exception):
    """No such user, or not this password: nobody is told which."""


class TooManyLogins(Exception):
    """Too many failures; `wait` says how long to wait."""

    def __init__(self, wait: Duration) -> None:
        self.wait = wait
        super().__init__(f"wait {wait} us")


class LoggedIn(msgspec.Struct, frozen=True):
    """A log-in that succeeded."""

    token: str
    session: AgentSession
    agent: Agent


class Login:
    """Turns a user name or email address and a password into a session (SES-004)."""

    def __init__(
        self,
        *,
        directory: Callable[[], Directory],
        passwords: Passwords,
        sessions: Sessions,
        throttle: LoginThrottle,
        store: PasswordStore,
    ) -> None:
        self._directory = directory
        self._passwords = passwords
        self._sessions = sessions
        self._throttle = throttle
        self._store = store

    async def log_in(
        self, login: str, password: str, *, at: Instant, address: str, user_agent: str | None = None
    ) -> LoggedIn:
        """Open a session for whoever proves to be `login`.

        Raises WrongLogin, TooManyLogins or PasswordsBusy. A person who does not exist, is
        disabled or has no password takes as long as one whose password is wrong.
        """
        wait = self._throttle.attempt(at, login, address)
        if wait > 0:
            raise TooManyLogins(wait)
        agent = self._directory().agent_by_login(login)
        enabled = agent is not None and not agent.disabled
        stored = agent.password_hash if agent is not None and enabled else None
        verdict = await self._passwords.verify(stored, password)
        if agent is None or not enabled or not verdict.right:
            raise WrongLogin
        now = self._directory().agents.get(agent.id)
        if now is None or now.disabled or now.password_hash != stored:
            raise WrongLogin  # switched off, or given another password, while this one was verified
        self._throttle.succeeded(login, address)
        if verdict.rehash and not await self._store.replace_password_hash(
            agent.id, await self._passwords.hash(password), instead_of=stored
        ):
            raise WrongLogin
        token, session = await self._sessions.open(agent.id, at, address, user_agent)
        return LoggedIn(token, session, agent)

    async def change_password(
        self, session: AgentSession, old: str, new: str, *, at: Instant
    ) -> list[AgentSession]:
        """Replace the password of the session's agent; give the other sessions, ended by it.

        Raises WrongLogin if `old` is not the password, WeakPassword if `new` will not do,
        TooManyLogins or PasswordsBusy.
        """
        agent = self._directory().agents[session.agent_id]
        place = session.address or session.id
        wait = self._throttle.attempt(at, agent.username, place)
        if wait > 0:
            raise TooManyLogins(wait)
        if not (await self._passwords.verify(agent.password_hash, old)).right:
            raise WrongLogin
        self._throttle.succeeded(agent.username, place)
        check_strength(new, agent.username)
        if not await self._store.replace_password_hash(
            agent.id, await self._passwords.hash(new), instead_of=agent.password_hash
        ):
            raise WrongLogin
        return await self._sessions.revoke_all(agent.id, at, but=session.id)
