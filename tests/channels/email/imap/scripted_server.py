"""A small IMAP server on a loopback port that misbehaves on command, as no real one can be made to.

It keeps one folder in memory, pushes nothing by itself, and writes down every command.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

STALL: Final = "stall"
"""Say nothing more, and keep the connection."""
DROP: Final = "drop"
"""Break the connection."""
REFUSE: Final = "refuse"
"""Answer NO."""
HALF_STALL: Final = "half, stall"
"""Give half of the answer, then stall."""
HALF_DROP: Final = "half, drop"
DRIP: Final = "drip"
"""Give the answer in ten pieces, a tenth of a second apart, as a slow line does."""

STEPS: Final = (
    *("greet", "capability", "login", "select", "search", "sizes"),
    *("body", "store", "noop", "idle", "done"),
)


class _Gone(Exception):
    """One connection is over."""


class Session:
    """One connection to the server."""

    def __init__(
        self, server: "ScriptedServer", reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server = server
        self.reader = reader
        self.writer = writer

    def say(self, *lines: bytes | str) -> None:
        """Send lines."""
        for line in lines:
            self.writer.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    def tell_exists(self) -> None:
        """Tell how many messages there are, as servers do whenever it pleases them."""
        self.say(f"* {len(self.server.mails)} EXISTS")


Hook: TypeAlias = Callable[[Session], object]
"""Called when the answer's data were given and its end was not."""


class ScriptedServer:
    """The folder, and what goes wrong with it."""

    def __init__(self) -> None:
        self.mails: dict[int, bytes] = {}
        self.read: set[int] = set()
        self.recent: set[int] = set()
        """What a search by day finds."""
        self.uidvalidity: int | None = 7
        self.uidnext = 1
        self.capabilities = "IMAP4rev1 IDLE"
        self.greeting = "* OK ready"
        self.login_answer = "OK welcome"
        self.commands: list[str] = []
        self.connections = 0
        self.idling = asyncio.Event()
        """Set while a connection is idle."""
        self.sizes: dict[int, int] = {}
        """Sizes that the server makes up."""
        self.poison: dict[int, str] = {}
        """What happens, every time, when a message's body is asked for."""
        self.refuses_idle = False
        self.reached: Callable[[str], object] = lambda _: None
        """Told of every step."""
        self.port = 0
        self._faults: defaultdict[str, list[str]] = defaultdict(list)
        self._hooks: defaultdict[str, list[Hook]] = defaultdict(list)
        self._sessions: set[Session] = set()

    def put(self, raw: bytes, *, uid: int | None = None) -> int:
        """Let a message arrive, without a word to anybody."""
        number = self.uidnext if uid is None else uid
        self.mails[number] = raw
        self.uidnext = max(self.uidnext, number + 1)
        return number

    def push(self) -> None:
        """Tell every connection how many messages there are."""
        for session in self._sessions:
            session.tell_exists()

    def fail(self, step: str, *faults: str) -> None:
        """Let the next times a step is reached go wrong."""
        self._faults[step].extend(faults)

    def then(self, step: str, hook: Hook) -> None:
        """Call `hook` the next time a step is reached."""
        self._hooks[step].append(hook)

    async def until_idle(self) -> None:
        """Wait until the other side has nothing left to do."""
        async with asyncio.timeout(20):
            await self.idling.wait()

    def drop_everybody(self) -> None:
        """Break every connection."""
        for session in self._sessions:
            session.writer.transport.abort()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["ScriptedServer"]:
        """Listen."""
        listener = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 24)
        self.port = listener.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            listener.close()
            self.drop_everybody()

    # --- The conversation ------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session(self, reader, writer)
        self._sessions.add(session)
        self.connections += 1
        try:
            await self._answer(session, "greet", [self.greeting], None)
            while line := await reader.readline():
                tag, _, command = line.decode().rstrip("\r\n").partition(" ")
                self.commands.append(command)
                await self._obey(session, tag, command)
        except (_Gone, ConnectionError):
            pass
        finally:
            self._sessions.discard(session)
            writer.transport.abort()

    async def _obey(self, session: Session, tag: str, command: str) -> None:
        name = command.removeprefix("UID ").partition(" ")[0]
        if name == "IDLE":
            await self._idle(session, tag)
        elif name == "LOGIN":
            await self._answer(session, "login", [], f"{tag} {self.login_answer}")
        elif name == "LOGOUT":
            raise _Gone
        elif name == "FETCH":
            step = "sizes" if "RFC822.SIZE" in command else "body"
            uids = [int(uid) for uid in command.split()[2].split(",")]
            fault = self.poison.get(uids[0]) if step == "body" else None
            found = self._fetched(uids, command)
            await self._answer(session, step, found, f"{tag} OK done", always=fault)
        else:
            data = self._said(name, command)
            await self._answer(session, name.lower(), data, f"{tag} OK done")

    def _said(self, name: str, command: str) -> Iterable[str]:
        if name == "CAPABILITY":
            yield f"* CAPABILITY {self.capabilities}"
        elif name == "SELECT":
            yield f"* {len(self.mails)} EXISTS"
            if self.uidvalidity is not None:
                yield f"* OK [UIDVALIDITY {self.uidvalidity}] lasting"
            yield f"* OK [UIDNEXT {self.uidnext}] next"
        elif name == "SEARCH":
            yield "* SEARCH " + " ".join(str(uid) for uid in self._found(command))
        elif name == "STORE":
            uids = {int(uid) for uid in command.split()[2].split(",")}
            self.read |= uids & self.mails.keys()

    def _found(self, command: str) -> list[int]:
        uids = sorted(self.mails)
        if "UNSEEN" in command:
            return [uid for uid in uids if uid not in self.read]
        if "SINCE" in command:
            return [uid for uid in uids if uid in self.recent]
        if after := re.search(r"UID (\d+):\*", command):
            # The last one is always in the range, as RFC 3501 has it.
            return [uid for uid in uids if uid >= int(after[1])] or uids[-1:]
        return uids

    def _fetched(self, uids: list[int], command: str) -> Iterable[bytes]:
        for number, uid in enumerate(sorted(self.mails), 1):
            if uid not in uids:
                continue
            raw = self.mails[uid]
            size = self.sizes.get(uid, len(raw))
            if "RFC822.SIZE" in command:
                yield b"* %d FETCH (UID %d RFC822.SIZE %d)" % (number, uid, size)
                continue
            header, gap, text = raw.partition(b"\r\n\r\n")
            parts = {b"": raw, b"HEADER": header + gap, b"TEXT": text}
            said = b""
            for part, most in re.findall(rb"PEEK\[(\w*)\](?:<0\.(\d+)>)?", command.encode()):
                content = parts[part][: int(most)] if most else parts[part]
                origin = b"<0>" if most else b""
                said += b" BODY[%s]%s {%d}\r\n%s" % (part, origin, len(content), content)
            yield b"* %d FETCH (UID %d%s)" % (number, uid, said)

    async def _idle(self, session: Session, tag: str) -> None:
        # A message may arrive between the command and the answer to it.
        await self._answer(session, "idle", [], None)
        if self.refuses_idle:
            session.say(f"{tag} BAD what")
            return
        session.say("+ idling")
        self.idling.set()
        try:
            line = await session.reader.readline()
        finally:
            self.idling.clear()
        if not line:
            raise _Gone
        self.commands.append(line.decode().strip())
        await self._answer(session, "done", [], f"{tag} OK idled")

    async def _answer(
        self,
        session: Session,
        step: str,
        data: Iterable[bytes | str],
        end: str | None,
        *,
        always: str | None = None,
    ) -> None:
        self.reached(step)
        fault = always or (self._faults[step].pop(0) if self._faults[step] else None)
        if fault in {HALF_STALL, HALF_DROP}:
            whole = b"\r\n".join(e.encode() if isinstance(e, str) else e for e in data)
            session.writer.write(whole[: len(whole) // 2])
            await session.writer.drain()
        if fault in {STALL, HALF_STALL}:
            await session.reader.read()
            raise _Gone
        if fault in {DROP, HALF_DROP}:
            raise _Gone
        if fault == REFUSE and end is not None:
            session.say(f"{end.partition(' ')[0]} NO [SERVERBUG] not this one")
            return
        if fault == DRIP:
            whole = b"\r\n".join(e.encode() if isinstance(e, str) else e for e in data)
            size = len(whole) // 10 + 1
            for start in range(0, len(whole), size):
                session.writer.write(whole[start : start + size])
                await asyncio.sleep(0.1)
            data = [b""]
        session.say(*data)
        if self._hooks[step]:
            self._hooks[step].pop(0)(session)
        if end is not None:
            session.say(end)
        await session.writer.drain()
