"""From the start of the process to serving: Parley on an empty database beside a bare relay.

    .venv/bin/python -m benches.start_up            # about a minute
    .venv/bin/python -m benches.start_up --quick    # three rounds

In turns, medians. Processor time is what the process had used when it first answered `/readyz`:
on a shared machine it is the steadier figure.
"""

import argparse
import os
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benches.servers import LOAD_CORE, Served, prepare_parley, start_bare, start_parley

BARE = "python-socketio"


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    rounds = 3 if parser.parse_args().quick else 9
    os.sched_setaffinity(0, {LOAD_CORE})
    wall: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)

    def note(name: str, server: Served) -> None:
        cpu[name].append(server.cpu_seconds())
        wall[name].append(server.ready_seconds)
        server.stop()

    for _ in track(range(rounds), "Starting", transient=True):
        note(BARE, start_bare())
        with tempfile.TemporaryDirectory() as folder:
            port = prepare_parley(Path(folder), 1)
            (database,) = Path(folder).glob("parley.db")
            note("Parley, provisioned database", start_parley(Path(folder), port))
            for file in Path(folder).glob("parley.db*"):
                file.unlink()
            note("Parley, empty database", start_parley(Path(folder), port))
            assert database.exists()
    table = Table("start to serving", "ms", "CPU ms", f"CPU / {BARE}")
    bare = statistics.median(cpu[BARE])
    for name, used in cpu.items():
        ms, cpu_ms = statistics.median(wall[name]) * 1e3, statistics.median(used) * 1e3
        table.add_row(name, f"{ms:,.0f}", f"{cpu_ms:,.0f}", f"{cpu_ms / bare / 1e3:.2f}x")
    Console().print(table)


if __name__ == "__main__":
    main()
