"""The knowledge base beside a conversation, as a desk asks it."""

import pytest

from tests.gateway.house import House
from tests.kit.clients import Refused


def questions(answer) -> list[str]:
    return [entry["question"] for entry in answer["entries"]]


async def test_an_agent_finds_reads_inserts_an_entry(library: House):
    """FAQ-001, FAQ-003, FAQ-007, FAQ-009, FAQ-035, CHT-015, CARD-010: searched while typed."""
    agent = await library.agent(status="offline")
    found = await agent.ask("faq.search", query="when do you op")
    assert questions(found)[0] == "Opening hours"
    entry = found["entries"][0]
    assert entry["excerpt"] == "We are open 8 am to 7 pm, Monday to Friday."
    assert entry["insertable_as"] == ["text", "link"]
    read = (await agent.ask("faq.get", entry_id=entry["id"]))["entry"]
    assert "<strong>8 am to 7 pm</strong>" in read["html"]
    assert read["url"] == f"{library.url}/faq/opening-hours"
    inserted = await agent.ask("faq.insert", entry_id=entry["id"], **{"as": "text"})
    assert inserted["html"] == read["html"]
    assert inserted["inserted_as"] == "text"
    linked = await agent.ask("faq.insert", entry_id=entry["id"], **{"as": "link"})
    assert linked["html"] == f'<a href="{read["url"]}">Opening hours</a>'
    await agent.leave()


async def test_a_shortcut_brings_its_entry(library: House):
    r"""FAQ-004, FAQ-006, FAQ-008, FAQ-032: `\q` and `<Prix>`, before cleaning."""
    agent = await library.agent(status="offline")
    text = await agent.ask("faq.insert", shortcut=r"\q", **{"as": "text"})
    assert text["text"].startswith("We are open 8 am")
    table = await agent.ask("faq.insert", shortcut="<Prix>", **{"as": "text"})
    assert table["inserted_as"] == "link"
    assert table["text"] == f"Price list ({library.url}/faq/price-list)"
    assert questions(await agent.ask("faq.search", query=r"\pr"))[0] == "Price list"
    await agent.leave()


async def test_the_knowledge_base_is_browsed(library: House):
    """FAQ-003, FAQ-013: by category, in alphabetical order; what is switched off is not there."""
    agent = await library.agent(status="offline")
    everything = await agent.ask("faq.search", query="")
    assert questions(everything) == [
        "Horaires d’ouverture",
        "Opening hours",
        "Price list",
        "Refunds",
    ]
    orders = await agent.ask("faq.search", query="", category="Orders", limit=1)
    assert questions(orders) == ["Price list"]
    listed = (await agent.ask("faq.categories"))["categories"]
    assert [(each["name"], each["entries"]) for each in listed] == [
        ("Magasins", 1),
        ("Orders", 2),
        ("Shops", 1),
    ]
    await agent.leave()


async def test_a_visitor_is_told_of_questions_and_answers_in_their_language(library: House):
    for locale in ("en", "fr"):
        visitor = await library.customer(locale=locale)
        assert visitor.heard["session"][-1]["settings"]["faq"] is True


async def test_what_may_answer_the_customer_is_suggested(library: House):
    agent, customer = await library.agent(status="available"), await library.customer()
    started = await customer.start("Hello")
    await agent.accept()
    chat_id = started["id"]
    assert questions(await agent.ask("faq.suggest", chat_id=chat_id)) == []
    await customer.say("I want to be reimbursed, refund me")
    suggested = await agent.ask("faq.suggest", chat_id=chat_id)
    assert questions(suggested)[0] == "Refunds"
    stranger = await library.agent("chloe", status="offline")
    with pytest.raises(Refused, match="not_found"):
        await stranger.ask("faq.suggest", chat_id=chat_id)
    for client in (agent, stranger, customer):
        await client.leave()


REFUSED = [
    ("faq.get", {"entry_id": "nothing"}, "not_found"),
    ("faq.get", {}, "invalid"),
    ("faq.insert", {"as": "text"}, "invalid"),
    ("faq.insert", {"entry_id": "a", "shortcut": "q", "as": "text"}, "invalid"),
    ("faq.insert", {"entry_id": "a", "as": "table"}, "invalid"),
    ("faq.insert", {"shortcut": "nothing", "as": "text"}, "not_found"),
    ("faq.search", {"query": "x" * 501}, "invalid"),
    ("faq.suggest", {"chat_id": "nothing"}, "not_found"),
]


async def test_what_cannot_be_is_refused(library: House):
    agent = await library.agent(status="offline")
    for event, payload, code in REFUSED:
        with pytest.raises(Refused, match=code):
            await agent.ask(event, **payload)
    assert not library.failures()
    await agent.leave()
