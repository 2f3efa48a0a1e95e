"""One route as the OpenAPI document describes it."""

from typing import Final

import msgspec

from gateway.wire.scalars import Payload

AGENT: Final = ("session_cookie", "bearer")
"""Either of them says which agent asks."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One route: what it takes, what it answers, how it is refused."""

    method: str
    path: str
    summary: str
    body: type[Payload] | None = None
    upload: bool = False
    form: type[Payload] | None = None
    """The fields of a form beside its recording, the part `audio`."""
    answer: type[Payload] | None = None
    status: int = 200
    refusals: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    """The security schemes any one of which is enough; none: open to everybody."""
