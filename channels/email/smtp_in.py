"""Direct reception of mail: a message is acknowledged once it cannot be lost any more.

Nothing is relayed. Meant for the company's own systems or behind a mail server that faces the
world; what a stranger can send is bounded in every direction all the same.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

from channels.email.intake import Intakes
from channels.email.smtp_data import LEAD, Transferred, read_data
from crm.records import folded

_log = structlog.get_logger(__name__)

MOST_CONNECTIONS: Final = 100
MOST_PER_ADDRESS: Final = 20
MOST_RECIPIENTS: Final = 100
MOST_COMMANDS: Final = {"*": 50, "RCPT": MOST_RECIPIENTS + 1, "DATA": 100, "MAIL": 100}
LINE_BYTES: Final = 65_536
"""RFC 5322 allows 998; scanners, telephone systems and HTML editors do not count."""
TRACE_BYTES: Final = 1_024
"""A message grows by less than this while it is taken over."""
TIMEOUT_SECONDS: Final = 600
"""For each command, so also for a whole DATA: at 30 MB half a megabit a second will do."""


class _Protocol(SMTP):
    """The library's protocol with the limits it lacks."""

    line_length_limit = LINE_BYTES

    def __init__(self, handler: "_Handler", gate: "_Gate", **options: Any) -> None:  # noqa: ANN401 - the library's
        super().__init__(handler, **options)
        self._handler = handler
        self._most_bytes: int = options["data_size_limit"]
        self._gate = gate
        self._admitted: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        out = cast("asyncio.WriteTransport", transport)
        if self._admitted is None and not self._gate.admit(address, transport):
            out.write(b"421 4.7.0 too many connections, try again later\r\n")
            out.close()
            return
        # After STARTTLS the same connection is made once more.
        self._admitted = self._admitted or transport
        super().connection_made(transport)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        """Take a message: as the library does it, but not line by line."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        assert self.envelope is not None
        assert self.session is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        vars(self._reader)["_buffer"][:0] = LEAD
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        came = await read_data(
            self._reader, most_bytes=self._most_bytes, line_bytes=self.line_length_limit
        )
        session, envelope = self.session, self.envelope
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(await self._handler.take(session, envelope, came))

    def data_received(self, data: bytes) -> None:
        if self._admitted is not None:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        return super().eof_received() if self._admitted is not None else None

    def connection_lost(self, error: Exception | None) -> None:
        if self._admitted is not None:
            self._gate.leave(self._admitted)
            self._admitted = None
            super().connection_lost(error)


class _Gate:
    """Counts connections."""

    def __init__(self) -> None:
        self._open: dict[asyncio.BaseTransport, str] = {}

    def admit(self, address: str, transport: asyncio.BaseTransport) -> bool:
        of_address = sum(each == address for each in self._open.values())
        full = len(self._open) >= MOST_CONNECTIONS or of_address >= MOST_PER_ADDRESS
        if not full:
            self._open[transport] = address
        return not full

    def leave(self, transport: asyncio.BaseTransport) -> None:
        self._open.pop(transport, None)

    def clear(self) -> None:
        for transport in self._open:
            transport.close()


class _Handler:
    """Decides about recipients, and takes messages over."""

    def __init__(self, intakes: Intakes, mailboxes: Mapping[str, str]) -> None:
        self._intakes = intakes
        self._mailboxes = mailboxes
        self._domains = {address.rpartition("@")[2] for address in mailboxes}

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if folded(address) not in self._mailboxes:
            if folded(address).rpartition("@")[2] in self._domains:
                return "550 5.1.1 no such mailbox here"
            return "550 5.7.1 this server does not relay"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 too many recipients, send the rest in another transaction"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def take(self, session: Session, envelope: Envelope, came: Transferred) -> str:
        """Take a message over, for each of its mailboxes; gives the answer."""
        if came.fault is not None:
            return came.fault.value
        boxes = dict.fromkeys(self._mailboxes[folded(each)] for each in envelope.rcpt_tos)
        # The library gives the null sender as it was written, and whatever else stands there.
        sender = _harmless(envelope.mail_from or "")
        pieces = (_trace(sender, session), *came.pieces)
        try:
            for box in boxes:
                await self._intakes.take(*pieces, mailbox=box, envelope_from=sender)
        except Exception as error:  # noqa: BLE001 - the library would forget to end the transaction
            return await self.handle_exception(error)
        return "250 2.0.0 taken over"

    async def handle_exception(self, error: Exception) -> str:
        # A defect or a full disk of ours is no reason for the sender to give up.
        _log.error("mail.not_taken", error=repr(error))
        return "451 4.3.0 cannot take mail now, try again later"


class SmtpIn:
    """Listens for mail to the company's addresses."""

    def __init__(
        self,
        intakes: Intakes,
        *,
        host: str,
        port: int,
        mailboxes: Mapping[str, str],
        max_bytes: int,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Take mail for `mailboxes`: the name of each mailbox under its address, case folded."""
        self._host = host
        self._port = port
        self._tls = tls
        self._max_bytes = max_bytes
        self._handler = _Handler(intakes, mailboxes)
        self._gate = _Gate()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port that is listened on."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        """Listen.

        Raises:
            OSError: the address cannot be listened on.

        """
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, self._host, self._port)

    async def stop(self) -> None:
        """Listen no more; a message under way is kept by its sender."""
        if self._server is not None:
            self._server.close()
            self._gate.clear()

    def _protocol(self) -> _Protocol:
        make: Callable[..., _Protocol] = _Protocol
        return make(
            self._handler,
            self._gate,
            data_size_limit=self._max_bytes,
            hostname="parley",
            ident="ESMTP",
            timeout=TIMEOUT_SECONDS,
            command_call_limit=MOST_COMMANDS,
            tls_context=self._tls,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
        )


def _trace(sender: str, session: Session) -> bytes:
    """Give the lines that tell which way a message came (RFC 5321 section 4.4).

    The return path is what tells bounces, which nobody may answer, from mail.
    """
    peer = session.peer[0] if session.peer else "unknown"
    name = _harmless(str(session.host_name or "unknown"))
    return (
        f"Return-Path: <{_harmless(sender)}>\r\n"
        f"Received: from {name} ([{peer}])\r\n\tby parley with ESMTP\r\n"
    ).encode()


def _harmless(said: str) -> str:
    """Leave out what could end a line, a comment or an address."""
    return "".join(c for c in said if c.isascii() and c.isprintable() and c not in " <>()")[:254]
