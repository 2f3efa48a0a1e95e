"""The size of a page that a request asks for."""

from typing import Final

from aiohttp import web

from gateway.http.answers import HttpRefusal
from gateway.wire.errors import Code

MOST_LISTED: Final = 200
"""No list gives more at once (protocol.md, conventions)."""


def limit_of(request: web.Request, usual: int) -> int:
    """Give how many entries the request wants, `usual` where it does not say.

    Raises:
        HttpRefusal: none, more than a list gives at once, or no number (`invalid`).

    """
    text = request.query.get("limit")
    if text is None:
        return usual
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 1 <= wanted <= MOST_LISTED:
        raise HttpRefusal(Code.INVALID, "limit")
    return wanted
