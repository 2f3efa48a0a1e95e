"""Who a customer is, in words that their site has signed (RFC 7519)."""

import math
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from channels.chat.content import one_line
from channels.chat.prechat import MAX_LINE, is_email
from channels.chat.refusal import Refusal
from channels.chat.values import Identity, Proof
from router.ids import SECOND, Duration, Instant, seconds

if TYPE_CHECKING:
    from jwt.types import Options

MAX_AGE: Final[Duration] = seconds(24 * 3600)
"""How far ahead a statement may expire: a stolen one must not be good for ever."""
SKEW: Final[Duration] = seconds(60)
"""How far the site's clock may be off."""

_MAX_SUBJECT: Final = 200
_OPTIONS: Final["Options"] = {
    "require": ["exp", "sub"],
    # Times are judged by the gateway's clock alone.
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,
}


class BadIdentityError(Exception):
    """A statement that is not believed."""

    def __init__(self, proof: Proof) -> None:
        """Say why in one word."""
        super().__init__(proof)
        self.proof: Proof = proof


def identity_of(token: str, keys: Collection[str], now: Instant) -> Identity:
    """Read what the holder of one of `keys` said of a customer (design, section 7).

    The statement is a JWT signed with HS256 that names `sub`, the customer's own id at the site,
    and `exp`; `name` and `email` may stand beside them.

    Raises:
        BadIdentityError: `expired`, or `invalid` for everything else.

    """
    claims = next((found for key in keys if (found := _claims(token, key)) is not None), None)
    if claims is None:
        raise BadIdentityError("invalid")
    ahead = _whole_seconds(claims["exp"]) * SECOND - now
    if ahead < -SKEW:
        raise BadIdentityError("expired")
    if ahead > MAX_AGE + SKEW:
        raise BadIdentityError("invalid")
    try:
        subject = one_line(claims["sub"], "identity", _MAX_SUBJECT)
        name = one_line(_text(claims.get("name")), "identity", MAX_LINE)
        email = one_line(_text(claims.get("email")), "identity", MAX_LINE)
    except Refusal:
        raise BadIdentityError("invalid") from None
    if not subject or (email and not is_email(email)):
        raise BadIdentityError("invalid")
    return Identity(subject=subject, name=name, email=email)


def _claims(token: str, key: str) -> dict[str, Any] | None:
    """Give what was signed with `key`, or None."""
    import jwt  # noqa: PLC0415 - large; see gateway.libraries

    try:
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=["HS256"], options=_OPTIONS)
    except (jwt.InvalidTokenError, ValueError, RecursionError):
        return None
    return claims


def _whole_seconds(claim: object) -> int:
    """Read a time; JSON knows whole numbers of any size, and floats that are none."""
    if isinstance(claim, float) and math.isfinite(claim):
        return int(claim)
    if isinstance(claim, bool) or not isinstance(claim, int):
        raise BadIdentityError("invalid")
    return claim


def _text(claim: object) -> str:
    if claim is None:
        return ""
    if not isinstance(claim, str):
        raise Refusal("invalid", "identity")
    return claim
