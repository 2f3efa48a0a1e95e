"""Cases are deleted by those who may, and only when nobody has mail of theirs in hand."""

import pytest

from tests.gateway.http.office import Office
from tests.kit.clients import Refused


async def test_a_case_is_deleted_by_whoever_may(office: Office):
    """CRM-004: with the permission alone, whatever the role; then it is nowhere any more."""
    await office.receive("Forget me")
    agent, desk = await office.desk("dora")
    [row] = (await desk.ask("GET", "/api/v1/cases"))["cases"]
    path = f"/api/v1/cases/{row['id']}"
    with pytest.raises(Refused) as refusal:
        await desk.ask("DELETE", path)
    assert (refusal.value.code, refusal.value.error["field"]) == ("conflict", "in_hand")
    await agent.be("available")
    mine = await agent.accept()
    with pytest.raises(Refused) as refusal:
        await desk.ask("DELETE", path)
    assert refusal.value.error["field"] == "in_hand"
    await agent.ask("interaction.end", interaction_id=mine["id"])
    await agent.ask("interaction.wrap_up", interaction_id=mine["id"])
    for username in ("chloe", "diane"):
        _, other = await office.desk(username)
        with pytest.raises(Refused) as refusal:
            await other.ask("DELETE", path)
        assert refusal.value.code == "forbidden"

    await desk.ask("DELETE", path)

    for ask in (desk.case(row["id"]), desk.ask("DELETE", path)):
        with pytest.raises(Refused) as refusal:
            await ask
        assert refusal.value.code == "not_found"
    assert (await desk.ask("GET", "/api/v1/cases"))["cases"] == []
    await agent.be("offline")
    await office.receive(f"Re: Forget me [#{row['number']}]", In_Reply_To="<1@customer.example>")
    [anew] = (await desk.ask("GET", "/api/v1/cases"))["cases"]
    assert anew["number"] != row["number"]
