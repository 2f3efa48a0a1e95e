"""Signatures below mails: the writer's own, what the file gives them, or the mailbox's."""

from pathlib import Path

from msgspec.structs import replace

from tests.gateway.house import open_house, provision
from tests.gateway.http.office import MAILBOXES, WORLD, Office

TEAM = "The Lamp Shop\nwww.lamps.example"


async def test_a_desk_knows_which_signatures_there_are(tmp_path: Path):
    """ERP-006, ERP-007: the mailbox's, what the file gives, one's own in the place of that."""
    given = WORLD.replace('name = "Chloe Bernard"', 'name = "Chloe Bernard"\nsignature = "Chloe"')
    await provision(tmp_path, given)
    boxes = (replace(MAILBOXES[0], signature=TEAM), *MAILBOXES[1:])
    async with open_house(tmp_path, tmp_path, mailboxes=boxes) as house:
        office = Office(house)
        await office.receive()
        agent, desk = await office.desk()
        assert agent.heard["snapshot"][0]["preferences"]["signature"] == "Chloe"
        [row] = (await desk.ask("GET", "/api/v1/cases"))["cases"]
        case = await desk.case(row["id"])
        assert case["signatures"] == [{"sender": "support@shop.example", "text": TEAM}]

        await agent.ask("preferences.set", signature="Chloe\nLamp Shop")

        again, _ = await office.desk()
        assert again.heard["snapshot"][0]["preferences"]["signature"] == "Chloe\nLamp Shop"
