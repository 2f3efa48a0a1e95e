"""The HTTP application: routes, and what holds for all of them."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from channels.chat.refusal import Refusal as ChatRefusal
from channels.email.refusal import Refusal as MailRefusal
from crm.refusal import Refusal as RecordRefusal
from gateway.http import headers
from gateway.http.answers import MAX_BODY_BYTES, HttpRefusal, locale_of, refuse
from gateway.metrics import Metrics
from gateway.sockets.dispatch import failure_of
from gateway.sockets.refusal import Refusal
from gateway.wire.errors import Code
from router.refusal import Refused

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_SOCKETS: Final = "/ws/"
_BROKEN_BODY: Final = (web.RequestPayloadError, HttpProcessingError, ConnectionResetError)
"""What reading raises where a body is not what its headers say, or never comes to its end."""

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_application(
    routes: Iterable[web.RouteDef],
    *,
    own_origin: str,
    metrics: Metrics,
    seconds: Callable[[], float],
) -> web.Application:
    """Join the routes; sockets are mounted on the result.

    Args:
        routes: what is served over plain HTTP.
        own_origin: the only origin whose pages may change anything here.
        metrics: counts the requests.
        seconds: the loop's time, to measure how long answers take.

    """
    outer = _Outer(own_origin=own_origin, metrics=metrics, seconds=seconds)

    @web.middleware
    async def around(request: web.Request, handler: _Handler) -> web.StreamResponse:
        return await outer.handle(request, handler)

    app = web.Application(middlewares=[around], client_max_size=MAX_BODY_BYTES)
    app.router.add_routes(routes)
    app.on_response_prepare.append(outer.add_headers)
    return app


class _Outer:
    """What happens around every request."""

    def __init__(self, *, own_origin: str, metrics: Metrics, seconds: Callable[[], float]) -> None:
        self._own_origin = own_origin
        self._metrics = metrics
        self._seconds = seconds
        self._extra = dict(headers.EVERYWHERE)
        if own_origin.startswith("https:"):
            self._extra |= headers.strict_transport()

    async def handle(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let the sockets through as they are; answer and measure everything else."""
        if request.path.startswith(_SOCKETS):
            return await handler(request)
        started = self._seconds()
        response = await self._answer(request, handler)
        self._metrics.requests.labels(_route(request), str(response.status)).observe(
            self._seconds() - started
        )
        return response

    async def _answer(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        locale = locale_of(request)
        try:
            self._check_origin(request)
            if any("\0" in part for part in request.match_info.values()):
                # No database keeps one, so nothing has such a name.
                raise HttpRefusal(Code.NOT_FOUND)
            return await handler(request)
        except HttpRefusal as refusal:
            return refuse(refusal, locale)
        except (Refused, Refusal, ChatRefusal, MailRefusal, RecordRefusal) as refusal:
            retry = getattr(refusal, "retry_after_seconds", None)
            return refuse(
                HttpRefusal(refusal.code, refusal.field, retry_after_seconds=retry), locale
            )
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return _as_json(error, request)
        except _BROKEN_BODY:
            return refuse(HttpRefusal(Code.INVALID), locale)
        except Exception as error:  # noqa: BLE001 - logged there, without what a customer wrote
            failure_of(error, locale, f"{request.method} {_route(request)}")
            return refuse(HttpRefusal(Code.UNAVAILABLE), locale)

    def _check_origin(self, request: web.Request) -> None:
        """Let no foreign page change anything, whoever's cookies its visitor holds."""
        origin = request.headers.get("Origin")
        if request.method not in _SAFE and origin is not None and origin != self._own_origin:
            raise HttpRefusal(Code.FORBIDDEN)

    async def add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        """Set what every answer carries, unless it carries its own."""
        for name, value in self._extra.items():
            response.headers.setdefault(name, value)
        if "Content-Security-Policy" not in response.headers and not request.path.startswith(
            _SOCKETS
        ):
            response.headers.update(headers.API)


def _route(request: web.Request) -> str:
    """Name the route as it was declared: the path itself may hold what a customer typed."""
    resource = request.match_info.route.resource
    return "unknown" if resource is None else resource.canonical


_CODES: Final = {404: Code.NOT_FOUND, 413: Code.TOO_LARGE}


def _as_json(error: web.HTTPException, request: web.Request) -> web.Response:
    """Put aiohttp's own refusals (unknown route, wrong method) into our form."""
    response = refuse(HttpRefusal(_CODES.get(error.status, Code.INVALID)), locale_of(request))
    response.set_status(error.status)
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response
