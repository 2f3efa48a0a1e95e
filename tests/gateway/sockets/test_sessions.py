"""Sessions and sockets end together; rates hold for each caller and address."""

import asyncio

import pytest

from gateway.sockets.rates import MAX_SOCKETS_PER_ADDRESS, AddressTurnstile
from tests.fakes.clock import FakeClock
from tests.gateway.house import PASSWORD, House, post, refused_connect
from tests.kit.clients import Agent


async def cut(agent: Agent) -> None:
    """Wait until the gateway has disconnected the agent; a second is promised."""
    async with asyncio.timeout(1):
        await agent._socket.eio.wait()


async def test_logging_out_by_socket_ends_the_session(house: House):
    """SES-016: the same command by socket and by HTTP."""
    agent = await house.agent()
    answer = await agent.ask("status.set", status="logged_out")
    assert answer["status"] == "logged_out"
    await cut(agent)
    told = await refused_connect(house.url, "ws/agent", {"token": agent.token})
    assert told["code"] == "unauthenticated"


async def test_logging_out_by_http_is_refused_where_the_command_is(house: House):
    """A busy agent stays logged in: 409, and nothing has ended."""
    agent, customer, _ = await house.talking()
    bearer = {"Authorization": f"Bearer {agent.token}"}
    status, _, answer = await post(f"{house.url}/api/v1/logout", {}, **bearer)
    assert (status, answer["error"]["code"]) == (409, "status_not_allowed")
    assert agent._socket.connected
    for client in (agent, customer):
        await client.leave()


async def test_logging_out_by_http_cuts_every_socket(house: House):
    first, second = await house.agent(), await house.agent()
    bearer = {"Authorization": f"Bearer {first.token}"}
    status, _, _ = await post(f"{house.url}/api/v1/logout", {}, **bearer)
    assert status == 200
    await cut(first)
    await cut(second)


async def test_a_new_password_ends_every_other_session(house: House):
    """CVE-2021-3740: other sessions and their sockets die at once, the present one stays."""
    mine, other = await house.agent(), await house.agent()
    status, _, _ = await post(
        f"{house.url}/api/v1/password",
        {"old": PASSWORD, "new": "another horse, another battery"},
        Authorization=f"Bearer {mine.token}",
    )
    assert status == 200
    await cut(other)
    assert mine._socket.connected
    await mine.leave()


async def test_an_agent_is_reachable_while_any_socket_is_open(house: House):
    """SES-017: the status outlives a closed browser; another browser keeps the agent there."""
    first, second = await house.agent(status="available"), await house.agent()
    supervisor = await house.agent("chloe")
    await first.leave()
    customer = await house.customer()
    await customer.start("Hello")
    await second.rung()
    for client in (second, supervisor, customer):
        await client.leave()


async def test_events_of_one_agent_are_counted_over_all_sockets(strict_house: House):
    """Per agent 60 events in 10 s (protocol.md, limits)."""
    first, second = await strict_house.agent(), await strict_house.agent()
    answers = await asyncio.gather(
        *(
            client.try_ask("preferences.set", sounds=True)
            for client in (first, second)
            for _ in range(100)
        )
    )
    refused = [answer for answer in answers if not answer["ok"]]
    assert refused
    assert {answer["error"]["code"] for answer in refused} == {"rate_limited"}
    assert all(answer["error"]["retry_after_seconds"] > 0 for answer in refused)


async def test_an_address_that_connects_too_often_waits(strict_house: House, http):
    url = f"{strict_house.url}/ws/widget/?EIO=4&transport=polling"

    async def connect() -> int:
        async with http.get(url) as response:
            return int(response.headers.get("Retry-After", 0))

    waits = await asyncio.gather(*(connect() for _ in range(200)))
    assert waits.count(0) >= 60
    assert max(waits) >= 1


def test_sixty_connects_a_minute_are_admitted():
    clock = FakeClock()
    turnstile = AddressTurnstile(clock)
    assert [turnstile.admit("198.51.100.7") for _ in range(60)] == [None] * 60
    assert turnstile.admit("198.51.100.7") == pytest.approx(1)
    assert turnstile.admit("198.51.100.8") is None
    clock.advance(seconds=1)
    assert turnstile.admit("198.51.100.7") is None


def test_an_address_holds_so_many_sockets():
    clock = FakeClock()
    turnstile = AddressTurnstile(clock)
    for _ in range(MAX_SOCKETS_PER_ADDRESS):
        turnstile.enter("198.51.100.7")
    assert turnstile.admit("198.51.100.7") == 60
    turnstile.leave("198.51.100.7")
    assert turnstile.admit("198.51.100.7") is None


async def test_a_blocked_visitor_is_disconnected_and_kept_out(house: House):
    agent, customer, interaction_id = await house.talking()
    await agent.ask("visitor.block", interaction_id=interaction_id, hours=1)
    async with asyncio.timeout(1):
        await customer._socket.eio.wait()
    told = await refused_connect(house.url, "ws/widget", {"site": "shop", "token": customer.token})
    assert told["code"] == "blocked"
    assert told["retry_after_seconds"] == pytest.approx(3600, abs=60)
    await agent.leave()
