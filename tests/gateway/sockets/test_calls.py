"""Visitors of a web site leave voice messages and ask to be called, through a whole gateway."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import aiohttp
import pytest

from gateway.voicemail_config import Voicemail
from tests.fakes.listening import NearEar
from tests.gateway.house import House, open_house, provision
from tests.kit.clients import Customer, Refused
from tests.kit.recordings import plain, recording, tone

COMPANY = """
[[queues]]
name = "web"
medium = "chat"

[[queues]]
name = "voice"
media = ["voicemail", "callback"]
notify = "voice@shop.example"

[[queues]]
name = "messages"
medium = "voicemail"

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
queues = ["messages", {{ name = "voice", callback = true }}]

[[sites]]
key = "shop"
origins = ["http://shop.example"]
queue = "web"
voice_queue = "voice"

[[sites]]
key = "listening"
origins = ["http://shop.example"]
queue = "web"
voice_queue = "messages"

[[sites]]
key = "quiet"
origins = ["http://shop.example"]
queue = "web"
voice_queue = ""

[[sites]]
key = "plain"
origins = ["http://shop.example"]
queue = "web"
"""
SAID = recording(rate=16_000, sound=tone(seconds=2, rate=16_000))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calls")
    asyncio.run(provision(folder, COMPANY))
    return folder


@pytest.fixture
def rate() -> Literal["on", "off"]:
    return "off"


@pytest.fixture
async def house(company: Path, tmp_path: Path, rate: Literal["on", "off"]) -> AsyncIterator[House]:
    settings = Voicemail(country="DE", own_numbers=("030 5550",))
    async with open_house(
        company, tmp_path, rate=rate, audio=NearEar(), voicemail=settings
    ) as opened:
        yield opened


async def upload(house: House, token: str | None, audio: bytes = SAID) -> tuple[int, Any]:
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("file", io.BytesIO(audio), filename="message.wav", content_type="audio/wav")
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{house.url}/api/v1/widget/voice", data=form, headers=headers) as answer,
    ):
        return answer.status, await answer.json()


async def spoken(house: House, customer: Customer) -> str:
    """Upload a message; gives the name by which it can be sent."""
    status, answer = await upload(house, customer.token)
    assert (status, answer["duration_seconds"]) == (201, pytest.approx(2))
    voice_id: str = answer["voice_id"]
    return voice_id


async def refused(customer: Customer, **payload: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as error:
        await customer.ask("callback.request", client_id="form", **payload)
    return error.value.error


async def test_a_voice_message_waits_in_the_queue_of_its_site(house: House):
    """VML-001: sent twice, it is one; nobody who is called promised that they would be."""
    customer = await house.customer()
    settings = customer.heard["session"][-1]["settings"]
    assert (settings["voice"], settings["callback"]) == (True, True)
    voice_id = await spoken(house, customer)

    form = {"client_id": "form-1", "name": "Zoé", "voice_id": voice_id}
    sent = await customer.ask("callback.request", **form)
    again = await customer.ask("callback.request", **{**form, "voice_id": "gone.1.x"})

    assert sent == again == {"ok": True, "callback": False}
    alice = await house.agent("alice", "available")
    await alice.rung()
    interaction = await alice.accept()
    assert interaction["medium"] == "voicemail"
    assert interaction["customer"]["name"] == "Zoé"
    assert interaction["voicemail"]["duration_seconds"] == pytest.approx(2)
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{house.url}{interaction['voicemail']['audio_url']}") as answer,
    ):
        assert await answer.read() == SAID
    assert len(house.gateway.engine.router.interactions) == 1
    assert house.failures() == []


async def test_whoever_waits_in_a_line_is_called_in_their_place(house: House):
    """CBK-001, CBK-002, RTE-016: with a message, from where they stood; they wait once."""
    customer = await house.customer()
    chat = await customer.start("Is anybody there?", name="Zoé")
    router = house.gateway.engine.router
    since = router.interactions[chat["id"]].place[1]
    later = await house.customer()
    await later.ask("callback.request", client_id="late", number="030 901821")
    voice_id = await spoken(house, customer)

    sent = await customer.ask(
        "callback.request", client_id="form", number="(030) 90 18 20", voice_id=voice_id
    )

    assert sent["callback"] is True
    await customer.until(lambda: customer.chat["state"] == "ended")
    alice = await house.agent("alice", "available")
    await alice.rung()
    interaction = await alice.accept()
    assert interaction["callback"]["number"] == "+4930901820"
    assert interaction["callback"]["voicemail"]["audio_url"] is not None
    assert router.interactions[interaction["id"]].place[1] == since


async def test_a_number_alone_is_a_callback(house: House):
    """CBK-003: nothing was said, as the desk and the letter tell; our own number is refused."""
    customer = await house.customer()
    for number, told in (("030 5550", "our own number"), ("110", "cannot call"), ("", "form")):
        error = await refused(customer, number=number)
        assert (error["code"], error["field"]) == ("invalid", "number")
        assert told in error["message"]

    sent = await customer.ask("callback.request", client_id="form", number="030 901820", name="Zoé")

    assert sent["callback"] is True
    alice = await house.agent("alice", "available")
    offer = await alice.rung()
    assert offer["interaction"]["callback"]["voicemail"] is None
    interaction = await alice.accept()
    assert interaction["callback"]["number"] == "+4930901820"
    assert interaction["customer"]["name"] == "Zoé"
    assert "copy" not in interaction["actions"]
    letters = Path(house.gateway.foundation.blobs.path("0" * 32)).parents[2] / "outgoing"
    async with asyncio.timeout(20):
        while not (left := list(letters.glob("*.eml"))):
            await asyncio.sleep(0.02)
    assert "Subject: Callback request from =?utf-8?" in left[0].read_text()
    await alice.ask("callback.done", interaction_id=interaction["id"], outcome="reached")
    assert house.failures() == []


async def test_a_site_takes_what_its_visitors_have_said(house: House):
    """VML-016: an upload is its visitor's; it is a recording; the site's queue takes it."""
    customer, other = await house.customer(), await house.customer()
    voice_id = await spoken(house, customer)

    for who, shown in ((other, voice_id), (customer, voice_id[:-1]), (customer, "x")):
        error = await refused(who, voice_id=shown)
        assert (error["code"], error["field"]) == ("invalid", "voice_id")

    status, _ = await upload(house, None)
    assert status == 401
    # By its sound, not by its name.
    refusals = {
        b"<html>": 415,
        recording("ULAW"): 415,
        plain(b""): 400,
        plain(bytes(2 * 8_000 * 182)): 413,
        bytes(6_000_000): 413,
    }
    for audio, wanted in refusals.items():
        assert (await upload(house, customer.token, audio))[0] == wanted

    quiet, listening = await house.customer("quiet"), await house.customer("listening")
    settings = quiet.heard["session"][-1]["settings"]
    assert (settings["voice"], settings["callback"], settings["faq"]) == (False, False, False)
    assert (await upload(house, quiet.token))[0] == 404
    assert (await refused(quiet, number="030 901820"))["code"] == "not_found"
    unnamed = await house.customer("plain")  # names no queue: there is only one that calls back
    settings = unnamed.heard["session"][-1]["settings"]
    assert (settings["voice"], settings["callback"]) == (True, True)
    asked = await unnamed.ask("callback.request", client_id="plain", number="030 901820")
    assert asked["callback"] is True
    settings = listening.heard["session"][-1]["settings"]
    assert (settings["voice"], settings["callback"]) == (True, False)
    assert (await refused(listening, number="030 901820"))["field"] == "voice_id"
    voice_id = await spoken(house, listening)
    sent = await listening.ask(
        "callback.request", client_id="form", number="030 901820", voice_id=voice_id
    )
    assert sent["callback"] is False
    assert house.failures() == []


@pytest.mark.parametrize("rate", ["on"])
async def test_nobody_fills_the_queue(house: House):
    """VML-016: so many messages of one visitor, and so many uploads; the form stays as it was."""
    customer = await house.customer()
    for number in range(5):
        await customer.ask("callback.request", client_id=f"{number}", number="030 901820")

    error = await refused(customer, number="030 901820")

    assert error["code"] == "rate_limited"
    assert 0 < error["retry_after_seconds"] <= 600
    again = await customer.ask("callback.request", client_id="0", number="030 901820")
    assert again["callback"] is True
    statuses = [(await upload(house, customer.token))[0] for _ in range(11)]
    assert statuses == [201] * 10 + [429]
