"""A mailbox with years of mail in it, fetched by IMAP for the first time; then one large letter."""

import os
import pwd
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from benches.letters import letters as bench_letters
from tests.kit.dovecot import DovecotServer
from tests.kit.gateway import GatewayProcess
from tests.kit.post import MAIL_WORLD, SUPPORT

LETTERS: Final = 100_000
MOST_MEMORY: Final = 300_000_000
LARGE_BYTES: Final = 29_500_000
"""On the wire; the limit is 30 MB (EIN-020)."""
_PASSWORD: Final = "correct-horse"
_USER: Final = "years"
_PATIENCE_SECONDS: Final = 300
"""Without another letter the sync has stopped."""


@dataclass(frozen=True, slots=True)
class FullMailbox:
    """What the first sync came to."""

    letters: int
    taken: int
    """Letters that were taken over, each once."""
    filed: int
    """Letters that have their case."""
    taking_seconds: float
    filing_seconds: float
    most_memory: int
    """The largest resident size of the gateway, in bytes."""
    large_seconds: float
    """From the arrival of the large letter to its case."""

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        found = []
        if (self.taken, self.filed) != (self.letters, self.letters):
            found.append(f"{self.letters} letters were {self.taken} taken and {self.filed} filed")
        if self.most_memory >= MOST_MEMORY:
            found.append(f"a full mailbox took {self.most_memory / 1e6:.0f} MB of memory")
        if self.large_seconds == float("inf"):
            found.append("the large letter did not come in")
        return found


def sync(folder: Path, *, letters: int, progress: Callable[[int], None]) -> FullMailbox:
    """Fill a mailbox with so many letters and let a gateway fetch them all."""
    folder.mkdir(parents=True)
    dovecot = DovecotServer.start()
    try:
        _fill(dovecot, letters)
        gateway = GatewayProcess(folder, provisioning=MAIL_WORLD, config=_mailbox(dovecot))
        gateway.provision()
        gateway.start()
        try:
            return _watch(gateway, dovecot, folder / "parley.db", letters, progress)
        finally:
            gateway.stop()
    finally:
        dovecot.stop()


def _mailbox(dovecot: DovecotServer) -> str:
    return (
        f'[[mailboxes]]\nname = "support"\naddress = "{SUPPORT}"\nqueue = "mail"\n'
        f'imap = {{ host = "127.0.0.1", port = {dovecot.port}, tls = false, '
        f'username = "{_USER}", password = "{_PASSWORD}", first = "all" }}\n'
    )


def _fill(dovecot: DovecotServer, count: int) -> None:
    """Write the letters where the server finds them: by its protocol that would take an hour."""
    with (dovecot.root / "users").open("a") as users:
        users.write(f"{_USER}:{{PLAIN}}{_PASSWORD}\n")
    box = dovecot.mail_of(_USER)
    for name in ("tmp", "cur", "new"):
        (box / name).mkdir(parents=True)
    for number, raw in enumerate(bench_letters(count, to=SUPPORT)):
        (box / "new" / f"1795000000.{number:06}.soak").write_bytes(raw)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        for path in (box, *box.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _watch(
    gateway: GatewayProcess,
    dovecot: DovecotServer,
    database: Path,
    letters: int,
    progress: Callable[[int], None],
) -> FullMailbox:
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    begun = moved = time.monotonic()
    taken = filed = memory = 0
    taking_seconds = filing_seconds = 0.0
    while filed < letters and time.monotonic() - moved < _PATIENCE_SECONDS:
        time.sleep(0.5)
        before = (taken, filed)
        (taken,) = rows.execute("SELECT count(*) FROM mail_intakes").fetchone()
        (filed,) = rows.execute("SELECT count(*) FROM mails").fetchone()
        memory = max(memory, _memory(gateway.pid))
        now = time.monotonic()
        moved = now if before != (taken, filed) else moved
        taking_seconds = taking_seconds or (now - begun if taken >= letters else 0.0)
        filing_seconds = now - begun
        progress(filed)
    large_seconds = _receive_large(dovecot, rows, filed)
    return FullMailbox(
        letters=letters,
        taken=taken,
        filed=filed,
        taking_seconds=taking_seconds or filing_seconds,
        filing_seconds=filing_seconds,
        most_memory=max(memory, _memory(gateway.pid)),
        large_seconds=large_seconds,
    )


def _receive_large(dovecot: DovecotServer, rows: sqlite3.Connection, filed: int) -> float:
    """Let a letter of nearly 30 MB arrive; gives the seconds until it has its case."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "zoe@c.example", SUPPORT, "The film"
    message.set_content("As you asked.")
    content = bytes(LARGE_BYTES * 57 // 78)
    message.add_attachment(content, maintype="video", subtype="mp4", filename="film.mp4")
    box = dovecot.mail_of(_USER)
    path = box / "tmp" / "1795999999.large.soak"
    path.write_bytes(message.as_bytes().replace(b"\n", b"\r\n"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        os.chown(path, owner.pw_uid, owner.pw_gid)
    path.rename(box / "new" / path.name)
    begun = time.monotonic()
    while time.monotonic() - begun < _PATIENCE_SECONDS:
        if rows.execute("SELECT count(*) FROM mails").fetchone()[0] > filed:
            return time.monotonic() - begun
        time.sleep(0.05)
    return float("inf")


def _memory(pid: int) -> int:
    """Give the resident size of a process with all that it has started, in bytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return 0
    line = next((each for each in status.splitlines() if each.startswith("VmRSS:")), "VmRSS: 0")
    return int(line.split()[1]) * 1024 + sum(_memory(int(child)) for child in children)
