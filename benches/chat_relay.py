"""Parley's chat beside bare relays, under the same load: throughput, latency, memory, start-up.

    .venv/bin/python -m benches.chat_relay            # everything, about six minutes
    .venv/bin/python -m benches.chat_relay --quick    # a look, about one minute

Parley validates, sanitises, numbers and commits every message at `synchronous=FULL` before it
acknowledges and delivers it; the relays keep nothing. The servers run on one core, one after the
other in turns; the load generator runs on another. Every message carries a number: whatever is
lost or delivered twice fails the run.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import uvloop
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benches.rooms import Load, parley_rooms, relay_rooms
from benches.servers import (
    LOAD_CORE,
    Served,
    prepare_parley,
    start_bare,
    start_node,
    start_parley,
)
from benches.wire_client import WireClient

ROOMS = 100
OUTSTANDING = 400
RATES = (500, 1_000, 2_000, 4_000)
IDLE = (1_000, 5_000)

Figures = dict[str, dict[str, list[float]]]


async def measure(
    server: Served, figures: Figures, *, seconds: float, rates: tuple[int, ...]
) -> None:
    """Talk in a hundred rooms, in a closed loop and then at steady rates."""
    open_rooms = parley_rooms if server.name == "Parley" else relay_rooms
    load = Load(await open_rooms(server, ROOMS))
    mine = figures[server.name]
    before, cpu = load.tally.delivered, server.cpu_seconds()
    mine["messages/s"].append(await load.closed_loop(seconds, OUTSTANDING))
    spent = server.cpu_seconds() - cpu
    mine["us/message"].append(spent / (load.tally.delivered - before) * 1e6)
    for rate in rates:
        p50, p99 = await load.fixed_rate(rate, seconds)
        mine[f"p50 ms at {rate}/s"].append(p50 * 1e3)
        mine[f"p99 ms at {rate}/s"].append(p99 * 1e3)
    load.close()


async def measure_idle(server: Served, figures: Figures, counts: tuple[int, ...]) -> None:
    """Open sockets that say nothing and weigh the server."""
    path = "ws/relay"
    auth: dict[str, object] = {"room": "idle"}
    if server.name == "Parley":
        path, auth = "ws/widget", {"protocol": 1, "site": "bench"}
    empty = server.memory_bytes()
    clients: list[WireClient] = []
    for count in counts:
        while len(clients) < count:
            clients.append(await WireClient.open(server.port, path, auth))
        await asyncio.sleep(1)
        used = server.memory_bytes()
        figures[server.name][f"KB/connection at {count}"].append((used - empty) / count / 1024)
        figures[server.name][f"MB at {count}"].append(used / 1024**2)
    for client in clients:
        client.close()


def main() -> None:
    """Run everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--rounds", type=int, help="so many instead")
    options = parser.parse_args()
    rounds, seconds = (1, 3.0) if options.quick else (3, 6.0)
    rounds = options.rounds or rounds
    rates = RATES[:2] if options.quick else RATES
    idle = IDLE[:1] if options.quick else IDLE
    os.sched_setaffinity(0, {LOAD_CORE})
    figures: Figures = defaultdict(lambda: defaultdict(list))

    with tempfile.TemporaryDirectory() as folder, Progress() as progress:
        starters: list[Callable[[], Served | None]] = [
            start_bare,
            lambda: start_fresh_parley(Path(folder)),
            start_node,
        ]
        work = progress.add_task("servers in turn", total=rounds * len(starters) * 2)
        for _ in range(rounds):
            for start in starters:
                for part in ("talk", "idle"):
                    server = start()
                    progress.advance(work)
                    if server is None:
                        continue
                    progress.update(work, description=f"{server.name}: {part}")
                    figures[server.name]["ms to ready"].append(server.ready_seconds * 1e3)
                    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                        if part == "talk":
                            talk = measure(server, figures, seconds=seconds, rates=rates)
                            runner.run(talk)
                        else:
                            runner.run(measure_idle(server, figures, idle))
                    server.stop()
    show(figures)


def start_fresh_parley(folder: Path) -> Served:
    """Start a Parley whose agents hold no chats of an earlier round."""
    own = Path(tempfile.mkdtemp(dir=folder))
    return start_parley(own, prepare_parley(own, ROOMS))


def show(figures: Figures) -> None:
    """Print medians, and the ratio to the first baseline."""
    names = list(figures)
    table = Table("median", *names, "Parley / python-socketio")
    for row in figures["Parley"]:
        medians = {n: statistics.median(figures[n][row]) for n in names if figures[n][row]}
        ratio = medians["Parley"] / medians["python-socketio"]
        cells = [f"{medians[n]:,.2f}" if n in medians else "" for n in names]
        table.add_row(row, *cells, f"{ratio:.2f}x")
    Console().print(table)


if __name__ == "__main__":
    main()
