"""Direct reception: what is acknowledged is ours, what a stranger can send is bounded."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import NamedTuple, cast

import pytest

from channels.email import smtp_in
from channels.email.intake import Intakes
from channels.email.smtp_in import MOST_PER_ADDRESS, MOST_RECIPIENTS, TRACE_BYTES, SmtpIn

SUPPORT = "support@shop.example"
MAX_BYTES = 200_000


class Taken(NamedTuple):
    """A message that was taken over."""

    raw: bytes
    mailbox: str
    envelope_from: str | None


class FakeIntakes:
    """Takes messages over, or does not."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.error: Exception | None = None
        self.may_return = asyncio.Event()
        self.may_return.set()

    async def take(
        self,
        *pieces: bytes,
        mailbox: str,
        envelope_from: str | None,
        uid: tuple[int, int] | None = None,
    ) -> None:
        assert uid is None
        raw = b"".join(pieces)
        assert len(raw) <= MAX_BYTES + TRACE_BYTES
        await self.may_return.wait()
        if self.error is not None:
            raise self.error
        self.taken.append(Taken(raw, mailbox, envelope_from))


class House:
    """A server with what it takes over."""

    def __init__(self) -> None:
        self.intakes = FakeIntakes()
        self.server = SmtpIn(
            cast("Intakes", self.intakes),
            host="127.0.0.1",
            port=0,
            mailboxes={SUPPORT: "support", "billing@shop.example": "billing"},
            max_bytes=MAX_BYTES,
        )
        self._clients: list[Client] = []

    async def client(self) -> "Client":
        client = Client(*await asyncio.open_connection("127.0.0.1", self.server.port))
        self._clients.append(client)
        client.greeting = await client.answer()
        return client

    async def close(self) -> None:
        await self.server.stop()
        for client in self._clients:
            client.close()


class Client:
    """Speaks SMTP word by word."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.greeting = ""

    async def answer(self) -> str:
        """The lines of the next answer; empty when the server has hung up."""
        lines = []
        async with asyncio.timeout(20):
            while True:
                try:
                    line = (await self._reader.readline()).decode()
                except ConnectionResetError:
                    return ""
                lines.append(line)
                if line[3:4] != "-":
                    return "".join(lines)

    def write(self, raw: bytes) -> None:
        self._writer.write(raw)

    async def ask(self, line: str) -> str:
        self.write(line.encode() + b"\r\n")
        return await self.answer()

    async def begin(self, *recipients: str, sender: str = "<zoe@customer.example>") -> list[str]:
        """Say everything up to the message; gives the answers."""
        lines = ["EHLO customer.example", f"MAIL FROM:{sender}"]
        lines += [f"RCPT TO:<{each}>" for each in recipients or (SUPPORT,)]
        return [await self.ask(line) for line in (*lines, "DATA")]

    async def post(self, raw: bytes, *recipients: str, sender: str = "<zoe@x.example>") -> str:
        """Hand a message in; gives the last answer."""
        answers = await self.begin(*recipients, sender=sender)
        assert answers[-1].startswith("354"), answers
        self.write(raw + b"\r\n.\r\n")
        return await self.answer()

    def close(self) -> None:
        self._writer.close()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House()
    await house.server.start()
    yield house
    await house.close()


async def test_a_message_is_acknowledged_when_it_is_ours(house: House):
    """EIN-001: not a moment before it can be lost no more (RFC 5321 section 6.1)."""
    client = await house.client()
    house.intakes.may_return.clear()
    await client.begin()
    client.write(b"Subject: x\r\n\r\nHello\r\n.\r\n")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(client.answer())), 0.05)
    assert not house.intakes.taken
    house.intakes.may_return.set()
    await asyncio.sleep(0)
    while not house.intakes.taken:
        await asyncio.sleep(0)
    (taken,) = house.intakes.taken
    assert taken.mailbox == "support"
    assert taken.envelope_from == "zoe@customer.example"
    assert taken.raw.endswith(b"\r\n\tby parley with ESMTP\r\nSubject: x\r\n\r\nHello\r\n")
    assert taken.raw.startswith(
        b"Return-Path: <zoe@customer.example>\r\nReceived: from customer.example ([127.0.0.1])\r\n"
    )


async def test_what_cannot_be_kept_stays_with_its_sender(house: House):
    """A full disk of ours is no reason to give up, nor anybody's business."""
    client = await house.client()
    house.intakes.error = OSError("no space left on /secret/place")
    assert await client.post(b"Subject: x\r\n\r\nx") == (
        "451 4.3.0 cannot take mail now, try again later\r\n"
    )
    house.intakes.error = None
    # Without a word in between: the transaction is over (RFC 5321 section 4.1.1.4).
    assert (await client.ask("MAIL FROM:<a@x.example>")).startswith("250")
    assert (await client.post(b"Subject: x\r\n\r\nx")).startswith("250")
    assert len(house.intakes.taken) == 1


@pytest.mark.parametrize(
    ("recipient", "answer"),
    [
        (SUPPORT, "250 2.1.5"),
        ("SUPPORT@SHOP.EXAMPLE", "250 2.1.5"),
        ("nobody@shop.example", "550 5.1.1"),
        ("zoe@customer.example", "550 5.7.1"),
        ("support@shop.example.evil.example", "550 5.7.1"),
        ("support%shop.example@evil.example", "550 5.7.1"),
        ("support", "550 5.7.1"),
        (f"{'x' * 300}@shop.example", "550 5.1.1"),
    ],
)
async def test_only_mail_for_our_mailboxes_is_taken(house: House, recipient: str, answer: str):
    """Nothing is relayed for anybody."""
    client = await house.client()
    await client.ask("EHLO x")
    await client.ask("MAIL FROM:<a@x.example>")
    assert (await client.ask(f"RCPT TO:<{recipient}>")).startswith(answer)


async def test_each_mailbox_gets_its_copy_once(house: House):
    """EIN-034: two addresses of one mailbox are one mail, two mailboxes are two."""
    client = await house.client()
    await client.post(b"x: y\r\n\r\n", SUPPORT, SUPPORT.upper(), "billing@shop.example")
    assert [each.mailbox for each in house.intakes.taken] == ["support", "billing"]


async def test_bounces_come_in(house: House):
    """The null sender has to be taken (RFC 5321 section 4.5.5)."""
    client = await house.client()
    assert (await client.post(b"Subject: x\r\n\r\nx", sender="<>")).startswith("250")
    assert house.intakes.taken[0].envelope_from == ""
    assert house.intakes.taken[0].raw.startswith(b"Return-Path: <>\r\n")


async def test_the_size_limit_is_told_and_kept(house: House):
    """EIN-020, EIN-021: told before, and again after; the sender's server tells the sender."""
    client = await house.client()
    assert f"SIZE {MAX_BYTES}" in await client.ask("EHLO x")
    assert (await client.ask(f"MAIL FROM:<a@x.example> SIZE={MAX_BYTES + 1}")).startswith("552")
    assert (await client.post(b"x" * 60_000 + b"\r\n" + (b"y" * 60_000 + b"\r\n") * 3)).startswith(
        "552"
    )
    assert not house.intakes.taken
    assert (await client.post(b"small: mail\r\n\r\n")).startswith("250")


async def test_a_message_as_large_as_is_allowed_is_taken(house: House):
    """EIN-020: to the byte."""
    client = await house.client()
    raw = (b"y" * 9_998 + b"\r\n") * (MAX_BYTES // 10_000)
    assert (await client.post(raw[:-2])).startswith("250")
    assert house.intakes.taken[0].raw.endswith(raw)


@pytest.mark.parametrize(
    "ending",
    [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r.\r\n", b"\r\n.\r", b"\n\n.\r\r\n"],
    ids=repr,
)
async def test_no_half_line_end_ends_a_message(house: House, ending: bytes):
    """SMTP smuggling: what follows is part of the message, which is refused as a whole."""
    client = await house.client()
    smuggled = b"MAIL FROM:<ceo@x.example>\r\nRCPT TO:<support@shop.example>\r\nDATA\r\nevil"
    answer = await client.post(b"Subject: x\r\n\r\nx" + ending + smuggled)
    assert answer.startswith("550 5.6.11")
    assert not house.intakes.taken
    assert (await client.ask("NOOP")).startswith("250")


@pytest.mark.parametrize("raw", [b"a: b\n\r\nx", b"a: b\r\n\r\nx\ry", b"a\r\r\n"])
async def test_every_line_ends_as_it_should(house: House, raw: bytes):
    client = await house.client()
    assert (await client.post(raw)).startswith("550 5.6.11")


async def test_lines_longer_than_the_standard_are_taken(house: House):
    """Scanners and HTML editors do not count to 998."""
    client = await house.client()
    raw = b"Subject: x\r\n\r\n" + b"y" * 60_000
    assert (await client.post(raw)).startswith("250")
    assert house.intakes.taken[0].raw.endswith(raw + b"\r\n")


async def test_a_line_without_an_end_is_refused(house: House):
    client = await house.client()
    assert (await client.post(b"Subject: x\r\n\r\n" + b"y" * 100_000)).startswith("500")
    assert not house.intakes.taken


async def test_dots_at_the_beginning_of_lines_are_kept(house: House):
    client = await house.client()
    await client.post(b"Subject: x\r\n\r\n..\r\n...x")
    assert house.intakes.taken[0].raw.endswith(b"\r\n\r\n.\r\n..x\r\n")


async def test_one_message_has_few_recipients(house: House):
    client = await house.client()
    await client.ask("EHLO x")
    await client.ask("MAIL FROM:<a@x.example>")
    for _ in range(MOST_RECIPIENTS):
        assert (await client.ask(f"RCPT TO:<{SUPPORT}>")).startswith("250")
    assert (await client.ask(f"RCPT TO:<{SUPPORT}>")).startswith("452 4.5.3")
    assert (await client.ask("DATA")).startswith("354")


async def test_one_address_has_few_connections(house: House):
    """What is refused is told why, and what leaves makes room."""
    clients = [await house.client() for _ in range(MOST_PER_ADDRESS)]
    assert all(each.greeting.startswith("220") for each in clients)
    refused = await house.client()
    assert refused.greeting == "421 4.7.0 too many connections, try again later\r\n"
    assert await refused.answer() == ""
    clients[0].close()
    async with asyncio.timeout(10):
        while (await house.client()).greeting.startswith("421"):
            await asyncio.sleep(0)


async def test_all_addresses_have_few_connections(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(smtp_in, "MOST_CONNECTIONS", 2)
    greetings = [(await house.client()).greeting[:3] for _ in range(3)]
    assert greetings == ["220", "220", "421"]


async def test_nobody_is_told_who_is_here(house: House):
    """VRFY and EXPN answer the same whoever is asked for (RFC 5321 section 7.3)."""
    client = await house.client()
    await client.ask("EHLO x")
    for command in ("VRFY", "EXPN"):
        known = await client.ask(f"{command} {SUPPORT}")
        unknown = await client.ask(f"{command} nobody@shop.example")
        assert known.replace(SUPPORT, "nobody@shop.example") == unknown
        assert not known.startswith("250")


async def test_what_runs_here_is_not_told(house: House):
    client = await house.client()
    assert client.greeting == "220 parley ESMTP\r\n"
    told = await client.ask("EHLO x")
    assert "AUTH" not in told
    assert not re.search(r"(?i)python|aiosmtpd|\d\.\d", told)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\x00",
        b"MAIL FROM:<\xc3\xa9@x.example>",
        b"MAIL FROM:<a\0b@x.example>",
        b"MAIL FROM:" + b"<" * 10_000,
        b"MAIL FROM:<a@x.example> SIZE=-1",
        b"MAIL FROM:<a@x.example> SIZE=" + b"9" * 400,
        b"MAIL FROM:a b c",
        b"RCPT TO:<>",
        b"DATA",
        b"BDAT 10 LAST",
        b"AUTH PLAIN AGEAYg==",
        b"STARTTLS",
        b"x" * 200_000,
    ],
    ids=lambda line: repr(line[:30]),
)
async def test_nonsense_is_answered_and_changes_nothing(house: House, line: bytes):
    client = await house.client()
    await client.ask("EHLO x")
    client.write(line + b"\r\n")
    answer = await client.answer()
    assert answer[:3] in {"250", "454"} or answer.startswith("5"), answer
    assert (await client.ask("RSET")).startswith("250")
    assert (await client.post(b"x: y\r\n\r\n")).startswith("250")


async def test_who_asks_without_end_is_sent_away(house: House):
    client = await house.client()
    answers = [await client.ask("NOOP") for _ in range(51)]
    assert answers[-1].startswith("421")


async def test_stopping_waits_for_nobody(house: House):
    """A client that says nothing more, and one in the middle of a message, keep nobody up."""
    client, other = await house.client(), await house.client()
    await other.begin()
    other.write(b"Subject: half a")
    async with asyncio.timeout(5):
        await house.server.stop()
        assert await client.answer() == ""
        assert await other.answer() == ""
    assert not house.intakes.taken


async def test_it_can_be_stopped_before_it_listens():
    await House().server.stop()


async def test_a_name_that_lies_stays_on_its_line(house: House):
    """What a client calls itself is written into our trace."""
    client = await house.client()
    await client.ask("EHLO evil\x0b)\x0cX-Spam: no")
    await client.ask('MAIL FROM:<"a>\x0bX: y"@x.example>')
    await client.ask(f"RCPT TO:<{SUPPORT}>")
    await client.ask("DATA")
    client.write(b"a: b\r\n\r\n.\r\n")
    await client.answer()
    trace = house.intakes.taken[0].raw.split(b"\r\n")[1]
    assert trace == b"Received: from evilX-Spam:no ([127.0.0.1])"
