"""What a durable chat message costs through Parley's one line of writes, beside bare sqlite3.

    .venv/bin/python -m benches.writes            # about two minutes
    .venv/bin/python -m benches.writes --quick    # a look

Both run the same two statements for each message (take the next `seq`, insert the row) on the same
tables at `synchronous=FULL`; bare sqlite3 gets them as text, in groups of a fixed size. The
variants take turns, three rounds, medians. CPU time is the process's own, all threads.
"""

import argparse
import asyncio
import gc
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import NamedTuple

import uvloop
from rich.console import Console
from rich.progress import track
from rich.table import Table

from channels.chat.ports import Entry
from storage import chat_messages
from storage.database import Database
from storage.schema import chats, visitors
from storage.sql import insert_into
from storage.sqlite import PRAGMAS
from storage.transaction import Transaction

Variant = Callable[[Path, int, int], Coroutine[None, None, "Run"]]

CHATS = 200
ROUNDS = 3
OUTSTANDING = (1, 10, 50, 200)
TEXT = "x" * 100


class Run(NamedTuple):
    """One measurement."""

    per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float


def entry(number: int) -> Entry:
    """Give the message with this number."""
    return Entry(
        chat_id=f"chat-{number % CHATS:03}",
        sender="customer",
        sender_id="visitor",
        name="Customer",
        html=TEXT,
        text=TEXT,
        at=number,
        client_id=f"client-{number}",
    )


def set_up(tx: Transaction) -> None:
    """Write the visitor with all the chats."""
    blank = {column.name: None if column.nullable else 0 for column in visitors.c}
    tx.execute(insert_into(visitors), **blank | {"id": "visitor", "site": "", "token_hash": ""})
    blank = {column.name: None if column.nullable else 0 for column in chats.c}
    for number in range(CHATS):
        own = {"id": f"chat-{number:03}", "visitor_id": "visitor", "client_id": str(number)}
        words = {"site": "", "queue_id": "", "state": "active", "fields": "{}"}
        tx.execute(insert_into(chats), **blank | own | words)


async def through_the_writer(folder: Path, writes: int, outstanding: int) -> Run:
    """Keep `outstanding` messages under way until `writes` are acknowledged."""
    database = await Database.open(f"sqlite:///{folder}/parley.db")
    await database.write(set_up)
    delays: list[float] = []
    finished = asyncio.Event()
    submitted = 0

    def submit() -> None:
        nonlocal submitted
        message, begun = entry(submitted), time.perf_counter()
        submitted += 1

        def on_done(result: object) -> None:
            if isinstance(result, BaseException):
                raise result
            delays.append(time.perf_counter() - begun)
            if submitted < writes:
                submit()
            elif len(delays) == writes:
                finished.set()

        database.submit(lambda tx: chat_messages.append(tx, message), on_done)

    clock = Clock()
    for _ in range(outstanding):
        submit()
    await finished.wait()
    run = clock.run(delays)
    await database.close()
    return run


async def bare(folder: Path, writes: int, group: int) -> Run:
    """Run the same statements as text, `group` messages to each commit."""
    database = await Database.open(f"sqlite:///{folder}/parley.db")
    await database.write(set_up)
    statements = [chat_messages._TAKE_SEQ["customer"], chat_messages._INSERT]  # noqa: SLF001
    (take, names, constants), (insert, columns, _) = (s.sql("sqlite") for s in statements)
    await database.close()
    connection = sqlite3.connect(folder / "parley.db", isolation_level=None, cached_statements=512)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    delays: list[float] = []
    clock = Clock()
    for first in range(0, writes, group):
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for number in range(first, first + group):
            chat_id, client_id = f"chat-{number % CHATS:03}", f"client-{number}"
            known = constants | {
                "chat_id": chat_id,
                "sender": "customer",
                "author_id": "visitor",
                "client_id": client_id,
                "at": number,
            }
            seq, _rev = connection.execute(take, [known[name] for name in names]).fetchone()
            row = {"seq": seq, "name": "Customer", "html": TEXT, "text": TEXT, "attachments": "[]"}
            row |= known | {"notice": None}
            connection.execute(insert, [row[name] for name in columns])
        connection.execute("COMMIT")
        delays += [time.perf_counter() - begun] * group
    run = clock.run(delays)
    connection.close()
    return run


class Clock:
    """Measures from its making until `run`."""

    def __init__(self) -> None:
        """Begin now."""
        gc.collect()
        self._wall = time.perf_counter()
        self._cpu = time.process_time()

    def run(self, delays: list[float]) -> Run:
        """Give what the writes behind `delays` took."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        hundredths = statistics.quantiles(delays, n=100)
        count = len(delays)
        return Run(count / wall, cpu / count * 1e6, hundredths[49] * 1e3, hundredths[98] * 1e3)


def measure(variant: Variant, writes: int, width: int) -> Run:
    """Run one variant on a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        return uvloop.run(variant(Path(folder), writes, width))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writes", type=int, default=20_000)
    parser.add_argument("--quick", action="store_true", help="a fifth of the writes")
    options = parser.parse_args()
    writes: int = options.writes // (5 if options.quick else 1)
    variants = [
        (f"{name}, {width} {unit}", function, width)
        for width in OUTSTANDING
        for name, function, unit in (
            ("bare sqlite3", bare, "a commit"),
            ("Parley", through_the_writer, "under way"),
        )
    ]
    runs: dict[str, list[Run]] = {name: [] for name, _, _ in variants}
    turns = [turn for _ in range(ROUNDS) for turn in variants]
    for name, function, width in track(turns, "Writing", transient=True):
        runs[name].append(measure(function, writes // (10 if width == 1 else 1), width))
    table = Table("durable chat messages", "messages/s", "CPU us", "p50 ms", "p99 ms")
    for name, results in runs.items():
        middle = [statistics.median(values) for values in zip(*results, strict=True)]
        per_second, cpu_us, p50_ms, p99_ms = middle
        table.add_row(name, f"{per_second:,.0f}", f"{cpu_us:.1f}", f"{p50_ms:.2f}", f"{p99_ms:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
