"""Erasing a customer over the whole house: whatever they came by, no word of theirs is left."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from channels.voicemail.ports import Received, Source
from gateway.config import Mailbox
from router.ids import seconds
from storage.schema import METADATA
from storage.security_log import newest_security_events
from storage.sql import Statement
from tests.fakes.listening import NearEar
from tests.gateway.house import House, open_house, provision
from tests.kit.clients import Agent, Refused
from tests.kit.desk_http import CaseDesk
from tests.kit.post import SUPPORT, letter, post
from tests.kit.recordings import recording

COMPANY = """
[[groups]]
name = "Support"

[[queues]]
name = "mail"
medium = "email"
wrap_up_seconds = 60

[[queues]]
name = "web"
medium = "chat"
wrap_up_seconds = 60
auto_log = "by_customer"

[[queues]]
name = "voice"
media = ["voicemail", "callback"]
wrap_up_seconds = 60
notify = "voice@shop.example"

[[agents]]
username = "dora"
password = "{password}"
name = "Dora Roux"
email = "dora@example.org"
group = "Support"
queues = ["mail", "web", "voice"]
permissions = ["crm.customer.merge"]

[[agents]]
username = "emil"
password = "{password}"
name = "Emil Haas"
email = "emil@example.org"
group = "Support"
queues = ["mail"]
permissions = ["crm.customer.erase"]

[[agents]]
username = "chloe"
password = "{password}"
name = "Chloe Bernard"
group = "Support"
role = "supervisor"
queues = ["mail"]

[[agents]]
username = "diane"
password = "{password}"
name = "Diane Petit"
group = "Support"
role = "administrator"
queues = ["mail"]

[[sites]]
key = "shop"
origins = ["http://shop.example"]
queue = "web"
prechat = {{ name = "allow", email = "allow" }}
"""
FORGOTTEN = "f0rg0tten"
KEPT = "rememb3red"
PHONES = {FORGOTTEN: "+49 30 555 0199", KEPT: "+49 30 555 0188"}
DIGITS = {FORGOTTEN: "305550199", KEPT: "305550188"}
IDS = {FORGOTTEN: "zoe", KEPT: "max"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with every medium; tests work on copies."""
    folder = tmp_path_factory.mktemp("every-medium")
    asyncio.run(provision(folder, COMPANY))
    return folder


@pytest.fixture
async def house(company: Path, tmp_path: Path) -> AsyncIterator[House]:
    boxes = (
        Mailbox(name="support", address=SUPPORT, queue="mail", acknowledge="Hello [#{number}]"),
    )
    async with open_house(company, tmp_path, mailboxes=boxes, audio=NearEar()) as opened:
        yield opened


@dataclass(slots=True)
class Story:
    """A customer who comes by every way there is, and says one word."""

    house: House
    dora: Agent
    desk: CaseDesk
    word: str
    refused: Callable[[], Any]
    """Tries to erase them while somebody has to do with them."""

    async def told(self) -> None:
        await self._written_down()
        await self._mail()
        await self._chat()
        await self._call()

    async def _written_down(self) -> None:
        word = self.word
        person = {
            "id": IDS[word],
            "name": f"Zoé {word}",
            "company": word,
            "account_number": word,
            "phone": PHONES[word],
            "addresses": [f"{word}@c.example"],
            "notes": word,
            "fields": [{"name": "plan", "value": word}],
        }
        twin = {"id": f"twin-{len(word)}", "name": f"Z. {word}", "addresses": [f"z@{word}.example"]}
        for each in (person, twin):
            await self.desk.ask("POST", "/api/v1/customers", json=each)
        merge = {"rev": 1, "other_id": twin["id"], "other_rev": 1}
        await self.desk.ask("POST", f"/api/v1/customers/{IDS[word]}/merge", json=merge)

    async def _finish(self, interaction: dict[str, Any]) -> None:
        """Note something, end and wrap up; the customer cannot be erased before."""
        chosen = {"interaction_id": interaction["id"]}
        await self.refused()
        await self.dora.ask("interaction.end", **chosen)
        await self.dora.ask("interaction.annotate", **chosen, notes=f"Says {self.word}")
        await self.refused()
        await self.dora.ask("interaction.wrap_up", **chosen)

    async def _mail(self) -> None:
        word, desk = self.word, self.desk
        message = letter(
            word, word, sender=f"Zoé {word} <{word}@c.example>", message_id=f"<{word}@c.example>"
        )
        message.add_attachment(word, filename=f"{word}.txt")
        port = self.house.gateway.post_room.channel.smtp_port
        assert port is not None
        await post(port, message, sender=f"{word}@c.example")
        await self.dora.rung()
        await self.refused()
        mine = await self.dora.accept()
        case_id = mine["case"]["id"]
        file = await desk.attach(case_id, f"{word}.pdf", word.encode())
        said = {"to": [f"{word}@c.example"], "subject": word, "html": word}
        await desk.draft(case_id, f"sent-{len(word)}", **said, attachments=[file])
        await desk.send(case_id, f"sent-{len(word)}")
        await desk.draft(case_id, f"left-{len(word)}", **said)
        task = {"id": f"t-{len(word)}", "title": word, "description": word, "case_id": case_id}
        await desk.ask("POST", "/api/v1/tasks", json=task)
        emil = (await self.house.agent("emil")).heard["snapshot"][0]["agent"]["id"]
        notice = {"client_id": f"n-{len(word)}", "agent_ids": [emil], "note": word}
        await desk.ask("POST", f"/api/v1/cases/{case_id}/notify", json=notice)
        await self._finish(mine)

    async def _chat(self) -> None:
        word = self.word
        customer = await self.house.customer()
        await customer.start(word, name=word, email=f"{word}@c.example")
        mine = await self.dora.accept()
        form = aiohttp.FormData()
        form.add_field("file", io.BytesIO(word.encode()), filename=f"{word}.txt")
        headers = {"Authorization": f"Bearer {customer.token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.post(f"{self.house.url}/api/v1/chats/{mine['id']}/attachments", data=form) as kept,
        ):
            file = (await kept.json())["id"]
        await customer.ask(
            "chat.send", chat_id=mine["id"], client_id="f", text="", attachments=[file]
        )
        await self.dora.say(mine["id"], f"{word}?")
        await self._finish(mine)
        await self.dora.until(lambda: self.dora.heard["auto_log"])
        await customer.ask("chat.rate", chat_id=mine["id"], score=5, comment=word)
        await customer.ask("chat.transcript", chat_id=mine["id"], email=f"{word}@elsewhere.example")

    async def _call(self) -> None:
        gateway, word = self.house.gateway, self.word
        taken = await gateway.voice_room.channel.intake.take(
            Received(
                audio=recording() + bytes(len(word)),
                file_name=f"{word}.wav",
                queue="voice",
                source=Source(door="http", name="pbx", key=f"sha256 {word} +49{DIGITS[word]}"),
                caller=PHONES[word],
                caller_name=word,
                called_at=gateway.clock.now() - seconds(30),
            )
        )
        mine = await self.dora.accept()
        assert mine["id"] == taken.interaction_id
        await self.dora.ask("voicemail.copy", interaction_id=mine["id"])
        await self._finish(mine)


async def found(house: House, word: str) -> list[str]:
    """Say where a word or the digits of its customer stand, in which table or body."""
    gateway, marks = house.gateway, (word, DIGITS[word])
    tables = [(each.name, Statement(select(*each.c))) for each in METADATA.sorted_tables]
    rows = await gateway.foundation.database.read(
        lambda tx: [(name, row) for name, how in tables for row in tx.all(how)]
    )
    blobs = gateway.foundation.blobs
    bodies = [("body", await blobs.read(row[0])) for name, row in rows if name == "blobs"]
    return sorted(
        name for name, said in (*rows, *bodies) if any(mark in repr(said) for mark in marks)
    )


async def test_no_word_is_left_of_who_was_erased_and_every_word_of_others(house: House):
    """Mail, chat, call, task, note, notice, draft, log, letter, body: all of it at once.

    Refused as long as anybody has to do with them; numbers, times and who worked on it stay.
    """
    diane, emil = CaseDesk(await house.agent("diane")), CaseDesk(await house.agent("emil"))
    dora = await house.agent("dora", "available")
    desk = CaseDesk(dora)
    path = f"/api/v1/customers/{IDS[FORGOTTEN]}"

    async def refused() -> None:
        with pytest.raises(Refused) as refusal:
            await diane.ask("DELETE", path)
        assert (refusal.value.code, refusal.value.error["field"]) == ("conflict", "in_hand")

    async def nothing() -> None:
        """Nobody wants them erased."""

    await Story(house, dora, desk, FORGOTTEN, refused).told()
    await Story(house, dora, desk, KEPT, nothing).told()
    before = {word: await found(house, word) for word in (FORGOTTEN, KEPT)}
    assert set(before[FORGOTTEN]) >= {
        *("attachments", "body", "case_participants", "cases", "chats", "customer_addresses"),
        *("chat_logs", "customer_fields", "customer_merges", "customers", "drafts"),
        *("handlings", "mail_files", "mail_intakes", "mails", "messages", "notices", "outbox"),
        *("tasks", "visitors", "voicemail_sources", "voicemails"),
    }
    record = await diane.ask("GET", path)
    assert {each["medium"] for each in record["contacts"]} == {"chat", "email", "voicemail"}
    for other in (desk, CaseDesk(await house.agent("chloe"))):
        with pytest.raises(Refused, match="forbidden"):
            await other.ask("DELETE", path)

    await diane.ask("DELETE", path)
    await emil.ask("DELETE", path)

    gateway = house.gateway
    await gateway.foundation.blobs.remove_unreferenced(gateway.clock.now() + seconds(2 * 86_400))
    assert await found(house, FORGOTTEN) == []
    assert await found(house, KEPT) == before[KEPT]
    told = await dora.until(lambda: dora.heard["customer.erased"])
    assert IDS[FORGOTTEN] in told[0]["customer_ids"]
    assert set(told[0]["case_ids"]) == {each["id"] for each in record["cases"]}
    for gone in (path, *(f"/api/v1/cases/{each['id']}" for each in record["cases"])):
        with pytest.raises(Refused, match="not_found"):
            await desk.ask("GET", gone)
    for list_of in ("customers", "cases", "tasks", "chat-logs"):
        assert FORGOTTEN not in repr(await desk.ask("GET", f"/api/v1/{list_of}"))
    [(_, event)] = await gateway.foundation.database.read(lambda tx: newest_security_events(tx, 1))
    assert (event.action, event.subject, event.details) == (
        "customer_erased",
        f"customer:{IDS[FORGOTTEN]}",
        {},
    )
    assert house.failures() == []
