"""What desks are told, and what may be repeated after a cut link."""

import asyncio
import itertools

import pytest

from tests.gateway.house import House


async def test_a_command_may_be_repeated(house: House):
    """Repeating is safe: who had the effect is answered `ok` with the present object."""
    agent, customer, interaction_id = await house.talking()
    offer_id = agent.heard["offer"][0]["id"]
    again = await agent.ask("offer.accept", offer_id=offer_id)
    assert again["interaction"]["id"] == interaction_id
    assert again["interaction"]["state"] == "active"
    for _ in range(2):
        ended = await agent.ask("interaction.end", interaction_id=interaction_id)
        assert ended["interaction"]["handling"]["state"] == "wrap_up"
    for _ in range(2):
        await agent.ask("interaction.wrap_up", interaction_id=interaction_id)
    ended = await agent.ask("interaction.end", interaction_id=interaction_id)
    assert ended["interaction"]["state"] == "closed"
    for _ in range(2):
        assert (await agent.ask("status.set", status="offline"))["status"] == "offline"
    for client in (agent, customer):
        await client.leave()


async def test_a_rejection_may_be_repeated(house: House):
    agent, customer = await house.agent(status="available"), await house.customer()
    await customer.start("Hello")
    offer = await agent.rung()
    for _ in range(2):
        await agent.ask("offer.reject", offer_id=offer["id"])
    assert agent.status == "on_break"
    for client in (agent, customer):
        await client.leave()


async def test_two_browsers_of_one_agent_share_one_offer(house: House):
    """Both ring; one accepts; the other is told and may accept again without harm."""
    first, customer = await house.agent(status="available"), await house.customer()
    second = await house.agent()
    await customer.start("Hello")
    offer = await first.rung()
    assert (await second.rung())["id"] == offer["id"]
    answers = await asyncio.gather(
        first.ask("offer.accept", offer_id=offer["id"]),
        second.ask("offer.accept", offer_id=offer["id"]),
    )
    assert answers[0]["interaction"]["id"] == answers[1]["interaction"]["id"]
    await second.until(lambda: not second.offers)
    assert second.heard["offer.withdrawn"][-1] == {"id": offer["id"], "reason": "accepted"}
    for client in (first, second, customer):
        await client.leave()


async def test_an_offer_of_somebody_else_is_not_found_and_a_gone_one_expired(house: House):
    agent, other = await house.agent(status="available"), await house.agent("bruno", "available")
    customer = await house.customer()
    await customer.start("Hello")
    await agent.until(lambda: agent.offers or other.offers)
    rung, idle = (agent, other) if agent.offers else (other, agent)
    offer = await rung.rung()
    answer = await idle.try_ask("offer.accept", offer_id=offer["id"])
    assert answer["error"]["code"] == "not_found"
    await customer.ask("chat.end", chat_id=customer.chat["id"])
    await rung.until(lambda: not rung.offers)
    assert rung.heard["offer.withdrawn"][-1]["reason"] == "abandoned"
    await rung.be("on_break")  # as after an offer that nobody answered
    answer = await rung.try_ask("offer.accept", offer_id=offer["id"])
    assert answer["error"]["code"] == "offer_expired"
    for never_made in ("nope", "999999.0", "1", "1.0.0", "-1.0"):
        answer = await rung.try_ask("offer.accept", offer_id=never_made)
        assert answer["error"]["code"] == "not_found", never_made
        assert answer["error"]["field"] == "offer_id"
    for client in (agent, other, customer):
        await client.leave()


async def test_revs_rise_through_the_life_of_an_interaction(house: House):
    """Every entity carries a rising `rev`; a client ignores a lower one."""
    agent, customer, interaction_id = await house.talking()
    await agent.ask("interaction.annotate", interaction_id=interaction_id, notes="Asked for blue")
    await agent.ask("interaction.end", interaction_id=interaction_id)
    await agent.ask("interaction.annotate", interaction_id=interaction_id, tags=["refund"])
    await agent.ask("interaction.wrap_up", interaction_id=interaction_id)
    await agent.until(lambda: agent.heard["interaction"][-1]["state"] == "closed")
    revs = [each["rev"] for each in agent.heard["interaction"]]
    assert revs == sorted(set(revs))
    for client in (agent, customer):
        await client.leave()


async def test_the_snapshot_has_what_was_going_on(house: House):
    """SES-018, SES-028: after a reload the desk shows everything as it was, notes included."""
    agent, customer, interaction_id = await house.talking()
    await agent.ask("interaction.annotate", interaction_id=interaction_id, notes="Asked for blue")
    await agent.leave()
    await agent.connect()
    snapshot = agent.heard["snapshot"][-1]
    (interaction,) = snapshot["interactions"]
    assert interaction["id"] == interaction_id
    assert interaction["handling"]["notes"] == "Asked for blue"
    assert interaction["customer"] == {
        "id": None,
        "name": "Zoe",
        "email": "zoe@example.org",
        "ip": "127.0.0.1",
        "verified": False,
    }
    assert snapshot["agent"]["status"] == "busy"
    for client in (agent, customer):
        await client.leave()


async def test_a_tag_nobody_has_defined_is_refused(house: House):
    """DSP-021: tags come from the supervisor's list."""
    agent, customer, interaction_id = await house.talking()
    answer = await agent.try_ask(
        "interaction.annotate", interaction_id=interaction_id, tags=["gossip"]
    )
    assert (answer["error"]["code"], answer["error"]["field"]) == ("invalid", "tags")
    for client in (agent, customer):
        await client.leave()


async def test_a_transfer_carries_its_note_and_its_story(house: House):
    """CHT-036, CHT-038, CHT-039: the next agent sees where it comes from and why."""
    agent, customer, interaction_id = await house.talking()
    colleague = await house.agent("bruno", "available")
    answer = await agent.try_ask(
        "interaction.transfer", interaction_id=interaction_id, to_queue="billing"
    )
    assert answer["error"]["code"] == "unattended"
    await agent.ask(
        "interaction.transfer", interaction_id=interaction_id, to_queue="web", note="Wants a refund"
    )
    offer = await colleague.rung()
    assert offer["transferred"] | {"at": ""} == {
        "from_agent": "Alice Martin",
        "from_queue": "web",
        "note": "Wants a refund",
        "at": "",
    }
    assert [(stage["agent"], stage["reason"]) for stage in offer["interaction"]["journey"]] == [
        (None, "entered"),
        ("Alice Martin", "accepted"),
        (None, "transferred"),
    ]
    await agent.until(lambda: agent.heard["interaction"][-1]["handling"]["state"] == "wrap_up")
    for client in (agent, customer, colleague):
        await client.leave()


async def test_a_transfer_to_a_busy_colleague_says_why_not(house: House):
    """XFR-002: the list may be a moment old, so the answer says it as well."""
    agent, customer, interaction_id = await house.talking()
    colleague, other, _ = await house.talking("bruno")
    answer = await agent.try_ask(
        "interaction.transfer", interaction_id=interaction_id, to_agent="bruno"
    )
    assert answer["error"]["code"] == "conflict"
    assert answer["error"]["message"].startswith("This colleague is with a customer now.")
    for client in (agent, customer, colleague, other):
        await client.leave()


@pytest.mark.parametrize(("username", "asked"), [("alice", False), ("bruno", True)])
async def test_who_may_can_silence_the_question_about_a_queue_nobody_serves(
    house: House, username: str, asked: bool
):
    """ADM-022: it takes the permission and the agent's own choice."""
    agent, customer, interaction_id = await house.talking(username)
    question = {"interaction_id": interaction_id, "to_queue": "billing"}
    answer = await agent.try_ask("interaction.transfer", **question)
    assert answer["error"]["code"] == "unattended"

    await agent.ask("preferences.set", silence_unattended=True)

    answer = await agent.try_ask("interaction.transfer", **question)
    assert answer["ok"] is not asked
    for client in (agent, customer):
        await client.leave()


@pytest.mark.parametrize(
    ("payload", "field"),
    [({}, "to_queue"), ({"to_agent": "bruno"}, "to_agent"), ({"to_queue": "nowhere"}, "to_queue")],
)
async def test_a_transfer_to_nowhere_is_refused(house: House, payload, field):
    agent, customer, interaction_id = await house.talking()
    answer = await agent.try_ask("interaction.transfer", interaction_id=interaction_id, **payload)
    assert answer["error"]["field"] == field
    for client in (agent, customer):
        await client.leave()


async def test_a_client_id_is_shown_to_its_sender_alone(house: House):
    agent, customer, chat_id = await house.talking()
    await customer.say("Is it blue?", "c-77")
    await agent.say(chat_id, "It is.", "a-77")
    await customer.until(lambda: len(customer.messages) == 3)
    await agent.until(lambda: len(agent.messages[chat_id]) == 2)
    assert [customer.messages[seq]["client_id"] for seq in (2, 3)] == ["c-77", None]
    assert [agent.messages[chat_id][seq]["client_id"] for seq in (2, 3)] == [None, "a-77"]
    page = await agent.ask("chat.history", chat_id=chat_id)
    assert [message["client_id"] for message in page["messages"]] == [None, None, "a-77"]
    for client in (agent, customer):
        await client.leave()


async def test_only_ones_own_group_is_on_the_roster(house: House):
    """An agent sees the own group, a supervisor everybody."""
    agent, supervisor = await house.agent("alice"), await house.agent("chloe")
    await agent.until(lambda: agent.heard["agents"])
    await supervisor.until(lambda: supervisor.heard["agents"])
    assert [each["name"] for each in agent.heard["agents"][0]] == ["Alice Martin", "Diane Petit"]
    assert len(supervisor.heard["agents"][0]) == 4
    bruno = await house.agent("bruno", "available")
    await supervisor.until(
        lambda: any(
            each["name"] == "Bruno Lopez" and each["status"] == "available"
            for told in supervisor.heard["agents"][1:]
            for each in told
        )
    )
    assert not any(each["name"] == "Bruno Lopez" for told in agent.heard["agents"] for each in told)
    for client in (agent, supervisor, bruno):
        await client.leave()


async def test_queue_figures_follow_and_are_not_told_twice(house: House):
    agent, customer = await house.agent(), await house.customer()
    await customer.start("Hello")
    await agent.until(
        lambda: any(
            queue["name"] == "web" and queue["waiting"] == 1
            for told in agent.heard["queues"]
            for queue in told
        )
    )
    told = agent.heard["queues"]
    assert all(before != after for before, after in itertools.pairwise(told))
    for client in (agent, customer):
        await client.leave()


async def test_preferences_are_kept(house: House):
    agent = await house.agent()
    await agent.ask("preferences.set", sounds=False)
    saved = await agent.ask("preferences.set", locale="fr")
    assert saved["preferences"]["sounds"] is False
    await agent.leave()
    await agent.connect()
    assert agent.heard["snapshot"][-1]["preferences"] == saved["preferences"]
    await agent.leave()


async def test_a_choice_leaves_the_language_as_it_is(house: House):
    """Who chose none has the one of their record, also beside what they did choose."""
    agent = await house.agent("bruno")
    assert agent.heard["snapshot"][-1]["preferences"]["locale"] == "fr"

    saved = await agent.ask("preferences.set", layout="side_by_side")

    assert saved["preferences"]["locale"] == "fr"
    await agent.leave()
    await agent.connect()
    assert agent.heard["snapshot"][-1]["preferences"] == saved["preferences"]
    await agent.leave()
