"""A connection to a mailbox: the few commands that are needed, each with a deadline."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from aioimaplib.aioimaplib import AUTH, AioImapException

from channels.email.imap import answers
from channels.email.imap.answers import Fetched, Selected
from channels.email.imap.names import folder_name, quoted
from channels.email.imap.protocol import Protocol

_TEMPORARY: Final = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
"""Codes of a refused login that say nothing about the password (RFC 5530)."""

_LONG_ANSWER_BYTES: Final = 16_384


class ImapError(Exception):
    """Something went wrong between us and the server of a mailbox."""


class ConnectionLost(ImapError):
    """The connection cannot be used any more; nothing is known of the command under way."""


class Refused(ImapError):
    """The server did not do what it was asked; the connection is as good as before."""


class LoginRefused(ImapError):
    """The server does not take the user name with this password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where a mailbox is, with the key to it."""

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    folder: str
    tls: ssl.SSLContext | None
    """None: in plain text, which is for servers on the same machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server may take, in seconds."""

    connect: float = 30.0
    """Until the server greets and says what it can do."""
    silence: float = 60.0
    """Without a byte, while an answer is awaited."""
    answer: float = 1800.0
    """For a whole answer: 30 MB at a quarter of a megabit a second take 960 s."""
    idle: float = 240.0
    """Until an IDLE is renewed: many a firewall forgets a silent connection after 5 minutes."""
    poll: float = 30.0
    """Between looks, where the server cannot push."""


class Connection:
    """An open connection; after a `ConnectionLost` it is gone."""

    def __init__(self, protocol: Protocol, patience: Patience) -> None:
        """Speak through `protocol`; use `open`."""
        self._protocol = protocol
        self._patience = patience
        self._pushes = True

    @classmethod
    async def open(cls, account: Account, patience: Patience, *, most_bytes: int) -> "Connection":
        """Connect and log in; no literal longer than `most_bytes` is ever taken.

        Raises `ConnectionLost`, `LoginRefused`.
        """
        protocol = Protocol(asyncio.get_running_loop(), most_bytes)
        connection = cls(protocol, patience)
        try:
            async with asyncio.timeout(patience.connect):
                await asyncio.get_running_loop().create_connection(
                    lambda: protocol, account.host, account.port, ssl=account.tls
                )
                _keep_alive(protocol.transport)
                await protocol.welcome(await protocol.greeting)
        except TimeoutError:
            protocol.abandon("no greeting in time")
            raise ConnectionLost("the server does not greet") from None
        except (OSError, AioImapException, ValueError, IndexError) as error:
            protocol.abandon(str(error))
            raise ConnectionLost(f"cannot connect: {error or type(error).__name__}") from error
        except BaseException:
            protocol.abandon("stopped")
            raise
        if protocol.state != AUTH:
            await connection._log_in(account)
        return connection

    async def _log_in(self, account: Account) -> None:
        protocol = self._protocol
        if "LOGINDISABLED" in protocol.capabilities:
            protocol.abandon("no login")
            raise LoginRefused("the server takes no password on a connection without TLS")
        try:
            user = quoted(account.username)
            quoted(account.password)
        except ValueError as error:
            protocol.abandon("no login")
            raise LoginRefused(str(error)) from error
        try:
            await self._ask(lambda: protocol.login(user, account.password))
        except Refused as refusal:
            protocol.abandon("no login")
            if any(code in str(refusal).upper() for code in _TEMPORARY):
                raise ConnectionLost(str(refusal)) from refusal
            raise LoginRefused(str(refusal)) from refusal
        # What a server can do differs before and after.
        await self._ask(protocol.capability)

    # --- Commands --------------------------------------------------------------------------------

    @property
    def stirred(self) -> bool:
        """Whether the folder has changed since `settle`."""
        return self._protocol.stirred.is_set()

    def settle(self) -> None:
        """Forget what has stirred; call it before a search, which will see all of that."""
        if self._protocol.lost is None:
            self._protocol.stirred.clear()

    async def select(self, folder: str) -> Selected:
        """Open a folder; raises `Refused`, `ConnectionLost`, as all that follow do."""
        name = quoted(folder_name(folder))
        return answers.selected(await self._ask(lambda: self._protocol.select(name)))

    async def search(self, criteria: str) -> list[int]:
        """Give the UIDs of the messages that match, in rising order."""
        # Without a charset, which many servers do not know: the criteria are plain anyway.
        said = await self._ask(lambda: self._protocol.search(criteria, charset=None, by_uid=True))
        if sum(map(len, said)) < _LONG_ANSWER_BYTES:
            return answers.numbers(said)
        # A hundred thousand numbers take 50 ms, in which a thread lets the chats go on.
        return await asyncio.to_thread(answers.numbers, said)

    async def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Give the sizes of messages, in bytes; what is gone is left out."""
        found = await self._fetch(uids, "(UID RFC822.SIZE)")
        return {each.uid: each.size_bytes for each in found if each.size_bytes is not None}

    async def body(self, uid: int) -> bytes | None:
        """Give a whole message, and leave it unread; None without one."""
        for each in await self._fetch([uid], "(UID BODY.PEEK[])"):
            if each.uid == uid and "" in each.bodies:
                return each.bodies[""]
        return None

    async def beginning(
        self, uid: int, *, header_bytes: int, text_bytes: int
    ) -> tuple[bytes, bytes] | None:
        """Give the first bytes of a message's header and of its text; None without one."""
        asked = f"(UID BODY.PEEK[HEADER]<0.{header_bytes}> BODY.PEEK[TEXT]<0.{text_bytes}>)"
        for each in await self._fetch([uid], asked):
            if each.uid == uid and "HEADER" in each.bodies:
                return each.bodies["HEADER"], each.bodies.get("TEXT", b"")
        return None

    async def mark_read(self, uids: Sequence[int]) -> None:
        """Set the flag that tells people that somebody has taken a message."""
        await self._ask(lambda: self._protocol.store(_set(uids), "+FLAGS", r"(\Seen)", by_uid=True))

    async def noop(self) -> None:
        """Let the server say what has changed."""
        await self._ask(lambda: self._protocol.simple_command("NOOP"))

    async def wait(self) -> None:
        """Wait until the folder changes, at most for the time that `Patience` sets."""
        if self.stirred:
            return
        if self._pushes and "IDLE" in self._protocol.capabilities:
            await self._idle()
        else:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._patience.poll):
                    await self._protocol.stirred.wait()

    @property
    def pushes(self) -> bool:
        """Whether the server tells by itself what arrives."""
        return self._pushes and "IDLE" in self._protocol.capabilities

    def close(self) -> None:
        """Say goodbye without waiting for an answer."""
        protocol = self._protocol
        if protocol.lost is None:
            if protocol.has_pending_idle_command():
                protocol.idle_done()
            protocol.send(f"{protocol.new_tag()} LOGOUT")
            protocol.lost = "closed"
            protocol.transport.close()

    # --- How a command is given ------------------------------------------------------------------

    async def _fetch(self, uids: Sequence[int], what: str) -> list[Fetched]:
        chosen = _set(uids)
        return answers.fetched(
            await self._ask(lambda: self._protocol.fetch(chosen, what, by_uid=True))
        )

    async def _ask(self, give: Callable[[], Awaitable[Any]]) -> list[answers.Part]:
        """Give a command and wait for its end; the lines of the answer, the tagged one last."""
        protocol, loop = self._protocol, asyncio.get_running_loop()
        if protocol.lost is not None:
            raise ConnectionLost(protocol.lost)
        end = loop.time() + self._patience.answer
        try:
            async with asyncio.timeout(self._patience.silence) as deadline:

                def on_data() -> None:
                    if not deadline.expired():
                        deadline.reschedule(min(loop.time() + self._patience.silence, end))

                protocol.on_data = on_data
                response = await give()
        except TimeoutError:
            # The library would keep the command, and later ones of its kind would wait for it.
            protocol.abandon("no answer in time")
            raise ConnectionLost("the server does not answer") from None
        except AioImapException as error:
            protocol.abandon(str(error))
            raise ConnectionLost(str(error)) from error
        except BaseException:
            protocol.abandon("stopped")
            raise
        finally:
            protocol.on_data = _nothing
        if response is None:
            return []
        if response.result != "OK":
            said = bytes(response.lines[-1]).decode("utf-8", "replace")
            raise Refused(f"{response.result} {said}")
        lines: list[answers.Part] = response.lines
        return lines

    async def _idle(self) -> None:
        protocol, patience = self._protocol, self._patience
        idling = asyncio.ensure_future(protocol.idle())
        begun = asyncio.ensure_future(protocol.wait_for_idle_response())
        stirred = asyncio.ensure_future(protocol.stirred.wait())
        try:
            async with asyncio.timeout(patience.silence):
                await asyncio.wait({idling, begun}, return_when=asyncio.FIRST_COMPLETED)
            if not idling.done():
                await asyncio.wait(
                    {idling, stirred}, timeout=patience.idle, return_when=asyncio.FIRST_COMPLETED
                )
            if not idling.done():
                protocol.idle_done()
            async with asyncio.timeout(patience.silence):
                response = await idling
        except TimeoutError:
            protocol.abandon("no answer in time")
            raise ConnectionLost("the server does not answer") from None
        except AioImapException as error:
            protocol.abandon(str(error))
            raise ConnectionLost(str(error)) from error
        finally:
            for each in (idling, begun, stirred):
                each.cancel()
        # A server that says it can and then will not is asked from time to time instead.
        self._pushes = response.result == "OK"


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _keep_alive(transport: asyncio.BaseTransport) -> None:
    """Let the system find out within two minutes that the other end is gone."""
    link = transport.get_extra_info("socket")
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", 60),
        ("TCP_KEEPINTVL", 15),
        ("TCP_KEEPCNT", 4),
        ("TCP_USER_TIMEOUT", 30_000),
    ):
        if hasattr(socket, option):
            link.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def _nothing() -> None:
    pass
