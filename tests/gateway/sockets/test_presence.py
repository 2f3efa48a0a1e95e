"""Who is connected stays reachable, whatever the gateway goes through."""

from router.ids import seconds
from router.lifecycle import Presence
from tests.gateway.house import House


async def test_a_pause_withdraws_what_rings_and_costs_nobody_their_place(house: House):
    """OFR-014, SES-019: after a pause, as after a restart, no status changes and it rings again."""
    agent, customer = await house.agent(status="available"), await house.customer()
    await customer.start("Hello")
    offer = await agent.rung()

    house.gateway.engine._last_beat -= seconds(7)

    await agent.until(lambda: agent.heard["offer.withdrawn"])
    assert agent.heard["offer.withdrawn"] == [{"id": offer["id"], "reason": "restart"}]
    again = await agent.rung()
    assert again["id"] != offer["id"]
    assert again["interaction"]["id"] == offer["interaction"]["id"]
    assert agent.status == "available"
    for client in (agent, customer):
        await client.leave()


async def test_who_has_gone_before_a_pause_is_not_spoken_for(house: House):
    """The grace that the pause begins goes on for an agent without a socket."""
    gone = await house.agent(status="available")
    await gone.leave()

    house.gateway.engine._last_beat -= seconds(7)
    here = await house.agent("bruno")

    agents = house.gateway.engine.router.agents
    assert agents[gone.heard["snapshot"][0]["agent"]["id"]].presence is Presence.GRACE
    assert agents[here.heard["snapshot"][0]["agent"]["id"]].presence is Presence.PRESENT
    await here.leave()
