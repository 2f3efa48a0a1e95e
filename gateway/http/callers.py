"""Who makes a request: an agent by session, a visitor by token."""

from typing import Final

from aiohttp import web

from accounts.sessions import AgentSession, Sessions
from channels.contract import Clock
from gateway.http.answers import HttpRefusal
from gateway.wire.errors import Code

_BEARER: Final = "Bearer "


class Callers:
    """Finds the session behind a request; no foreign page may make use of a browser's cookie."""

    def __init__(self, *, sessions: Sessions, clock: Clock, cookie: str, own_origin: str) -> None:
        """Look in `sessions`; the cookie is called `cookie`."""
        self._sessions = sessions
        self._clock = clock
        self._cookie = cookie
        self._own_origin = own_origin

    async def session(self, request: web.Request) -> AgentSession:
        """Give the agent's session.

        Raises:
            HttpRefusal: `unauthenticated` without a live one.

        """
        token = bearer(request) or self.cookie(request)
        found = None if token is None else await self._sessions.find(token, self._clock.now())
        if found is None:
            raise HttpRefusal(Code.UNAUTHENTICATED)
        return found

    def cookie(self, request: web.Request) -> str | None:
        """Give the session cookie of a request that no foreign page can have made."""
        value = request.cookies.get(self._cookie)
        if request.method in {"GET", "HEAD"}:
            return value
        # Browsers say with every unsafe request which page makes it; a program that is no browser
        # says nothing, and nobody lures it.
        origin = request.headers.get("Origin", self._own_origin)
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        return value if (origin, site) == (self._own_origin, "same-origin") else None


def bearer(request: web.Request) -> str | None:
    """Give the token of the Authorization header."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix(_BEARER) if header.startswith(_BEARER) else None
