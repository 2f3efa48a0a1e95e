"""Bodies of the HTTP interface."""

from typing import Annotated

from msgspec import Meta

from gateway.wire.agent import Role
from gateway.wire.scalars import Locale, Payload

Secret = Annotated[str, Meta(min_length=1, max_length=1_024)]


class Login(Payload, frozen=True, kw_only=True):
    """Log in by user name or email address."""

    username: Annotated[str, Meta(min_length=1, max_length=254)]
    password: Secret


class LoginAgent(Payload, frozen=True, kw_only=True):
    """Who has logged in."""

    id: str
    username: str
    name: str
    display_name: str
    role: Role
    locale: Locale


class LoggedIn(Payload, frozen=True, kw_only=True):
    """The session's token, for clients that hold no cookies, and its agent."""

    token: str
    agent: LoginAgent


class ChangePassword(Payload, frozen=True, kw_only=True):
    """Replace one's password; every other session ends."""

    old: Secret
    new: Secret


class Health(Payload, frozen=True, kw_only=True):
    """Whether the gateway can work, part by part."""

    ready: bool
    parts: dict[str, bool]
