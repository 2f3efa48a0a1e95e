"""Logging in and out, and changing one's password."""

from collections.abc import Iterable

from aiohttp import web

from accounts.login import Login, TooManyLogins, WrongLogin
from accounts.passwords import PasswordsBusy, WeakPassword
from accounts.sessions import AgentSession
from channels.contract import Clock
from gateway.http.addresses import ClientAddresses
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.callers import Callers
from gateway.security_record import SecurityRecord
from gateway.sockets.revocation import Revocation
from gateway.wire import http as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from router.ids import SECOND


class AccountRoutes:
    """The session routes under `/api/v1`."""

    def __init__(
        self,
        *,
        login: Login,
        callers: Callers,
        revocation: Revocation,
        addresses: ClientAddresses,
        record: SecurityRecord,
        clock: Clock,
        cookie: str,
        secure: bool,
    ) -> None:
        """Join the collaborators; `secure` keeps the cookie to HTTPS."""
        self._record = record
        self._login = login
        self._callers = callers
        self._revocation = revocation
        self._addresses = addresses
        self._clock = clock
        self._cookie = cookie
        self._secure = secure

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.post("/api/v1/login", self.log_in),
            web.post("/api/v1/logout", self.log_out),
            web.post("/api/v1/password", self.change_password),
        )

    async def log_in(self, request: web.Request) -> web.Response:
        """Open a session by user name or email address (SES-004)."""
        body = await read_body(request, wire.Login)
        address = self._addresses.of(request)
        try:
            done = await self._login.log_in(
                body.username,
                body.password,
                at=self._clock.now(),
                address=address,
                user_agent=_storable(request.headers.get("User-Agent", "")),
            )
        except WrongLogin:
            await self._record.note("login_failed", agent_id=None, address=address)
            raise HttpRefusal(Code.WRONG_LOGIN) from None
        except TooManyLogins as error:
            raise _too_many(error) from None
        except PasswordsBusy:
            raise HttpRefusal(Code.UNAVAILABLE, retry_after_seconds=1) from None
        agent = done.agent
        await self._record.note("logged_in", agent_id=agent.id, address=address)
        response = answer(
            wire.LoggedIn(
                token=done.token,
                agent=wire.LoginAgent(
                    id=agent.id,
                    username=agent.username,
                    name=agent.name,
                    display_name=agent.display_name,
                    role=agent.role,
                    locale=agent.locale,
                ),
            )
        )
        response.set_cookie(
            self._cookie,
            done.token,
            path="/",
            httponly=True,
            secure=self._secure,
            samesite="Strict",
            max_age=(done.session.expires_at - done.session.created_at) // SECOND,
        )
        return response

    async def log_out(self, request: web.Request) -> web.Response:
        """Do what `status.set logged_out` does, and refuse where that does."""
        session = await self._callers.session(request)
        await self._revocation.log_out(session.agent_id)
        await self._note("logged_out", session, request)
        response = answer(Ok())
        response.del_cookie(
            self._cookie, path="/", httponly=True, secure=self._secure, samesite="Strict"
        )
        return response

    async def change_password(self, request: web.Request) -> web.Response:
        """Replace the password; every other session of the agent ends within a second."""
        session = await self._callers.session(request)
        body = await read_body(request, wire.ChangePassword)
        try:
            ended = await self._login.change_password(
                session, body.old, body.new, at=self._clock.now()
            )
        except WrongLogin:
            await self._note("password_change_failed", session, request)
            raise HttpRefusal(Code.FORBIDDEN, "old") from None
        except WeakPassword:
            raise HttpRefusal(Code.WEAK_PASSWORD, "new") from None
        except TooManyLogins as error:
            raise _too_many(error) from None
        except PasswordsBusy:
            raise HttpRefusal(Code.UNAVAILABLE, retry_after_seconds=1) from None
        await self._revocation.ended(session.agent_id, ended)
        await self._note("password_changed", session, request)
        return answer(Ok())

    async def _note(self, action: str, session: AgentSession, request: web.Request) -> None:
        address = self._addresses.of(request)
        await self._record.note(action, agent_id=session.agent_id, address=address)


def _storable(header: str) -> str:
    """Put a mark for bytes that are no UTF-8: aiohttp gives halves of surrogates for them."""
    return header.encode(errors="replace").decode()


def _too_many(error: TooManyLogins) -> HttpRefusal:
    return HttpRefusal(Code.RATE_LIMITED, retry_after_seconds=error.wait / SECOND)
