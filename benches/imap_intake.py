"""How fast a mailbox is emptied by IMAP: Parley, the least work there is, another gateway.

    .venv/bin/python -m benches.imap_intake            # about three minutes, needs Dovecot
    .venv/bin/python -m benches.imap_intake --quick    # a look

Each empties a mailbox of its own with the same 1,000 letters on the same Dovecot, taking turns on
the same core; Dovecot runs on the other one. Parley is `parley serve`: each letter is committed at
`synchronous=FULL` before it is marked, then becomes a case with a place in the queue, which is
another commit; the time ends when the last letter has its case. The limit fetches, parses, commits
once and marks, in one process that does nothing else (`benches.imap_limit`). Roundup marks no
letter and commits at its database's own pace.
"""

import argparse
import os
import pwd
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benches.imap_peer import Roundup
from benches.letters import letters
from benches.servers import ADDRESS, LOAD_CORE, SERVER_CORE, prepare_parley, start_parley
from tests.kit.dovecot import DovecotServer

LETTERS: Final = 1_000
ROUNDS: Final = 3
PASSWORD: Final = "correct-horse"  # noqa: S105 - of mailboxes that live for one bench
GOAL_OF_LIMIT: Final = 0.4
GOAL_OF_PEER: Final = 10

Contestant = Callable[[DovecotServer, str, Path], float]


def fill(dovecot: DovecotServer, user: str, written: Iterable[bytes]) -> None:
    """Give a new user a mailbox with these letters."""
    with (dovecot.root / "users").open("a") as users:
        users.write(f"{user}:{{PLAIN}}{PASSWORD}\n")
    box = dovecot.mail_of(user)
    for folder in ("tmp", "cur", "new"):
        (box / folder).mkdir(parents=True)
    for number, raw in enumerate(written):
        (box / "new" / f"1795000000.{number:06}.bench").write_bytes(raw)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        for path in (box, *box.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def limit(dovecot: DovecotServer, user: str, folder: Path) -> float:
    """Do the least."""
    command = [sys.executable, "-P", "-m", "benches.imap_limit"]
    done = subprocess.run(
        [*command, str(dovecot.port), user, PASSWORD, str(folder / "limit.db")],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)


def parley(dovecot: DovecotServer, user: str, folder: Path) -> float:
    """Let a gateway fetch the mailbox; from its first letter to the last one's case."""
    port = prepare_parley(folder, 1)
    imap = (
        f'imap = {{ host = "127.0.0.1", port = {dovecot.port}, tls = false, '
        f'username = "{user}", password = "{PASSWORD}", first = "all" }}\n'
    )
    with (folder / "config.toml").open("a") as config:
        config.write(imap)
    server = start_parley(folder, port)
    try:
        rows = sqlite3.connect(f"file:{folder}/parley.db?mode=ro", uri=True)
        began, count = 0.0, 0
        # Begun before the first letter was seen here: a little to Parley's disadvantage.
        while count < LETTERS:
            now = time.perf_counter()
            (count,) = rows.execute("SELECT count(*) FROM mails").fetchone()
            if not count:
                began = now
            time.sleep(0.01)
        return time.perf_counter() - began
    finally:
        server.stop()


def measure(peer: Roundup | None, rounds: int) -> dict[str, list[float]]:
    """Let all take turns; gives the letters each took a second, by round."""
    contestants: dict[str, Contestant] = {"the limit": limit, "Parley": parley}
    if peer is not None:
        contestants[peer.name] = lambda server, user, folder: peer.empty(
            server.port, user, PASSWORD, folder / "tracker"
        )
    written = list(letters(LETTERS, to=ADDRESS))
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    dovecot = DovecotServer.start()
    try:
        for number in track(range(rounds), description="emptying mailboxes"):
            for name, contestant in contestants.items():
                user = f"bench{number}{len(rates[name])}{list(contestants).index(name)}"
                fill(dovecot, user, written)
                with tempfile.TemporaryDirectory() as folder:
                    os.sched_setaffinity(0, {SERVER_CORE})
                    took = contestant(dovecot, user, Path(folder))
                    os.sched_setaffinity(0, {LOAD_CORE})
                rates[name].append(LETTERS / took)
    finally:
        dovecot.stop()
    return rates


def show(rates: dict[str, list[float]]) -> None:
    """Print one table with the ratios."""
    middle = {name: statistics.median(each) for name, each in rates.items()}
    table = Table("", "letters/s", "rounds", "Parley's rate")
    for name, each in rates.items():
        rounds = " ".join(f"{rate:,.0f}" for rate in each)
        table.add_row(
            name, f"{middle[name]:,.0f}", rounds, f"{middle['Parley'] / middle[name]:.2f}"
        )
    Console().print(table)
    print(f"goals: {GOAL_OF_LIMIT} times the limit, {GOAL_OF_PEER} times the other gateway")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--no-peer", action="store_true", help="without another gateway")
    options = parser.parse_args()
    os.sched_setaffinity(0, {LOAD_CORE})
    with tempfile.TemporaryDirectory() as folder:
        peer = None
        if not options.no_peer:
            try:
                peer = Roundup(Path(folder))
            except (OSError, subprocess.CalledProcessError) as error:
                Console().print(f"{Roundup.name} cannot be installed here: {error}")
        show(measure(peer, 1 if options.quick else ROUNDS))


if __name__ == "__main__":
    main()
