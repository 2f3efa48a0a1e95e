"""A letter waits in a mailbox elsewhere: fetched, filed and offered, against `parley serve`."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.kit.clients import Agent
from tests.kit.desk_http import CaseDesk
from tests.kit.dovecot import PASSWORD as MAILBOX_PASSWORD
from tests.kit.dovecot import USERS, DovecotServer
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.post import MAIL_WORLD, MAILBOX, SUPPORT, letter
from tests.kit.worlds import Worlds

USER = USERS[0]


@pytest.fixture
def dovecot() -> Iterator[DovecotServer]:
    """Run a server with one empty mailbox."""
    server = DovecotServer.start()
    yield server
    server.stop()


def fetching(
    worlds: Worlds, dovecot: DovecotServer, folder: Path, *, first: str = "new"
) -> GatewayProcess:
    """Prepare a gateway that fetches its mail."""
    door = (
        f'imap = {{ host = "127.0.0.1", port = {dovecot.port}, username = "{USER}",'
        f' password = {json.dumps(MAILBOX_PASSWORD)}, tls = false, first = "{first}" }}\n'
    )
    world = MAIL_WORLD.replace(
        'display_name = "Alice"', 'display_name = "Alice"\nrole = "supervisor"'
    )
    return worlds.gateway(folder, world, config=MAILBOX + door)


@pytest.fixture
def post_office(worlds: Worlds, dovecot: DovecotServer, tmp_path: Path) -> Iterator[GatewayProcess]:
    """Run a gateway that fetches its mail from now on."""
    gateway = fetching(worlds, dovecot, tmp_path)
    gateway.start()
    yield gateway
    gateway.stop()


async def at_work(gateway: GatewayProcess) -> Agent:
    agent = Agent(gateway.url, "alice", PASSWORD)
    await agent.connect()
    await agent.be("available")
    return agent


async def next_subject(alice: Agent) -> str:
    """Accept what rings, say what it is about, and finish it."""
    await alice.rung()
    contact = await alice.accept()
    await alice.ask("interaction.end", interaction_id=contact["id"])
    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
    subject: str = contact["email"]["subject"]
    return subject


async def figures(gateway: GatewayProcess) -> str:
    """Read what the gateway tells Prometheus."""
    async with ClientSession() as session, session.get(f"{gateway.url}/metrics") as answer:
        return await answer.text()


async def until_fetched(gateway: GatewayProcess) -> None:
    """Wait until the mailbox has been looked through."""
    async with asyncio.timeout(30):
        while "mailbox.watched" not in gateway.log:
            await asyncio.sleep(0.05)


async def test_a_letter_in_a_mailbox_is_fetched_and_offered(
    post_office: GatewayProcess, dovecot: DovecotServer
):
    """EIN-001, EIN-004, CARD-004: the server pushes, the desk rings; supervisors see how it is."""
    alice = await at_work(post_office)
    await until_fetched(post_office)

    await asyncio.to_thread(dovecot.deliver, USER, letter())

    offer = await alice.rung()
    shown = offer["interaction"]
    assert shown["queue"]["name"] == "mail"
    assert shown["email"]["from"] == {"name": "Zoé Martin", "address": "zoe@customer.example"}
    assert shown["email"]["mailbox"] == "support"
    async with asyncio.timeout(10):
        while await asyncio.to_thread(dovecot.flags, USER) != [True]:
            await asyncio.sleep(0.05)
    page = await figures(post_office)
    age = re.search(r'parley_mailbox_scan_age_seconds{mailbox="support"} (\S+)\n', page)
    assert age is not None
    assert 0 < float(age[1]) < 60
    (standing,) = (await CaseDesk(alice).ask("GET", "/api/v1/mailboxes"))["mailboxes"]
    assert standing.pop("scan_age_seconds") < 60
    assert standing == {
        "name": "support",
        "address": SUPPORT,
        "queue": "mail",
        "ok": True,
        "fetched": True,
        "trouble": "",
        "set_aside": 0,
    }
    await alice.leave()
    audit = post_office.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


async def test_a_server_that_numbers_its_mail_anew_doubles_nothing(
    post_office: GatewayProcess, dovecot: DovecotServer
):
    """EIN-004: what was fetched under another number is known by what it says."""
    alice = await at_work(post_office)
    await until_fetched(post_office)
    first = [letter(f"Letter {n}", message_id=f"<{n}@customer.example>") for n in range(3)]
    await asyncio.to_thread(dovecot.deliver, USER, *first)
    subjects = [await next_subject(alice) for _ in first]

    await asyncio.to_thread(dovecot.kill)
    dovecot.renumber(USER)
    dovecot.launch()
    last = letter("The last", message_id="<9@customer.example>")
    await asyncio.to_thread(dovecot.deliver, USER, last)
    subjects.append(await next_subject(alice))

    assert subjects == ["Letter 0", "Letter 1", "Letter 2", "The last"]
    await alice.leave()


async def test_power_cuts_while_a_mailbox_is_emptied(
    worlds: Worlds, dovecot: DovecotServer, tmp_path: Path
):
    """EIN-004: sixty letters, three cuts; each letter is one mail of one case, marked as read."""
    letters = [letter(f"Letter {n}", message_id=f"<{n}@customer.example>") for n in range(60)]
    await asyncio.to_thread(dovecot.deliver, USER, *letters)
    gateway = fetching(worlds, dovecot, tmp_path, first="all")

    for enough in (1, 20, 40):
        gateway.start()
        await until_counted(tmp_path, "mail_intakes", enough)
        gateway.kill()
    gateway.start()
    await until_counted(tmp_path, "mails", 60)
    async with asyncio.timeout(30):
        while await asyncio.to_thread(dovecot.flags, USER) != [True] * 60:
            await asyncio.sleep(0.05)
    gateway.stop()

    for table, counted in (
        ("mail_intakes", "DISTINCT uid"),
        ("mails", "DISTINCT message_id"),
        ("mails", "*"),
        ("mail_intakes", "*"),
        ("cases", "*"),
        ("interactions", "*"),
    ):
        assert count(tmp_path, table, counted) == 60
    audit = gateway.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


def count(folder: Path, table: str, what: str = "*") -> int:
    """Count rows, beside the gateway that writes them."""
    with closing(sqlite3.connect(folder / "parley.db")) as rows:
        ((number,),) = rows.execute(f"SELECT count({what}) FROM {table}")
        return int(number)


async def until_counted(folder: Path, table: str, number: int) -> None:
    """Wait until there are so many rows."""
    async with asyncio.timeout(60):
        while count(folder, table) < number:
            await asyncio.sleep(0.01)
