"""The answer bot as a customer and the agent after it meet it, over the sockets."""

import json

import pytest

from storage.knowledge import KnowledgeStore
from tests.gateway.house import House, open_house, provision
from tests.gateway.library import LIBRARY
from tests.kit.clients import Refused


@pytest.fixture
async def shop(tmp_path):
    """A whole gateway whose shop begins with the bot."""
    await provision(tmp_path, LIBRARY.replace('key = "shop"', 'key = "shop"\nbot = true', 1))
    async with open_house(tmp_path, tmp_path) as opened:
        yield opened


async def test_the_knowledge_base_answers_and_a_person_takes_over(shop: House):
    """Nobody is rung before a person is wanted; who accepts then reads what the bot has tried."""
    agent, customer = await shop.agent(status="available"), await shop.customer()
    chat = await customer.start("When are your opening hours?")
    assert chat["state"] == "bot"
    answer = await customer.until(
        lambda: next((m for m in customer.messages.values() if "8 am" in m["text"]), None)
    )
    assert (answer["from"], answer["asks"]) == ("bot", "helped")
    assert [m["asks"] for m in customer.messages.values() if m is not answer] == [None, None]
    assert f"{shop.url}/faq/opening-hours" in answer["html"]
    assert not agent.offers
    with pytest.raises(Refused, match="not_found"):
        await customer.ask("chat.feedback", chat_id=chat["id"], message_id="x", helped=True)
    judged = {"chat_id": chat["id"], "message_id": answer["id"]}
    await customer.ask("chat.feedback", **judged, helped=True)
    await customer.ask("chat.human", chat_id=chat["id"])
    interaction = await agent.accept()
    assert interaction["id"] == chat["id"]
    history = await agent.ask("chat.history", chat_id=chat["id"])
    read = [message["from"] for message in history["messages"]]
    assert read[:5] == ["customer", "bot", "bot", "bot", "bot"]
    assert "8 am" in json.dumps(history["messages"][2])
    await shop.gateway.background.drain()
    counted = await KnowledgeStore(shop.gateway.foundation.database).counted()
    assert counted == {"bot_answered": 1, "bot_helped": 1, "bot_handed_over": 1}
    assert not shop.failures()
    for client in (agent, customer):
        await client.leave()


async def test_a_table_is_answered_with_its_page(shop: House):
    """FAQ-015: what cannot stand in a message goes as a link, from the bot too."""
    customer = await shop.customer()
    await customer.start("Price list")
    answer = await customer.until(
        lambda: next((m for m in customer.messages.values() if "price-list" in m["html"]), None)
    )
    assert "desk" not in answer["text"]
    await customer.leave()
