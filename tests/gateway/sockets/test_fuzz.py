"""Whatever is sent, in whatever order: one answer each, no failure, nobody else disturbed."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.wire.events import AGENT_EVENTS, WIDGET_EVENTS, client_events
from tests.gateway.house import House, open_house
from tests.gateway.sockets.conftest import RawSocket
from tests.gateway.sockets.test_roles import EXAMPLES

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
WORDS = st.sampled_from(["", "none", "\u202e", "a\nb", "../..", "' or 1=1", "<b>", "x" * 70_000])
FIELDS = [
    *("chat_id", "client_id", "text", "html", "seq", "typing", "limit", "score", "email", "name"),
    *("interaction_id", "offer_id", "status", "code", "on", "queue_ids", "codes", "tags", "notes"),
    *("attachments", "after_seq", "before_seq", "fields", "message", "to_queue", "note", "hours"),
]  # fmt: skip


def payloads(names: list[str]) -> st.SearchStrategy[tuple[str, Any]]:
    """Events that nearly fit: the right fields with anything in them, or anything at all."""
    nearly = st.dictionaries(st.sampled_from(FIELDS), ANYTHING | WORDS, max_size=6)
    event = st.sampled_from(names) | st.text(max_size=12)
    wrong = st.tuples(event, nearly | ANYTHING)
    right = st.sampled_from(names).flatmap(
        lambda name: st.tuples(
            st.just(name), nearly.map(lambda extra: {**EXAMPLES.get(name, {}), **extra})
        )
    )
    return wrong | right


async def bombard(house: House, path: str, auth: dict[str, Any], events: list[Any]) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{house.url}/{path}/?EIO=4&transport=websocket") as websocket,
    ):
        raw = RawSocket(websocket)
        await raw.receive("0")
        await websocket.send_str("40" + json.dumps(auth))
        await raw.receive("40")
        for number, event in enumerate(events):
            await websocket.send_str(f"42{number}" + json.dumps(event))
        answered = 0
        async with asyncio.timeout(20):
            while answered < len(events):
                text = await websocket.receive_str()
                if text.startswith("43"):
                    packet_id, _, answer = text[2:].partition("[")
                    assert int(packet_id) == answered, "answers come in order, one for each event"
                    told = json.loads("[" + answer)[0]
                    assert told["ok"] or told["error"]["code"] != "unavailable", events[answered]
                    answered += 1
    assert house.failures() == []


@pytest.mark.slow
@settings(max_examples=30)
@given(events=st.lists(payloads(list(client_events(WIDGET_EVENTS))), min_size=1, max_size=25))
def test_a_customer_may_send_anything(company, tmp_path_factory, events):
    async def story() -> None:
        folder = tmp_path_factory.mktemp("fuzz")
        async with open_house(company, folder) as house:
            await bombard(house, "ws/widget", {"site": "shop"}, events)

    asyncio.run(story())


@pytest.mark.slow
@settings(max_examples=30)
@given(events=st.lists(payloads(list(client_events(AGENT_EVENTS))), min_size=1, max_size=25))
def test_an_agent_may_send_anything(company, tmp_path_factory, events):
    # Logging out ends the socket, which is another story.
    kept = [
        event
        for event in events
        if not (isinstance(event[1], dict) and event[1].get("status") == "logged_out")
    ]

    async def story() -> None:
        folder = tmp_path_factory.mktemp("fuzz")
        async with open_house(company, folder) as house:
            agent = await house.agent(status="available")
            customer = await house.customer()
            await customer.start("Hello")
            await agent.accept()
            await bombard(house, "ws/agent", {"token": agent.token}, kept)
            # The other party still gets through.
            assert (await customer.say("Still there?"))["seq"] >= 2

    asyncio.run(story())
