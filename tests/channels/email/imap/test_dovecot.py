"""A mailbox on a real server: nothing is lost, nothing is doubled."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from channels.email.imap.connection import Account, Connection, ConnectionLost, Patience
from tests.channels.email.imap.desk import LIMIT_BYTES, Desk, letter, plain
from tests.kit.dovecot import PASSWORD, USERS, DovecotServer

PATIENCE = Patience(connect=20, silence=20, answer=120, idle=120)


@pytest.fixture(scope="module")
def users() -> Iterator[str]:
    """Give everybody once."""
    return iter(USERS)


@pytest.fixture
def user(dovecot: DovecotServer, users: Iterator[str]) -> str:
    """Give an empty mailbox of one's own; the name has a space, the password has quotes."""
    return next(users)


@pytest.fixture
def account(dovecot: DovecotServer, user: str) -> Account:
    """Give the way to that mailbox."""
    return plain(dovecot.port, username=user, password=PASSWORD)


async def deliver(dovecot: DovecotServer, user: str, *letters: bytes, **options: str) -> None:
    """Let letters arrive."""
    await asyncio.to_thread(dovecot.deliver, user, *letters, **options)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until the server shows something."""
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(condition):
            await asyncio.sleep(0.05)


async def test_a_push_is_taken_over_at_once(
    dovecot: DovecotServer,
    user: str,
    account: Account,
    desk: Desk,
    record_property: Callable[[str, object], None],
):
    """EIN-004: the server needs half a second to push; what we add is small."""
    async with desk.watching(account, patience=PATIENCE):
        await deliver(dovecot, user, letter(0))
        await desk.until_taken(1)
        begun = time.monotonic()
        await deliver(dovecot, user, letter(1))
        assert await desk.until_taken(2, within=15) == [letter(0), letter(1)]
        record_property("seconds", round(time.monotonic() - begun, 3))
        await until(lambda: dovecot.flags(user) == [True, True])


async def test_letters_that_follow_each_other_closely(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    """A2: each arrives while the one before is being taken, just before or after a search."""
    letters = [letter(n) for n in range(24)]
    async with desk.watching(account, patience=PATIENCE):
        for count, each in enumerate(letters, 1):
            await deliver(dovecot, user, each)
            if count % 2:
                await desk.until_taken(count)
        assert await desk.until_taken(24) == letters

    assert desk.waits == []


async def test_a_folder_with_an_odd_name(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    """A3: the library writes names as they are, and the server answers BAD."""
    await deliver(dovecot, user, letter(1), folder="Odd N&AOQ-me &- Co")
    async with desk.watching(replace(account, folder="Odd Näme & Co"), patience=PATIENCE):
        assert await desk.until_taken(1) == [letter(1)]


async def test_a_folder_that_is_not_there_is_named(account: Account, desk: Desk):
    desk.waits_before_rest = 1
    elsewhere = replace(account, folder="Nowhere")
    async with desk.watching(elsewhere, patience=PATIENCE) as watcher:
        await desk.until_paused(1)
        assert "Nowhere" in watcher.describe(desk.clock.now())


async def test_thirty_megabytes_and_more(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    """A4: what is within the limit comes byte by byte; what is not, as a note."""
    line = "0123456789" * 7
    largest = letter(1, "\r\n".join([line] * (30_000_000 // 72)))
    too_large = letter(2, "\r\n".join([line] * (32_000_000 // 72)))
    assert len(largest) < LIMIT_BYTES < len(too_large)
    await deliver(dovecot, user, largest, too_large, letter(3))

    async with desk.watching(account, patience=PATIENCE):
        first, second, third = await desk.until_taken(3, within=60)

    assert first == largest
    assert b"larger than the 30 MB" in second
    assert second.count(line.encode()) > 800
    assert third == letter(3)


async def test_a_server_that_is_killed_and_comes_back(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    letters = [letter(n) for n in range(6)]
    await deliver(dovecot, user, *letters[:3])
    async with desk.watching(account, patience=PATIENCE):
        await desk.until_taken(3)
        await asyncio.to_thread(dovecot.kill)
        await desk.until_paused(1)
        dovecot.launch()
        await deliver(dovecot, user, *letters[3:])
        assert await desk.until_taken(6) == letters
        await until(lambda: dovecot.flags(user) == [True] * 6)

    async with desk.watching(account, patience=PATIENCE):
        await deliver(dovecot, user, letter(9))
        assert await desk.until_taken(7) == [*letters, letter(9)]


async def test_a_mailbox_that_is_numbered_anew(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    """A1: UIDVALIDITY changes; what was there is fetched under its new number, to be known."""
    await deliver(dovecot, user, letter(0), letter(1))
    async with desk.watching(account, patience=PATIENCE):
        await desk.until_taken(2)
        await asyncio.to_thread(dovecot.kill)
        dovecot.renumber(user)
        dovecot.launch()
        await deliver(dovecot, user, letter(2))
        assert (await desk.until_taken(5))[2:] == [letter(0), letter(1), letter(2)]

    first, second = await desk.ledger.epochs("support")
    assert first.validity != second.validity


async def test_a_message_that_cannot_be_read_does_not_keep_the_next(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    """Section 0, 15: the server breaks the connection whenever it is asked for."""
    await deliver(dovecot, user, letter(1), letter(2))
    poison, _ = sorted(dovecot.mail_of(user).glob("[cn][ue][rw]/*"), key=lambda file: file.name)
    poison.chmod(0)

    async with desk.watching(account, patience=PATIENCE):
        assert await desk.until_taken(1) == [letter(2)]
        await deliver(dovecot, user, letter(3))
        assert await desk.until_taken(2) == [letter(2), letter(3)]
    (poison,) = dovecot.mail_of(user).glob(f"*/{poison.name.partition(':')[0]}*")
    poison.chmod(0o600)
    async with desk.watching(account, patience=PATIENCE):
        assert await desk.until_taken(3) == [letter(2), letter(3), letter(1)]


async def test_a_certificate_is_checked(
    dovecot: DovecotServer, user: str, account: Account, desk: Desk
):
    """RFC 8314: TLS from the first byte, and only with a certificate to be trusted."""
    unknown, known = ssl.create_default_context(), ssl.create_default_context()
    known.load_verify_locations(dovecot.certificate)
    await deliver(dovecot, user, letter(1))

    with pytest.raises(ConnectionLost, match="certificate verify failed"):
        await Connection.open(
            replace(account, port=dovecot.tls_port, tls=unknown), PATIENCE, most_bytes=1000
        )
    with pytest.raises(ConnectionLost, match="IP address mismatch"):
        await Connection.open(
            replace(account, port=dovecot.tls_port, tls=known), PATIENCE, most_bytes=1000
        )
    trusted = replace(account, host="localhost", port=dovecot.tls_port, tls=known)
    async with desk.watching(trusted, patience=PATIENCE):
        assert await desk.until_taken(1) == [letter(1)]


@pytest.mark.parametrize("tls", [True, False])
async def test_the_wrong_kind_of_port_is_soon_found_out(
    dovecot: DovecotServer, account: Account, tls: bool
):
    context = ssl.create_default_context() if tls else None
    port = dovecot.port if tls else dovecot.tls_port
    patience = replace(PATIENCE, connect=2)
    with pytest.raises(ConnectionLost):
        await Connection.open(replace(account, port=port, tls=context), patience, most_bytes=1000)
