"""What only a customer says or hears."""

from typing import Annotated, Literal

from msgspec import Meta

from gateway.wire.chat import Chat
from gateway.wire.scalars import (
    Body,
    ClientId,
    Email,
    Id,
    Line,
    Name,
    Note,
    Ok,
    Payload,
    Score,
    Seq,
)

# An address typed into a form: judged with the rest of the form, so it may be empty here.
Address = Annotated[str, Meta(max_length=254)]
FieldMode = Literal["off", "allow", "require"]
FieldValue = Line | int | float | bool | None
FieldKind = Literal["number", "text"]


class WidgetAuth(Payload, frozen=True, kw_only=True):
    """What a customer's client shows when it connects."""

    site: Annotated[str, Meta(min_length=1, max_length=64)]
    token: Annotated[str, Meta(max_length=200)] | None = None
    identity: Annotated[str, Meta(max_length=4_096)] | None = None
    since: Annotated[dict[Id, Seq], Meta(max_length=50)] | None = None
    locale: Annotated[str, Meta(max_length=35)] = "en"
    protocol: int = 1


class PrechatField(Payload, frozen=True, kw_only=True):
    """One question of the form before a chat."""

    key: str
    label: str
    kind: FieldKind
    mode: FieldMode


class Prechat(Payload, frozen=True, kw_only=True):
    """The form before a chat: the standard questions, then the site's own."""

    name: FieldMode
    email: FieldMode
    account_number: FieldMode
    case_number: FieldMode
    fields: tuple[PrechatField, ...] = ()


class WidgetSettings(Payload, frozen=True, kw_only=True):
    """What the site's owner decided about the widget."""

    name: str
    greeting: str
    colour: str
    consent: str | None
    prechat: Prechat
    max_message_chars: int
    max_attachment_bytes: int
    languages: tuple[str, ...]
    bot: bool
    open: bool
    opens_at: str | None
    staffed: bool
    voice: bool
    """Whether a voice message may be left."""
    callback: bool
    """Whether one may ask to be called, with or without a voice message."""
    faq: bool
    """Whether there are questions and answers to read in the visitor's language."""


class Known(Payload, frozen=True, kw_only=True):
    """What the widget need not ask: it is known already."""

    name: str
    email: str
    verified: bool
    """Whether the site vouches for it; then it cannot be changed."""


class Session(Payload, frozen=True, kw_only=True):
    """The first thing a customer hears after connecting; missed messages follow it."""

    protocol: int
    build: str
    server_time: str
    token: str
    visitor_id: str
    identity: Literal["accepted", "expired", "invalid"] | None
    """What became of the identity that was shown; None: none was."""
    known: Known
    chat: Chat | None
    settings: WidgetSettings


class StartChat(Payload, frozen=True, kw_only=True):
    """Ask for a conversation."""

    client_id: ClientId
    name: Name | None = None
    email: Address | None = None
    account_number: Name | None = None
    case_number: Name | None = None
    fields: Annotated[dict[Name, FieldValue], Meta(max_length=50)] | None = None
    message: Body | None = None
    queue: Name | None = None


class StartedChat(Ok, frozen=True, kw_only=True):
    """The conversation; `existing` when this start, or an open chat, was already there."""

    chat: Chat
    existing: bool


class EndChat(Payload, frozen=True, kw_only=True):
    """Leave the conversation."""

    chat_id: Id


class AskForPerson(Payload, frozen=True, kw_only=True):
    """Leave the answer bot for the queue."""

    chat_id: Id


class JudgeAnswer(Payload, frozen=True, kw_only=True):
    """Say whether one of the bot's answers helped."""

    chat_id: Id
    message_id: Annotated[str, Meta(max_length=100)]
    helped: bool


class RateChat(Payload, frozen=True, kw_only=True):
    """Say how good the conversation was, from 1 to 5."""

    chat_id: Id
    score: Score
    comment: Note | None = None


class SendTranscript(Payload, frozen=True, kw_only=True):
    """Have the conversation sent to one's own address, once."""

    chat_id: Id
    email: Email


class LeaveMessage(Payload, frozen=True, kw_only=True):
    """Leave a message when nobody can answer now; it becomes a queued item."""

    client_id: ClientId
    name: Name
    email: Email
    text: Body


class RequestCallback(Payload, frozen=True, kw_only=True):
    """Ask to be called, leave a voice message, or both.

    Whoever waits in the line keeps the place that they have there, and leaves the conversation.
    """

    client_id: ClientId
    number: Annotated[str, Meta(max_length=60)] = ""
    """To be called on; empty: a voice message alone."""
    name: Name | None = None
    voice_id: Annotated[str, Meta(max_length=200)] | None = None
    """Of a recording that was uploaded by `POST /api/v1/widget/voice` not long ago."""


class RequestedCallback(Ok, frozen=True, kw_only=True):
    """It waits in its queue; asking again changes nothing."""

    callback: bool
    """Whether somebody calls; otherwise the message is listened to."""
