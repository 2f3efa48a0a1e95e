"""What the watcher of a mailbox takes, in which order, and how often it asks."""

import asyncio
import re

import pytest

from channels.email.imap.connection import Patience
from channels.email.imap.names import search_date
from router.ids import seconds
from tests.channels.email.imap.desk import QUICK, Desk, letter, plain
from tests.channels.email.imap.scripted_server import REFUSE, STALL, ScriptedServer, Session


def bodies_asked(server: ScriptedServer) -> list[int]:
    """The numbers of the messages whose bodies were asked for."""
    found = (re.fullmatch(r"UID FETCH (\d+) \(UID BODY.PEEK\[\]\)", c) for c in server.commands)
    return [int(match[1]) for match in found if match]


@pytest.mark.parametrize("first", ["new", "all"])
async def test_the_first_connect_takes_what_was_asked_for(
    server: ScriptedServer, desk: Desk, first: str
):
    """Only what arrives from then on, or also what is there; after that, nothing is left out."""
    server.put(letter(1))
    server.put(letter(2))
    expected = [letter(1), letter(2)] if first == "all" else []

    async with desk.watching(plain(server.port), first=first):
        await server.until_idle()
        assert await desk.letters() == expected
    server.put(letter(3))
    async with desk.watching(plain(server.port), first=first):
        expected.append(letter(3))
        assert await desk.until_taken(len(expected)) == expected
        await server.until_idle()

    assert server.read == ({1, 2, 3} if first == "all" else {3})


async def test_a_message_is_asked_for_alone_once_and_left_unread(
    server: ScriptedServer, desk: Desk
):
    """A1: BODY.PEEK[] by UID, one in each FETCH; read is what is marked by us afterwards."""
    for number in range(250):
        server.put(letter(number))

    async with desk.watching(plain(server.port)):
        await desk.until_taken(250)
        await server.until_idle()
        # Now the search for what is newer gives the newest again, as RFC 3501 has it.
        for number in (250, 251):
            server.put(letter(number))
            server.push()
            await desk.until_taken(number + 1)
            await server.until_idle()

    assert bodies_asked(server) == list(range(1, 253))
    assert not [c for c in server.commands if re.search(r"BODY\[|RFC822\b(?!\.SIZE)", c)]
    sizes = [command.split()[2] for command in server.commands if "RFC822.SIZE" in command]
    assert max(each.count(",") for each in sizes) < 100
    assert server.read == set(range(1, 253))


async def test_a_number_that_comes_back_is_another_message(server: ScriptedServer, desk: Desk):
    """A1: a server whose next UID goes back has begun anew, whatever its UIDVALIDITY says."""
    for number in range(3):
        server.put(letter(number))
    async with desk.watching(plain(server.port)):
        await desk.until_taken(3)
        await server.until_idle()
    server.mails, server.uidnext, server.read = {}, 1, set()
    server.put(letter(10))
    server.put(letter(11))

    async with desk.watching(plain(server.port)):
        assert (await desk.until_taken(5))[3:] == [letter(10), letter(11)]
        await server.until_idle()
    assert server.read == {1, 2}


async def test_a_new_uidvalidity_is_a_new_epoch(server: ScriptedServer, desk: Desk):
    """A1: no number is trusted; what came before is fetched again and known by what it says."""
    server.put(letter(1))
    async with desk.watching(plain(server.port)):
        await desk.until_taken(1)
        await server.until_idle()
        server.uidvalidity = 8
        server.put(letter(2))
        server.drop_everybody()
        assert await desk.until_taken(3) == [letter(1), letter(1), letter(2)]

    assert [epoch.validity for epoch in await desk.ledger.epochs("support")] == [7, 8]


async def test_what_the_first_connect_left_out_stays_out(server: ScriptedServer, desk: Desk):
    """A1: a new epoch must not bring ten years of old mail to the agents."""
    for number in (1, 2):
        server.put(letter(number))
    async with desk.watching(plain(server.port), first="new"):
        await server.until_idle()
        server.put(letter(3))
        server.push()
        await desk.until_taken(1)
        server.uidvalidity, server.recent = 8, {3}
        server.put(letter(4))
        server.recent.add(4)
        server.drop_everybody()
        assert (await desk.until_taken(3))[1:] == [letter(3), letter(4)]

    (first, _) = await desk.ledger.epochs("support")
    day_before = search_date(first.begun_at - seconds(86_400))
    assert f"UID SEARCH SINCE {day_before}" in server.commands
    assert len(await desk.letters()) == 3


async def test_a_server_without_lasting_numbers_is_no_mailbox(server: ScriptedServer, desk: Desk):
    """Without UIDVALIDITY nothing could be taken just once."""
    server.uidvalidity = None
    server.put(letter(1))
    desk.waits_before_rest = 1
    async with desk.watching(plain(server.port)) as watcher:
        await desk.until_paused(1)
        assert "UIDVALIDITY" in watcher.describe(desk.clock.now())
    assert await desk.letters() == []


@pytest.mark.parametrize("why", ["cannot", "will not"])
async def test_a_server_that_does_not_push_is_polled(server: ScriptedServer, desk: Desk, why: str):
    """A2: where IDLE is missing, or is promised and refused."""
    if why == "cannot":
        server.capabilities = "IMAP4rev1"
    else:
        server.capabilities = "IMAP4rev1"
        server.then("login", lambda _: setattr(server, "capabilities", "IMAP4rev1 IDLE"))
        server.refuses_idle = True

    async with desk.watching(plain(server.port)):
        for number in range(3):
            server.put(letter(number))
            await desk.until_taken(number + 1)

    assert server.connections == 1
    assert sum(command == "IDLE" for command in server.commands) == (0 if why == "cannot" else 1)


async def test_a_server_that_cries_wolf_is_only_polled(server: ScriptedServer, desk: Desk):
    """Changes without anything new must not keep both sides busy for ever."""

    def cries(session: Session) -> None:
        session.say(f"* {100 + len(server.commands)} EXISTS")
        server.then("noop", cries)

    server.then("noop", cries)
    desk.waits_before_rest = 1
    async with desk.watching(plain(server.port)):
        assert await desk.until_paused(1) == [QUICK.poll]
        asked = len(server.commands)

    assert asked < 150


async def test_wrong_passwords_are_not_tried_for_long(server: ScriptedServer, desk: Desk):
    """A2: after three refusals every five minutes, until the folder was looked through."""
    server.login_answer = "NO [AUTHENTICATIONFAILED] wrong password"
    desk.waits_before_rest = 5
    async with desk.watching(plain(server.port)) as watcher:
        assert await desk.until_paused(5) == [2.0, 4.0, 300.0, 300.0, 300.0]
        assert "refuses the login: NO [AUTHENTICATIONFAILED]" in watcher.describe(0)

    assert server.connections == 5


async def test_waits_grow_and_a_healthy_minute_forgets_them(server: ScriptedServer, desk: Desk):
    """A2: 1 s to 5 min with jitter; connecting alone proves nothing."""
    server.fail("noop", *["drop"] * 3)
    server.fail("greet", *["drop"] * 3)
    async with desk.watching(plain(server.port), chance=lambda: 0.5):
        await server.until_idle()
        assert desk.waits == [1.5, 3.0, 6.0, 12.0, 24.0, 48.0]
        server.idling.clear()
        server.drop_everybody()
        await server.until_idle()
        assert desk.waits[6:] == [96.0]
        desk.skipped += seconds(61)
        server.idling.clear()
        server.drop_everybody()
        await server.until_idle()
        assert desk.waits[7:] == [1.5]


async def test_a_minute_of_waiting_is_not_a_healthy_one(server: ScriptedServer, desk: Desk):
    """A server that is slow to fail must not be tried at the pace of one that served."""
    server.fail("select", *["drop"] * 3)

    def slow(step: str) -> None:
        desk.skipped += seconds(61) if step == "select" else 0

    server.reached = slow
    async with desk.watching(plain(server.port)):
        await server.until_idle()
    assert desk.waits == [2.0, 4.0, 8.0]


@pytest.mark.parametrize("told", ["truly", "too small"])
async def test_what_is_too_large_becomes_a_note_with_its_beginning(
    server: ScriptedServer, desk: Desk, told: str
):
    """A4, section 0, 18: not downloaded whole, never skipped, and the next one comes."""
    body = "Dear shop, please look.\r\n" + "x" * 150_000 + "the end"
    server.put(letter(1, body))
    server.put(letter(2))
    if told == "too small":
        server.sizes[1] = 1000

    async with desk.watching(plain(server.port), max_bytes=100_000):
        large, small = await desk.until_taken(2)
        await server.until_idle()

    assert small == letter(2)
    assert large.startswith(b"From: zoe@customer.example\r\n")
    assert b"larger than the 0.1 MB" in large
    assert b"Dear shop, please look." in large
    assert b"the end" not in large
    assert len(large) < 70_000
    assert bodies_asked(server) == ([1, 2] if told == "too small" else [2])
    assert 1 in server.mails


async def test_a_size_that_grows_without_bounds_is_cut_off(server: ScriptedServer, desk: Desk):
    """A server that announces far more than it said is not believed, and not waited for."""
    server.put(letter(1, "x" * 300_000))
    server.put(letter(2))
    server.sizes[1] = 1000

    async with desk.watching(plain(server.port), max_bytes=100_000):
        assert await desk.until_taken(1) == [letter(2)]


async def test_health_is_the_time_since_the_last_full_scan(server: ScriptedServer, desk: Desk):
    """A2: "connected" is not health; the alarm comes after ten minutes."""
    async with desk.watching(plain(server.port)) as watcher:
        await server.until_idle()
        now = desk.clock.now()
        assert watcher.scan_age_seconds(now) < 60
        assert watcher.ok(now)
        assert not watcher.ok(now + seconds(660))
        assert watcher.scan_age_seconds(now + seconds(660)) >= 660


async def test_an_idle_ends_in_a_look_at_everything(server: ScriptedServer, desk: Desk):
    """A2: it bounds a push that was missed, and keeps firewalls from forgetting us."""
    patience = Patience(connect=5, silence=5, idle=0.05)
    async with desk.watching(plain(server.port), first="new", patience=patience):
        await server.until_idle()
        server.put(letter(1))
        assert await desk.until_taken(1) == [letter(1)]

    assert server.connections == 1
    assert "DONE" in server.commands


async def test_what_was_set_aside_is_tried_again_after_an_hour(server: ScriptedServer, desk: Desk):
    """The server may have been mended."""
    server.put(letter(1))
    server.poison[1] = REFUSE
    async with desk.watching(plain(server.port)) as watcher:
        for number in range(2, 5):
            await server.until_idle()
            server.idling.clear()
            server.put(letter(number))
            server.push()
            await desk.until_there(letter(number))
        await server.until_idle()
        assert "cannot fetch UID 1" in watcher.describe(desk.clock.now())
        server.poison.clear()
        for number, expected in ((5, False), (6, True)):
            server.idling.clear()
            server.put(letter(number))
            server.push()
            await desk.until_there(letter(number))
            await server.until_idle()
            assert (letter(1) in await desk.letters()) is expected
            desk.skipped += seconds(3601)
        assert "cannot fetch" not in watcher.describe(desk.clock.now())


@pytest.mark.parametrize("step", ["greet", "search", "body", "idle", "store"])
async def test_a_stop_waits_for_nobody(server: ScriptedServer, desk: Desk, step: str):
    """Whatever the server is doing; what was not taken over is still there."""
    server.put(letter(1))
    reached = asyncio.Event()
    server.fail(step, STALL)
    server.reached = lambda now: reached.set() if now == step else None
    watcher = desk.watcher(plain(server.port), patience=Patience())
    watcher.start()
    async with asyncio.timeout(10):
        await reached.wait()
    async with asyncio.timeout(2):
        await watcher.stop()
    assert len(await desk.letters()) == (1 if step in {"idle", "store"} else 0)
