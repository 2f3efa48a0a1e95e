"""What a site says of its own, in the language of whom it says it to."""

import pytest

from tests.gateway.house import House


@pytest.mark.parametrize(
    ("locale", "greeting", "label"), [("en", "Good day", "Order"), ("fr", "Bonjour", "Commande")]
)
async def test_a_customer_is_greeted_and_asked_in_their_language(
    house: House, locale, greeting, label
):
    """CHT-029; the consent, known in French alone, is asked for in French."""
    customer = await house.customer("other", locale=locale)
    settings = customer.heard["session"][-1]["settings"]
    assert settings["greeting"] == greeting
    assert settings["consent"] == "Nous gardons cette conversation."
    assert [each["label"] for each in settings["prechat"]["fields"]] == [label]


async def test_an_agent_reads_the_question_in_their_own_language(house: House):
    """CHT-029: the answer is the customer's, what was asked is the desk's."""
    alice = await house.agent("alice", "available")
    customer = await house.customer("other", locale="fr")
    await customer.start("Bonjour", fields={"order": "4711"})
    offer = await alice.rung()
    assert offer["interaction"]["prechat"] == [{"key": "order", "label": "Order", "value": "4711"}]
