"""A recording comes in by every door, and rings at an agent's desk."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from gateway.config import Mailbox
from gateway.voicemail_config import Pbx, VoicemailMail, VoicemailSpool
from router.ids import seconds
from tests.gateway.house import House, open_house, provision
from tests.kit.post import SUPPORT, letter, post
from tests.kit.recordings import SECONDS, recording

KEY = "k" * 40
COMPANY = """
[[groups]]
name = "Support"

[[queues]]
name = "voice"
media = ["voicemail", "callback"]

[[queues]]
name = "mail"
medium = "email"

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
email = "alice@example.org"
group = "Support"
queues = [{{ name = "voice", callback = true }}, "mail"]
"""
TOLD = {"caller": "+4930901820", "caller_name": "Zoé Martin"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("door_company")
    asyncio.run(provision(folder, COMPANY))
    return folder


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    path = tmp_path / "spool"
    path.mkdir()
    return path


@pytest.fixture
async def house(company: Path, spool: Path, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(
        company,
        tmp_path,
        mailboxes=(Mailbox(name="support", address=SUPPORT, queue="mail"),),
        pbx=(Pbx(name="berlin", key=KEY),),
        voicemail_spools=(VoicemailSpool(path=str(spool), queue="voice", when_taken="move"),),
        voicemail_mails=(
            VoicemailMail(
                name="pbx", mailbox="support", senders=("pbx@shop.example",), queue="voice"
            ),
        ),
    ) as opened:
        yield opened


async def _look(house: House) -> None:
    """Look into the spool, and again when nothing has changed for a minute."""
    (watch,) = house.gateway.voice_room.doors.spools
    await watch.look_now()
    for watched in watch._watched.values():
        watched.since -= seconds(60)
    await watch.look_now()


async def _rung(house: House, medium: str) -> dict[str, Any]:
    """Have it ring at the desk, and accept it."""
    alice = await house.agent("alice", "available")
    assert (await alice.rung())["interaction"]["medium"] == medium
    accepted: dict[str, Any] = await alice.accept()
    return accepted


def _mailed(sender: str) -> Any:
    wanted = letter(
        "New message 1 in mailbox 2001",
        'You were left a 0:03 long message from "Zoé Martin" <+4930901820>.',
        sender=sender,
    )
    wanted.add_attachment(
        recording("GSM610"), maintype="audio", subtype="x-wav", filename="msg0001.WAV"
    )
    return wanted


async def test_by_a_folder(house: House, spool: Path):
    """VML-016: the telephone system leaves a file, and hears nothing of us."""
    (spool / "msg0000.WAV").write_bytes(recording("GSM610"))
    (spool / "msg0000.txt").write_text(
        'callerid="Zoé Martin" <+4930901820>\norigtime=1763719200\nduration=3\n'
    )

    await _look(house)

    voicemail = (await _rung(house, "voicemail"))["voicemail"]
    assert {name: voicemail[name] for name in TOLD} == TOLD
    assert voicemail["duration_seconds"] == SECONDS
    assert await asyncio.to_thread(os.listdir, spool) == ["taken"]
    assert house.failures() == []


async def test_by_mail(house: House):
    """VML-016: such a mail makes no case; the same from anybody else does."""
    port = house.gateway.post_room.channel.smtp_port
    assert port is not None

    await post(port, _mailed("Telephone <pbx@shop.example>"))

    voicemail = (await _rung(house, "voicemail"))["voicemail"]
    assert {name: voicemail[name] for name in TOLD} == TOLD
    assert voicemail["duration_seconds"] == SECONDS
    assert [entry for entry in house.log if entry["event"] == "mail.filed"] == []


async def test_a_customers_recording_is_mail(house: House):
    port = house.gateway.post_room.channel.smtp_port
    assert port is not None

    await post(port, _mailed("zoe@customer.example"))

    mail = (await _rung(house, "email"))["email"]
    assert [each["name"] for each in mail["attachments"]] == ["msg0001.WAV"]


async def test_by_http(house: House):
    """VML-016, CBK-001: a script hands it in, and the caller waits to be called."""
    form = aiohttp.FormData({"queue": "voice", "callback": "true", **TOLD})
    form.add_field("audio", recording("ULAW"), filename="call.wav")
    sent = {"Authorization": f"Bearer {KEY}", "Idempotency-Key": "17"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{house.url}/api/v1/voicemails", data=form, headers=sent) as answer,
    ):
        assert answer.status == 201
        taken = (await answer.json())["interaction_id"]

    accepted = await _rung(house, "callback")

    assert accepted["id"] == taken
    assert accepted["callback"]["number"] == TOLD["caller"]
    assert accepted["callback"]["voicemail"]["duration_seconds"] == SECONDS


async def test_what_cannot_be_taken_is_counted(house: House, spool: Path):
    """The folder's own name stands in the figures."""
    await asyncio.to_thread(spool.rmdir)

    await _look(house)

    async with aiohttp.ClientSession() as http, http.get(f"{house.url}/metrics") as answer:
        assert f'parley_spool_troubles{{spool="{spool}"}} 1.0' in await answer.text()
