"""Answers in JSON, refusals with the same codes as on the sockets."""

import math
from typing import Final, TypeVar

import msgspec
from aiohttp import web

from gateway.sockets.credentials import language
from gateway.sockets.dispatch import field_of
from gateway.wire import errors
from gateway.wire.errors import Code
from gateway.wire.scalars import Locale, Payload

MAX_BODY_BYTES: Final = 65_536

BodyT = TypeVar("BodyT", bound=Payload)

STATUS: Final[dict[str, int]] = {
    Code.INVALID: 400,
    Code.WEAK_PASSWORD: 400,
    Code.UNAUTHENTICATED: 401,
    Code.WRONG_LOGIN: 401,
    Code.FORBIDDEN: 403,
    Code.BLOCKED: 403,
    Code.NOT_FOUND: 404,
    Code.TOO_LARGE: 413,
    Code.UNSUPPORTED_TYPE: 415,
    Code.RATE_LIMITED: 429,
    Code.UNAVAILABLE: 503,
}
"""The HTTP status of each code; whatever is not here is a conflict with the present state."""


class HttpRefusal(Exception):
    """The request is answered with a code and changes nothing."""

    def __init__(
        self,
        code: str,
        field: str | None = None,
        *,
        retry_after_seconds: float | None = None,
        status: int | None = None,
        reason: str | None = None,
    ) -> None:
        """Refuse with the wire's own error code, and its status unless another one is given.

        The words are those of `reason` where there are some.
        """
        super().__init__(code)
        self.code = code
        self.field = field
        self.retry_after_seconds = retry_after_seconds
        self.reason = reason
        self.status = status or STATUS.get(code, 409)


def answer(payload: Payload, *, status: int = 200) -> web.Response:
    """Answer with a struct; nothing of it belongs into a cache."""
    return web.Response(
        status=status,
        body=msgspec.json.encode(payload),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def refuse(refusal: HttpRefusal, locale: Locale) -> web.Response:
    """Answer with a refusal, in the client's language."""
    failure = errors.failure(
        refusal.code,
        locale,
        field=refusal.field,
        retry_after_seconds=refusal.retry_after_seconds,
        reason=refusal.reason,
    )
    response = answer(failure, status=refusal.status)
    if refusal.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(math.ceil(refusal.retry_after_seconds))
    return response


async def read_body(
    request: web.Request, kind: type[BodyT], *, limit_bytes: int = MAX_BODY_BYTES
) -> BodyT:
    """Read a JSON body of at most `limit_bytes` as a struct.

    Raises:
        HttpRefusal: `too_large`, or `invalid` with the field that is wrong.

    """
    if request.content_type != "application/json":
        # A form of a foreign page can send text, but never this type without being asked first.
        raise HttpRefusal(Code.INVALID, "Content-Type")
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > limit_bytes:
            raise HttpRefusal(Code.TOO_LARGE)
    try:
        return msgspec.json.decode(body, type=kind)
    except RecursionError:
        raise HttpRefusal(Code.INVALID) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise HttpRefusal(Code.INVALID, field_of(str(error))) from None


def locale_of(request: web.Request) -> Locale:
    """Give the language the client prefers, as far as there are words in it."""
    return language(request.headers.get("Accept-Language", "").partition(",")[0].strip())
