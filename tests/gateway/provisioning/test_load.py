"""Loading into a database."""

import msgspec
import pytest

from accounts.directory import Directory, Tag
from accounts.passwords import Passwords
from accounts.sessions import SessionLimits, Sessions
from gateway.provisioning.file import ProvisioningError
from gateway.provisioning.load import DirectoryChanged, load_file
from router.ids import seconds
from storage.database import Database
from storage.directory import load_directory, save_records
from storage.inbox import DIRECTORY_CHANGED, waiting_entries
from storage.security_log import newest_security_events
from storage.sessions import AgentSessions

AT = seconds(1_800_000_000)
WORLD = """
[[queues]]
name = "web"
medium = "chat"
[[agents]]
username = "alice"
password = 'x'
queues = ["web"]
"""


class House:
    """A database and a way to load text into it."""

    def __init__(self, database, path, passwords):
        self.database = database
        self.path = path
        self.passwords = passwords

    async def load(self, text):
        self.path.write_text(text, encoding="utf-8")
        return await load_file(self.database, self.path, at=AT, hashing=self.passwords)

    async def notices(self):
        entries = await self.database.read(lambda tx: waiting_entries(tx, 100))
        assert all(entry.kind == DIRECTORY_CHANGED for entry in entries)
        return [msgspec.json.decode(entry.payload, type=DirectoryChanged) for entry in entries]

    async def directory(self):
        return await self.database.read(load_directory)


@pytest.fixture
async def house(tmp_path):
    database = await Database.open(f"sqlite:///{tmp_path / 'parley.db'}")
    passwords = Passwords(memory_kib=64, passes=1)
    yield House(database, tmp_path / "world.toml", passwords)
    passwords.close()
    await database.close()


async def test_a_file_is_saved_with_one_notice(house):
    plan = await house.load(WORLD)

    known = await house.directory()
    assert known == Directory(plan.records)
    assert house.passwords.matches_now(known.agent_by_login("alice").password_hash, "x")
    assert await house.notices() == [DirectoryChanged()]


async def test_nothing_is_saved_and_nobody_told_when_nothing_differs(house):
    await house.load(WORLD)
    before = await house.directory()

    plan = await house.load(WORLD)

    assert plan.changes == ()
    assert await house.directory() == before
    assert len(await house.notices()) == 1


async def test_a_file_with_a_mistake_loads_nothing(house):
    with pytest.raises(ProvisioningError) as caught:
        await house.load(WORLD + "[[queues]]\nname = 'b'")

    assert caught.value.mistakes == ("queues[1].medium: is missing; add it",)
    assert (await house.directory()).records() == ()
    assert await house.notices() == []


async def test_another_password_ends_the_sessions_with_it(house):
    await house.load(WORLD)
    alice = (await house.directory()).agent_by_login("alice")
    sessions = Sessions(AgentSessions(house.database), SessionLimits())
    token, _ = await sessions.open(alice.id, AT, None, None)

    await house.load(WORLD)
    assert await sessions.find(token, AT) is not None

    await house.load(WORLD.replace("'x'", "'y'"))
    assert await sessions.find(token, AT) is None
    assert (await house.notices())[-1] == DirectoryChanged((alice.id,))


async def test_every_change_is_in_the_security_log(house):
    await house.load(WORLD)
    events = await house.database.read(lambda tx: newest_security_events(tx, 10))
    assert [(e.actor, e.action, e.subject) for _, e in reversed(events)] == [
        ("command line", "created", "queues:web"),
        ("command line", "created", "agents:alice"),
        ("command line", "created", "memberships:alice on web"),
    ]
    assert "argon2id" not in repr(events)


async def test_a_change_by_somebody_else_meanwhile_is_compared_again(house):
    """The comparison was made outside the transaction, since hashing takes its time."""
    rival = [Tag(id="t1", name="rival")]

    class Slow(Passwords):
        def hash_now(self, password):
            if rival:
                tag = rival.pop()
                house.database.submit(lambda tx: save_records(tx, (tag,)), lambda _: None)
            return super().hash_now(password)

    house.passwords = Slow(memory_kib=64, passes=1)
    await house.load(WORLD)

    known = await house.directory()
    assert [tag.name for tag in known.tags.values()] == ["rival"]
    assert known.agent_by_login("alice") is not None
    house.passwords.close()


async def test_beside_a_running_gateway_a_second_connection_loads(house, tmp_path):
    beside = await Database.open(f"sqlite:///{tmp_path / 'parley.db'}", exclusive=False)
    house.path.write_text(WORLD, encoding="utf-8")
    await load_file(beside, house.path, at=AT, hashing=house.passwords)
    await beside.close()

    assert (await house.directory()).agent_by_login("alice") is not None
    assert len(await house.notices()) == 1
