"""Chats logged as cases: to be read, to be finished, silently, or not at all; each once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from crm.chat_logs import ChatLog
from storage import chat_log_rows
from storage.database import Database
from tests.fakes.clock import START
from tests.gateway.house import COMPANY, House, open_house, provision
from tests.kit.clients import Agent, Refused
from tests.kit.customer_rows import customer, keep
from tests.kit.desk_http import CaseDesk

SETTINGS = ("by_customer", "view", "edit", "none")
PRECHAT = '{{ name = "allow", email = "allow", account_number = "allow", case_number = "allow" }}'
BEGINNING, _, END = COMPANY.partition("[[agents]]")
LOGGED = (
    BEGINNING
    + "".join(
        f"""
[[queues]]
name = "{setting}"
medium = "chat"
wrap_up_seconds = 60
codes = ["outcome"]
auto_log = "{setting}"
"""
        for setting in SETTINGS
    )
    + "[[agents]]"
    + END.replace('queues = ["web", "billing"]', f'queues = ["web", {str(list(SETTINGS))[1:]}')
    + "".join(
        f"""
[[sites]]
key = "{setting}"
origins = ["http://{setting.replace("_", "-")}.example"]
queue = "{setting}"
prechat = {PRECHAT}
"""
        for setting in SETTINGS
    )
)
PEOPLE = (
    customer(1, name="Zoé", addresses=("zoe@x.example",), account_number="K-1"),
    customer(2, name="Max", account_number="K-1"),
)


async def provided(folder: Path) -> None:
    """Make the company, and write down the two customers that it knows."""
    await provision(folder, LOGGED)
    database = await Database.open(f"sqlite:///{folder}/parley.db")
    await keep(database, *PEOPLE)
    await database.close()


@pytest.fixture(scope="module")
def logged_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with a queue for each way in which chats are logged."""
    folder = tmp_path_factory.mktemp("logged")
    asyncio.run(provided(folder))
    return folder


@pytest.fixture
async def company(logged_company: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A gateway that knows two customers."""
    async with open_house(logged_company, tmp_path) as house:
        yield house


async def served(house: House, agent: Agent, site: str, **answers: str) -> str:
    """Let an agent serve a chat that has just ended and is being wrapped up."""
    await agent.be("available")
    asking = await house.customer(site)
    await asking.start("My lamp  is broken", **answers)
    contact = await agent.accept()
    await agent.say(contact["id"], "Which one?")
    await agent.ask("interaction.end", interaction_id=contact["id"])
    return str(contact["id"])


async def talked(house: House, site: str, **answers: str) -> tuple[Agent, str]:
    """Let alice serve a chat; gives both."""
    alice = await house.agent("alice")
    return alice, await served(house, alice, site, **answers)


async def logged(agent: Agent) -> dict[str, Any]:
    """Give what the desk is told of the log first."""
    await agent.until(lambda: agent.heard["auto_log"])
    told: dict[str, Any] = agent.heard["auto_log"][0]
    return told


async def cases(desk: CaseDesk) -> list[dict[str, Any]]:
    """List every case."""
    return list((await desk.ask("GET", "/api/v1/cases"))["cases"])


async def log_of(desk: CaseDesk, chat: str) -> dict[str, Any]:
    """Read the log of a chat."""
    return dict((await desk.ask("GET", f"/api/v1/chat-logs/{chat}"))["log"])


async def test_without_a_setting_nothing_is_logged(company: House):
    """CHT-022, CRM-015: no queue logs unless it is told to."""
    alice, chat = await talked(company, "shop", email="zoe@x.example")
    await alice.ask("interaction.wrap_up", interaction_id=chat)
    desk = CaseDesk(alice)
    with pytest.raises(Refused, match="not_found"):
        await log_of(desk, chat)
    assert (alice.heard["auto_log"], await cases(desk)) == ([], [])


async def test_the_log_of_a_known_customer_is_to_be_read(company: House):
    """CHT-023, CHT-024, CRM-029: a case of theirs by itself, with everything about the chat."""
    alice, chat = await talked(company, "by_customer", name="Z", email="Zoe@X.example")
    told = await logged(alice)
    assert (told["interaction_id"], told["mode"], told["draft"]) == (chat, "view", None)
    lists = alice.heard["interaction"][-1]["code_lists"]
    (solved,) = [each["id"] for each in lists[0]["codes"] if each["name"] == "Solved"]
    await alice.ask("interaction.annotate", interaction_id=chat, codes=[solved], notes="A bulb")
    await alice.ask("interaction.wrap_up", interaction_id=chat)

    desk = CaseDesk(alice)
    case = await desk.case(told["case_id"])
    assert (case["customer"]["id"], case["medium"], case["status"]) == ("c1", "chat", "closed")
    assert (case["subject"], case["assignee"]["name"]) == ("My lamp is broken", "Alice Martin")
    (log,) = case["chats"]
    assert (log["agent_name"], log["queue"]["name"]) == ("Alice", "by_customer")
    assert [each["text"] for each in log["messages"]] == ["My lamp  is broken", "Which one?"]
    assert log["visitor"] == {"name": "Z", "email": "Zoe@X.example", "ip": "127.0.0.1"}
    (work,) = log["works"]
    assert (work["codes"], work["notes"]) == (["outcome: Solved"], "A bulb")
    assert log["started_at"] <= log["ended_at"]
    assert (log["waited_seconds"] >= 0, log["duration_seconds"] >= 0) == (True, True)

    last = alice.heard["interaction"][-1]
    assert (last["case"]["id"], last["auto_log"]["mode"]) == (case["id"], "view")
    record = await desk.ask("GET", "/api/v1/customers/c1")
    assert [each["number"] for each in record["cases"]] == [case["number"]]
    (line,) = record["contacts"]
    assert line == case["contacts"][0]
    assert (line["case_number"], line["subject"]) == (case["number"], "My lamp is broken")
    (row,) = (await desk.ask("GET", "/api/v1/cases", params={"q": "lamp"}))["cases"]
    assert (row["id"], row["medium"]) == (case["id"], "chat")


async def test_the_log_of_somebody_new_is_to_be_finished(company: House):
    """CHT-025, CHT-026, CRM-014: kept as a draft, saved once as a case of whom the agent chose."""
    alice, chat = await talked(company, "by_customer", name="Nina", email="nina@x.example")
    told = await logged(alice)
    assert (told["mode"], told["case_id"], told["draft"]["subject"]) == (
        *("edit", None),
        "My lamp is broken",
    )
    desk, bruno = CaseDesk(alice), CaseDesk(await company.agent("bruno"))
    written = {"subject": " Lamp ", "description": "She sends it", "status": "open", "rev": 0}
    kept = (await desk.ask("PUT", f"/api/v1/chat-logs/{chat}", json=written))["log"]
    assert (kept["draft"]["subject"], kept["draft"]["rev"], kept["case"]) == ("Lamp", 1, None)
    assert await cases(desk) == []
    (row,) = (await desk.ask("GET", "/api/v1/chat-logs"))["drafts"]
    assert (row["interaction_id"], row["subject"]) == (chat, "Lamp")
    again = await company.agent("alice")
    (in_hand,) = again.heard["snapshot"][-1]["interactions"]
    assert in_hand["auto_log"]["draft"]["description"] == "She sends it"

    await desk.ask("POST", "/api/v1/customers", json={"id": "nina", "name": "Nina"})
    chosen = written | {"rev": 1, "customer_id": "nina"}
    finish = f"/api/v1/chat-logs/{chat}/case"
    for asks, said, code in (
        (bruno, chosen, "not_found"),
        (desk, chosen | {"customer_id": "nobody"}, "not_found"),
        (desk, chosen | {"rev": 0}, "conflict"),
        (desk, chosen | {"status": "lost"}, "invalid"),
    ):
        with pytest.raises(Refused, match=code):
            await asks.ask("POST", finish, json=said)
    done = (await desk.ask("POST", finish, json=chosen))["log"]
    assert (await desk.ask("POST", finish, json=chosen))["log"] == done
    (case,) = await cases(desk)
    assert (case["customer"], case["status"], case["number"]) == (
        *("Nina", "open"),
        done["case"]["number"],
    )
    assert (await desk.ask("GET", "/api/v1/chat-logs"))["drafts"] == []
    with pytest.raises(Refused, match="conflict"):
        await desk.ask("PUT", f"/api/v1/chat-logs/{chat}", json=written | {"rev": 2})


async def test_a_log_is_finished_while_working_offline(company: House):
    """STA-017: the chat is over; what is left of it is done without new ones coming in."""
    alice, chat = await talked(company, "edit", email="zoe@x.example")
    assert (await logged(alice))["mode"] == "edit"
    await alice.ask("interaction.wrap_up", interaction_id=chat)
    await alice.be("offline")
    desk = CaseDesk(alice)
    assert (await log_of(desk, chat))["customer"]["id"] == "c1"
    said = {"subject": "Lamp", "rev": 0, "customer_id": "c1"}
    log = (await desk.ask("POST", f"/api/v1/chat-logs/{chat}/case", json=said))["log"]
    assert log["case"]["subject"] == "Lamp"
    assert alice.heard["status"][-1]["status"] == "offline"


SILENT: tuple[tuple[str, dict[str, str], str], ...] = (
    ("none", {"email": "zoe@x.example"}, "Zoé"),
    ("none", {"account_number": "K-1"}, "Zoé"),
    ("none", {"name": "Nina", "email": "nina@x.example"}, "Nina"),
    ("view", {"email": "otto@x.example"}, "otto@x.example"),
    ("view", {}, "Visitor"),
)


async def test_a_queue_can_ask_for_one_way_alone(company: House):
    """CHT-023, CHT-031: of several the first is taken, somebody new is written down."""
    alice = await company.agent("alice")
    for site, answers, _ in SILENT:
        await served(company, alice, site, **answers)
    await alice.until(lambda: len(alice.heard["auto_log"]) == len(SILENT))
    told = [(each["mode"], each["case_id"]) for each in alice.heard["auto_log"]]
    known = {each["id"]: each["customer"] for each in await cases(CaseDesk(alice))}
    assert [(mode, known[case_id]) for mode, case_id in told] == [
        (site, whose) for site, _, whose in SILENT
    ]


async def test_a_number_links_cases_and_names_nobody(company: House):
    """CHT-024: whoever types the number of a case is not its customer for that."""
    alice, _ = await talked(company, "none", email="zoe@x.example")
    first = (await logged(alice))["case_id"]
    number = (await CaseDesk(alice).case(first))["number"]
    alice, chat = await talked(company, "by_customer", case_number=f"#{number}")
    assert (await logged(alice))["mode"] == "edit"
    desk = CaseDesk(alice)
    assert (await log_of(desk, chat))["customer"] is None
    said = {"subject": "Lamp", "rev": 0, "customer_id": "c2"}
    log = (await desk.ask("POST", f"/api/v1/chat-logs/{chat}/case", json=said))["log"]
    assert (await desk.case(log["case"]["id"]))["linked_to"]["id"] == first


async def test_a_customer_chosen_otherwise_takes_the_case_along(company: House):
    """CRM-014: whose contact it is and whose case it is, is one thing."""
    alice, chat = await talked(company, "by_customer", email="zoe@x.example")
    case_id = (await logged(alice))["case_id"]
    await alice.ask("customer.choose", interaction_id=chat, customer_id="c2")
    assert (await CaseDesk(alice).case(case_id))["customer"]["id"] == "c2"


async def test_a_draft_can_be_thrown_away(company: House):
    """CHT-026: by its agent, as it was seen; it does not come back."""
    alice, chat = await talked(company, "edit")
    await logged(alice)
    desk = CaseDesk(alice)
    for query, code in (({"rev": "7"}, "conflict"), ({"rev": "x"}, "invalid"), ({}, "invalid")):
        with pytest.raises(Refused, match=code):
            await desk.ask("DELETE", f"/api/v1/chat-logs/{chat}", params=query)
    await desk.ask("DELETE", f"/api/v1/chat-logs/{chat}", params={"rev": "0"})
    with pytest.raises(Refused, match="not_found"):
        await log_of(desk, chat)
    await company.gateway.chat_logging.start()
    assert (await desk.ask("GET", "/api/v1/chat-logs"))["drafts"] == []


async def test_what_a_dead_gateway_left_undecided_is_decided_once(company: House):
    """CHT-023, CRM-014: the log was begun with the chat's end, so nothing of it is lost."""
    alice, chat = await talked(company, "shop", email="zoe@x.example")
    left = ChatLog(
        interaction_id=chat,
        queue_id=alice.heard["interaction"][-1]["queue"]["id"],
        setting="by_customer",
        agent_id=alice.heard["snapshot"][-1]["agent"]["id"],
        agent_name="Alice",
        ended_at=START,
    )
    gateway = company.gateway
    await gateway.foundation.database.write(lambda tx: chat_log_rows.add(tx, left))
    await asyncio.gather(*(gateway.chat_logging.start() for _ in range(3)))
    await gateway.chat_logging.start()
    (case,) = await cases(CaseDesk(alice))
    assert case["id"] == (await logged(alice))["case_id"]
