"""One process serves a database: others are refused, or end; one that stood still goes on."""

import asyncio
import urllib.request

import pytest

from storage.database import Database
from storage.epoch import take_epoch
from tests.kit.clients import Agent, Customer, LinkLost
from tests.kit.gateway import PASSWORD, GatewayProcess

FROZEN_SECONDS = 7.0


def is_ready(gateway: GatewayProcess) -> bool:
    with urllib.request.urlopen(f"{gateway.url}/readyz", timeout=5) as answer:  # noqa: S310 - our own address
        return bool(answer.status == 200)


def test_a_second_gateway_is_refused_and_the_first_goes_on(gateway: GatewayProcess):
    """Design, section 5: one writer per database."""
    second = gateway.run("serve")

    assert second.returncode == 1
    (line,) = second.stderr.strip().splitlines()
    assert line == (
        "parley: another gateway serves this database; stop it or choose another storage.url"
    )
    assert is_ready(gateway)


async def test_a_gateway_that_lost_its_turn_ends_at_its_first_append(gateway: GatewayProcess):
    """Design, section 6: the fence; nothing is told of what it decided too late."""
    customer = Customer(gateway.url)
    await customer.connect()
    beside = await Database.open(gateway.database_url, exclusive=False)
    await beside.write(lambda tx: take_epoch(tx, "another"))
    await beside.close()

    with pytest.raises(LinkLost):
        await customer.start("Is anybody there?")

    assert gateway.wait() == 1
    assert "start again from the record" in gateway.log
    gateway.start()
    assert customer.chat == {}
    await customer.leave()
    await customer.connect()
    assert customer.heard["session"][-1]["chat"] is None
    await customer.leave()
    audit = gateway.run("audit", "--replay")
    assert audit.returncode == 0, audit.stdout + audit.stderr


@pytest.mark.slow
async def test_a_gateway_that_stood_still_takes_back_what_rang(gateway: GatewayProcess):
    """OFR-014: a pause over 5 s is like a restart: place kept, status kept, rings again."""
    alice = Agent(gateway.url, "alice", PASSWORD)
    await alice.connect()
    await alice.be("available")
    customer = Customer(gateway.url)
    await customer.connect()
    await customer.start("Hello")
    offer = await alice.rung()

    gateway.freeze()
    await asyncio.sleep(FROZEN_SECONDS)
    gateway.thaw()

    await alice.until(lambda: alice.heard["offer.withdrawn"])
    assert alice.heard["offer.withdrawn"] == [{"id": offer["id"], "reason": "restart"}]
    again = await alice.rung()
    assert again["interaction"]["id"] == offer["interaction"]["id"]
    await alice.accept()
    await customer.until(lambda: customer.chat["state"] == "active")
    assert [each["status"] for each in alice.heard["status"]] == ["on_break", "available", "busy"]
    for client in (alice, customer):
        await client.leave()
    audit = gateway.run("audit", "--replay")
    assert audit.returncode == 0, audit.stdout + audit.stderr
