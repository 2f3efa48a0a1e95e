"""Every event gets exactly one answer, in the order of the events."""

import logging
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
import structlog

from channels.chat.refusal import Refusal as ChatRefusal
from gateway.sockets import packets
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Dispatcher, Reply, field_of
from gateway.sockets.refusal import Refusal
from gateway.wire.errors import Code
from gateway.wire.events import Event
from gateway.wire.scalars import Locale, Ok, Payload
from router.refusal import Refused
from storage.errors import DatabaseUnavailable


class Said(Payload, frozen=True, kw_only=True):
    text: str = ""


class Echo(Ok, frozen=True, kw_only=True):
    text: str


@dataclass(frozen=True)
class Somebody:
    locale: Locale = "en"


class Wire:
    """Keeps what is sent."""

    closed = False
    joined = False

    def __init__(self) -> None:
        self.sent: list[str] = []

    def push(self, outgoing: packets.Outgoing) -> None:
        self.sent.append(outgoing.encode())

    def shut(self, code: int = 1000) -> None:
        self.closed = True

    def answers(self) -> list[tuple[int, dict[str, Any]]]:
        found = []
        for text in self.sent:
            assert text.startswith("43")
            number, _, body = text[2:].partition("[")
            found.append((int(number), msgspec.json.decode(body[:-1])))
        return found


def nobody_minds(caller: Somebody, event: Event) -> None:
    pass


class Stage:
    """A dispatcher with one event of each kind."""

    def __init__(self, guard: Any = nobody_minds, locale: Locale = "en") -> None:
        self.wire = Wire()
        self.connection: Connection[Any] = Connection(self.wire, sid="s", address="")
        self.connection.join(Somebody(locale))
        self.connection.release([])
        self.replies: list[Reply] = []
        self.error: Exception | None = None
        self.dispatcher: Dispatcher[Any] = Dispatcher(
            events={
                name: Event(name=name, direction="client", payload=Said)
                for name in ("echo", "later")
            },
            handlers={"echo": self.echo},
            prompt_handlers={"later": self.later},
            guard=guard,
        )

    async def echo(self, connection: Connection[Any], payload: Said) -> Echo:
        if self.error is not None:
            raise self.error
        return Echo(text=payload.text)

    def later(self, connection: Connection[Any], payload: Said, reply: Reply) -> None:
        if self.error is not None:
            raise self.error
        self.replies.append(reply)

    async def send(self, number: int | None, event: str, text: str = "") -> None:
        body = msgspec.json.encode([event, {"text": text}]).decode()
        waiting = self.dispatcher.receive(self.connection, number, body)
        if waiting is not None:
            await waiting


async def test_an_event_is_answered_with_its_own_number():
    stage = Stage()
    await stage.send(7, "echo", "hi")
    assert stage.wire.answers() == [(7, {"ok": True, "text": "hi"})]


async def test_answers_wait_for_those_before_them():
    """A client may rely on the order of answers, however long an effect takes to be durable."""
    stage = Stage()
    await stage.send(1, "later")
    await stage.send(2, "echo", "two")
    await stage.send(3, "later")
    await stage.send(4, "nonsense")
    assert stage.wire.answers() == []
    stage.replies[1](Echo(text="three"))
    assert stage.wire.answers() == []
    stage.replies[0](Echo(text="one"))
    assert [number for number, _ in stage.wire.answers()] == [1, 2, 3, 4]


async def test_only_the_first_reply_counts():
    stage = Stage()
    await stage.send(1, "later")
    stage.replies[0](Echo(text="first"))
    stage.replies[0](Echo(text="second"))
    assert [answer["text"] for _, answer in stage.wire.answers()] == ["first"]


async def test_an_event_without_number_has_its_effect_and_no_answer():
    stage = Stage()
    await stage.send(None, "later")
    await stage.send(2, "echo")
    stage.replies[0](Ok())
    assert [number for number, _ in stage.wire.answers()] == [2]


@pytest.mark.parametrize("event", ["echo", "later"])
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Refusal(Code.FORBIDDEN), {"code": "forbidden"}),
        (Refused("code_required", "codes"), {"code": "code_required", "field": "codes"}),
        (
            ChatRefusal("rate_limited", retry_after_seconds=2.5),
            {"code": "rate_limited", "retry_after_seconds": 2.5},
        ),
        (DatabaseUnavailable("disk full"), {"code": "unavailable"}),
        (KeyError("what the customer wrote"), {"code": "unavailable"}),
    ],
)
async def test_whatever_a_handler_raises_becomes_one_answer(event, error, expected):
    stage = Stage()
    stage.error = error
    with structlog.testing.capture_logs():
        await stage.send(1, event)
    ((_, answer),) = stage.wire.answers()
    message = answer["error"].pop("message")
    assert message
    assert answer == {"ok": False, "error": expected}


@pytest.mark.parametrize("event", ["echo", "later"])
async def test_what_nobody_foresaw_is_logged_without_the_customers_words(event, caplog):
    stage = Stage()
    stage.error = ValueError("my card is 4111 1111 1111 1111")
    with structlog.testing.capture_logs() as log, caplog.at_level(logging.DEBUG):
        await stage.send(1, event, "my card is 4111 1111 1111 1111")
    (entry,) = log
    assert entry["error"] == "ValueError"
    assert entry["event_name"] == event
    assert any("test_dispatch.py" in place for place in entry["where"])
    assert "4111" not in str(log) + caplog.text


async def test_what_was_refused_on_purpose_is_not_logged():
    stage = Stage()
    stage.error = Refusal(Code.FORBIDDEN)
    with structlog.testing.capture_logs() as log:
        await stage.send(1, "echo")
    assert log == []


async def test_the_guard_is_asked_before_the_payload_is_read():
    def shut(caller: Somebody, event: Event) -> None:
        raise Refusal(Code.FORBIDDEN)

    stage = Stage(guard=shut)
    waiting = stage.dispatcher.receive(stage.connection, 1, '["echo",{"text":7}]')
    assert waiting is None
    assert stage.wire.answers()[0][1]["error"]["code"] == "forbidden"


async def test_refusals_speak_the_callers_language():
    stage = Stage(locale="fr")
    await stage.send(1, "nonsense")
    assert "forme attendue" in stage.wire.answers()[0][1]["error"]["message"]


def test_every_event_needs_exactly_one_handler():
    events = {"a": Event(name="a", direction="client"), "b": Event(name="b", direction="client")}
    with pytest.raises(ValueError, match="differ"):
        Dispatcher(events=events, handlers={}, prompt_handlers={}, guard=nobody_minds)


class Nested(Payload, frozen=True, kw_only=True):
    items: tuple[Said, ...]


@pytest.mark.parametrize(
    ("struct", "body", "field"),
    [
        (Said, '{"text":1}', "text"),
        (Nested, "{}", "items"),
        (Nested, '{"items":[{"text":1}]}', "items[0].text"),
        (Nested, '{"items":[{},{"text":null}]}', "items[1].text"),
        (Said, "[]", None),
        (Said, "{", None),
    ],
)
def test_the_field_at_fault_is_found_in_the_decoders_message(struct, body, field):
    """The form of these messages is the decoder's own; this test notices if it changes."""
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(body, type=struct)
    assert field_of(str(caught.value)) == field
