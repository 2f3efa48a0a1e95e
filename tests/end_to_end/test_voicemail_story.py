"""A caller leaves a message: from the telephone to the agent's ear, against `parley serve`."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from tests.kit.clients import Agent
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.recordings import recording
from tests.kit.warm import WarmGateway

KEY = "k" * 32
WORLD = """
[[groups]]
name = "Support"

[[queues]]
name = "voice"
media = ["voicemail", "callback"]
wrap_up_seconds = 60

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
email = "alice@example.org"
group = "Support"
queues = [{{ name = "voice", callback = true }}]

[[agents]]
username = "bruno"
password = "{password}"
name = "Bruno Lopez"
group = "Support"
queues = [{{ name = "voice", callback = true }}]

[[sites]]
key = "shop"
origins = ["http://127.0.0.1:{port}"]
queue = "voice"
"""
CONFIG = f"""
[retention]
voicemail_delete_after_seconds = 1

[routing]
preferred_wait_seconds = 600

[[pbx]]
name = "pbx"
key = "{KEY}"

[[callers]]
number = "+4930901820"
preferred_agent = "bruno"
"""
SOUND = recording()


class Telephone:
    """The company's telephone system."""

    def __init__(self, gateway: GatewayProcess) -> None:
        self._gateway = gateway

    async def leaves(self, number: int, **fields: str) -> tuple[int, str]:
        """Hand a message in; gives the status and the interaction."""
        form = aiohttp.FormData()
        # Each message has its own bytes.
        form.add_field("audio", SOUND + bytes(2 * number), filename=f"msg{number:04}.wav")
        for name, value in {"queue": "voice", "caller": "", **fields}.items():
            form.add_field(name, value)
        headers = {"Authorization": f"Bearer {KEY}", "Idempotency-Key": f"message {number}"}
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.post(f"{self._gateway.url}/api/v1/voicemails", data=form) as answer,
        ):
            return answer.status, (await answer.json())["interaction_id"]

    async def sound(self, path: str, **headers: str) -> tuple[int, bytes]:
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.get(f"{self._gateway.url}{path}") as answer,
        ):
            return answer.status, await answer.read()


async def at_work(gateway: GatewayProcess, username: str) -> Agent:
    agent = Agent(gateway.url, username, PASSWORD)
    await agent.connect()
    await agent.be("available")
    return agent


def waiting(agent: Agent) -> int:
    """Say how many wait in the agent's queue, as far as the agent was told."""
    told = [agent.heard["snapshot"][-1]["queues"], *agent.heard["queues"]][-1]
    return int(told[0]["waiting"])


async def in_hand(agent: Agent) -> dict[str, Any]:
    await agent.rung()
    return await agent.accept()


async def closed(agent: Agent, interaction: str) -> None:
    await agent.ask("interaction.wrap_up", interaction_id=interaction)


async def test_messages_outlive_a_power_cut_and_callers_keep_their_place(tmp_path: Path):
    """CARD-005, VML-001, VML-009, VML-011, VML-014, CBK-002, CBK-005, CBK-006, CBK-012.

    CBK-008: by HTTP, offered, heard, copied, ended, removed; called back, put off, called again.
    """
    gateway = WarmGateway(tmp_path, provisioning=WORLD, config=CONFIG)
    gateway.provision()
    gateway.start()
    telephone = Telephone(gateway)
    status, plain = await telephone.leaves(1, caller_name="Zoé")
    assert status == 201
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    _, owed = await telephone.leaves(
        2, caller="+49 30 901820", callback="true", called_at=an_hour_ago
    )
    gateway.kill()
    gateway.start()
    assert await telephone.leaves(1) == (200, plain)

    first, second = Agent(gateway.url, "alice", PASSWORD), Agent(gateway.url, "bruno", PASSWORD)
    await first.connect()
    await first.until(lambda: waiting(first) == 2)
    await first.be("available")
    # An older place than the other's; nobody was there to be preferred when it came.
    contact = await in_hand(first)
    await second.connect()
    await second.be("available")
    assert (contact["id"], contact["medium"]) == (owed, "callback")
    assert contact["callback"]["preferred_agent"]["name"] == "Bruno Lopez"
    soon = (datetime.now(UTC) + timedelta(seconds=4)).isoformat()
    await first.ask("callback.reschedule", interaction_id=owed, at=soon)
    await closed(first, owed)
    message = await in_hand(second)
    assert message["id"] == plain
    part, sound = await telephone.sound(message["voicemail"]["audio_url"], Range="bytes=0-43")
    assert (part, sound[:4], len(sound)) == (206, b"RIFF", 44)
    await second.ask("interaction.end", interaction_id=plain)
    await closed(second, plain)
    # While the preferred agent is there, the call is kept for them, put off or not.
    await second.be("on_break")
    for agent in (first, second):
        await agent.leave()
    assert gateway.stop() == 0
    gateway.start()
    alice = await at_work(gateway, "alice")

    again = await in_hand(alice)

    assert again["id"] == owed
    assert again["callback"]["attempts"] == 1
    copied = await alice.ask("voicemail.copy", interaction_id=owed)
    assert copied["interaction"]["callback"]["voicemail"]["copy"]["state"] == "queued"
    await alice.ask("callback.done", interaction_id=owed, outcome="reached")
    await closed(alice, owed)
    async with asyncio.timeout(30):
        while any(each.is_file() for each in (tmp_path / "blobs").glob("??/*")):
            await asyncio.sleep(0.1)
    (letter,) = (tmp_path / "outgoing").glob("*.eml")
    assert "msg0002.wav" in letter.read_text()
    await alice.leave()
    explained = gateway.run("explain", owed)
    assert explained.returncode == 0, explained.stdout + explained.stderr
    audit = gateway.run("audit", "--replay")
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert gateway.stop() == 0
