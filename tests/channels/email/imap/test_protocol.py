"""What a server may say, in pieces of any size, whatever the library makes of it."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.email.imap import answers
from channels.email.imap.connection import (
    Account,
    Connection,
    ConnectionLost,
    LoginRefused,
    Patience,
)
from channels.email.imap.protocol import MOST_LINE_BYTES, Protocol
from tests.channels.email.imap.desk import QUICK, letter, plain
from tests.channels.email.imap.scripted_server import DRIP, STALL, ScriptedServer

T = TypeVar("T")


class Wire(asyncio.Transport):
    """Takes what is sent and keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.aborted = False

    def write(self, data: Any) -> None:
        self.sent.append(bytes(data))

    def abort(self) -> None:
        self.aborted = True


def talk(conversation: Callable[[Protocol, Wire], Awaitable[T]]) -> T:
    """Hold a conversation with a server that is logged in to, on a loop of its own."""

    async def run() -> T:
        protocol, wire = Protocol(asyncio.get_running_loop(), 100_000), Wire()
        protocol.connection_made(wire)
        protocol.data_received(b"* PREAUTH ready\r\n")
        protocol.state = "SELECTED"
        return await conversation(protocol, wire)

    return asyncio.run(run())


async def opened(server: ScriptedServer, patience: Patience = QUICK) -> Connection:
    connection = await Connection.open(plain(server.port), patience, most_bytes=100_000)
    await connection.select("INBOX")
    return connection


BODY = (
    b'Subject: a * b * c ((( "\r\n\r\n* 99 EXISTS\r\n)\r\nA1 OK done\r\n+ go on\r\n{7}\r\n'
    b"* 1 FETCH (UID 9 BODY[] {3}\r\nabc)\r\n"
)


@given(st.lists(st.integers(1, 40), min_size=1))
def test_an_answer_may_come_in_any_pieces(cuts: list[int]):
    """Nothing in a literal is an answer; "* " in it stays, and brackets need not be even."""

    async def conversation(protocol: Protocol, wire: Wire) -> list[answers.Fetched]:
        asked = asyncio.ensure_future(protocol.fetch("5", "(UID BODY.PEEK[])", by_uid=True))
        await asyncio.sleep(0)
        tag = wire.sent[-1].split()[0]
        said = (
            b"* 3 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen) UID 4)\r\n"
            b"* 3 FETCH (UID 5 BODY[] {%d}\r\n%s FLAGS ())\r\n" % (len(BODY), BODY)
        ) + (b"* 4 EXISTS\r\n* 1 EXPUNGE\r\n%s OK 12 done\r\n" % tag)
        position = 0
        for cut in [*cuts, len(said)]:
            protocol.data_received(said[position : position + cut])
            position += cut
        response = await asyncio.wait_for(asked, 5)
        assert protocol.exists == 3
        assert protocol.stirred.is_set()
        return answers.fetched(response.lines)

    assert talk(conversation) == [
        answers.Fetched(4, None, {}),
        answers.Fetched(5, None, {"": BODY}),
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([b"1 2 3", b"done (3 found)"], [1, 2, 3]),
        ([b"7 5", b"6", b"2 done"], [5, 6, 7]),  # in several lines, in any order
        ([b"", b"done"], []),
        ([b"done"], []),
    ],
)
def test_numbers_of_a_search(said: list[answers.Part], found: list[int]):
    assert answers.numbers(said) == found


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ([b'1 FETCH (UID 5 BODY[] "short \\"one\\"")'], b'short "one"'),
        ([b'1 FETCH (UID 5 BODY[] "")'], b""),
        ([b"1 FETCH (BODY[] {2}", bytearray(b"ab"), b" UID 5)"], b"ab"),
        ([b"1 fetch (uid 5 body[] {2}", bytearray(b"ab"), b")"], b"ab"),
        ([b"1 FETCH (UID 5 BODY[] NIL)"], None),
        ([b"1 FETCH (UID 5 FLAGS ())"], None),
    ],
)
def test_the_ways_to_give_a_body(said: list[answers.Part], body: bytes | None):
    (found,) = answers.fetched([*said, b"done"])
    assert found.uid == 5
    assert found.bodies.get("") == body


@pytest.mark.parametrize(
    "said",
    [b"* 1 FETCH (UID 1 BODY[] {999999999999}\r\n", b"A99 OK nobody asked\r\n", b"\xff \r\n"],
)
def test_nonsense_ends_the_connection(said: bytes):
    async def conversation(protocol: Protocol, wire: Wire) -> bool:
        protocol.data_received(said)
        return wire.aborted

    assert talk(conversation)


def test_a_line_without_an_end_ends_the_connection():
    async def conversation(protocol: Protocol, wire: Wire) -> bool:
        piece = b"x" * (1 << 20)
        for _ in range(MOST_LINE_BYTES // len(piece) + 1):
            protocol.data_received(piece)
        return wire.aborted

    assert talk(conversation)


async def test_five_thousand_answers_at_once(server: ScriptedServer):
    """The library calls itself for each line, until Python forbids it."""
    for number in range(5000):
        server.put(letter(number))
    connection = await opened(server)

    assert len(await connection.sizes(range(1, 5001))) == 5000
    assert await connection.search("ALL") == list(range(1, 5001))
    connection.close()


async def test_an_answer_may_take_long_as_long_as_it_moves(server: ScriptedServer):
    """A deadline for silence, which starts again with each piece, and one for the whole."""
    server.put(letter(1))
    server.fail("body", DRIP, DRIP)
    connection = await opened(server, Patience(connect=5, silence=0.5, answer=60))
    assert await connection.body(1) == letter(1)
    connection.close()

    connection = await opened(server, Patience(connect=5, silence=0.5, answer=0.7))
    with pytest.raises(ConnectionLost, match="does not answer"):
        await connection.body(1)


async def test_after_a_timeout_the_connection_is_gone(server: ScriptedServer):
    """The library keeps a search that was given up, and later ones wait for it for ever."""
    connection = await opened(server)
    server.fail("search", STALL)
    with pytest.raises(ConnectionLost, match="does not answer"):
        await connection.search("ALL")
    with pytest.raises(ConnectionLost, match="no answer in time"):
        await connection.search("ALL")
    assert server.commands.count("UID SEARCH ALL") == 1


async def test_a_search_names_no_charset(server: ScriptedServer):
    """Exchange-like servers answer BADCHARSET."""
    connection = await opened(server)
    await connection.search("ALL")
    connection.close()

    assert "UID SEARCH ALL" in server.commands


async def test_a_server_that_says_goodbye_is_quoted(server: ScriptedServer):
    """The library would wait for ten seconds and tell nothing."""
    server.greeting = "* BYE too many connections"
    with pytest.raises(ConnectionLost, match="too many connections"):
        await opened(server)


@pytest.mark.parametrize("answer", ["NO [AUTHENTICATIONFAILED] wrong", "BAD what"])
async def test_a_refused_login_is_told_apart(server: ScriptedServer, answer: str):
    server.login_answer = answer
    with pytest.raises(LoginRefused, match=answer.rpartition(" ")[2]):
        await opened(server)


async def test_a_login_that_is_refused_for_now_is_not_one(server: ScriptedServer):
    """RFC 5530: nothing is wrong with the password."""
    server.login_answer = "NO [UNAVAILABLE] the directory is away"
    with pytest.raises(ConnectionLost, match="the directory is away"):
        await opened(server)


async def test_a_password_is_not_sent_where_it_may_not_be(server: ScriptedServer):
    server.capabilities = "IMAP4rev1 LOGINDISABLED"
    with pytest.raises(LoginRefused, match="without TLS"):
        await opened(server)
    assert not [each for each in server.commands if each.startswith("LOGIN")]


async def test_no_log_holds_a_password(server: ScriptedServer, caplog: pytest.LogCaptureFixture):
    """The library hides a password only as long as nothing in it must be escaped."""
    account = plain(server.port, password='sec"ret')
    with caplog.at_level(logging.DEBUG):
        connection = await Connection.open(account, QUICK, most_bytes=100_000)
        connection.close()

    assert any("LOGIN" in each and 'sec\\"ret' in each for each in server.commands)
    assert "state ->" in caplog.text, "the library writes its log here"
    assert re.search(r'sec\\*"ret', caplog.text) is None
    assert 'sec"ret' not in repr(account)


async def test_nobody_listens():
    account = Account(
        host="127.0.0.1", port=1, username="a", password="b", folder="INBOX", tls=None
    )
    with pytest.raises(ConnectionLost, match="cannot connect"):
        await Connection.open(account, QUICK, most_bytes=1)
