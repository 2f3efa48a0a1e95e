"""Whatever a client sends is answered once or closes its connection; nothing of it is logged."""

import logging

import aiohttp
import pytest

from tests.gateway.house import House, refused_connect
from tests.gateway.sockets.conftest import RawSocket

DEEP = "[" * 50_000 + "]" * 50_000
CHAT = '{"chat_id":"c","client_id":"1"'

BAD_EVENTS = [
    ("an unknown event", "chat.fly", "{}", "event"),
    ("a reserved name", "connect", "{}", "event"),
    ("a method of ours", "__init__", "{}", "event"),
    ("no name at all", "", "{}", "event"),
    ("an agent's event", "offer.accept", '{"offer_id":"1.0"}', "event"),
    ("a list for an object", "chat.send", "[]", None),
    ("text for an object", "chat.send", '"hello"', None),
    ("null for an object", "chat.send", "null", None),
    ("a missing field", "chat.send", '{"chat_id":"c"}', "client_id"),
    ("a number for an id", "chat.send", '{"chat_id":7,"client_id":"1"}', "chat_id"),
    ("an object for an id", "chat.send", '{"chat_id":{"$ne":1},"client_id":"1"}', "chat_id"),
    ("an empty id", "chat.send", '{"chat_id":"","client_id":"1"}', "chat_id"),
    ("a long id", "chat.send", f'{{"chat_id":"{"c" * 65}","client_id":"1"}}', "chat_id"),
    ("a long text", "chat.send", f'{CHAT},"text":"{"x" * 65_537}"}}', "text"),
    ("text and html", "chat.send", f'{CHAT},"text":"a","html":"b"}}', "html"),
    ("a number in a list", "chat.send", f'{CHAT},"attachments":[1]}}', "attachments[0]"),
    ("a NUL", "chat.send", f'{CHAT},"text":"a\\u0000b"}}', None),
    ("a fraction for a seq", "chat.read", '{"chat_id":"c","seq":1.5}', "seq"),
    ("a negative seq", "chat.read", '{"chat_id":"c","seq":-1}', "seq"),
    ("a huge seq", "chat.read", '{"chat_id":"c","seq":99999999999999999999}', "seq"),
    ("text for a flag", "chat.typing", '{"chat_id":"c","typing":"yes"}', "typing"),
    ("a limit over 200", "chat.history", '{"chat_id":"c","limit":201}', "limit"),
    ("a limit of none", "chat.history", '{"chat_id":"c","limit":0}', "limit"),
    ("a score over 5", "chat.rate", '{"chat_id":"c","score":6}', "score"),
    ("no address", "chat.transcript", '{"chat_id":"c","email":"nobody"}', "email"),
    ("a header in it", "chat.transcript", '{"chat_id":"c","email":"a@b\\nX:c"}', "email"),
    ("deep nesting", "chat.send", DEEP, None),
    ("deep nesting in a field", "chat.start", f'{{"client_id":"1","fields":{DEEP}}}', None),
    ("deep nesting nobody reads", "chat.send", f'{CHAT},"text":"a","more":{DEEP}}}', None),
    ("two arguments", "chat.send", "{},{}", None),
]  # fmt: skip


@pytest.fixture
async def raw_customer(house: House, http: aiohttp.ClientSession):
    websocket = await http.ws_connect(f"{house.url}/ws/widget/?EIO=4&transport=websocket")
    raw = RawSocket(websocket)
    await raw.receive("0")
    await websocket.send_str('40{"site":"shop"}')
    await raw.receive("40")
    await raw.receive('42["session"')
    yield raw
    await websocket.close()


async def test_bad_events_are_answered_once_as_invalid(
    house: House, raw_customer: RawSocket, caplog
):
    """Unknown event, wrong type, missing field, too long: `invalid` with the field."""
    caplog.set_level(logging.WARNING)
    for number, (why, event, payload, field) in enumerate(BAD_EVENTS):
        await raw_customer.websocket.send_str(f'42{number}["{event}",{payload}]')
        answer = await raw_customer.receive(f"43{number}[")
        assert '"ok":false' in answer, why
        assert '"code":"invalid"' in answer, (why, answer)
        if field is not None:
            assert f'"field":"{field}"' in answer, (why, answer)
    assert not house.log
    assert not caplog.records


async def test_an_event_without_an_id_gets_no_answer(raw_customer: RawSocket):
    await raw_customer.websocket.send_str('42["chat.fly",{}]')
    await raw_customer.websocket.send_str('427["chat.read",{"chat_id":"c","seq":1}]')
    await raw_customer.receive("437[")


@pytest.mark.parametrize(
    "body",
    [
        '["chat.send"',
        "[",
        "[7,{}]",
        "[]",
        "[null]",
        '["chat.send",nonsense]',
        f'["chat.send",{CHAT},"text":"\\ud800"}}]',
    ],
)
async def test_an_event_that_is_no_json_is_answered_too(
    house: House, raw_customer: RawSocket, body
):
    """Half a surrogate pair, from an emoji cut in two, must not cost the connection."""
    await raw_customer.websocket.send_str(f"421{body}")
    assert '"code":"invalid"' in await raw_customer.receive("431[")
    assert not house.failures()


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        ({}, "invalid"),
        ({"site": "nowhere"}, "not_found"),
        ({"site": ""}, "invalid"),
        ({"site": 5}, "invalid"),
        ({"site": "shop", "protocol": 2}, "upgrade_required"),
        ({"protocol": 9}, "upgrade_required"),
        ({"site": "shop", "protocol": "1"}, "invalid"),
        ({"site": "shop", "token": 1}, "invalid"),
        ({"site": "shop", "since": {"c": -1}}, "invalid"),
        ({"site": "shop", "since": {str(n): 1 for n in range(51)}}, "invalid"),
        ({"site": "shop", "since": [[1]]}, "invalid"),
        ({"site": "shop", "since": {"c\0": 1}}, "invalid"),
        ({"site": "shop", "token": "\0"}, "invalid"),
        ("shop", "invalid"),
        ([], "invalid"),
    ],
)
async def test_a_customer_who_connects_wrongly_is_told_why(house: House, auth, code):
    """A missing or unknown site key, another protocol, a wrong form."""
    assert (await refused_connect(house.url, "ws/widget", auth))["code"] == code
    assert not house.failures()


@pytest.mark.parametrize("protocol", ["1", [1], 1.5, 2])
async def test_a_protocol_that_is_not_ours_is_named(house: House, protocol: object):
    """Wrong type: `invalid` with the field; another one: `upgrade_required`."""
    told = await refused_connect(house.url, "ws/agent", {"protocol": protocol})
    assert told["code"] == ("upgrade_required" if protocol == 2 else "invalid")
    assert told["field"] == "protocol"


@pytest.mark.parametrize(
    "auth",
    [{}, {"token": "forged"}, {"token": ""}, {"token": "é" * 50}, {"token": "x" * 200}],
)
async def test_an_agent_without_a_session_stays_out(house: House, auth):
    assert (await refused_connect(house.url, "ws/agent", auth))["code"] == "unauthenticated"


async def test_a_visitors_token_opens_no_desk(house: House):
    customer = await house.customer()
    told = await refused_connect(house.url, "ws/agent", {"token": customer.token})
    assert told["code"] == "unauthenticated"
    await customer.leave()


async def test_a_token_of_another_site_makes_a_new_visitor(house: House):
    """One shop's customer is not another's: nothing of the chat is told on the other site."""
    customer = await house.customer()
    await customer.start("Hello")
    again = await house.customer("other")
    again.token = customer.token
    await again.leave()
    await again.connect()
    assert again.heard["session"][-1]["chat"] is None
    assert again.token != customer.token
    await customer.leave()
    await again.leave()


async def test_a_refusal_speaks_the_clients_language(house: House):
    customer = await house.customer(locale="fr-CA")
    answer = await customer.try_ask("chat.fly")
    assert "forme attendue" in answer["error"]["message"]
    agent = await house.agent("bruno", "available")
    answer = await agent.try_ask("offer.accept", offer_id="1.0")
    assert answer["error"]["code"] == "offer_expired"
    assert "proposition" in answer["error"]["message"]
    await customer.leave()
    await agent.leave()


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("chat.send", {"client_id": "1", "text": "hi"}),
        ("chat.typing", {"typing": True}),
        ("chat.read", {"seq": 1}),
        ("chat.history", {}),
        ("chat.end", {}),
        ("chat.rate", {"score": 5}),
        ("chat.transcript", {"email": "eve@example.org"}),
    ],
)
async def test_a_foreign_chat_is_not_found(house: House, event, more):
    """Nobody can act on, or read, a chat that is not theirs; it is as if it were not there."""
    customer, stranger = await house.customer(), await house.customer()
    chat = await customer.start("Hello")
    answer = await stranger.try_ask(event, chat_id=chat["id"], **more)
    missing = await stranger.try_ask(event, chat_id="no-such-chat", **more)
    assert answer["error"]["code"] == missing["error"]["code"] == "not_found"
    await customer.leave()
    await stranger.leave()


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("interaction.end", {}),
        ("interaction.annotate", {"notes": "mine"}),
        ("interaction.extend_wrap_up", {}),
        ("interaction.wrap_up", {}),
        ("interaction.transfer", {"to_queue": "billing"}),
        ("interaction.explain", {}),
        ("transfer.targets", {}),
    ],
)
async def test_a_colleagues_interaction_is_not_found(house: House, event, more):
    agent, customer, interaction_id = await house.talking()
    colleague = await house.agent("bruno", "available")
    answer = await colleague.try_ask(event, interaction_id=interaction_id, **more)
    assert answer["error"]["code"] == "not_found"
    for client in (agent, customer, colleague):
        await client.leave()


@pytest.mark.parametrize(
    ("path", "auth", "origin", "code"),
    [
        ("ws/widget", {"site": "shop"}, "http://other.example", "forbidden"),
        ("ws/widget", {"site": "other"}, "http://shop.example", "forbidden"),
    ],
)
async def test_one_sites_page_cannot_open_anothers_widget(house: House, path, auth, origin, code):
    told = await refused_connect(house.url, path, auth, {"Origin": origin})
    assert told["code"] == code


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("ws/widget", "http://evil.example", 400),
        ("ws/widget", "null", 400),
        ("ws/widget", "http://shop.example", 200),
        ("ws/agent", "http://shop.example", 400),
        ("ws/agent", "http://evil.example", 400),
        ("ws/agent", "null", 400),
    ],
)
async def test_only_pages_of_the_right_origin_connect(house: House, http, path, origin, status):
    url = f"{house.url}/{path}/?EIO=4&transport=polling"
    async with http.get(url, headers={"Origin": origin}) as response:
        assert response.status == status


async def test_the_gateways_own_pages_connect(house: House, http):
    for path in ("ws/widget", "ws/agent"):
        url = f"{house.url}/{path}/?EIO=4&transport=polling"
        async with http.get(url, headers={"Origin": house.url}) as response:
            assert response.status == 200
