"""Sessions: opened, found, limited, revoked."""

import pytest

from accounts.sessions import TOUCH_AFTER, SessionLimits, Sessions, hash_token
from router.ids import seconds
from tests.fakes.accounts import MemorySessions

AT = seconds(1_800_000_000)
LIMITS = SessionLimits(idle=seconds(3600), absolute=seconds(7200))


@pytest.fixture
def store():
    return MemorySessions()


@pytest.fixture
def sessions(store):
    return Sessions(store, LIMITS)


async def test_a_session_is_found_by_its_token(sessions):
    token, opened = await sessions.open("a1", AT, "192.0.2.7", "Browser/1")

    found = await sessions.find(token, AT + seconds(1))

    assert found == opened
    assert (opened.agent_id, opened.address, opened.user_agent) == ("a1", "192.0.2.7", "Browser/1")


async def test_the_token_is_kept_nowhere(sessions, store):
    token, opened = await sessions.open("a1", AT, None, None)

    assert len(token) >= 43  # 256 bits
    assert token not in repr(store.kept)
    assert opened.token_hash == hash_token(token)
    assert await sessions.find(opened.token_hash, AT) is None
    assert await sessions.find(opened.id, AT) is None


@pytest.mark.parametrize("token", ["", "x", "\udcff", "x" * 100_000])
async def test_a_forged_token_finds_nothing(sessions, token):
    await sessions.open("a1", AT, None, None)
    assert await sessions.find(token, AT) is None


async def test_an_unused_session_ends(sessions):
    token, _ = await sessions.open("a1", AT, None, None)

    assert await sessions.find(token, AT + LIMITS.idle - 1) is not None
    assert await sessions.find(token, AT + 2 * LIMITS.idle) is None


async def test_a_used_session_ends_all_the_same(sessions):
    token, _ = await sessions.open("a1", AT, None, None)
    for hour in (1, 2, 3):
        await sessions.find(token, AT + hour * seconds(1799))

    assert await sessions.find(token, AT + LIMITS.absolute - 1) is not None
    assert await sessions.find(token, AT + LIMITS.absolute) is None


async def test_use_is_written_once_a_minute(sessions, store):
    token, _ = await sessions.open("a1", AT, None, None)

    await sessions.find(token, AT + TOUCH_AFTER - 1)
    assert store.touched == 0
    await sessions.find(token, AT + TOUCH_AFTER)
    await sessions.find(token, AT + TOUCH_AFTER + 1)
    assert store.touched == 1


async def test_a_revoked_session_is_gone(sessions):
    token, session = await sessions.open("a1", AT, None, None)
    await sessions.revoke(session, AT)
    assert await sessions.find(token, AT) is None


async def test_all_sessions_of_an_agent_are_revoked_together(sessions):
    token, mine = await sessions.open("a1", AT, None, None)
    other_token, other = await sessions.open("a1", AT + 1, None, None)
    foreign_token, _ = await sessions.open("a2", AT + 2, None, None)

    ended = await sessions.revoke_all("a1", AT + 3, but=mine.id)

    assert [session.id for session in ended] == [other.id]
    assert await sessions.find(token, AT + 3) is not None
    assert await sessions.find(other_token, AT + 3) is None
    assert await sessions.find(foreign_token, AT + 3) is not None


async def test_an_agent_sees_their_live_sessions(sessions):
    _, old = await sessions.open("a1", AT, None, None)
    _, new = await sessions.open("a1", AT + LIMITS.idle, None, None)

    assert await sessions.of_agent("a1", AT + LIMITS.idle) == [new]
    assert await sessions.of_agent("a1", AT) == [old, new]


async def test_a_long_browser_name_is_cut(sessions):
    _, session = await sessions.open("a1", AT, None, "x" * 5000)
    assert len(session.user_agent or "") == 200
