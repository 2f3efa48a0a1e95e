"""Which mail is answered, where its writer wants the answer, and mails that answer none."""

from typing import Any

import pytest

from tests.gateway.http.office import Office
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk


async def two_mails(office: Office) -> tuple[CaseDesk, dict[str, Any]]:
    """Take two letters of one case in."""
    _, desk = await office.desk()
    await office.receive(text="It was due on Monday.", Reply_To="Zoé <home@customer.example>")
    [row] = (await desk.ask("GET", "/api/v1/cases"))["cases"]
    await office.receive(f"Re: [#{row['number']}]", text="Now it is Friday.")
    return desk, await desk.case(row["id"])


async def test_the_mail_that_was_chosen_is_answered(office: Office):
    """ERP-002, ERP-003: its words stand below the answer, in whatever order they came."""
    desk, case = await two_mails(office)
    first, second = case["mails"]
    assert [each["address"] for each in first["reply_to"]] == ["home@customer.example"]
    assert second["reply_to"] == []
    for answers, quoted in ((first["id"], "Monday"), (second["id"], "Friday"), (None, "Friday")):
        draft_id = f"to-{answers}"
        draft = await desk.draft(case["id"], draft_id, answers=answers, html="<p>Hello</p>")
        assert draft["answers"] == answers
        await desk.send(case["id"], draft_id)
        sent = (await desk.case(case["id"]))["mails"][-1]
        assert quoted in sent["quoted"]


async def test_only_a_mail_of_the_case_is_answered(office: Office):
    """A mail of another case is none of this one's business."""
    desk, case = await two_mails(office)
    with pytest.raises(Refused) as refusal:
        await desk.draft(case["id"], answers="nothing")
    assert (refusal.value.code, refusal.value.error["field"]) == ("invalid", "answers")


async def test_a_draft_outlives_the_moving_of_what_it_answers(office: Office):
    """It is kept on, and answers the customer's last mail when it is sent."""
    desk, case = await two_mails(office)
    await office.receive("Something else")
    other = (await desk.ask("GET", "/api/v1/cases"))["cases"][0]["id"]
    first = case["mails"][0]["id"]
    await desk.draft(case["id"], answers=first)
    await desk.ask("POST", f"/api/v1/mails/{first}/move", json={"into": other})

    await desk.draft(case["id"], answers=first, rev=1, html="<p>Hello</p>")
    await desk.send(case["id"])

    assert "Friday" in (await desk.case(case["id"]))["mails"][-1]["quoted"]


async def test_a_long_list_says_how_to_go_on(office: Office):
    """CRM-002: what follows is asked for with what the list itself says; nonsense is refused."""
    desk, _ = await two_mails(office)
    whole = await desk.ask("GET", "/api/v1/cases")
    assert (whole["more"], whole["next"]) == (False, None)
    for after in ("", "x", "1", "1.2.3", "-1.5", "9" * 30 + ".1", "\u0661.1"):
        with pytest.raises(Refused) as refusal:
            await desk.ask("GET", "/api/v1/cases", params={"after": after})
        assert refusal.value.code == "invalid"


async def test_a_list_is_as_long_as_one_asks_for(office: Office):
    """protocol.md, conventions: lists are paged, `limit` at most 200."""
    await office.receive("My lamp")
    await office.receive("My chair", sender="Ada <ada@customer.example>")
    _, desk = await office.desk()
    for name, title in (("cases", "number"), ("customers", "name")):
        whole = [each[title] for each in (await desk.ask("GET", f"/api/v1/{name}"))[name]]
        assert len(whole) == 2
        first = await desk.ask("GET", f"/api/v1/{name}", params={"limit": 1})
        assert ([each[title] for each in first[name]], first["more"]) == (whole[:1], True)
        follow = {"limit": 1, "after": first["next"]}
        last = await desk.ask("GET", f"/api/v1/{name}", params=follow)
        assert ([each[title] for each in last[name]], last["more"]) == (whole[1:], False)
        assert len((await desk.ask("GET", f"/api/v1/{name}", params={"limit": 200}))[name]) == 2
    for name in ("cases", "customers", "tasks", "blocked-senders"):
        for limit in ("0", "201", "-1", "1.5", "x", "", "\u0661", "9" * 30):
            with pytest.raises(Refused) as refusal:
                await desk.ask("GET", f"/api/v1/{name}", params={"limit": limit})
            assert (refusal.value.code, refusal.value.error["field"]) == ("invalid", "limit"), name


async def test_writing_first_opens_a_case_that_answers_find(office: Office):
    """CRM-003: of the customer whose address it is, else of a new one; asked twice, it is one."""
    agent, desk = await office.desk()
    begun = {"client_id": "c1", "to": "New@customer.example", "subject": "Your  lamp"}
    case = await desk.ask("POST", "/api/v1/cases", json=begun)
    again = await desk.ask("POST", "/api/v1/cases", json=begun)
    assert (case["id"], case["number"]) == (again["id"], again["number"])
    assert (case["subject"], case["assignee"]["name"]) == ("Your lamp", "Chloe Bernard")
    assert case["customer"]["addresses"] == ["new@customer.example"]

    await desk.draft(case["id"], kind="new", to=["New@customer.example"], html="<p>Hello</p>")
    await desk.send(case["id"])
    await agent.be("available")
    await office.receive(f"Re: Your lamp [#{case['number']}]", sender="New <new@customer.example>")

    assert (await agent.rung())["interaction"]["case"]["id"] == case["id"]
    second = await desk.ask("POST", "/api/v1/cases", json=begun | {"client_id": "c2"})
    assert second["customer"]["id"] == case["customer"]["id"]
    assert second["number"] != case["number"]
    assert agent.heard["snapshot"][0]["settings"]["mailboxes"] == [
        "support@shop.example",
        "sales@shop.example",
    ]


WRONG: dict[str, dict[str, str]] = {
    "to": {"to": "nobody"},
    "from": {"from": "elsewhere@shop.example"},
    "client_id": {"client_id": ""},
}


@pytest.mark.parametrize(("field", "said"), WRONG.items(), ids=WRONG)
async def test_a_case_is_opened_for_an_address_from_a_mailbox(
    office: Office, field: str, said: dict[str, str]
):
    """Nothing is opened for what is no address, or from a mailbox that is none."""
    _, desk = await office.desk()
    with pytest.raises(Refused) as refusal:
        await desk.ask(
            "POST", "/api/v1/cases", json={"client_id": "c", "to": "a@b.example", **said}
        )
    assert (refusal.value.code, refusal.value.error["field"]) == ("invalid", field)
    assert (await desk.ask("GET", "/api/v1/cases"))["cases"] == []
