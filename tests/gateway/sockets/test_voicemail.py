"""A recording on its way through the gateway: offered, heard, copied, removed; callers called."""

import asyncio
import email
import email.policy
import json
from collections.abc import AsyncIterator, Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from channels.voicemail.ports import Received, Source
from gateway.config import Retention
from gateway.voicemail_config import Caller, Voicemail
from gateway.wire.times import to_wire
from router.ids import seconds
from tests.fakes.listening import NearEar
from tests.gateway.house import House, open_house, provision
from tests.kit.clients import Agent, Refused
from tests.kit.recordings import recording

COMPANY = """
[[groups]]
name = "Support"

[[queues]]
name = "voice"
media = ["voicemail", "callback"]
wrap_up_seconds = 60
notify = "voice@shop.example"

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
email = "alice@example.org"
group = "Support"
queues = [{{ name = "voice", callback = true }}]
permissions = ["voicemail.download", "interaction.reject"]

[[agents]]
username = "bruno"
password = "{password}"
name = "Bruno Lopez"
group = "Support"
queues = ["voice"]

[[agents]]
username = "chloe"
password = "{password}"
name = "Chloe Bernard"
group = "Support"
queues = [{{ name = "voice", callback = true }}]

[[agents]]
username = "diane"
password = "{password}"
name = "Diane Petit"
group = "Support"
role = "supervisor"
"""

WAV = recording()


class VoiceHouse:
    """A gateway with a telephone system in the test's hands."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.folder = folder
        self.calls = 0

    async def call(self, **facts: Any) -> str:
        """Leave a message, as a door hands it in; gives the interaction."""
        self.calls += 1
        received = {
            "audio": WAV + bytes(2 * self.calls),
            "file_name": "msg0001.wav",
            "queue": "voice",
            "source": Source(door="http", name="pbx", key=str(self.calls)),
            "caller": "+49 30 901820",
            "caller_name": "Zoé Martin",
            "called_at": self.now - seconds(30),
            **facts,
        }
        taken = await self.house.gateway.voice_room.channel.intake.take(Received(**received))
        router = self.house.gateway.engine.router
        await self.until(lambda: taken.interaction_id in router.interactions)
        return taken.interaction_id

    def later(self) -> None:
        """Have the channel look after its recordings now, not in some seconds."""
        self.house.gateway.voice_room.channel.look(self.now + seconds(60))

    @property
    def now(self) -> int:
        return self.house.gateway.clock.now()

    async def fetch(self, path: str, **headers: str) -> tuple[int, bytes, Any]:
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"{self.house.url}{path}", headers=headers) as answer,
        ):
            return answer.status, await answer.read(), answer.headers

    def letters(self) -> list[EmailMessage]:
        """Read what has left, in no order."""
        files = (self.folder / "outgoing").glob("*.eml")
        read = (
            email.message_from_bytes(each.read_bytes(), policy=email.policy.default)
            for each in files
        )
        return list(read)

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait for what the gateway does by itself."""
        async with asyncio.timeout(20):
            while not (value := condition()):
                await asyncio.sleep(0.05)
            return value


@pytest.fixture(scope="module")
def voice_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voice_company")
    asyncio.run(provision(folder, COMPANY))
    return folder


@pytest.fixture
async def voice(voice_company: Path, tmp_path: Path) -> AsyncIterator[VoiceHouse]:
    async with open_house(
        voice_company,
        tmp_path,
        audio=NearEar(),
        retention=Retention(voicemail_delete_after_seconds=0),
        voicemail=Voicemail(
            country="DE", own_numbers=("030 5550",), most_attempts=2, company="The Lamp Shop"
        ),
        callers=(Caller(number="030 7771", preferred_agent="chloe"),),
    ) as house:
        yield VoiceHouse(house, tmp_path)


async def in_hand(agent: Agent) -> dict[str, Any]:
    await agent.rung()
    return await agent.accept()


async def test_a_message_is_offered_heard_and_ended(voice: VoiceHouse):
    """VML-001, VML-002, VML-003, VML-005, VML-007, VML-012, VML-013: sound to be sought.

    OFR-004, OFR-016, STA-043, QUE-024: accepting it is answering it; ending and wrapping it up
    leaves the agent free again.
    """
    interaction = await voice.call()
    alice = await voice.house.agent("alice", "available")

    offer = await alice.rung()
    shown = offer["interaction"]
    assert (shown["id"], shown["medium"]) == (interaction, "voicemail")
    assert shown["customer"]["name"] == "Zoé Martin"
    assert shown["voicemail"]["caller"] == "+4930901820"
    assert shown["voicemail"]["duration_seconds"] == pytest.approx(3, rel=0.02)
    assert shown["voicemail"]["audio_url"] is None
    heard = (await alice.accept())["voicemail"]
    status, sound, headers = await voice.fetch(heard["audio_url"], Range="bytes=44-143")
    assert (status, len(sound)) == (206, 100)
    assert headers["Content-Type"] == "audio/wav"
    assert headers["Content-Range"].startswith("bytes 44-143/")
    status, peaks, _ = await voice.fetch(heard["peaks_url"])
    assert status == 200
    assert b"[0." in peaks
    assert heard["download_url"] is None
    ended = await alice.ask("interaction.end", interaction_id=interaction)
    assert ended["interaction"]["state"] == "wrap_up"
    await alice.until(lambda: alice.status == "wrap_up")
    await alice.ask("interaction.wrap_up", interaction_id=interaction)
    await alice.until(lambda: alice.status == "available")
    assert voice.house.failures() == []


async def test_one_that_is_turned_down_keeps_its_place(voice: VoiceHouse):
    """VML-006, VML-015, STA-035, RTE-005: by who may; then it rings at the next, the oldest."""
    first = await voice.call()
    await voice.call()
    alice = await voice.house.agent("alice", "available")
    offer = await alice.rung()
    assert (offer["interaction"]["id"], offer["can_reject"]) == (first, True)

    await alice.ask("offer.reject", offer_id=offer["id"])

    await alice.until(lambda: alice.status == "on_break")
    bruno = await voice.house.agent("bruno", "available")
    offer = await bruno.rung()
    assert (offer["interaction"]["id"], offer["can_reject"]) == (first, False)
    assert offer["interaction"]["actions"] == ["accept"]
    assert (await bruno.accept())["voicemail"]["audio_url"] is not None


async def test_sound_is_for_who_has_it_in_hand(voice: VoiceHouse):
    """VML-010: nobody else, and no queue's voicemail as a file; a supervisor may listen."""
    await voice.call()
    alice = await voice.house.agent("alice", "available")
    heard = (await in_hand(alice))["voicemail"]
    path = heard["audio_url"].partition("?")[0]
    bruno, diane = await voice.house.agent("bruno"), await voice.house.agent("diane")

    async def status(of: str, who: Agent | None) -> int:
        token = {} if who is None else {"Authorization": f"Bearer {who.token}"}
        return (await voice.fetch(of, **token))[0]

    assert await status(path, None) == 401
    assert await status(path, bruno) == 404
    assert await status(path, alice) == await status(path, diane) == 200
    assert await status(path.replace("audio", "original"), alice) == 404
    assert await status(heard["audio_url"].replace("audio", "original"), None) == 401
    forged = heard["audio_url"].replace("signature=", "signature=A")
    assert await status(forged, bruno) == 404
    assert await status("/api/v1/voicemails/none/audio", diane) == 404


async def test_the_recording_goes_after_the_work_and_not_before_the_copy(voice: VoiceHouse):
    """VML-009, VML-011, VML-013, VML-014, VMN-003: the letter first, then nothing is left."""
    interaction = await voice.call()
    alice = await voice.house.agent("alice", "available")
    heard = (await in_hand(alice))["voicemail"]

    asked = await alice.ask("voicemail.copy", interaction_id=interaction)
    again = await alice.ask("voicemail.copy", interaction_id=interaction)

    copy = asked["interaction"]["voicemail"]["copy"]
    assert copy == again["interaction"]["voicemail"]["copy"]
    assert copy == {"state": "queued", "address": "alice@example.org", "detail": ""}
    await alice.until(lambda: _told(alice)["voicemail"]["copy"]["state"] == "accepted")
    (letter,) = [each for each in voice.letters() if each["To"] == "alice@example.org"]
    (part,) = letter.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("msg0001.wav", "audio/wav")
    assert part.get_content().startswith(WAV)
    await alice.ask("interaction.end", interaction_id=interaction)
    assert (await voice.fetch(heard["audio_url"]))[0] == 200
    await alice.ask("interaction.wrap_up", interaction_id=interaction)
    assert _told(alice)["voicemail"]["deletes_at"] is not None

    voice.later()
    blobs = voice.folder / "blobs"
    await voice.until(lambda: not [each for each in blobs.glob("??/*") if each.is_file()])
    assert (await voice.fetch(heard["audio_url"]))[0] == 404
    kept = await voice.house.gateway.voice_room.channel.by_id(heard["id"])
    assert kept is not None
    assert (kept.state, len(kept.sha256)) == ("removed", 64)


def _told(agent: Agent) -> dict[str, Any]:
    last: dict[str, Any] = agent.heard["interaction"][-1]
    return last


async def test_a_lost_connection_removes_nothing(voice: VoiceHouse):
    """VML-011, VML-015: only an end, and the end of the wrap-up, let its time run."""
    await voice.call()
    alice = await voice.house.agent("alice", "available")
    heard = (await in_hand(alice))["voicemail"]

    await alice.leave()
    voice.later()
    await voice.house.gateway.background.drain()

    kept = await voice.house.gateway.voice_room.channel.by_id(heard["id"])
    assert kept is not None
    assert (kept.state, kept.delete_at) == ("filed", None)


async def test_a_recording_cannot_be_handed_on(voice: VoiceHouse):
    """VML-004: to no queue and to no agent."""
    interaction = await voice.call()
    alice = await voice.house.agent("alice", "available")
    contact = await in_hand(alice)

    assert "transfer" not in contact["actions"]
    for target in ({"to_queue": "voice"}, {"to_agent": "bruno"}):
        with pytest.raises(Refused, match="invalid") as refused:
            await alice.ask(
                "interaction.transfer", interaction_id=interaction, confirm=True, **target
            )
        assert "cannot be handed on" in refused.value.error["message"]


async def test_whoever_has_no_address_is_told_so(voice: VoiceHouse):
    """VML-009: the copy goes to the agent's own address."""
    interaction = await voice.call()
    bruno = await voice.house.agent("bruno", "available")
    await in_hand(bruno)

    with pytest.raises(Refused, match="conflict") as refused:
        await bruno.ask("voicemail.copy", interaction_id=interaction)

    assert "email address" in refused.value.error["message"]
    with pytest.raises(Refused, match="not_found"):
        await bruno.ask("callback.done", interaction_id=interaction)


async def test_what_cannot_be_played_is_offered_all_the_same(voice: VoiceHouse):
    """VML-002: with the reason, and the copy as the way to the original."""
    await voice.call(audio=b"RIFF but not really" * 20)
    alice = await voice.house.agent("alice", "available")

    contact = await in_hand(alice)

    heard = contact["voicemail"]
    assert "undecoded" in heard["flags"]
    assert heard["reason"]
    assert heard["audio_url"] is heard["duration_seconds"] is None
    assert "copy" in contact["actions"]


async def test_a_queue_is_told_of_each_message(voice: VoiceHouse):
    """ADM-021, VMN-001, VMN-002, VMN-005, VMN-006, VMN-007, VMN-008, VMN-009, VMN-010, VMN-011.

    VMN-012, VMN-013, VMN-014, VMN-015: the eleven fields, and the transaction that they belong to.
    """
    interaction = await voice.call(
        phone_queue="sales-line",
        interaction_guid="guid-1",
        transaction_id="call-1",
        start_offset_seconds=12.5,
    )

    (letter,) = await voice.until(voice.letters)

    assert letter["To"] == "voice@shop.example"
    assert interaction in letter["Subject"]
    body = letter.get_body()
    assert body is not None
    lines = (line.partition(":") for line in body.get_content().splitlines() if ":" in line)
    fields = {name: value.strip() for name, _, value in lines}
    assert fields.pop("Left at").endswith("UTC")
    assert fields.pop("Voicemail retrieval delay").startswith("0:00:3")
    assert fields == {
        "Transaction ID": interaction,
        "Tenant name": "The Lamp Shop",
        "Cluster ID": "parley",
        "Phone queue ID": "sales-line",
        "Voicemail queue ID": "voice",
        "Caller name": "Zoé Martin",
        "Caller number": "+4930901820",
        "GUID of the inbound phone-queue interaction": "guid-1",
        "Transaction ID of the inbound phone interaction": "call-1",
        "Voicemail start offset": "12.5 s",
        "File name": "msg0001.wav",
        "Agent name": "",
    }
    assert list(letter.iter_attachments()) == []


async def test_the_owner_of_a_box_is_told_and_tried_first(voice: VoiceHouse):
    """VML-019, VMN-004, VMN-013: by mail; the box's owner may keep the recording."""
    alice = await voice.house.agent("alice", "available")
    await voice.house.agent("bruno", "available")

    await voice.call(agent_box="alice")

    contact = await in_hand(alice)
    signed = contact["voicemail"]["download_url"]
    for path, key in ((signed, ""), (signed.partition("?")[0], f"Bearer {alice.token}")):
        status, original, headers = await voice.fetch(path, Authorization=key)
        assert (status, original.startswith(WAV)) == (200, True)
        assert headers["Content-Disposition"].startswith("attachment")
    await voice.until(lambda: len(voice.letters()) == 2)
    (letter,) = [each for each in voice.letters() if each["To"] == "alice@example.org"]
    assert "Alice Martin" in str(letter.get_body())


async def test_a_caller_is_called_back_and_put_off(voice: VoiceHouse):
    """CBK-001, CBK-002, CBK-003, CBK-004, CBK-005, CBK-006, CBK-011, CBK-012, RTE-016: in place."""
    first = await voice.call()
    owed = await voice.call(callback=True, called_at=voice.now - seconds(3_600))
    alice = await voice.house.agent("alice")
    (line,) = (each for each in alice.heard["snapshot"][-1]["queues"] if each["name"] == "voice")
    each = [("voicemail", 1), ("callback", 1)]
    assert [(one["medium"], one["waiting"]) for one in line["lines"]] == each
    await alice.be("available")

    contact = await in_hand(alice)

    assert (contact["id"], contact["medium"]) == (owed, "callback")
    assert contact["enqueued_at"] < to_wire(voice.now - seconds(3_000))
    call = contact["callback"]
    assert (call["number"], call["attempts"], call["attempts_left"]) == ("+4930901820", 0, 1)
    assert None not in (call["voicemail"]["audio_url"], call["voicemail"]["download_url"])
    # There is no end without a word of how it went: nobody would call again.
    assert set(contact["actions"]) == {"annotate", "done", "reschedule", "copy"}
    with pytest.raises(Refused, match="conflict"):
        await alice.ask("interaction.end", interaction_id=owed)
    for wrong in ("2026-11-21T10:00", "soon", "1999-01-01T00:00:00Z", "2999-01-01T00:00:00Z"):
        with pytest.raises(Refused, match="invalid"):
            await alice.ask("callback.reschedule", interaction_id=owed, at=wrong)
    soon = to_wire(voice.now + seconds(1.5))
    put_off = await alice.ask("callback.reschedule", interaction_id=owed, at=soon)
    assert put_off["interaction"]["callback"]["attempts"] == 1
    assert (await alice.ask("callback.reschedule", interaction_id=owed, at=soon))["ok"]
    with pytest.raises(Refused, match="conflict"):
        await alice.ask("callback.done", interaction_id=owed)
    await alice.ask("interaction.wrap_up", interaction_id=owed)
    assert (await in_hand(alice))["id"] == first
    await alice.ask("interaction.end", interaction_id=first)
    await alice.ask("interaction.wrap_up", interaction_id=first)

    again = await in_hand(alice)

    assert again["id"] == owed
    assert again["enqueued_at"] == soon
    assert again["callback"]["attempts_left"] == 0
    assert "reschedule" not in again["actions"]
    with pytest.raises(Refused, match="conflict"):
        await alice.ask(
            "callback.reschedule", interaction_id=owed, at=to_wire(voice.now + seconds(60))
        )
    assert again["callback"]["voicemail"]["audio_url"] is not None
    done = await alice.ask("callback.done", interaction_id=owed, outcome="not_reached")
    assert done["interaction"]["state"] == "wrap_up"
    assert (await alice.ask("callback.done", interaction_id=owed, outcome="not_reached"))["ok"]
    await alice.ask("interaction.wrap_up", interaction_id=owed)
    kept = await voice.house.gateway.voice_room.channel.by_id(call["voicemail"]["id"])
    assert kept is not None
    assert (kept.attempts, kept.outcome) == (1, "not_reached")


async def test_what_a_caller_has_left_before_is_told_to_who_calls_back(voice: VoiceHouse):
    """CBK-003, CRM-008: of this number alone, the newest first, with what came of it."""
    alice = await voice.house.agent("alice", "available")
    first = await voice.call(callback=True, caller="030 901820", called_at=voice.now - seconds(99))
    await in_hand(alice)
    await alice.ask("callback.done", interaction_id=first)
    await alice.ask("interaction.wrap_up", interaction_id=first)
    owed = await voice.call(callback=True, caller="+49 30 901820")
    contact = await in_hand(alice)
    assert contact["id"] == owed
    await voice.call(caller="030 7771")
    path = f"/api/v1/voicemails/{contact['callback']['voicemail']['id']}/history"

    status, body, _ = await voice.fetch(path, Authorization=f"Bearer {alice.token}")

    assert status == 200
    (call,) = json.loads(body)["calls"]
    assert (call["interaction_id"], call["medium"], call["queue"]) == (first, "callback", "voice")
    assert (call["state"], call["outcome"], call["agent"]) == ("closed", "reached", "Alice Martin")
    bruno = await voice.house.agent("bruno")
    assert (await voice.fetch(path, Authorization=f"Bearer {bruno.token}"))[0] == 404


async def test_calls_go_to_who_takes_them_there(voice: VoiceHouse):
    """CBK-007, CBK-010, QUE-025, ADM-027: the assignment decides, not the membership."""
    bruno = await voice.house.agent("bruno", "available")
    owed = await voice.call(callback=True)
    plain = await voice.call()

    assert (await bruno.rung())["interaction"]["id"] == plain
    alice = await voice.house.agent("alice", "available")
    assert (await alice.rung())["interaction"]["id"] == owed


async def test_the_preferred_agent_is_tried_first_while_available(voice: VoiceHouse):
    """CBK-008, CBK-009, RTE-014, ADM-027: by the caller's number, however it is written."""
    alice = await voice.house.agent("alice", "available")
    chloe = await voice.house.agent("chloe", "available")
    first = await voice.call(callback=True, caller="+49 (30) 7771")
    offer = await chloe.rung()
    assert offer["interaction"]["id"] == first
    assert offer["interaction"]["callback"]["preferred_agent"]["name"] == "Chloe Bernard"
    await chloe.accept()
    second = await voice.call(callback=True, caller="030 7771")
    assert (await alice.rung())["interaction"]["id"] == second


async def test_being_put_off_costs_nobody_their_preferred_agent(voice: VoiceHouse):
    """CBK-008, CBK-006: whoever has called in between, and over the time that it takes."""
    chloe = await voice.house.agent("chloe", "available")
    owed = await voice.call(callback=True, caller="030 7771")
    await chloe.accept()
    soon = to_wire(voice.now + seconds(0.3))
    await chloe.ask("callback.reschedule", interaction_id=owed, at=soon)
    await chloe.ask("interaction.wrap_up", interaction_id=owed)
    await voice.house.agent("alice", "available")
    assert (await chloe.rung())["interaction"]["id"] == owed


async def test_nobody_is_called_where_only_a_machine_answers(voice: VoiceHouse):
    """CBK-001: without a number that a person answers it stays a voicemail; nothing is lost."""
    alice = await voice.house.agent("alice", "available")
    for caller in ("+49 30 5550", "anonymous", ""):
        await voice.call(callback=True, caller=caller)
        contact = await in_hand(alice)
        assert contact["medium"] == "voicemail"
        await alice.ask("interaction.end", interaction_id=contact["id"])
        await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
