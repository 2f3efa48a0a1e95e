"""A whole gateway in the test's own process, on a port, with what it logs in the test's hands."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import aiohttp
import socketio
import structlog
from aiohttp import web

from accounts.passwords import Passwords
from gateway.bootstrap import Gateway, build
from gateway.config import Config, Limits, Mailbox, Server, SmtpIn, Storage
from gateway.provisioning.load import load_file
from gateway.voice_room import ListeningRoom
from storage.database import Database
from tests.fakes.clock import START
from tests.kit.clients import Agent, Client, Customer
from tests.kit.gateway import free_port

PASSWORD = "correct horse battery"

COMPANY = """
[[groups]]
name = "Support"

[[groups]]
name = "Sales"

[[queues]]
name = "web"
medium = "chat"

[[queues]]
name = "billing"
medium = "chat"
wrap_up_seconds = 0

[[code_lists]]
name = "outcome"
kind = "transaction"
codes = ["Solved", "Not ours"]

[[tags]]
name = "refund"

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
display_name = "Alice"
email = "alice@example.org"
group = "Support"
queues = ["web", "billing"]
permissions = [
  "interaction.reject", "queues.self_manage", "transfer.silence_unattended", "visitor.block",
  "email.pull",
  "email.discard",
]

[[agents]]
username = "bruno"
password = "{password}"
name = "Bruno Lopez"
locale = "fr"
group = "Sales"
queues = ["web"]

[[agents]]
username = "chloe"
password = "{password}"
name = "Chloe Bernard"
group = "Sales"
role = "supervisor"
queues = ["web"]

[[agents]]
username = "diane"
password = "{password}"
name = "Diane Petit"
group = "Support"
role = "administrator"
queues = ["web"]

[[sites]]
key = "shop"
origins = ["http://shop.example"]
queue = "web"
prechat = {{ name = "allow", email = "allow" }}

[[sites]]
key = "other"
origins = ["http://other.example"]
queue = "billing"
greeting = {{ en = "Good day", fr = "Bonjour" }}
consent = {{ fr = "Nous gardons cette conversation." }}
prechat_fields = [{{ key = "order", label = {{ en = "Order", fr = "Commande" }} }}]
"""


class House:
    """A gateway that serves, and ways to talk to it."""

    def __init__(self, gateway: Gateway, url: str, log: list[Any]) -> None:
        self.gateway = gateway
        self.url = url
        self.log = log
        self._clients: list[Client] = []

    async def agent(self, username: str = "alice", status: str = "") -> Agent:
        agent = Agent(self.url, username, PASSWORD)
        self._clients.append(agent)
        await agent.connect()
        if status:
            await agent.be(status)
        return agent

    async def customer(self, site: str = "shop", **options: Any) -> Customer:
        customer = Customer(self.url, site, **options)
        self._clients.append(customer)
        await customer.connect()
        return customer

    async def talking(self, username: str = "alice") -> tuple[Agent, Customer, str]:
        """Have an agent and a customer in a chat."""
        agent, customer = await self.agent(username, "available"), await self.customer()
        await customer.start("Hello", name="Zoe", email="zoe@example.org")
        interaction = await agent.accept()
        return agent, customer, interaction["id"]

    async def empty(self) -> None:
        """Close every client, those that the gateway has cut included."""
        for client in self._clients:
            await close(client._socket)

    def failures(self) -> list[Any]:
        """Give what was logged as an error or worse: nothing a client sends may be."""
        return [entry for entry in self.log if entry["log_level"] in ("error", "critical")]


async def provision(folder: Path, company: str = COMPANY) -> None:
    """Make a database with the company in it, for every test to copy."""
    file = folder / "company.toml"
    file.write_text(company.format(password=PASSWORD, port=0))
    passwords = Passwords(memory_kib=8, passes=1)
    database = await Database.open(f"sqlite:///{folder}/parley.db")
    await load_file(database, file, at=START, hashing=passwords)
    await database.close()
    passwords.close()


@asynccontextmanager
async def open_house(
    template: Path,
    folder: Path,
    *,
    rate: Literal["on", "off"] = "off",
    mailboxes: tuple[Mailbox, ...] = (),
    audio: ListeningRoom | None = None,
    **sections: Any,
) -> AsyncIterator[House]:
    """Serve a copy of the template's database; `sections` are more of the configuration."""
    _copy(template, folder)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    config = Config(
        server=Server(port=port, public_url=url),
        storage=Storage(url=f"sqlite:///{folder}/parley.db", blobs=f"{folder}/blobs"),
        limits=Limits(rate=rate),
        smtp_in=SmtpIn(enabled=bool(mailboxes), port=0),
        mailboxes=mailboxes,
        **sections,
    )
    with structlog.testing.capture_logs() as log:
        gateway = await build(config, audio=audio)
        await gateway.start()
        runner = web.AppRunner(gateway.app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        opened = House(gateway, url, log)
        try:
            yield opened
        finally:
            await opened.empty()
            await runner.cleanup()
            await gateway.stop()


def _copy(template: Path, folder: Path) -> None:
    if template == folder:
        return  # the same house opens again
    for file in template.glob("parley.db*"):
        shutil.copy(file, folder / file.name)


async def close(client: socketio.AsyncClient) -> None:
    """Close a client for good: one that was cut leaves its HTTP session open."""
    await client.disconnect()
    if client.eio.http is not None:
        await client.eio.http.close()


async def refused_connect(
    url: str, path: str, auth: Any, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """Try to connect, and give the error that the gateway answers with."""
    client = socketio.AsyncClient(reconnection=False)
    told: asyncio.Queue[Any] = asyncio.Queue()
    client.on("connect_error", told.put)
    try:
        await client.connect(
            url, auth=auth, headers=headers or {}, socketio_path=path, transports=["websocket"]
        )
    except socketio.exceptions.ConnectionError:
        answer = await asyncio.wait_for(told.get(), 5)
        await close(client)
        error: dict[str, Any] = answer["data"] if isinstance(answer, dict) else {"code": answer}
        return error
    await client.disconnect()
    raise AssertionError("the gateway let the client in")


async def post(url: str, body: Any, **headers: str) -> tuple[int, Any, Any]:
    """Post JSON, and give the status, the headers and the answer."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers=headers) as response,
    ):
        return response.status, response.headers, await response.json()
