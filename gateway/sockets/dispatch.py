"""From an event's text to its handler and back: checks first, then exactly one answer.

Whatever a stranger can send ends as an answer or closes the connection; nothing of it is logged.
Answers leave in the order of the events, whenever their effects became durable.
"""

import re
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

import msgspec
import structlog

from channels.chat.refusal import Refusal as ChatRefusal
from channels.voicemail.refusal import Refusal as VoicemailRefusal
from gateway.sockets.connection import Answer, Connection
from gateway.sockets.refusal import Refusal
from gateway.wire import errors
from gateway.wire.errors import Code, Failure
from gateway.wire.events import Event
from gateway.wire.scalars import Locale, Payload
from router.refusal import Refused
from storage.errors import StorageError

_log = structlog.get_logger(__name__)


class Caller(Protocol):
    """Who speaks on a connection."""

    @property
    def locale(self) -> Locale:
        """The language in which to refuse."""
        ...


CallerT = TypeVar("CallerT", bound=Caller)
CallerT_contra = TypeVar("CallerT_contra", bound=Caller, contravariant=True)

Handler: TypeAlias = Callable[[Connection[CallerT], Any], Awaitable[Payload]]
"""Does what an event asks; the connection's next event waits until it is done."""

Reply: TypeAlias = Callable[[Payload | Exception], None]

PromptHandler: TypeAlias = Callable[[Connection[CallerT], Any, Reply], None]
"""Begins what an event asks and replies later, once; further events are taken meanwhile."""


class Guard(Protocol[CallerT_contra]):
    """Decides whether a caller may send an event now, before the event is looked into."""

    def __call__(self, caller: CallerT_contra, event: Event) -> None:
        """Let it pass, or raise Refusal."""
        ...


class Tally(Protocol):
    """Counts events by name and outcome."""

    def __call__(self, event: str, outcome: str) -> None:
        """Count one."""
        ...


class _Route(Generic[CallerT]):
    """One event with what takes it."""

    __slots__ = ("decode", "event", "handler", "prompt")

    def __init__(
        self,
        event: Event,
        handler: Handler[CallerT] | None,
        prompt: PromptHandler[CallerT] | None,
    ) -> None:
        self.event = event
        self.decode = msgspec.json.Decoder(event.payload).decode
        self.handler = handler
        self.prompt = prompt


class Dispatcher(Generic[CallerT]):
    """Takes the events of one path."""

    def __init__(
        self,
        *,
        events: Mapping[str, Event],
        handlers: Mapping[str, Handler[CallerT]],
        prompt_handlers: Mapping[str, PromptHandler[CallerT]],
        guard: Guard[CallerT],
        tally: Tally = lambda event, outcome: None,  # noqa: ARG005 - counts nothing
    ) -> None:
        """Join events and handlers; every event has exactly one handler of either kind."""
        if events.keys() != handlers.keys() ^ prompt_handlers.keys():
            strays = events.keys() ^ (handlers.keys() ^ prompt_handlers.keys())
            raise ValueError(f"events and handlers differ in {sorted(strays)}")
        self._guard = guard
        self._tally = tally
        self._routes: Final = {
            name: _Route(event, handlers.get(name), prompt_handlers.get(name))
            for name, event in events.items()
        }

    def receive(
        self, connection: Connection[CallerT], packet_id: int | None, body: str
    ) -> Awaitable[None] | None:
        """Take one event; the connection's next one waits for what is returned."""
        caller = connection.caller
        assert caller is not None, "only a connection that has joined is heard"
        answer = connection.expect(packet_id)
        route = None
        try:
            name, arguments = _split(body)
            route = self._routes.get(name)
            if route is None:
                raise Refusal(Code.INVALID, "event")
            self._guard(caller, route.event)
            payload = _read(route.decode, arguments)
        except Refusal as refusal:
            # An unknown name is a stranger's own words: it must not become a label.
            self._tally("unknown" if route is None else route.event.name, refusal.code)
            connection.give(answer, failure_of(refusal, caller.locale))
            return None
        if route.prompt is None:
            return self._run(connection, answer, route, payload)
        self._begin(connection, answer, route, payload)
        return None

    async def _run(
        self,
        connection: Connection[CallerT],
        answer: Answer,
        route: _Route[CallerT],
        payload: Any,  # noqa: ANN401 - decoded by the route's own decoder
    ) -> None:
        assert route.handler is not None
        caller = connection.caller
        assert caller is not None
        try:
            result: object = await route.handler(connection, payload)
        except Exception as error:  # noqa: BLE001 - every event is answered, whatever happens
            result = failure_of(error, caller.locale, route.event.name)
        self._give(connection, answer, route.event.name, result)

    def _begin(
        self,
        connection: Connection[CallerT],
        answer: Answer,
        route: _Route[CallerT],
        payload: Any,  # noqa: ANN401 - decoded by the route's own decoder
    ) -> None:
        assert route.prompt is not None
        caller = connection.caller
        assert caller is not None
        locale = caller.locale

        def reply(result: Payload | Exception) -> None:
            if isinstance(result, Exception):
                result = failure_of(result, locale, route.event.name)
            if not answer.given:
                self._give(connection, answer, route.event.name, result)

        try:
            route.prompt(connection, payload, reply)
        except Exception as error:  # noqa: BLE001 - every event is answered, whatever happens
            reply(error)

    def _give(
        self, connection: Connection[CallerT], answer: Answer, event: str, result: object
    ) -> None:
        self._tally(event, result.error.code if isinstance(result, Failure) else "ok")
        connection.give(answer, result)


def failure_of(error: Exception, locale: Locale, event: str = "") -> Failure:
    """Put what went wrong into the client's language; what nobody foresaw is logged.

    The log gets where it happened and the kind of error, never its message: that may hold what a
    customer wrote.
    """
    if isinstance(error, Refusal | ChatRefusal | VoicemailRefusal | Refused):
        return errors.failure(
            error.code,
            locale,
            field=error.field,
            retry_after_seconds=getattr(error, "retry_after_seconds", None),
            reason=getattr(error, "reason", None),
        )
    if not isinstance(error, StorageError):
        stack = traceback.extract_tb(error.__traceback__)
        _log.error(
            "event.failed",
            event_name=event,
            error=type(error).__name__,
            where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in stack],
        )
    return errors.failure(Code.UNAVAILABLE, locale)


_list_of_raw: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode
_name: Final = msgspec.json.Decoder(str).decode
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_NO_ARGUMENTS: Final = b"{}"


def refuse_nul(body: str) -> None:
    """Refuse JSON text that holds a NUL: PostgreSQL keeps none, and no person means to write one.

    Raises:
        Refusal: `invalid`.

    """
    if "\\u0000" in body and _NUL.search(body):
        raise Refusal(Code.INVALID)


def _split(body: str) -> tuple[str, msgspec.Raw | bytes]:
    """Part an event's list into its name and its one argument.

    Nesting is bounded by the decoder, which gives up at the interpreter's own limit; what is
    nested that deeply is refused, like anything else that has the wrong form.
    """
    refuse_nul(body)
    try:
        parts = _list_of_raw(body)
        name = _name(parts[0])
    except (msgspec.DecodeError, IndexError, UnicodeError, RecursionError):
        raise Refusal(Code.INVALID) from None
    if len(parts) > 2:
        raise Refusal(Code.INVALID)
    return name, parts[1] if len(parts) == 2 else _NO_ARGUMENTS


def _read(decode: Callable[[Any], Payload], arguments: msgspec.Raw | bytes) -> Payload:
    """Read the argument as the event's payload, or name the field that is wrong."""
    try:
        return decode(arguments)
    except RecursionError:
        raise Refusal(Code.INVALID) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refusal(Code.INVALID, field_of(str(error))) from None


def field_of(message: str) -> str | None:
    """Find the field a validation message is about: its path, and what is missing there.

    msgspec says "... - at `$.a.b`" and "Object missing required field `c`"; a test holds on to
    these forms.
    """
    _, _, path = message.partition(" - at `$")
    parts = [path.removesuffix("`").lstrip(".")] if path else []
    _, missing, name = message.partition("missing required field `")
    if missing:
        parts.append(name.partition("`")[0])
    return ".".join(part for part in parts if part) or None
