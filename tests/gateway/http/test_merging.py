"""Cases that become one at the desk, with what is still to come of either."""

import pytest

from tests.gateway.http.office import Office
from tests.kit.clients import Agent, Refused
from tests.kit.desk_http import CaseDesk


async def two_cases(office: Office) -> tuple[Agent, CaseDesk, list[str]]:
    """Take two letters of one matter in; gives the ids of their cases, the first first."""
    agent, desk = await office.desk()
    await agent.be("offline")
    ids = []
    for subject in ("Where is my parcel?", "My parcel, again"):
        await office.receive(subject, Reply_To="Zoé <home@customer.example>")
        found = await desk.ask("GET", "/api/v1/cases")
        ids.append(found["cases"][0]["id"])
    return agent, desk, ids


async def waiting(agent: Agent) -> list[str]:
    """Give the case numbers of what waits."""
    queue = next(q["id"] for q in agent.heard["snapshot"][0]["queues"] if q["name"] == "mail")
    pending = await agent.ask("email.pending", queue_id=queue)
    return [each["case_number"] for each in pending["emails"]]


async def test_two_cases_become_one_and_two_again(office: Office):
    """EIN-007: what waits of either, and what names either, belongs to the one that goes on."""
    agent, desk, [first, second] = await two_cases(office)
    merge = f"/api/v1/cases/{second}/merge"
    before = [await desk.case(each) for each in (first, second)]

    merged = await desk.ask("POST", merge, json={"into": first})

    assert merged["number"] == before[0]["number"]
    assert [mail["subject"] for mail in merged["mails"]] == [
        "Where is my parcel?",
        "My parcel, again",
    ]
    assert [each["number"] for each in merged["merged"]] == [before[1]["number"]]
    assert await waiting(agent) == [before[0]["number"]] * 2
    assert (await desk.case(second))["merged_into"]["id"] == first
    await office.receive(f"Re: My parcel, again [#{before[1]['number']}]")
    assert len((await desk.case(first))["mails"]) == 3
    for method, path in (("PATCH", f"/api/v1/cases/{second}"), ("POST", merge)):
        with pytest.raises(Refused) as refusal:
            await desk.ask(method, path, json={"into": first})
        assert refusal.value.code == "conflict"

    alone = await desk.ask("DELETE", merge)

    def told(case: dict[str, object]) -> dict[str, object]:
        return {k: v for k, v in case.items() if k not in ("mails", "changed_at")}

    assert told(alone) == told(before[1])
    assert [mail["subject"] for mail in alone["mails"]] == ["My parcel, again"]
    assert sorted(await waiting(agent)) == [before[0]["number"]] * 2 + [before[1]["number"]]
    with pytest.raises(Refused) as refusal:
        await desk.ask("DELETE", merge)
    assert refusal.value.code == "conflict"


async def test_a_letter_moves_to_the_case_it_belongs_to(office: Office):
    """Also one that waits: whoever accepts it gets the case it is in now."""
    agent, desk, [first, second] = await two_cases(office)
    number = (await desk.case(second))["number"]
    await office.receive(f"Re: parcel [#{number}]")
    letter = (await desk.case(second))["mails"][-1]["id"]

    moved = await desk.ask("POST", f"/api/v1/mails/{letter}/move", json={"into": first})

    assert [mail["id"] for mail in moved["mails"]][-1] == letter
    assert len((await desk.case(second))["mails"]) == 1
    assert sorted(await waiting(agent)) == sorted([moved["number"], number, moved["number"]])
    only = (await desk.case(second))["mails"][0]["id"]
    with pytest.raises(Refused) as refusal:
        await desk.ask("POST", f"/api/v1/mails/{only}/move", json={"into": first})
    assert refusal.value.code == "conflict"


async def test_a_draft_of_a_merged_case_is_written_on_in_the_other(office: Office):
    """It stands among the drafts of what goes on, and is sent from there."""
    _, desk, [first, second] = await two_cases(office)
    await desk.draft(second, html="<p>On its way</p>")
    await desk.ask("POST", f"/api/v1/cases/{second}/merge", json={"into": first})

    [draft] = (await desk.case(first))["drafts"]
    kept = await desk.draft(first, html="<p>On its way, see below</p>", rev=draft["rev"])
    await desk.send(first)

    case = await desk.case(first)
    assert (kept["case_id"], case["drafts"]) == (first, [])
    assert f"[#{case['number']}]" in case["mails"][-1]["subject"]
