"""Every event x every role x being at work or not: allowed, or refused with the right code."""

from typing import Any

import pytest

from accounts.permissions import RULES, may
from gateway.wire.events import AGENT_EVENTS, WIDGET_EVENTS, client_events, server_events
from tests.gateway.house import House

EXAMPLES: dict[str, dict[str, Any]] = {
    "status.set": {"status": "available"},
    "stop_new.set": {"on": False},
    "queues.enable": {"queue_ids": []},
    "offer.accept": {"offer_id": "9.9"},
    "offer.reject": {"offer_id": "9.9"},
    "interaction.end": {"interaction_id": "none"},
    "interaction.extend_wrap_up": {"interaction_id": "none"},
    "interaction.annotate": {"interaction_id": "none", "notes": "x"},
    "interaction.wrap_up": {"interaction_id": "none"},
    "interaction.explain": {"interaction_id": "none"},
    "transfer.targets": {"interaction_id": "none"},
    "interaction.transfer": {"interaction_id": "none", "to_queue": "web"},
    "visitor.block": {"interaction_id": "none"},
    "preferences.set": {"sounds": False},
    "chat.send": {"chat_id": "none", "client_id": "1", "text": "x"},
    "chat.typing": {"chat_id": "none", "typing": True},
    "chat.read": {"chat_id": "none", "seq": 1},
    "chat.history": {"chat_id": "none"},
    "email.pending": {"queue_id": "none"},
    "email.pull": {"interaction_id": "none"},
    "email.discard": {"interaction_ids": ["none"]},
    "customer.choose": {"interaction_id": "none", "customer_id": "none"},
    "faq.search": {"query": "x"},
    "faq.get": {"entry_id": "none"},
    "faq.categories": {},
    "faq.suggest": {"chat_id": "none"},
    "faq.insert": {"entry_id": "none", "as": "text"},
    "voicemail.copy": {"interaction_id": "none"},
    "notice.seen": {"notice_id": "none"},
    "callback.done": {"interaction_id": "none"},
    "callback.reschedule": {"interaction_id": "none", "at": "2026-11-21T10:00:00Z"},
}
"""One well-formed payload for each event an agent may send."""

EVENTS = client_events(AGENT_EVENTS)


def test_there_is_an_example_and_a_rule_for_every_event():
    assert EXAMPLES.keys() == EVENTS.keys()
    assert RULES.keys() >= EVENTS.keys()


def test_no_event_is_declared_twice():
    for events in (AGENT_EVENTS, WIDGET_EVENTS):
        both = [*client_events(events).values(), *server_events(events).values()]
        assert len(both) == len(events)


@pytest.mark.parametrize("username", ["alice", "bruno", "chloe", "diane"])
async def test_what_each_role_may_do_at_work(house: House, username):
    """Deny by default: an event passes exactly when `accounts.permissions` says so."""
    client = await house.agent(username)
    agent = house.gateway.foundation.directory.agent_by_login(username)
    assert agent is not None
    for event in EVENTS:
        await client.be("available")
        answer = await client.try_ask(event, **EXAMPLES[event])
        code = None if answer["ok"] else answer["error"]["code"]
        assert (code == "forbidden") == (not may(agent, event)), (event, answer)
        assert code != "status_not_allowed", event
    assert not house.failures()
    await client.leave()


async def test_what_anybody_may_do_on_break(house: House):
    """STA-026, CON-47: on break everything but status and preferences is refused."""
    client = await house.agent("alice")
    for event, declared in EVENTS.items():
        if event == "status.set":
            continue
        answer = await client.try_ask(event, **EXAMPLES[event])
        code = None if answer["ok"] else answer["error"]["code"]
        assert (code == "status_not_allowed") == (declared.needs == "working"), (event, answer)
    assert client.status == "on_break"
    await client.leave()


async def test_a_customer_knows_no_event_of_the_desk(house: House):
    customer = await house.customer()
    for event in EVENTS.keys() - client_events(WIDGET_EVENTS).keys():
        answer = await customer.try_ask(event, **EXAMPLES[event])
        assert answer["error"] | {"message": ""} == {
            "code": "invalid",
            "message": "",
            "field": "event",
        }
    await customer.leave()
