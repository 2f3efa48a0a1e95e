"""Junk mail: put away with its sender, never lost, and brought back when it was none."""

import pytest

from tests.gateway.http.office import Office
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk

SPAMMER = "deals@spam.example"
LURE = f"Great Deals <{SPAMMER}>"


async def cases(desk: CaseDesk, **query: str) -> list[dict[str, object]]:
    """List cases."""
    found = await desk.ask("GET", "/api/v1/cases", params=query)
    listed: list[dict[str, object]] = found["cases"]
    return listed


async def blocked(desk: CaseDesk) -> list[str]:
    """List the addresses that are blocked."""
    found = await desk.ask("GET", "/api/v1/blocked-senders")
    return [each["address"] for each in found["senders"]]


async def test_a_blocked_sender_s_mail_is_kept_and_asks_for_nobody(office: Office):
    """The case closes, what waits of it is thrown away, and what follows waits nowhere."""
    await office.receive("Win a lamp", sender=LURE)
    agent, desk = await office.desk()
    await agent.be("offline")
    [case] = await cases(desk)
    case = await desk.ask(
        "POST", f"/api/v1/cases/{case['id']}/spam", json={"block": SPAMMER.upper()}
    )
    assert (case["status"], case["spam"]) == ("closed", True)
    queue = next(q["id"] for q in agent.heard["snapshot"][0]["queues"] if q["name"] == "mail")
    pending = await agent.ask("email.pending", queue_id=queue)
    assert pending["emails"] == []

    subject = f"Re: Win a lamp [#{case['number']}]"
    await office.receive(subject, sender=LURE, In_Reply_To="<1@customer.example>")

    assert (await agent.ask("email.pending", queue_id=queue))["emails"] == []
    kept = await cases(desk, spam="1")
    assert [row["status"] for row in kept] == ["closed", "closed"]
    further = await desk.case(str(kept[0]["id"]))
    assert further["linked_to"]["id"] == case["id"]
    assert further["mails"][0]["text"].strip() == "It was due on Monday."
    assert await cases(desk, status="closed") == []
    assert len(await cases(desk)) == 2


async def test_who_is_unblocked_is_heard_again(office: Office):
    """The list says who blocked whom for what; taking somebody off it lets their mail through."""
    await office.receive("Win a lamp", sender=LURE)
    agent, desk = await office.desk()
    [case] = await cases(desk)
    await desk.ask("POST", f"/api/v1/cases/{case['id']}/spam", json={"block": SPAMMER})
    found = await desk.ask("GET", "/api/v1/blocked-senders")
    [sender] = found["senders"]
    assert sender["case"]["number"] == case["number"]
    assert sender["blocked_by"]["name"] == "Chloe Bernard"

    await desk.ask("DELETE", f"/api/v1/blocked-senders/{SPAMMER}")

    assert await blocked(desk) == []
    with pytest.raises(Refused) as refusal:
        await desk.ask("DELETE", f"/api/v1/blocked-senders/{SPAMMER}")
    assert refusal.value.code == "not_found"
    await agent.be("available")
    await office.receive("Now an honest question", sender=LURE)
    assert (await agent.rung())["interaction"]["email"]["subject"] == "Now an honest question"


async def test_what_was_no_spam_opens_again_with_its_sender(office: Office):
    """Taking the mark away undoes the block; marking without an address blocks nobody."""
    await office.receive()
    _, desk = await office.desk()
    [case] = await cases(desk)
    path = f"/api/v1/cases/{case['id']}/spam"
    await desk.ask("POST", path, json={"block": "zoe@customer.example"})

    opened = await desk.ask("DELETE", path)

    assert (opened["status"], opened["spam"]) == ("open", False)
    assert await blocked(desk) == []
    await desk.ask("POST", path, json={})
    assert await blocked(desk) == []


async def test_only_whoever_wrote_in_the_case_can_be_blocked_for_it(office: Office):
    """Nobody blocks a colleague, or the company itself, by a slip."""
    await office.receive()
    _, desk = await office.desk()
    [case] = await cases(desk)
    with pytest.raises(Refused) as refusal:
        await desk.ask(
            "POST", f"/api/v1/cases/{case['id']}/spam", json={"block": "support@shop.example"}
        )
    assert (refusal.value.code, (await desk.case(str(case["id"])))["spam"]) == ("invalid", False)


async def test_junk_is_the_business_of_who_may_block(office: Office):
    """Without the permission `sender.block` nothing of it is shown or done."""
    await office.receive()
    _, desk = await office.desk("alice")
    [case] = await cases(desk)
    path = f"/api/v1/cases/{case['id']}/spam"
    for method, where in (
        ("POST", path),
        ("DELETE", path),
        ("GET", "/api/v1/blocked-senders"),
        ("DELETE", f"/api/v1/blocked-senders/{SPAMMER}"),
    ):
        with pytest.raises(Refused) as refusal:
            await desk.ask(method, where, json={})
        assert refusal.value.code == "forbidden"
