"""What is written from the structs is what lies in the repository."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from gateway.wire.chat import Chat, Message, ReadMarks
from gateway.wire.events import AGENT_EVENTS, WIDGET_EVENTS, Event, client_events

ROOT = Path(__file__).resolve().parents[3]


def test_nothing_generated_has_drifted():
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "generate_wire.py"), "--check"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("event", [*WIDGET_EVENTS, *AGENT_EVENTS], ids=lambda event: event.name)
def test_every_event_is_in_the_generated_types(event: Event):
    types = "".join(file.read_text() for file in sorted((ROOT / "wire").glob("*.ts")))
    assert f'"{event.name}": (payload: ' in types
    assert f"export interface {event.payload.__name__} " in types


@pytest.mark.parametrize(
    "event",
    [*client_events(WIDGET_EVENTS).values(), *client_events(AGENT_EVENTS).values()],
    ids=lambda event: event.name,
)
def test_additions_are_free(event: Event):
    """A newer client may send fields this build does not know."""
    config = event.payload.__struct_config__
    assert not config.forbid_unknown_fields
    assert config.frozen


def test_null_means_known_to_be_absent():
    """What is absent is written as null, never left out."""
    chat = Chat(
        id="c", rev=1, state="waiting", queue=None, position=None, estimated_wait_seconds=None,
        agent=None, started_at="", ended_at=None, end_reason=None, last_seq=0, read=ReadMarks(),
        unread=0, last_customer_message_at=None,
    )  # fmt: skip
    fields = msgspec.to_builtins(chat)
    assert fields["agent"] is None
    assert fields["position"] is None


def test_from_is_called_so_on_the_wire():
    message = Message(
        id="m", chat_id="c", seq=1, sender="customer", name="", html="", text="", at=""
    )
    assert msgspec.to_builtins(message)["from"] == "customer"
