"""A mailbox's mail server: what it accepts, what it refuses, what it leaves unsaid."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope

from channels.email.compose import BadAddressError
from channels.email.delivery import Refused, Unknown
from channels.email.smtp_relay import SmtpRelay
from tests.kit.gateway import free_port

ZOE, ADA = "zoe@x.example", "ada@x.example"
MESSAGE = b"Subject: Hello\r\n\r\n.\r\n..Hello\r\n"


class Server:
    """A mail server that answers as it is told."""

    def __init__(self) -> None:
        self.port = 0
        self.taken: list[Envelope] = []
        self.refuses: dict[str, str] = {}
        self.sender_answer = "250 OK"
        self.data_answer = "250 OK"
        self.hangs_up = False

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.sender_answer

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.refuses.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Any, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        if self.hangs_up:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return self.data_answer


@asynccontextmanager
async def listening(**options: Any) -> AsyncIterator[Server]:
    """Run a server on loopback."""
    handler = Server()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="relay", **options), "127.0.0.1", 0
    )
    handler.port = server.sockets[0].getsockname()[1]
    try:
        yield handler
    finally:
        server.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with listening() as opened:
        yield opened


async def hand_over(
    server: Server, *recipients: str, message: bytes = MESSAGE, **options: Any
) -> dict[str, str]:
    relay = SmtpRelay(
        host="127.0.0.1",
        port=server.port,
        username=options.pop("username", ""),
        password=options.pop("password", ""),
        tls="none",
    )
    to: Sequence[str] = recipients or (ZOE,)
    sender = options.pop("sender", "support@shop.example")
    return dict(await relay.hand_over("m1", message, sender=sender, recipients=to))


async def test_an_accepted_mail_arrives_as_it_was(server: Server):
    """ERP-015: every byte, lines with dots among them, for everybody in the envelope."""
    assert await hand_over(server, ZOE, ADA) == {}
    (taken,) = server.taken
    assert taken.content == MESSAGE
    assert taken.mail_from == "support@shop.example"
    assert taken.rcpt_tos == [ZOE, ADA]
    assert f"SIZE={len(MESSAGE)}" in taken.mail_options


async def test_what_comes_back_to_nobody_has_the_null_sender(server: Server):
    """RFC 5321 section 4.5.5: as acknowledgements must (RFC 3834 section 3.3)."""
    assert await hand_over(server, sender="") == {}
    assert [each.mail_from for each in server.taken] == ["<>"]


async def test_each_refused_recipient_is_named(server: Server):
    server.refuses = {ADA: "550 5.1.1 no such user"}
    assert await hand_over(server, ZOE, ADA) == {ADA: "550 5.1.1 no such user"}
    assert [each.rcpt_tos for each in server.taken] == [[ZOE]]


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "450 4.7.1 come back later"])
async def test_nothing_is_handed_over_when_everybody_is_refused(server: Server, answer: str):
    server.refuses = {ZOE: answer, ADA: "550 no"}
    assert await hand_over(server, ZOE, ADA) == {ZOE: answer, ADA: "550 no"}
    assert not server.taken


async def test_a_refused_sender_is_refused_for_good(server: Server):
    server.sender_answer = "550 5.7.1 not yours"
    with pytest.raises(Refused) as refused:
        await hand_over(server, ZOE, ADA)
    assert refused.value.details == dict.fromkeys((ZOE, ADA), "550 5.7.1 not yours")


async def test_a_refused_message_is_refused_for_everybody(server: Server):
    server.data_answer = "554 5.7.1 spam"
    with pytest.raises(Refused) as refused:
        await hand_over(server, ZOE, ADA)
    assert refused.value.details == dict.fromkeys((ZOE, ADA), "554 5.7.1 spam")


@pytest.mark.parametrize("where", ["sender_answer", "data_answer"])
async def test_a_server_that_is_busy_is_asked_later(server: Server, where: str):
    setattr(server, where, "451 4.3.0 later")
    with pytest.raises(OSError, match=r"451 4\.3\.0 later"):
        await hand_over(server)


async def test_a_message_beyond_its_limit_is_not_even_sent():
    """RFC 1870: the size is told first."""
    async with listening(data_size_limit=10) as server:
        with pytest.raises(Refused, match="552"):
            await hand_over(server)
        assert not server.taken


async def test_silence_after_the_last_dot_is_no_refusal(server: Server):
    """RFC 1047: the server had everything, and went away before it answered."""
    server.hangs_up = True
    with pytest.raises(Unknown):
        await hand_over(server)
    assert len(server.taken) == 1


async def test_a_server_that_is_not_there_is_asked_later():
    server = Server()
    server.port = free_port()
    with pytest.raises(OSError, match=r"."):
        await hand_over(server)


async def test_a_server_that_is_none_is_asked_later():
    async def shut(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    opened = await asyncio.start_server(shut, "127.0.0.1", 0)
    server = Server()
    server.port = opened.sockets[0].getsockname()[1]
    with pytest.raises(OSError, match=r"."):
        await hand_over(server)
    opened.close()


async def test_a_wrong_password_keeps_the_mail_waiting():
    """It is the company's to mend: no mail fails for it."""

    def authenticate(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    async with listening(authenticator=authenticate, auth_require_tls=False) as server:
        with pytest.raises(OSError, match="log-in refused: 535"):
            await hand_over(server, username="support", password="wrong")
        assert not server.taken


async def test_the_right_password_is_taken():
    seen = []

    def authenticate(_: Any, __: Any, ___: Any, ____: str, data: Any) -> AuthResult:
        seen.append((data.login, data.password))
        return AuthResult(success=True)

    async with listening(authenticator=authenticate, auth_require_tls=False) as server:
        assert await hand_over(server, username="support", password="right") == {}
    assert seen == [(b"support", b"right")]


async def test_encryption_that_was_asked_for_is_never_left_out(server: Server):
    """A server without STARTTLS gets no mail, and no password (RFC 3207 section 6)."""
    relay = SmtpRelay(
        host="127.0.0.1",
        port=server.port,
        username="",
        password="",
        tls="starttls",
    )
    with pytest.raises(OSError, match=r"."):
        await relay.hand_over("m1", MESSAGE, sender="a@x.example", recipients=[ZOE])
    assert not server.taken


async def test_a_domain_outside_ascii_is_spelled_for_the_server(server: Server):
    assert await hand_over(server, "zoe@exämple.example") == {}
    assert server.taken[0].rcpt_tos == ["zoe@xn--exmple-cua.example"]


@pytest.mark.parametrize("address", ["zoé@x.example", "a@x\r\nDATA", "a@ä..example"])
async def test_what_no_server_can_be_told_is_an_error_of_ours(server: Server, address: str):
    with pytest.raises(ValueError, match=r"."):
        await hand_over(server, address)
    assert not server.taken
    assert issubclass(BadAddressError, ValueError)
