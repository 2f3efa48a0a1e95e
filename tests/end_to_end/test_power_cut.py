"""`kill -9` while both sides write: every acknowledged message is there once, in order."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.kit.clients import Agent, Client, Customer, LinkLost
from tests.kit.gateway import PASSWORD, GatewayProcess

WORDS = 60
CUTS = 4


async def reconnect(client: Client, connect: Callable[[], Awaitable[None]]) -> None:
    """Come back as soon as somebody answers."""
    while True:
        try:
            await connect()
        except (LinkLost, OSError):
            await asyncio.sleep(0.05)
        else:
            return


async def write(
    client: Customer | Agent, say: Callable[[str, str], Awaitable[dict[str, Any]]], who: str
) -> list[str]:
    """Say sixty things, each until it is acknowledged; give them in order."""
    said = []
    for k in range(WORDS):
        text = f"{who} {k}"
        while True:
            try:
                await say(text, f"{who}-{k}")
            except LinkLost:
                await reconnect(client, client.connect)
            else:
                break
        said.append(text)
    return said


@pytest.mark.slow
async def test_nothing_acknowledged_is_lost_or_doubled(gateway: GatewayProcess):
    """Design section 5: a message is acknowledged after its commit; ids make repeating safe."""
    chance = random.Random(20261120)
    alice = Agent(gateway.url, "alice", PASSWORD)
    customer = Customer(gateway.url)
    await alice.connect()
    await alice.be("available")
    await customer.connect()
    await customer.start("Hello")
    contact = await alice.accept()

    async def cut_the_power() -> None:
        for _ in range(CUTS):
            await asyncio.sleep(chance.uniform(0.05, 0.4))
            gateway.kill()
            await asyncio.to_thread(gateway.start)

    by_customer, by_agent, _ = await asyncio.gather(
        write(customer, customer.say, "customer"),
        write(alice, lambda text, key: alice.say(contact["id"], text, key), "agent"),
        cut_the_power(),
    )
    for client in (customer, alice):
        await reconnect(client, client.connect)

    history: list[dict[str, Any]] = []
    while True:
        after = history[-1]["seq"] if history else 0
        page = await customer.ask("chat.history", chat_id=contact["id"], after_seq=after)
        history += page["messages"]
        if not page["more"]:
            break
    assert [message["seq"] for message in history] == list(range(1, len(history) + 1))
    texts = [message["text"] for message in history]
    assert [text for text in texts if text.startswith("customer ")] == by_customer
    assert [text for text in texts if text.startswith("agent ")] == by_agent

    for client in (alice, customer):
        await client.leave()
    audit = gateway.run("audit", "--replay")
    assert audit.returncode == 0, audit.stdout + audit.stderr
