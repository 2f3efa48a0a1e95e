"""Customers over HTTP: written down, found, changed by one at a time, merged with permission."""

from typing import Any

import pytest

from tests.gateway.house import House
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk

ZOE = {
    "id": "zoe",
    "name": " Zoé \n Martin ",
    "company": "Atelier",
    "addresses": ["ZOE@x.example", "zoe@x.example"],
    "notes": "Calls\r\nlate",
    "fields": [{"name": "plan", "value": "gold"}, {"name": " ", "value": "?"}],
}


async def desk_of(house: House, username: str = "alice") -> CaseDesk:
    return CaseDesk(await house.agent(username))


async def write_down(desk: CaseDesk, **facts: Any) -> dict[str, Any]:
    return await desk.ask("POST", "/api/v1/customers", json={"name": "Somebody", **facts})


async def test_a_customer_is_written_down_once(house: House):
    """CRM-008, CRM-025: cleaned, numbered, empty lists where nothing is known."""
    desk = await desk_of(house)
    kept = await write_down(desk, **ZOE)
    assert (kept["name"], kept["number"], kept["rev"]) == ("Zoé Martin", "1000001", 1)
    assert kept["addresses"] == ["zoe@x.example"]
    assert kept["notes"] == "Calls\nlate"
    assert kept["fields"] == [{"name": "plan", "value": "gold"}]
    assert [kept[name] for name in ("cases", "contacts", "tasks", "merged")] == [[], [], [], []]
    assert await write_down(desk, **ZOE) == kept
    assert await desk.ask("GET", "/api/v1/customers/zoe") == kept


async def test_customers_are_found(house: House):
    """CRM-006, CRM-007: letters count as typed."""
    desk = await desk_of(house)
    await write_down(desk, **ZOE)
    await write_down(desk, id="anne", name="Anne Bell")

    async def found(**query: str) -> list[str]:
        answer = await desk.ask("GET", "/api/v1/customers", params=query)
        return [each["last_name"] for each in answer["customers"]]

    assert await found() == ["Bell", "Martin"]
    assert await found(order="company") == ["Martin", "Bell"]
    assert await found(q="Martin") == ["Martin"]
    assert await found(q="martin") == []
    for bad in ({"order": "height"}, {"q": "x" * 201}):
        with pytest.raises(Refused, match="invalid"):
            await found(**bad)


async def test_a_change_names_what_was_seen(house: House):
    """CRM-008: the slower of two agents is told, and nothing of theirs is written."""
    desk = await desk_of(house)
    await write_down(desk, **ZOE)
    changed = await desk.ask(
        "PATCH", "/api/v1/customers/zoe", json={"rev": 1, "phone": "0170", "fields": []}
    )
    assert (changed["phone"], changed["fields"], changed["rev"]) == ("0170", [], 2)
    assert changed["company"] == "Atelier"
    with pytest.raises(Refused, match="conflict"):
        await desk.ask("PATCH", "/api/v1/customers/zoe", json={"rev": 1, "phone": "0171"})
    await write_down(desk, id="anne", addresses=["anne@x.example"])
    for said, code in (
        ({"addresses": ["anne@x.example"]}, "address_taken"),
        ({"addresses": ["no address"]}, "invalid"),
        ({"name": "  "}, "invalid"),
        ({"rev": 0}, "invalid"),
    ):
        with pytest.raises(Refused, match=code):
            await desk.ask("PATCH", "/api/v1/customers/zoe", json={"rev": 2, **said})
    assert (await desk.ask("GET", "/api/v1/customers/zoe"))["rev"] == 2


async def test_merging_takes_the_permission(house: House):
    """CRM-008: a supervisor merges two records, and parts them again."""
    alice, chloe = await desk_of(house), await desk_of(house, "chloe")
    first, second = await write_down(alice, **ZOE), await write_down(alice, id="b", phone="0170")
    wish = {"rev": first["rev"], "other_id": "b", "other_rev": second["rev"]}
    with pytest.raises(Refused, match="forbidden"):
        await alice.ask("POST", "/api/v1/customers/zoe/merge", json=wish)
    with pytest.raises(Refused, match="invalid"):
        await chloe.ask("POST", "/api/v1/customers/zoe/merge", json=wish | {"other_id": "zoe"})

    merged = await chloe.ask("POST", "/api/v1/customers/zoe/merge", json=wish)
    (line,) = merged["merged"]
    assert (merged["phone"], line["name"], line["by"]["name"]) == (
        *("0170", "Somebody"),
        "Chloe Bernard",
    )
    assert line["undo_until"] is not None
    assert (await alice.ask("GET", "/api/v1/customers/b"))["id"] == "zoe"

    undo = f"/api/v1/customer-merges/{line['merge_id']}/undo"
    with pytest.raises(Refused, match="forbidden"):
        await alice.ask("POST", undo)
    assert (await chloe.ask("POST", undo))["merged_id"] == "b"
    assert (await alice.ask("GET", "/api/v1/customers/zoe"))["phone"] == ""
    assert (await alice.ask("GET", "/api/v1/customers/b"))["phone"] == "0170"
