"""Bodies of the HTTP interface."""

from typing import Annotated

from msgspec import Meta

from gateway.wire.agent import Role
from gateway.wire.scalars import Id, Line, Locale, Name, Payload

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


class HandedIn(Payload, frozen=True, kw_only=True):
    """What a telephone system says about the recording that it hands in as `audio`."""

    queue: Annotated[str, Meta(min_length=1, max_length=200)]
    """The queue's name in the provisioning file."""
    caller: Name
    """The number; empty where it is unknown or withheld."""
    caller_name: Name = ""
    called_at: Annotated[str, Meta(max_length=40)] = ""
    """RFC 3339, with its zone."""
    callback: Annotated[str, Meta(max_length=5)] = ""
    """`true` where the caller waits to be called."""
    agent_box: Name = ""
    """The user name of the agent whose own box it was left in."""
    phone_queue: Name = ""
    interaction_guid: Line = ""
    transaction_id: Line = ""
    start_offset_seconds: Annotated[float, Meta(ge=0, le=86_400)] | None = None
    """Where in the call the message begins."""
    cluster: Name = ""


class UploadedVoice(Payload, frozen=True, kw_only=True):
    """A voice message that is kept for `callback.request` to send it, and otherwise forgotten."""

    voice_id: str
    """For the same visitor, within ten minutes."""
    duration_seconds: float


class TakenVoicemail(Payload, frozen=True, kw_only=True):
    """A recording that was kept for good."""

    interaction_id: Id
