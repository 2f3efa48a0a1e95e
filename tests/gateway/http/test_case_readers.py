"""A case before an agent's eyes is kept true while others add to it."""

from tests.gateway.http.office import Office
from tests.gateway.http.test_spam import cases


async def test_who_reads_a_case_hears_of_the_next_letter_and_of_changes(office: Office):
    """Nobody answers a letter without seeing the one that came meanwhile."""
    await office.receive()
    chloe, desk = await office.desk()
    [case] = await cases(desk)
    await desk.case(str(case["id"]))
    await office.receive("Something else")
    dora, other = await office.desk("dora")
    assert chloe.heard["case"] == []

    await office.receive(f"Re: Where is my parcel? [#{case['number']}]")

    assert await chloe.until(lambda: chloe.heard["case"]) == [{"case_id": case["id"]}]
    assert dora.heard["case"] == []
    assert len((await other.case(str(case["id"])))["mails"]) == 2
    await desk.ask("PATCH", f"/api/v1/cases/{case['id']}", json={"priority": "high"})
    assert await dora.until(lambda: dora.heard["case"]) == [{"case_id": case["id"]}]
    for agent in (chloe, dora):
        await agent.leave()
