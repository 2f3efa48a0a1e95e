"""How long the gateway's event loop is held at most: under chat, queues, log-ins, snapshots.

    .venv/bin/python -m benches.loop_hold            # about a minute
    .venv/bin/python -m benches.loop_hold --quick    # about half of that

A hundred rooms talk at 1,000 messages a second throughout; each phase adds something. Every
second one chat ends and the next waiting customer is served, so positions are told to all who
wait. The goal is 5 ms of processor time; `benches.watched_gateway` says how that is measured.
"""

import argparse
import asyncio
import base64
import itertools
import os
import smtplib
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import uvloop
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benches.rooms import Load, Room, log_in, parley_rooms
from benches.servers import ADDRESS, LOAD_CORE, Served, free_port, prepare_parley, start
from benches.watched_gateway import Hold
from benches.wire_client import WireClient

ROOMS = 100
RATE = 1_000
GOAL_SECONDS = 0.005
BUSY = ROOMS - 10
"""The rooms that talk; the others' agents end chats and serve the next customers."""


def html_letter(number: int) -> bytes:
    """Write a mail with 100 KB of HTML."""
    row = "<tr><td style='color:red'>row <b>x</b></td></tr>\r\n"
    rows = row * 2_000
    return _letter(number, f"<table>{rows}</table>".encode(), "text/html; charset=utf-8")


def large_letter(number: int) -> bytes:
    """Write a mail of 25 MB: 18 MB of a file in base64."""
    content = base64.encodebytes(bytes(18_000_000)).replace(b"\n", b"\r\n")
    return _letter(number, content, "application/octet-stream", "base64")


def _letter(number: int, content: bytes, kind: str, encoding: str = "7bit") -> bytes:
    lines = (
        "From: customer@elsewhere.example",
        f"To: {ADDRESS}",
        f"Subject: Letter {number}",
        f"Message-ID: <{number}@elsewhere.example>",
        f"Content-Type: {kind}",
        f"Content-Transfer-Encoding: {encoding}",
    )
    return "\r\n".join((*lines, "", "")).encode() + content


Phase = tuple[str, float, float]
"""Name, begin and end on the monotonic clock."""


class House:
    """A gateway under load, with what the phases do to it."""

    def __init__(self, server: Served, rooms: list[Room], smtp_port: int) -> None:
        """Let most rooms talk, keep the others for turning chats over."""
        self.server = server
        self.load = Load(rooms[:BUSY])
        self.turning = [room.ends[1] for room in rooms[BUSY:]]
        self.held = [room.chat_id for room in rooms[BUSY:]]
        self.waiting: list[WireClient] = []
        self._turn = 0
        self.smtp_port = smtp_port
        self._letters = itertools.count()

    async def fill_queue(self, customers: int) -> None:
        """Let so many customers wait."""
        for _ in range(customers):
            visitor = await WireClient.open(
                self.server.port, "ws/widget", {"protocol": 1, "site": "bench"}
            )
            await visitor.ask("chat.start", client_id="start")
            self.waiting.append(visitor)

    async def turn_over(self) -> None:
        """End one chat and serve the customer who waits longest."""
        k = self._turn % len(self.turning)
        self._turn += 1
        agent, seen = self.turning[k], len(self.turning[k].events.get("offer", []))
        await agent.ask("interaction.end", interaction_id=self.held[k])
        await agent.ask("interaction.wrap_up", interaction_id=self.held[k])
        for _ in range(500):
            offers = agent.events.get("offer", [])
            if len(offers) > seen:
                await agent.ask("offer.accept", offer_id=offers[-1]["id"])
                self.held[k] = offers[-1]["interaction"]["id"]
                return
            await asyncio.sleep(0.01)

    async def log_in(self) -> None:
        """Log an agent in: a password hash that takes a tenth of a second of a processor."""
        await asyncio.to_thread(log_in, self.server.port, "agent0")

    async def arrive(self) -> None:
        """Let fifty customers come at once, and go."""
        auth = {"protocol": 1, "site": "bench"}
        port = self.server.port
        clients = [await WireClient.open(port, "ws/widget", auth) for _ in range(50)]
        for client in clients:
            client.close()

    async def write_html(self) -> None:
        """Send five mails with 100 KB of HTML each."""
        for _ in range(5):
            await asyncio.to_thread(self._send, html_letter(next(self._letters)))

    async def write_large(self) -> None:
        """Send a mail of 25 MB."""
        await asyncio.to_thread(self._send, large_letter(next(self._letters)))

    def _send(self, message: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=60) as server:
            server.sendmail("customer@elsewhere.example", [ADDRESS], message)

    async def phase(self, name: str, seconds: float, *work: Callable[[], Awaitable[None]]) -> Phase:
        """Talk for a while and do each `work` every second beside it."""
        over = asyncio.Event()

        async def repeat(each: Callable[[], Awaitable[None]]) -> None:
            while not over.is_set():
                await each()
                await asyncio.sleep(1)

        began = time.monotonic()
        beside = [asyncio.create_task(repeat(each)) for each in work]
        await self.load.fixed_rate(RATE, seconds)
        ended = time.monotonic()
        over.set()
        await asyncio.gather(*beside)
        return name, began, ended


async def run_phases(server: Served, seconds: float, waiting: int, smtp_port: int) -> list[Phase]:
    """Go through the phases; give when each was."""
    house = House(server, await parley_rooms(server, ROOMS), smtp_port)
    with Progress() as progress:
        work = progress.add_task("chat", total=7)
        phases: list[Phase] = []

        async def go(name: str, *beside: Callable[[], Awaitable[None]]) -> None:
            progress.update(work, description=name)
            phases.append(await house.phase(name, seconds, *beside))
            progress.advance(work)

        await go("chat alone, snapshots")
        await go("log-ins", house.log_in)
        await go("mails of 100 KB HTML, 5 a second", house.write_html)
        await go("mails of 25 MB, one a second", house.write_large)
        await go("50 customers at once", house.arrive)
        progress.update(work, description="queue fills")
        began = time.monotonic()
        await house.fill_queue(waiting)
        phases.append((f"queue fills to {waiting:,}", began, time.monotonic()))
        progress.advance(work)
        await go(f"{waiting:,} wait, chats turn over", house.turn_over)
        house.load.close()
    return phases


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter phases, a shorter queue")
    parser.add_argument("--waiting", type=int, default=1_000, help="customers in the queue")
    options = parser.parse_args()
    seconds, waiting = (5.0, 300) if options.quick else (12.0, options.waiting)
    os.sched_setaffinity(0, {LOAD_CORE})
    with tempfile.TemporaryDirectory() as folder:
        smtp_port = free_port()
        port = prepare_parley(Path(folder), ROOMS, smtp_port=smtp_port)
        report = Path(folder) / "holds.json"
        files = [str(Path(folder) / "config.toml"), str(report)]
        command = [sys.executable, "-P", "-m", "benches.watched_gateway", *files]
        server = start("Parley", command, port, folder=Path(folder))
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                phases = runner.run(run_phases(server, seconds, waiting, smtp_port))
        finally:
            server.stop()
        show(phases, msgspec.json.decode(report.read_bytes(), type=list[Hold]))


def show(phases: list[Phase], holds: list[Hold]) -> None:
    """Print the longest holds of each phase."""
    table = Table("event loop", "longest, CPU ms", "over 5 ms", "over 1 ms", "longest, wall ms")
    for name, began, ended in phases:
        mine = [hold for hold in holds if began <= hold.at <= ended]
        cpu = [hold.cpu_seconds for hold in mine] or [0.0]
        table.add_row(
            name,
            f"{max(cpu) * 1e3:.1f}",
            str(sum(each > GOAL_SECONDS for each in cpu)),
            str(sum(each > 0.001 for each in cpu)),
            f"{max((hold.wall_seconds for hold in mine), default=0.0) * 1e3:.1f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
