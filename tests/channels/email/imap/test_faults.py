"""A server that fails at every step: nothing is lost, nothing is doubled, and it ends by itself."""

import asyncio
from dataclasses import replace

import pytest

from tests.channels.email.imap.desk import QUICK, Desk, letter, plain
from tests.channels.email.imap.scripted_server import (
    DROP,
    HALF_DROP,
    HALF_STALL,
    REFUSE,
    STALL,
    STEPS,
    ScriptedServer,
    Session,
)


@pytest.mark.parametrize("fault", [STALL, DROP])
@pytest.mark.parametrize("step", STEPS)
async def test_a_connection_that_fails_is_replaced(
    server: ScriptedServer, desk: Desk, step: str, fault: str
):
    """Stalled and dropped at each step: EIN-004 holds, every wait has an end."""
    letters = [letter(n) for n in range(3)]
    for each in letters:
        server.put(each)
    server.fail(step, fault)

    async with desk.watching(plain(server.port)):
        assert await desk.until_taken(3) == letters
        await server.until_idle()
        server.put(letter(3))
        server.push()
        assert len(await desk.until_taken(4)) == 4
        await server.until_idle()

    assert await desk.letters() == [*letters, letter(3)]
    assert server.read == {1, 2, 3, 4}
    assert server.connections == 2
    assert len(desk.waits) == 1


@pytest.mark.parametrize("step", ["body", "sizes", "search"])
@pytest.mark.parametrize("fault", [HALF_STALL, HALF_DROP])
async def test_half_an_answer_is_none(server: ScriptedServer, desk: Desk, step: str, fault: str):
    """A FETCH that ends in the middle of a literal takes nothing over."""
    server.put(letter(1, "x" * 100_000))
    server.fail(step, fault)

    async with desk.watching(plain(server.port)):
        await desk.until_taken(1)
        await server.until_idle()

    assert await desk.letters() == [letter(1, "x" * 100_000)]


async def test_a_connection_lost_while_idle_is_noticed_at_once(server: ScriptedServer, desk: Desk):
    """The library would go on waiting for the rest of the IDLE, and call it well ended."""
    async with desk.watching(plain(server.port)):
        await server.until_idle()
        server.put(letter(1))
        server.drop_everybody()

        assert await desk.until_taken(1, within=10) == [letter(1)]


async def test_a_connection_lost_between_two_looks_is_noticed_at_once(
    server: ScriptedServer, desk: Desk
):
    """Where the server does not push, nobody is asked for half a minute."""
    server.capabilities = "IMAP4rev1"
    looked = asyncio.Event()
    server.then("noop", lambda _: looked.set())
    async with desk.watching(plain(server.port), patience=replace(QUICK, poll=60.0)):
        await looked.wait()
        server.put(letter(1))
        server.drop_everybody()

        assert await desk.until_taken(1, within=10) == [letter(1)]


@pytest.mark.parametrize("step", ["search", "noop", "body", "store", "idle"])
async def test_no_moment_to_arrive_is_the_wrong_one(server: ScriptedServer, desk: Desk, step: str):
    """The answer that leaves a message out tells of it, and nobody ever says it again."""
    server.put(letter(1))

    def arrives(session: Session) -> None:
        server.put(letter(2))
        session.tell_exists()

    if step == "search":
        # The first search of a connection is not the one before the IDLE.
        for _ in range(2):
            server.then(step, lambda _: None)
    server.then(step, arrives)

    async with desk.watching(plain(server.port)):
        assert await desk.until_taken(2) == [letter(1), letter(2)]

    assert server.connections == 1


async def test_a_bad_message_does_not_keep_the_next_ones(server: ScriptedServer, desk: Desk):
    """Section 0, 15: one that can never be fetched stands aside, and is named."""
    for number in range(1, 4):
        server.put(letter(number))
    server.poison[1] = DROP
    server.poison[2] = REFUSE

    async with desk.watching(plain(server.port)) as watcher:
        assert await desk.until_taken(1) == [letter(3)]
        await server.until_idle()
        server.put(letter(4))
        server.push()
        assert await desk.until_taken(2) == [letter(3), letter(4)]
        now = desk.clock.now()
        assert not watcher.ok(now)
        assert "cannot fetch UID 1, 2" in watcher.describe(now)
        server.poison.clear()

    async with desk.watching(plain(server.port)):
        assert len(await desk.until_taken(4)) == 4


@pytest.mark.parametrize("step", ["sizes", "store"])
async def test_what_the_server_refuses_is_not_the_end(
    server: ScriptedServer, desk: Desk, step: str
):
    """A folder that may only be read, or one bad message among those that are asked about."""
    letters = [letter(n) for n in range(3)]
    for each in letters:
        server.put(each)
    server.fail(step, REFUSE)

    async with desk.watching(plain(server.port)):
        assert await desk.until_taken(3) == letters

    assert server.connections == 1


async def test_a_crash_after_the_commit_is_made_good(server: ScriptedServer, desk: Desk):
    """Taken over and not marked: marked the next time, and not taken again."""
    server.put(letter(1))
    server.fail("store", STALL)
    async with desk.watching(plain(server.port)):
        await desk.until_taken(1)
    assert server.read == set()

    async with desk.watching(plain(server.port)):
        await server.until_idle()

    assert server.read == {1}
    assert await desk.letters() == [letter(1)]


async def test_the_same_place_is_taken_over_once(desk: Desk):
    """Two takings of one UID are one, whatever became of the first."""
    intakes = desk.intakes()
    for _ in range(2):
        await intakes.take(letter(1), mailbox="support", envelope_from=None, uid=(7, 1))
    await intakes.take(letter(1), mailbox="support", envelope_from=None, uid=(8, 1))
    await intakes.take(letter(1), mailbox="sales", envelope_from=None, uid=(7, 1))
    for _ in range(2):
        await intakes.take(letter(1), mailbox="support", envelope_from=None)

    assert len(await desk.letters()) == 5
    assert await desk.ledger.seen_uids("support", 7) == {1}


async def test_nothing_is_marked_before_it_is_ours(server: ScriptedServer, desk: Desk):
    """A disk that is full keeps the message on the server, unread."""
    server.put(letter(1))
    desk.waits_before_rest = 2
    (desk.folder / "blobs").write_text("no folder")

    async with desk.watching(plain(server.port)):
        await desk.until_paused(2)

    assert server.read == set()
    assert not [each for each in server.commands if "STORE" in each]
    assert await desk.letters() == []
