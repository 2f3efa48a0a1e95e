"""A customer and an agent talk: the whole chain, stock Socket.IO clients against `parley serve`."""

import pytest

from tests.kit.clients import Agent, Customer, Refused
from tests.kit.gateway import PASSWORD, GatewayProcess


async def test_a_chat_from_the_first_word_to_the_end_of_wrap_up(gateway: GatewayProcess):
    """CHT-043: queue, offer to the longest available, handling, end, wrap-up, available again.

    Also CHT-001, CHT-002, CHT-013, CHT-019, CHT-021, CHT-034, OFR-002, OFR-006, OFR-009, STA-006,
    STA-009, RTE-001, SES-009, SES-010, WRP-002, WRP-003, CARD-003, CARD-008.
    """
    alice = Agent(gateway.url, "alice", PASSWORD)
    customer = Customer(gateway.url)
    await alice.connect()
    assert alice.status == "on_break"
    await alice.be("available")

    await customer.connect()
    await customer.start("Where is my parcel?", name="Zoé")
    offer = await alice.rung()
    assert offer["interaction"]["customer"]["name"] == "Zoé"
    contact = await alice.accept()
    await alice.until(lambda: alice.status == "busy")
    await customer.until(lambda: customer.chat["state"] == "active")
    assert customer.chat["agent"] == {"name": "Alice"}

    await alice.say(contact["id"], "Let me look.")
    await customer.say("Thank you.")
    await customer.until(lambda: len(customer.texts()) == 3)
    assert customer.texts() == ["Where is my parcel?", "Let me look.", "Thank you."]
    assert sorted(customer.messages) == list(range(1, max(customer.messages) + 1))

    ended = await alice.ask("interaction.end", interaction_id=contact["id"])
    assert ended["interaction"]["state"] == "wrap_up"
    await alice.until(lambda: alice.status == "wrap_up")
    await customer.until(lambda: customer.chat["state"] == "ended")
    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
    await alice.until(lambda: alice.status == "available")

    await alice.leave()
    await customer.leave()
    audit = gateway.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


async def test_the_longest_available_agent_is_asked_first(gateway: GatewayProcess):
    """RTE-001: of two available agents the one who has been available longer."""
    alice = Agent(gateway.url, "alice", PASSWORD)
    bruno = Agent(gateway.url, "bruno", PASSWORD)
    for agent in (bruno, alice):
        await agent.connect()
        await agent.be("available")
    customer = Customer(gateway.url)
    await customer.connect()

    await customer.start("Anybody there?")

    await bruno.rung()
    assert alice.offers == {}
    for client in (alice, bruno, customer):
        await client.leave()


async def test_a_seventh_chat_waits_until_one_of_six_is_finished(gateway: GatewayProcess):
    """CHT-001, RTE-008, CARD-006: six at once, offered, active and in wrap-up together."""
    alice = Agent(gateway.url, "alice", PASSWORD)
    await alice.connect()
    await alice.be("available")
    customers = [Customer(gateway.url) for _ in range(7)]
    taken = []
    for customer in customers[:6]:
        await customer.connect()
        await customer.start("Hello")
        taken.append(await alice.accept())
    last = customers[6]
    await last.connect()
    await last.start("Me too")
    assert last.chat["position"] == 1

    await alice.ask("interaction.end", interaction_id=taken[0]["id"])
    assert alice.offers == {}
    await alice.ask("interaction.wrap_up", interaction_id=taken[0]["id"])

    offer = await alice.rung()
    assert offer["interaction"]["id"] == last.chat["id"]
    for client in (alice, *customers):
        await client.leave()


async def test_two_browsers_of_one_agent_accept_once(gateway: GatewayProcess):
    """Repeating is safe: both tabs of the agent get the same interaction, handled once."""
    first = Agent(gateway.url, "alice", PASSWORD)
    second = Agent(gateway.url, "alice", PASSWORD)
    for tab in (first, second):
        await tab.connect()
    await first.be("available")
    customer = Customer(gateway.url)
    await customer.connect()
    await customer.start("Hello")
    offer = await first.rung()

    answers = [await tab.ask("offer.accept", offer_id=offer["id"]) for tab in (first, second)]

    handlings = {answer["interaction"]["handling"]["id"] for answer in answers}
    assert len(handlings) == 1
    for client in (first, second, customer):
        await client.leave()


async def test_a_mandatory_code_keeps_the_wrap_up_open(gateway: GatewayProcess):
    """CON-17, DSP-003, DSP-008: ending is allowed, finishing without the code is not."""
    alice = Agent(gateway.url, "alice", PASSWORD)
    await alice.connect()
    await alice.be("available")
    customer = Customer(gateway.url)
    await customer.connect()
    await customer.start("An invoice, please", queue="billing")
    contact = await alice.accept()
    await alice.ask("interaction.end", interaction_id=contact["id"])

    with pytest.raises(Refused) as refusal:
        await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
    assert refusal.value.code == "code_required"

    code = contact["code_lists"][0]["codes"][0]
    noted = await alice.ask(
        "interaction.annotate", interaction_id=contact["id"], codes=[code["name"]]
    )
    assert noted["interaction"]["handling"]["codes"] == [code["id"]]
    await alice.until(lambda: alice.status == "available")
    for client in (alice, customer):
        await client.leave()


async def test_a_chat_handed_to_a_colleague_rings_there(gateway: GatewayProcess):
    """XFR-001, XFR-009, CHT-038, CHT-039, RTE-018: to an agent who is free, with a note.

    Who is busy cannot be chosen, and the list says why.
    """
    alice = Agent(gateway.url, "alice", PASSWORD)
    bruno = Agent(gateway.url, "bruno", PASSWORD)
    customer = Customer(gateway.url)
    for client in (alice, bruno, customer):
        await client.connect()
    await alice.be("available")
    await customer.start("I need a specialist")
    contact = await alice.accept()
    targets = await alice.ask("transfer.targets", interaction_id=contact["id"])
    (colleague,) = targets["agents"]
    assert (colleague["name"], colleague["status"]) == ("Bruno Lopez", "on_break")
    assert colleague["allowed"]
    assert [queue["name"] for queue in targets["queues"]] == ["billing"]

    await bruno.be("available")
    await alice.ask(
        "interaction.transfer", interaction_id=contact["id"], to_agent="bruno", note="An expert"
    )

    offer = await bruno.rung()
    assert offer["interaction"]["id"] == contact["id"]
    assert offer["transferred"]["note"] == "An expert"
    assert offer["transferred"]["from_agent"] == "Alice Martin"
    await bruno.accept()
    await alice.until(lambda: alice.status == "wrap_up")
    again = await bruno.ask("transfer.targets", interaction_id=contact["id"])
    (busy,) = again["agents"]
    assert not busy["allowed"]
    assert busy["why_not"] == "termine une conversation"
    with pytest.raises(Refused) as refusal:
        await bruno.ask("interaction.transfer", interaction_id=contact["id"], to_agent="alice")
    assert refusal.value.code == "conflict"
    for client in (alice, bruno, customer):
        await client.leave()
    audit = gateway.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr
