"""What somebody who is erased wrote among others goes from the desks that show it."""

from tests.gateway.http.office import Office


async def test_who_reads_a_case_sees_a_mail_in_it_go(office: Office):
    """The case of somebody else stays, with a mail less to read."""
    zoe = {"sender": "Zoé Martin <zoe@customer.example>"}
    first = await office.receive("Lamp", **zoe)
    await office.receive("Re: Lamp", In_Reply_To=first["Message-ID"], text="Secret", **zoe)
    await office.receive("Chair", sender="Max <max@customer.example>", text="Wobbles")
    chloe, desk = await office.desk("chloe")
    _, above = await office.desk("diane")
    rows = {row["subject"]: row for row in (await desk.ask("GET", "/api/v1/cases"))["cases"]}
    lamp, chair = [await desk.case(rows[subject]["id"]) for subject in ("Lamp", "Chair")]
    await chloe.be("available")
    for _ in range(3):
        mine = await chloe.accept()
        await chloe.ask("interaction.end", interaction_id=mine["id"])
        await chloe.ask("interaction.wrap_up", interaction_id=mine["id"])
    moved = f"/api/v1/mails/{lamp['mails'][1]['id']}/move"
    both = await desk.ask("POST", moved, json={"into": chair["id"]})
    assert sorted(each["text"].strip() for each in both["mails"]) == ["Secret", "Wobbles"]
    told = len(chloe.heard["case"])

    await above.ask("DELETE", f"/api/v1/customers/{lamp['customer']['id']}")

    await chloe.until(lambda: len(chloe.heard["case"]) > told)
    assert chloe.heard["case"][-1]["case_id"] == chair["id"]
    left = await desk.case(chair["id"])
    assert sorted(each["text"].strip() for each in left["mails"]) == ["", "Wobbles"]
    assert "Zoé" not in repr(left)
