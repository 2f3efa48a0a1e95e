"""Cases over a working day: offered, turned down, changed, written in, handed on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.clients import Agent, Refused
from tests.kit.desk_http import CaseDesk
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.post import MAIL_WORLD, MAILBOX, letter, post
from tests.kit.warm import WarmGateway
from tests.kit.worlds import Worlds

WORLD = MAIL_WORLD.replace(
    'name = "mail"\nmedium = "email"\n',
    'name = "mail"\nmedium = "email"\naccept_timeout_seconds = 60\ncodes = ["outcome"]\n',
).replace(
    "[[agents]]",
    """[[code_lists]]
name = "outcome"
mandatory = true
codes = ["Solved", "Not ours"]

[[agents]]""",
    1,
)


@pytest.fixture
def office(worlds: Worlds, tmp_path: Path) -> Iterator[GatewayProcess]:
    """Run a gateway whose mail asks for a code."""
    gateway = worlds.gateway(tmp_path, WORLD, config=MAILBOX, takes_mail=True)
    gateway.start()
    yield gateway
    gateway.stop()


async def at_work(gateway: GatewayProcess) -> Agent:
    agent = Agent(gateway.url, "alice", PASSWORD)
    await agent.connect()
    await agent.be("available")
    return agent


async def test_who_rejects_a_mail_works_offline(office: GatewayProcess):
    """EIN-014, EIN-015, EIN-017, EIN-018: seen before it is taken, and not taken."""
    alice = await at_work(office)
    await post(office.smtp_port, letter())
    offer = await alice.rung()
    assert offer["can_reject"]
    assert offer["interaction"]["email"]["text"].strip() == "It was due on Monday."
    assert offer["interaction"]["customer"]["name"] == "Zoé Martin"

    await alice.ask("offer.reject", offer_id=offer["id"])

    await alice.until(lambda: alice.status == "offline")
    await alice.leave()


async def test_a_known_sender_s_mail_is_a_new_case_of_theirs(office: GatewayProcess):
    """EIN-007, EIN-008, EIN-012, EIN-019, CRM-010: the address finds the customer, not a case."""
    alice = await at_work(office)
    desk = CaseDesk(alice)
    customers, cases = set(), set()
    for number in range(2):
        await post(office.smtp_port, letter(f"{number}", message_id=f"<{number}@c.example>"))
        await alice.rung()
        contact = await alice.accept()
        case = await desk.case(contact["case"]["id"])
        customers.add((case["customer"]["id"], case["customer"]["name"]))
        cases.add(case["number"])
        await _finish(alice, contact)
    assert [name for _, name in customers] == ["Zoé Martin"]
    assert len(cases) == 2
    await alice.leave()


async def test_a_mail_is_closed_with_a_code_and_no_sooner(office: GatewayProcess):
    """EIN-027, EIN-030, EIN-031: end, choose, finish; a missing code keeps it open."""
    alice = await at_work(office)
    await post(office.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    await alice.ask("interaction.end", interaction_id=contact["id"])
    await alice.until(lambda: alice.status == "wrap_up")
    with pytest.raises(Refused, match="code_required"):
        await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
    await _finish(alice, contact)
    await alice.until(lambda: alice.status == "available")
    await alice.leave()


async def test_a_case_is_found_and_changed(office: GatewayProcess):
    """EIN-023, CRM-002, CRM-003, CRM-009, CRM-016, CRM-018, CRM-019, CRM-025: status and more."""
    alice = await at_work(office)
    desk = CaseDesk(alice)
    await post(office.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    case_id = contact["case"]["id"]
    listed = await desk.ask("GET", "/api/v1/cases", params={"status": "open", "mine": "1"})
    assert [case["id"] for case in listed["cases"]] == [case_id]
    assert listed["cases"][0]["assignee"]["name"] == "Alice Martin"

    before = await desk.case(case_id)
    changed = await desk.ask(
        "PATCH",
        f"/api/v1/cases/{case_id}",
        json={"status": "closed", "priority": "high", "severity": "low", "subject": "A parcel"},
    )

    assert changed["opened_at"] == before["opened_at"]
    assert changed["changed_at"] > before["changed_at"]
    assert [changed[name] for name in ("status", "priority", "severity", "subject")] == [
        *("closed", "high", "low", "A parcel")
    ]
    for words in (changed["number"], f"#{changed['number']}", "parcel", "zoé", "customer.example"):
        found = await desk.ask("GET", "/api/v1/cases", params={"q": words})
        assert [case["id"] for case in found["cases"]] == [case_id], words
    assert (await desk.ask("GET", "/api/v1/cases", params={"status": "open"}))["cases"] == []
    await alice.leave()


async def test_a_reply_opens_a_closed_case_again(office: GatewayProcess):
    """CRM-018, EIN-009: within fourteen days it is the same matter."""
    alice = await at_work(office)
    desk = CaseDesk(alice)
    await post(office.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    case = contact["case"]
    await desk.ask("PATCH", f"/api/v1/cases/{case['id']}", json={"status": "closed"})
    await _finish(alice, contact)

    again = letter(f"Re: parcel [#{case['number']}]", message_id="<2@customer.example>")
    await post(office.smtp_port, again)
    await alice.rung()
    second = await alice.accept()

    assert second["case"]["id"] == case["id"]
    assert (await desk.case(case["id"]))["status"] == "open"
    await alice.leave()


async def test_mail_on_a_case_in_hand_goes_to_whose_case_it_is(tmp_path: Path):
    """EIN-009, OFR-003, OFR-021, STA-046, EIN-028: before whoever has been idle for longer."""
    world = MAIL_WORLD.replace('queues = ["letters"]', 'queues = ["mail", "letters"]')
    config = f"{MAILBOX}\n[case]\nowner_seconds = 60\n"
    gateway = WarmGateway(tmp_path, provisioning=world, config=config, takes_mail=True)
    gateway.provision()
    gateway.start()
    alice, bruno = Agent(gateway.url, "alice", PASSWORD), Agent(gateway.url, "bruno", PASSWORD)
    for agent in (alice, bruno):
        await agent.connect()
        await agent.be("available")
    await post(gateway.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    desk = CaseDesk(alice)
    await desk.draft(contact["case"]["id"], html="<p>Today.</p>")
    await desk.send(contact["case"]["id"])
    await alice.until(lambda: any(m["state"] == "accepted" for m in alice.heard["mail"]))
    number = contact["case"]["number"]
    await alice.ask("interaction.end", interaction_id=contact["id"])
    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])

    await post(
        gateway.smtp_port,
        letter(f"Re: parcel [#{number}]", "Thanks.", message_id="<2@customer.example>"),
    )
    offer = await alice.rung()
    assert offer["interaction"]["case"]["number"] == number
    assert offer["interaction"]["medium"] == "email"
    await post(gateway.smtp_port, letter("Another", message_id="<3@customer.example>"))
    assert (await bruno.rung())["interaction"]["case"]["number"] != number

    for agent in (alice, bruno):
        await agent.leave()
    audit = gateway.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr
    gateway.stop()


async def test_drafts_wait_for_their_writer_alone(office: GatewayProcess):
    """ERP-014, ERP-016, CRM-020, CRM-021: kept with the case, listed as one's own, not sent."""
    alice = await at_work(office)
    desk = CaseDesk(alice)
    await post(office.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    await desk.draft(contact["case"]["id"], html="<p>Half a</p>")
    bruno = Agent(office.url, "bruno", PASSWORD)
    await bruno.connect()

    mine = await desk.ask("GET", "/api/v1/cases", params={"drafts": "1"})
    theirs = await CaseDesk(bruno).ask("GET", "/api/v1/cases", params={"drafts": "1"})

    assert [case["id"] for case in mine["cases"]] == [contact["case"]["id"]]
    assert theirs["cases"] == []
    assert (await CaseDesk(bruno).case(contact["case"]["id"]))["drafts"] == []
    with pytest.raises(Refused, match="not_found"):
        await CaseDesk(bruno).send(contact["case"]["id"])
    for agent in (alice, bruno):
        await agent.leave()


async def test_a_mail_goes_to_a_queue_nobody_attends_only_on_purpose(office: GatewayProcess):
    """ETR-006, ETR-007, ETR-002: warned, then handed on; after the wrap-up it is too late."""
    alice = await at_work(office)
    await post(office.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    with pytest.raises(Refused, match="unattended"):
        await alice.ask("interaction.transfer", interaction_id=contact["id"], to_queue="letters")

    await alice.ask(
        "interaction.transfer", interaction_id=contact["id"], to_queue="letters", confirm=True
    )
    await _finish(alice, contact, end=False)

    with pytest.raises(Refused, match="not_found"):
        await alice.ask(
            "interaction.transfer", interaction_id=contact["id"], to_queue="mail", confirm=True
        )
    await alice.leave()


async def test_a_follow_up_leaves_without_the_original(office: GatewayProcess):
    """ERP-008, ERP-009, ERP-017, ERP-019: whatever address it came to is the standard sender."""
    alice = await at_work(office)
    desk = CaseDesk(alice)
    await post(office.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    case_id = contact["case"]["id"]
    assert (await desk.case(case_id))["senders"][0] == "support@shop.example"
    for kind in ("follow_up", "forward"):
        await desk.draft(case_id, kind, kind=kind, html="<p>News</p>", to=["paul@example.org"])
        await desk.send(case_id, kind)
    follow_up, forward = (await desk.case(case_id))["mails"][1:]

    assert follow_up["quoted"] == ""
    assert "It was due on Monday." in forward["quoted"]
    assert forward["subject"].startswith("Fwd: ")
    await alice.leave()


async def _finish(alice: Agent, contact: dict[str, object], *, end: bool = True) -> None:
    if end:
        await alice.ask("interaction.end", interaction_id=contact["id"])
    handled = await alice.ask("interaction.annotate", interaction_id=contact["id"])
    (codes,) = handled["interaction"]["code_lists"]
    await alice.ask(
        "interaction.annotate",
        interaction_id=contact["id"],
        codes=[codes["codes"][0]["id"]],
    )
    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
