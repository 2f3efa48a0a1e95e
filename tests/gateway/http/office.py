"""An office that answers mail, as its clerks' desks and its customers see it."""

import asyncio
from email.message import EmailMessage
from typing import Any

from gateway.config import Mailbox
from tests.gateway.house import House
from tests.kit.clients import Agent
from tests.kit.desk_http import CaseDesk
from tests.kit.post import MAIL_WORLD, SUPPORT, letter, post

WORLD = MAIL_WORLD.replace(
    """queues = ["letters"]
""",
    """queues = ["letters"]

[[agents]]
username = "chloe"
password = "{password}"
name = "Chloe Bernard"
group = "Support"
role = "supervisor"
queues = ["mail"]
permissions = ["email.pull", "email.discard"]

[[agents]]
username = "diane"
password = "{password}"
name = "Diane Petit"
group = "Support"
role = "administrator"
queues = ["letters"]

[[agents]]
username = "dora"
password = "{password}"
name = "Dora Roux"
group = "Support"
queues = ["mail"]
permissions = ["crm.case.delete"]
""",
    1,
)
MAILBOXES = (
    Mailbox(name="support", address=SUPPORT, queue="mail"),
    Mailbox(name="sales", address="sales@shop.example", queue="letters"),
)


class Office:
    """The mail of a house, from outside and from its desks."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._numbers = 0

    async def receive(self, subject: str = "Where is my parcel?", **options: Any) -> EmailMessage:
        """Take a letter in, and wait until it is filed."""
        self._numbers += 1
        options.setdefault("message_id", f"<{self._numbers}@customer.example>")
        message = letter(subject, **options)
        port = self.house.gateway.post_room.channel.smtp_port
        assert port is not None
        filed = await self._mails() + 1
        await post(port, message)
        async with asyncio.timeout(20):
            while await self._mails() < filed:
                await asyncio.sleep(0.01)
        return message

    async def desk(self, username: str = "chloe") -> tuple[Agent, CaseDesk]:
        """Have an agent at a desk."""
        agent = await self.house.agent(username)
        return agent, CaseDesk(agent)

    async def _mails(self) -> int:
        return len([entry for entry in self.house.log if entry["event"] == "mail.filed"])
