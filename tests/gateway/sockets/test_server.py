"""The socket server carries Socket.IO 5 as any client speaks it, and nothing else."""

import asyncio
import logging

import aiohttp
import pytest
import socketio

from gateway.sockets import packets
from gateway.sockets.connection import Connection
from gateway.sockets.engine_socket import MAX_BACKLOG_BYTES, MAX_FRAME_BYTES
from storage.errors import StorageError
from tests.gateway.sockets.conftest import OWN, REFUSED, SITE, RawSocket, Served


@pytest.mark.parametrize("transports", [["websocket"], ["polling"], ["polling", "websocket"]])
async def test_a_stock_client_connects_and_is_answered(served: Served, transports):
    """Any Socket.IO v5 client can connect, by WebSocket, by polling, by upgrading."""
    client = socketio.AsyncClient(reconnection=False)
    sessions: asyncio.Queue[object] = asyncio.Queue()
    client.on("session", sessions.put)
    await client.connect(
        served.address, socketio_path="/ws/widget", transports=transports, auth={"site": "demo"}
    )
    assert await asyncio.wait_for(sessions.get(), 5) == {"auth": '{"site":"demo"}'}
    assert await client.call("chat.read", {"seq": 1}) == '["chat.read",{"seq":1}]'
    await client.disconnect()


async def test_pushes_reach_a_polling_client_in_order(served: Served):
    client = socketio.AsyncClient(reconnection=False)
    heard: asyncio.Queue[int] = asyncio.Queue()
    client.on("n", heard.put)
    await client.connect(served.address, socketio_path="/ws/widget", transports=["polling"])
    await client.call("ready", {})
    for n in range(50):
        served.door.inside[0].push(packets.event("n", n))
    async with asyncio.timeout(5):
        assert [await heard.get() for _ in range(50)] == list(range(50))
    await client.disconnect()


async def test_one_packet_serves_every_recipient(served: Served):
    """A message is encoded once, whoever hears it."""
    first, second = await served.client(), await served.client()
    await first.call("ready", {})
    await second.call("ready", {})
    packet = packets.event("message", {"seq": 1})
    for connection in served.door.inside:
        connection.push(packet)
    assert packet.frame is packet.frame
    await first.disconnect()
    await second.disconnect()


async def test_answers_keep_the_order_of_the_events(served: Served, raw: RawSocket):
    await raw.join()
    for n in range(20):
        await raw.websocket.send_str(f'42{n}["e",{n}]')
    for n in range(20):
        await raw.receive(f"43{n}[")


async def test_the_next_event_waits_for_the_handler_of_the_last(served: Served, raw: RawSocket):
    """Events of one socket are handled one after the other, in order of arrival."""
    await raw.join()
    began, gate = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        began.set()
        await gate.wait()

    served.door.before_answer = wait
    await raw.websocket.send_str('421["first"]')
    await raw.websocket.send_str('422["second"]')
    await began.wait()
    assert served.door.heard == ['["first"]']
    gate.set()
    await raw.receive("431")
    await raw.receive("432")


async def test_a_connection_costs_no_task_of_ours(served: Served, http: aiohttp.ClientSession):
    """The two that aiohttp has for a request, and none for reading, writing or pinging."""
    before = len(asyncio.all_tasks())
    sockets = [await http.ws_connect(served.engine_url + "websocket") for _ in range(20)]
    for websocket in sockets:
        await websocket.receive_str()
        await websocket.send_str("40{}")
        await websocket.receive_str()
    assert len(asyncio.all_tasks()) - before <= 2 * len(sockets)
    for websocket in sockets:
        await websocket.close()


async def test_permessage_deflate_is_refused(served: Served, http: aiohttp.ClientSession):
    """A browser offers compression, which would cost 160 KB for each connection."""
    websocket = await http.ws_connect(served.engine_url + "websocket", compress=15)
    assert not websocket.compress
    await websocket.close()


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        ("hello", "not Engine.IO"),
        ("", "an empty frame"),
        ("4", "an empty message"),
        ("49", "an unknown packet type"),
        ("44{}", "a client sends no CONNECT_ERROR"),
        ("4599999999-", "a binary event that never ends"),
        ('451-["e",{"_placeholder":true,"num":0}]', "a binary event"),
        ("461-[]", "a binary acknowledgement"),
        ("42", "an event without a list"),
        ('42{"a":1}', "an event that is an object"),
        ('4299999999999999999999["e"]', "an endless packet id"),
        ('42/admin,1["e"]', "an event of another namespace"),
        ('42\u0661["e"]', "a packet id in other digits"),
        ("bAAAA", "binary in text"),
        ("40{}", "a second CONNECT"),
    ],
)
async def test_what_is_not_socket_io_closes_the_connection(raw: RawSocket, frame, why, caplog):
    with caplog.at_level(logging.DEBUG):
        await raw.join()
        await raw.websocket.send_str(frame)
        assert await raw.close_code() == 1003, why
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_an_event_before_connect_closes_the_connection(raw: RawSocket):
    await raw.receive("0")
    await raw.websocket.send_str('421["chat.send",{}]')
    assert await raw.close_code() == 1003


async def test_a_binary_frame_closes_the_connection(raw: RawSocket):
    await raw.join()
    await raw.websocket.send_bytes(b"4" * 10)
    assert await raw.close_code() == 1003


async def test_a_frame_that_is_too_large_closes_the_connection(raw: RawSocket):
    """A frame over 256 KB closes the connection (protocol.md, limits)."""
    await raw.join()
    await raw.websocket.send_str("4" * (MAX_FRAME_BYTES + 1))
    assert await raw.close_code() == 1009


async def test_the_largest_frame_is_taken(raw: RawSocket):
    await raw.join()
    text = "x" * (MAX_FRAME_BYTES - len('421["e",""]'))
    await raw.websocket.send_str(f'421["e","{text}"]')
    await raw.receive("431")


@pytest.mark.parametrize("body", [b"\xff\xfe", b"hello", b"4" * (MAX_FRAME_BYTES + 1), b""])
async def test_nonsense_in_a_poll_closes_the_connection(
    served: Served, http: aiohttp.ClientSession, body, caplog
):
    async with http.get(served.engine_url + "polling") as response:
        sid = (await response.text()).split('"sid":"')[1].split('"')[0]
    url = f"{served.engine_url}polling&sid={sid}"
    with caplog.at_level(logging.DEBUG):
        async with http.post(url, data=body) as response:
            await response.read()
        async with http.get(url) as response:
            assert response.status == 400
    assert served.server.connections == 0
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_an_unknown_namespace_is_refused_without_harm(raw: RawSocket):
    await raw.receive("0")
    await raw.websocket.send_str("40/admin,{}")
    await raw.receive("44/admin,")
    await raw.websocket.send_str("40{}")
    await raw.receive("40")


async def test_a_refused_connect_says_why(served: Served):
    served.door.refuse = REFUSED
    client = socketio.AsyncClient(reconnection=False)
    told: asyncio.Queue[dict[str, dict[str, str]]] = asyncio.Queue()
    client.on("connect_error", told.put)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(served.address, socketio_path="/ws/widget", transports=["websocket"])
    answer = await asyncio.wait_for(told.get(), 5)
    assert answer["data"]["code"] == "unauthenticated"


@pytest.mark.parametrize("moment", ["refuse", "unwelcome"])
async def test_who_cannot_be_let_in_now_is_cut_and_comes_back(
    served: Served, raw: RawSocket, caplog: pytest.LogCaptureFixture, moment: str
):
    """Storage is away: every browser tries again by itself, and no log fills with their tries."""
    setattr(served.door, moment, StorageError("away"))
    await raw.websocket.send_str("40{}")
    assert await raw.close_code() == 1013
    assert served.turnstile.open == 0
    assert len(served.door.gone) == (moment == "unwelcome")
    assert not caplog.records


@pytest.mark.parametrize("path", ["polling", "websocket"])
@pytest.mark.parametrize(
    ("headers", "admitted"),
    [
        ({}, True),
        ({"Origin": OWN}, True),
        ({"Origin": SITE}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": OWN + ".evil.example"}, False),
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, False),
        ({"Origin": "http://evil.example", "Host": "evil.example"}, False),
    ],
)
async def test_only_known_origins_connect(served: Served, http, path, headers, admitted):
    """A wrong Origin is refused whatever other headers claim (CVE-2019-13611)."""
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    if path == "websocket":
        headers = {**headers, **upgrade}
    async with http.get(served.engine_url + path, headers=headers) as response:
        assert response.status == (400 if not admitted else 101 if path == "websocket" else 200)
        assert response.headers.get("Access-Control-Allow-Origin") != "*"
        assert "Access-Control-Allow-Credentials" not in response.headers


async def test_an_address_that_connects_too_often_is_told_when_to_return(served: Served, http):
    served.turnstile.wait = 3.2
    async with http.get(served.engine_url + "polling") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "4")


async def test_jsonp_is_refused(served: Served, http):
    async with http.get(served.engine_url + "polling&j=0") as response:
        assert response.status == 400


async def test_a_socket_that_never_connects_is_cut(served: Served, raw: RawSocket):
    await raw.receive("0")
    served.seconds = 11
    served.server.eio.heartbeat.beat()
    assert await raw.close_code() == 1006
    assert served.turnstile.open == 0


async def test_a_client_that_answers_no_ping_is_cut(served: Served, raw: RawSocket):
    await raw.join()
    served.seconds = 26
    served.server.eio.heartbeat.beat()
    await raw.receive("2")
    served.seconds = 47
    served.server.eio.heartbeat.beat()
    assert await raw.close_code() == 1006
    assert served.door.gone == served.door.inside


async def test_a_client_that_answers_pings_stays(served: Served, raw: RawSocket):
    await raw.join()
    for beat in range(1, 5):
        served.seconds = beat * 26
        served.server.eio.heartbeat.beat()
        await raw.receive("2")
        await raw.websocket.send_str("3")
        await raw.websocket.send_str(f'42{beat}["e"]')
        await raw.receive(f"43{beat}")
    assert served.server.connections == 1


async def test_a_client_that_does_not_read_is_cut(served: Served, raw: RawSocket):
    """A buffer without end would take everybody's memory."""
    await raw.join()
    large = packets.event("message", "x" * 1_000_000)
    connection = served.door.inside[0]
    for _ in range(3 * MAX_BACKLOG_BYTES // 1_000_000 + 20):
        connection.push(large)
    assert connection.closed
    assert served.door.gone == [connection]


async def test_a_client_lost_in_the_turn_it_is_written_to_takes_nothing_from_the_others(
    served: Served, raw: RawSocket, http
):
    """What is sent in one turn leaves at its end, when the one before may have gone."""
    await raw.join()
    (transport,) = served.transports()
    other = RawSocket(await http.ws_connect(served.engine_url + "websocket"))
    await other.join()
    assert transport is not None
    transport.abort()
    for connection in served.door.inside:
        connection.push(packets.event("n", 1))
    assert await other.receive("42") == '42["n",1]'
    assert served.door.gone == served.door.inside[:1]
    await other.websocket.close()


async def test_a_disconnected_client_is_told(served: Served, raw: RawSocket):
    await raw.join()
    served.door.inside[0].disconnect()
    await raw.receive("41")
    assert await raw.close_code() == 1000
    assert served.server.connections == 0


async def test_everything_pushed_while_the_state_is_put_together_follows_it(served: Served):
    sent: list[bytes] = []

    class Wire:
        closed = False
        joined = False

        def push(self, outgoing: packets.Outgoing) -> None:
            sent.append(outgoing.frame)

        def shut(self, code: int = 1000) -> None:
            self.closed = True

    connection: Connection[str] = Connection(Wire(), sid="s", address="")
    connection.join("caller")
    change, snapshot = packets.event("change", 1), packets.event("snapshot", 2)
    connection.push(change)
    connection.release([snapshot])
    assert sent == [snapshot.frame, change.frame]


@pytest.mark.parametrize(
    "query",
    ["EIO=3&transport=polling", "EIO=4&transport=pigeon", "EIO=4&transport=websocket"],
)
async def test_a_handshake_that_fails_counts_no_connection(served: Served, http, query):
    """Or an address could be counted full without holding a single socket."""
    async with http.get(f"{served.address}/ws/widget/?{query}") as response:
        assert response.status == 400
    assert served.turnstile.open == 0
    assert served.server.connections == 0
