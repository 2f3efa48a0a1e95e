"""Several customers and agents at one gateway, whose links are cut all the time."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, Final

import aiohttp

from tests.kit.gateway import PASSWORD
from tests.soak.agent import Agent
from tests.soak.customer import Customer
from tests.soak.ledger import Ledger
from tests.soak.person import CUTS, Person

AGENTS: Final = ("alice", "bruno", "carol", "dave")
CUSTOMERS: Final = 12
AWAY_SECONDS: Final = (0.2, 0.2, 0.2, 2.0, 2.0, 17.0)
"""How long somebody stays offline; the longest is beyond the agents' grace."""

PROVISIONING: Final = """
[[groups]]
name = "Support"

[[queues]]
name = "web"
medium = "chat"
wrap_up_seconds = 20

[[queues]]
name = "billing"
medium = "chat"
wrap_up_seconds = 0
codes = ["outcome"]

[[code_lists]]
name = "outcome"
kind = "transaction"
mandatory = true
codes = ["Solved", "Not ours"]

[[sites]]
key = "shop"
origins = ["http://127.0.0.1:{port}"]
queue = "web"
""" + "".join(
    f"""
[[agents]]
username = "{name}"
password = "{{password}}"
name = "{name.title()} Example"
display_name = "{name.title()}"
group = "Support"
max_chats = {2 + number % 2}
queues = ["web", "billing"]
permissions = ["interaction.reject"]
"""
    for number, name in enumerate(AGENTS)
)
"""Fewer hands than customers, so that somebody always waits."""


class Crowd:
    """Twelve customers and four agents, played by tasks of one loop."""

    def __init__(self, url: str, seed: str) -> None:
        """Play at the gateway at ``url``, by chance from ``seed``."""
        self.ledger = Ledger()
        self.cuts: Counter[str] = Counter()
        self._chance = random.Random(f"{seed} cuts")
        self._url = url
        self._seed = seed
        self.customers: list[Customer] = []
        self.agents: list[Agent] = []

    @property
    def people(self) -> list[Person]:
        """Everybody."""
        return [*self.customers, *self.agents]

    async def play(self, meanwhile: Callable[[], Awaitable[Any]]) -> None:
        """Let everybody live while ``meanwhile`` runs, then let them finish what they began.

        Afterwards everybody has come back once more, so that what was missed has been told.
        """
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as http:
            named: tuple[Any, ...] = (self._url, http, self.ledger, self._seed)
            self.customers = [Customer(f"customer{k}", *named) for k in range(CUSTOMERS)]
            self.agents = [Agent(name, *named, password=PASSWORD) for name in AGENTS]
            for agent in self.agents:
                await agent.log_in()
            stop_customers, stop_agents = asyncio.Event(), asyncio.Event()
            async with asyncio.TaskGroup() as everybody:
                working = [everybody.create_task(each.live(stop_agents)) for each in self.agents]
                asking = [
                    everybody.create_task(each.live(stop_customers)) for each in self.customers
                ]
                await meanwhile()
                stop_customers.set()
                await asyncio.wait(asking)
                stop_agents.set()
                await asyncio.wait(working)
            for person in self.people:
                await person.cut("closes", 0)
            for person in self.people:
                await person.connected()
            await self._everything_is_told()

    async def cut_links(self, count: int, pause_seconds: float) -> None:
        """Cut so many links, one after the other, anybody's and in any way."""
        done = 0
        while done < count:
            await asyncio.sleep(self._chance.uniform(0, 2 * pause_seconds))
            how, away = self._chance.choice(CUTS), self._chance.choice(AWAY_SECONDS)
            if await self._chance.choice(self.people).cut(how, away):
                self.cuts[how] += 1
                done += 1

    async def histories(self) -> dict[tuple[str, str], list[tuple[int, str, str]]]:
        """Read again every chat that somebody was part of, as that person is shown it."""
        found = {}
        for customer in self.customers:
            for chat in dict.fromkeys(customer.chats):
                found[customer.name, chat] = await customer.history(chat)
        for agent in self.agents:
            for chat in agent.handled:
                found[agent.name, chat] = await agent.history(chat)
        return found

    async def _everything_is_told(self) -> None:
        """Ask everybody something: what was pushed before the answer has arrived with it."""
        self.read_again = await self.histories()
        for person in self.people:
            await person.leave()
