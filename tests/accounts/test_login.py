"""Logging in, and changing one's password."""

import pytest

from accounts.directory import Agent
from accounts.login import Login, TooManyLogins, WrongLogin
from accounts.passwords import Passwords, WeakPassword
from accounts.sessions import SessionLimits, Sessions
from accounts.throttle import PER_ACCOUNT, LoginThrottle
from router.ids import seconds
from tests.fakes.accounts import MemoryDirectory, MemorySessions

AT = seconds(1_800_000_000)
GOOD = "correct horse battery"
HERE = "192.0.2.7"


class House:
    """One agent, alice, and everything she needs to log in."""

    def __init__(self, passwords):
        self.passwords = passwords
        self.alice = Agent(
            id="a1",
            username="alice",
            name="Alice Martin",
            display_name="Alice",
            email="alice@example.org",
            password_hash=passwords.hash_now(GOOD),
        )
        self.directory = MemoryDirectory(self.alice)
        self.sessions = Sessions(MemorySessions(), SessionLimits())
        self.login = Login(
            directory=self.directory,
            passwords=passwords,
            sessions=self.sessions,
            throttle=LoginThrottle(),
            store=self.directory,
        )

    async def log_in(self, login="alice", password=GOOD, at=AT):
        return await self.login.log_in(login, password, at=at, address=HERE)


@pytest.fixture
def house():
    passwords = Passwords(memory_kib=64, passes=1)
    yield House(passwords)
    passwords.close()


@pytest.mark.parametrize(
    "login", ["alice", "ALICE", " alice ", "alice@example.org", "Alice@Example.org"]
)
async def test_a_user_name_or_an_email_address_opens_a_session(house, login):
    """SES-004."""
    entered = await house.log_in(login)

    assert entered.agent == house.alice
    found = await house.sessions.find(entered.token, AT)
    assert found == entered.session


@pytest.mark.parametrize(
    ("login", "password"),
    [("alice", "wrong"), ("alice", GOOD.upper()), ("alice", ""), ("nobody", GOOD), ("", "")],
)
async def test_a_wrong_login_never_says_what_is_wrong(house, login, password):
    """SES-005; nobody learns which accounts exist."""
    with pytest.raises(WrongLogin) as caught:
        await house.log_in(login, password)
    assert str(caught.value) == ""


@pytest.mark.parametrize("change", [{"disabled": True}, {"password_hash": None}])
async def test_a_disabled_agent_and_one_without_password_stay_out(house, change):
    house.directory.change(house.alice, **change)
    with pytest.raises(WrongLogin):
        await house.log_in()


async def test_too_many_failures_are_told_how_long_to_wait(house):
    for _ in range(PER_ACCOUNT.free):
        with pytest.raises(WrongLogin):
            await house.log_in(password="wrong")

    with pytest.raises(TooManyLogins) as caught:
        await house.log_in()
    assert caught.value.wait == seconds(1)

    assert (await house.log_in(at=AT + caught.value.wait)).agent == house.alice


async def test_an_old_hash_is_made_again_at_login(house):
    older = Passwords(memory_kib=32, passes=1)
    house.directory.change(house.alice, password_hash=older.hash_now(GOOD))
    older.close()

    await house.log_in()

    assert "m=64,t=1" in house.directory.now.agents["a1"].password_hash
    await house.log_in()


async def test_an_agent_disabled_while_the_password_is_verified_stays_out(house):
    class Slow(Passwords):
        async def verify(self, stored, password):
            verdict = await super().verify(stored, password)
            house.directory.change(house.alice, disabled=True)
            return verdict

    slow = Slow(memory_kib=64, passes=1)
    house.login = Login(
        directory=house.directory,
        passwords=slow,
        sessions=house.sessions,
        throttle=LoginThrottle(),
        store=house.directory,
    )
    with pytest.raises(WrongLogin):
        await house.log_in()
    slow.close()


@pytest.mark.parametrize("change", [{"disabled": True}, {"password_hash": "another"}])
async def test_what_an_administrator_does_while_a_hash_is_made_stands(house, change):
    """Making an old hash again, or changing a password, takes time of its own."""

    class Slow(Passwords):
        async def hash(self, password):
            made = await super().hash(password)
            house.directory.change(house.directory.now.agents["a1"], **change)
            return made

    entered = await house.log_in()
    older, slow = Passwords(memory_kib=32, passes=1), Slow(memory_kib=64, passes=1)
    house.login = Login(
        directory=house.directory,
        passwords=slow,
        sessions=house.sessions,
        throttle=LoginThrottle(),
        store=house.directory,
    )
    stale = older.hash_now(GOOD)
    for attempt in (
        house.log_in(),
        house.login.change_password(entered.session, GOOD, "another fine phrase", at=AT),
    ):
        house.directory.change(house.alice, password_hash=stale, disabled=False)
        with pytest.raises(WrongLogin):
            await attempt
        stood = house.directory.now.agents["a1"]
        assert (stood.disabled, stood.password_hash) == (
            change.get("disabled", False),
            change.get("password_hash", stale),
        )
    older.close()
    slow.close()


async def test_a_changed_password_ends_the_other_sessions(house):
    first = await house.log_in()
    second = await house.log_in()

    ended = await house.login.change_password(second.session, GOOD, "another fine phrase", at=AT)

    assert [session.id for session in ended] == [first.session.id]
    assert await house.sessions.find(first.token, AT) is None
    assert await house.sessions.find(second.token, AT) is not None
    with pytest.raises(WrongLogin):
        await house.log_in()
    await house.log_in(password="another fine phrase")


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [("wrong", "another fine phrase", WrongLogin), (GOOD, "short", WeakPassword)],
)
async def test_a_refused_change_changes_nothing(house, old, new, refusal):
    entered = await house.log_in()

    with pytest.raises(refusal):
        await house.login.change_password(entered.session, old, new, at=AT)

    await house.log_in()


async def test_guessing_the_old_password_is_slowed_too(house):
    entered = await house.log_in()
    for _ in range(PER_ACCOUNT.free):
        with pytest.raises(WrongLogin):
            await house.login.change_password(entered.session, "wrong", "x" * 20, at=AT)

    with pytest.raises(TooManyLogins):
        await house.login.change_password(entered.session, GOOD, "another fine phrase", at=AT)
