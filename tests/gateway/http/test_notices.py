"""Colleagues and customers are told where a case stands, once."""

import asyncio
import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.http.office import Office
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk


async def left(folder: Path, count: int) -> list[EmailMessage]:
    """Give the letters that have left, once there are as many."""
    async with asyncio.timeout(20):
        while len(files := sorted(folder.glob("outgoing/*.eml"))) < count:  # noqa: ASYNC240
            await asyncio.sleep(0.02)
    return [
        email.message_from_bytes(each.read_bytes(), policy=email.policy.default) for each in files
    ]


async def a_case(office: Office, desk: CaseDesk) -> dict[str, Any]:
    await office.receive("Where is my parcel?")
    [row] = (await desk.ask("GET", "/api/v1/cases"))["cases"]
    path = f"/api/v1/cases/{row['id']}"
    changes = {"priority": "high", "status": "pending", "severity": "low"}
    return await desk.ask("PATCH", path, json=changes)


async def test_a_colleague_is_told_at_the_desk_and_by_mail(office: Office, tmp_path: Path):
    """CRM-017, EPL-013: a notice that opens the case, and a letter with what it is about."""
    chloe, desk = await office.desk()
    alice, _ = await office.desk("alice")
    case = await a_case(office, desk)
    said = {
        "client_id": "n1",
        "agent_ids": [alice.heard["snapshot"][0]["agent"]["id"]],
        "note": "Please call her back.",
    }
    path = f"/api/v1/cases/{case['id']}/notify"

    await desk.ask("POST", path, json=said)
    await desk.ask("POST", path, json=said)

    [notice] = await alice.until(lambda: alice.heard["notice"])
    assert (notice["text"], notice["by"]["name"]) == ("Please call her back.", "Chloe Bernard")
    assert notice["case"]["number"] == case["number"]
    [letter] = await left(tmp_path, 1)
    assert letter["To"] == "alice@example.org"
    assert letter["Subject"] == f"Case {case['number']}: Where is my parcel?"
    lines = letter.get_content().splitlines()
    assert lines[:3] == ["Chloe Bernard tells you about a case.", "", "Please call her back."]
    for line in (
        "Status: Pending",
        "Priority: High",
        "Severity: Low",
        "Customer: Zoé Martin, zoe@customer.example",
    ):
        assert line in lines
    again, _ = await office.desk("alice")
    assert [each["id"] for each in again.heard["snapshot"][0]["notices"]] == [notice["id"]]
    await chloe.ask("notice.seen", notice_id=notice["id"])
    still, _ = await office.desk("alice")
    assert len(still.heard["snapshot"][0]["notices"]) == 1
    await alice.ask("notice.seen", notice_id=notice["id"])
    later, _ = await office.desk("alice")
    assert later.heard["snapshot"][0]["notices"] == []
    assert len(alice.heard["notice"]) == 1


async def test_the_customer_is_written_to_once(office: Office, tmp_path: Path):
    """CRM-017, EPL-013: by a mail of the case, which threads and says where the case stands."""
    _, desk = await office.desk()
    case = await a_case(office, desk)
    said = {"client_id": "n2", "customer": True, "note": "We are <looking> for it."}
    path = f"/api/v1/cases/{case['id']}/notify"

    await desk.ask("POST", path, json=said)
    await desk.ask("POST", path, json=said)

    [letter] = await left(tmp_path, 1)
    assert (letter["To"], letter["From"]) == (
        "zoe@customer.example",
        "Chloe Bernard <support@shop.example>",
    )
    assert letter["Subject"] == f"Where is my parcel? [#{case['number']}]"
    assert letter["In-Reply-To"] == "<1@customer.example>"
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("We are <looking> for it.\n\nCase: ")
    assert "Status: Pending" in text
    assert "Priority: High" in text
    read = await desk.case(case["id"])
    assert [mail["direction"] for mail in read["mails"]] == ["in", "out"]
    assert read["drafts"] == []


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({}, "invalid", "agent_ids"),
        ({"agent_ids": ["nobody"]}, "invalid", "agent_ids"),
        ({"agent_ids": ["x"] * 21}, "invalid", "agent_ids"),
        ({"customer": True, "note": "x" * 2_001}, "invalid", "note"),
    ],
)
async def test_nobody_is_told_by_a_request_that_is_wrong(
    office: Office, said: dict[str, Any], code: str, field: str
):
    _, desk = await office.desk()
    case = await a_case(office, desk)
    with pytest.raises(Refused) as refusal:
        await desk.ask(
            "POST", f"/api/v1/cases/{case['id']}/notify", json={"client_id": "n", **said}
        )
    assert (refusal.value.code, refusal.value.error["field"]) == (code, field)
