"""Whose contact it is: found by what it brings along, shown at the moment the queue wants."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gateway.config import Mailbox
from gateway.screen_pops import ScreenPops
from gateway.views.contact import Contact
from router.lifecycle import Medium
from storage.errors import StorageError
from tests.gateway.house import COMPANY, House, open_house, provision
from tests.kit.clients import Agent, Customer, Refused
from tests.kit.desk_http import CaseDesk
from tests.kit.post import letter, post

ANSWERS = '{{ name = "allow", email = "allow", account_number = "allow", case_number = "allow" }}'
TRIGGERS = (("mail", "before_accept"), ("post", "after_accept"), ("desk", "on_completion"))
COUNTERS = COMPANY.replace(
    'queues = ["web", "billing"]',
    'queues = ["web", "taken", "done", "mail", "post", "desk"]',
) + (
    "".join(
        f"""
[[queues]]
name = "{queue}"
medium = "chat"
wrap_up_seconds = 60
screen_pop = "{trigger}"

[[sites]]
key = "{queue}"
origins = ["http://{queue}.example"]
queue = "{queue}"
prechat = {ANSWERS}
"""
        for queue, trigger in (("taken", "after_accept"), ("done", "on_completion"))
    )
    + "".join(
        f"""
[[queues]]
name = "{queue}"
medium = "email"
wrap_up_seconds = 60
screen_pop = "{trigger}"
"""
        for queue, trigger in TRIGGERS
    )
    + f"""
[[sites]]
key = "counter"
origins = ["http://counter.example"]
queue = "web"
prechat = {ANSWERS}
"""
)


@pytest.fixture(scope="module")
def counters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose queues present records at different moments."""
    folder = tmp_path_factory.mktemp("counters")
    asyncio.run(provision(folder, COUNTERS))
    return folder


@pytest.fixture
async def company(counters: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A gateway that knows two customers."""
    mailboxes = tuple(
        Mailbox(name=queue, address=f"{queue}@shop.example", queue=queue) for queue, _ in TRIGGERS
    )
    async with open_house(counters, tmp_path, mailboxes=mailboxes) as house:
        desk = CaseDesk(await house.agent("chloe"))
        for facts in (
            {"id": "zoe", "name": "Zoé", "addresses": ["zoe@x.example"], "account_number": "K-1"},
            {"id": "max", "name": "Max", "account_number": "K-1"},
        ):
            await desk.ask("POST", "/api/v1/customers", json=facts)
        yield house


async def at_work(house: House) -> Agent:
    alice = await house.agent("alice")
    await alice.be("available")
    return alice


async def asks(house: House, site: str = "counter", **answers: str) -> Customer:
    customer = await house.customer(site)
    await customer.start("Hello", **answers)
    return customer


async def popped(agent: Agent, match: str) -> dict[str, Any]:
    """Give what the desk was told last, once it says that."""

    def last() -> dict[str, Any] | None:
        told = agent.heard["screen_pop"]
        return told[-1]["screen_pop"] if told and told[-1]["screen_pop"]["match"] == match else None

    pop: dict[str, Any] = await agent.until(last)
    return pop


async def test_the_record_is_there_while_it_rings(company: House):
    """CRM-010, CRM-011, CHT-009, OFR-023: by the address, with the offer, for later desks too."""
    alice = await at_work(company)
    await asks(company, email="Zoe@X.example")
    offer = await alice.rung()
    pop = offer["interaction"]["screen_pop"]
    assert await popped(alice, "customer") == pop
    assert (pop["when"], pop["record_ids"], pop["form"]) == ("before_accept", ["zoe"], None)
    assert pop["customers"][0]["name"] == "Zoé"

    again = await company.agent("alice")
    assert again.offers[offer["id"]]["interaction"]["screen_pop"] == pop
    record = await CaseDesk(alice).ask("GET", "/api/v1/customers/zoe")
    assert [each["medium"] for each in record["contacts"]] == ["chat"]


async def test_the_record_comes_with_the_acceptance(company: House):
    """CRM-011, CHT-011: not while it rings."""
    alice = await at_work(company)
    await asks(company, "taken", email="zoe@x.example")
    offer = await alice.rung()
    assert offer["interaction"]["screen_pop"] is None
    await alice.accept()
    assert (await popped(alice, "customer"))["when"] == "after_accept"


async def test_the_record_comes_when_the_work_is_done(company: House):
    """CRM-011: not before the end of the conversation."""
    alice = await at_work(company)
    await asks(company, "done", email="zoe@x.example")
    contact = await alice.accept()
    assert contact["screen_pop"] is None
    assert alice.heard["screen_pop"] == []
    await alice.ask("interaction.end", interaction_id=contact["id"])
    assert (await popped(alice, "customer"))["when"] == "on_completion"


@pytest.mark.parametrize(("queue", "trigger"), TRIGGERS)
async def test_the_record_of_a_mail_comes_when_its_queue_says(
    company: House, queue: str, trigger: str
):
    """CRM-011, EIN-013: its customer and its case, before the agent accepts or not until then."""
    alice = await at_work(company)
    await post_to(company, f"{queue}@shop.example")
    pops = [(await alice.rung())["interaction"]["screen_pop"]]
    contact = await alice.accept()
    pops.append(contact["screen_pop"])
    ended = await alice.ask("interaction.end", interaction_id=contact["id"])
    pops.append(ended["interaction"]["screen_pop"])

    first = ("before_accept", "after_accept", "on_completion").index(trigger)
    assert pops[:first] == [None] * first
    for pop in pops[first:]:
        assert (pop["when"], pop["match"]) == (trigger, "case")
        assert pop["case"]["number"] == contact["case"]["number"]
        assert [each["id"] for each in pop["customers"]] == ["zoe"]


async def post_to(house: House, address: str) -> None:
    """Let a customer write to a mailbox."""
    port = house.gateway.post_room.channel.smtp_port
    assert port is not None
    await post(port, letter(sender="Zoé <zoe@x.example>", to=address), to=address)


async def test_of_several_the_agent_chooses(company: House):
    """CRM-010, CHT-005: one account, two customers; the choice is kept, and may be another."""
    alice = await at_work(company)
    await asks(company, account_number="K-1")
    contact = await alice.accept()
    assert (await popped(alice, "several"))["record_ids"] == ["zoe", "max"]
    for choice in ("zoe", "max"):
        answer = await alice.ask(
            "customer.choose", interaction_id=contact["id"], customer_id=choice
        )
        assert answer["screen_pop"]["record_ids"] == [choice]
        record = await CaseDesk(alice).ask("GET", f"/api/v1/customers/{choice}")
        assert [each["id"] for each in record["contacts"]] == [contact["id"]]
    assert (await popped(alice, "customer"))["record_ids"] == ["max"]
    assert (await CaseDesk(alice).ask("GET", "/api/v1/customers/zoe"))["contacts"] == []


async def test_for_somebody_new_there_is_a_form(company: House):
    """CRM-013, CHT-006: nobody matches; whoever is written down then is the customer."""
    alice = await at_work(company)
    await asks(company, name="Nina", email="nina@x.example", case_number="#77")
    contact = await alice.accept()
    assert (await popped(alice, "none"))["form"] == "customer"
    await CaseDesk(alice).ask("POST", "/api/v1/customers", json={"id": "nina", "name": "Nina"})
    await alice.ask("customer.choose", interaction_id=contact["id"], customer_id="nina")
    assert (await popped(alice, "customer"))["customers"][0]["name"] == "Nina"


async def test_nobody_chooses_for_others_nor_whom_there_is_not(company: House):
    alice, bruno = await at_work(company), await company.agent("bruno")
    await bruno.be("available")
    await asks(company, account_number="K-1")
    contact = (await alice.rung())["interaction"]
    for agent, wish in (
        (bruno, {"interaction_id": contact["id"], "customer_id": "zoe"}),
        (alice, {"interaction_id": contact["id"], "customer_id": "nobody"}),
        (alice, {"interaction_id": "none", "customer_id": "zoe"}),
    ):
        with pytest.raises(Refused, match="not_found"):
            await agent.ask("customer.choose", **wish)


async def test_an_offer_comes_with_its_screen_pop_even_if_nobody_is_known(company: House):
    """protocol.md, Interaction: `before_accept` is part of the offer, whoever it is about."""
    alice = await at_work(company)
    unknown: tuple[dict[str, str], ...] = ({}, {"email": "new@x.example"})
    for answers in unknown:
        await asks(company, **answers)
        pop = (await alice.rung())["interaction"]["screen_pop"]
        assert (pop["match"], pop["record_ids"], pop["form"]) == ("none", [], "customer")
        await alice.accept()


async def test_an_offer_rings_though_nobody_can_be_looked_for():
    """The search is beside the work: with the storage away the offer comes without its result."""
    searches: list[Any] = []
    heard: list[str] = []
    caller: Any = SimpleNamespace(voicemail=SimpleNamespace(caller="+4930123"))
    nothing: Any = SimpleNamespace(queues={}, find=_away)
    pops = ScreenPops(
        book=nothing,
        directory=lambda: nothing,
        matches=nothing,
        chat_details=lambda _: None,
        mail_details=lambda _: None,
        voicemail_details=lambda _: caller,
        desks=nothing,
        background=searches.append,
        clock=nothing,
    )
    contact = Contact(id="i", medium=Medium.VOICEMAIL, queue="q", entered_at=0)
    for agent in ("first", "second"):
        pops.ring(contact, agent, partial(heard.append, agent))
    assert heard == []
    with pytest.raises(StorageError):
        await searches.pop()
    assert heard == ["first", "second"]
    assert searches == []


async def _away(*_: object) -> None:
    raise StorageError
