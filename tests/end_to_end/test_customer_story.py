"""Customers and tasks over a working day: corrected, merged, promised something."""

from pathlib import Path
from typing import Any

from tests.kit.clients import Agent
from tests.kit.desk_http import CaseDesk
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.post import MAIL_WORLD, MAILBOX, letter, post
from tests.kit.warm import WarmGateway

WORLD = MAIL_WORLD.replace('"email.discard"]', '"email.discard", "crm.customer.merge"]')


async def test_two_records_of_one_customer_become_one(tmp_path: Path):
    """CRM-005, CRM-008, CRM-010: what waits and what is in hand show who they are now."""
    gateway = WarmGateway(tmp_path, provisioning=WORLD, config=MAILBOX, takes_mail=True)
    gateway.provision()
    gateway.start()
    try:
        alice = Agent(gateway.url, "alice", PASSWORD)
        await alice.connect()
        await _merge_and_part(gateway, alice, CaseDesk(alice))
        await alice.leave()
    finally:
        gateway.stop()


async def _merge_and_part(gateway: GatewayProcess, alice: Agent, desk: CaseDesk) -> None:
    await alice.be("available")
    await post(gateway.smtp_port, letter())
    await alice.rung()
    contact = await alice.accept()
    case = await desk.case(contact["case"]["id"])
    zoe = f"/api/v1/customers/{case['customer']['id']}"
    other = letter(sender="Z. M. <zm@work.example>", message_id="<2@work.example>")
    await post(gateway.smtp_port, other, sender="zm@work.example")

    async def waiting() -> list[str]:
        answer = await alice.ask("email.pending", queue_id=contact["queue"]["id"])
        return [each["contact"] for each in answer["emails"]]

    while await waiting() != ["Z. M."]:
        pass
    record = await desk.ask("PATCH", zoe, json={"rev": 1, "name": "Zoé M.", "company": "Atelier"})
    (theirs,) = (await desk.ask("GET", "/api/v1/customers", params={"q": "zm@work"}))["customers"]
    wish = {"rev": record["rev"], "other_id": theirs["id"], "other_rev": 1}
    merged = await desk.ask("POST", f"{zoe}/merge", json=wish)

    assert merged["addresses"] == ["zm@work.example", "zoe@customer.example"]
    assert len(merged["cases"]) == len(merged["contacts"]) == 2
    assert await waiting() == ["Zoé M."]
    promise: dict[str, Any] = {"id": "t1", "title": "Call Zoé", "case_id": case["id"]}
    task = (await desk.ask("POST", "/api/v1/tasks", json=promise))["task"]
    assert (task["case"]["number"], task["customer"]["name"]) == (case["number"], "Zoé M.")

    (line,) = merged["merged"]
    await desk.ask("POST", f"/api/v1/customer-merges/{line['merge_id']}/undo")
    assert await waiting() == ["Z. M."]
    parted = await desk.ask("GET", zoe)
    assert (len(parted["cases"]), [each["id"] for each in parted["tasks"]]) == (1, ["t1"])
