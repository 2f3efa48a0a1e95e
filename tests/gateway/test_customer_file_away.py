"""Mail while the file of customers and cases cannot be reached."""

import asyncio
from pathlib import Path

import pytest

from channels.email.ports import Evidence, Question
from storage.errors import DatabaseUnavailable
from storage.mails import Mails
from tests.gateway.house import open_house, provision
from tests.gateway.http.office import MAILBOXES, WORLD, Office
from tests.kit.post import letter, post


async def nobody_answers(_store: Mails, _question: Question) -> Evidence:
    raise DatabaseUnavailable("the file of customers does not answer")


async def test_mail_waits_for_the_customer_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """EIN-002: without its case it is nobody's work; it is kept, and worked on afterwards."""
    await provision(tmp_path, WORLD)
    async with open_house(tmp_path, tmp_path, mailboxes=MAILBOXES) as house:
        office = Office(house)
        agent, _ = await office.desk()
        await agent.be("available")
        port = house.gateway.post_room.channel.smtp_port
        assert port is not None

        with monkeypatch.context() as away:
            away.setattr(Mails, "look_up", nobody_answers)
            await post(port, letter("My lamp"))
            async with asyncio.timeout(20):
                while not any(entry["event"] == "mail.not_filed" for entry in house.log):
                    await asyncio.sleep(0.01)
            assert not agent.offers

        await office.receive("Another")
        worked_on = set()
        for _ in range(2):
            contact = await agent.accept()
            worked_on.add((contact["email"]["subject"], contact["case"]["status"]))
            await agent.ask("interaction.end", interaction_id=contact["id"])
            await agent.ask("interaction.wrap_up", interaction_id=contact["id"])
        assert worked_on == {("My lamp", "open"), ("Another", "open")}
