"""A simulated day: how long 100 agents and about 20,000 interactions take in virtual time.

    .venv/bin/python -m benches.simulated_day            # three days, half a minute or so
    .venv/bin/python -m benches.simulated_day --quick    # one day

It is what `parley simulate` plays: four queues, ten hours with a morning and an afternoon peak,
agents who let an offer ring, miss some, and wrap up. One core, CPU time; the median counts.
"""

import argparse
import os
import statistics
import time

from rich.console import Console
from rich.progress import track
from rich.table import Table

from reports.load import LoadFile, QueueLoad, Spread, Staff
from reports.simulator import Outcome, Simulator

LIMIT_SECONDS = 10.0
SHAPE = (0.5, 0.9, 1.3, 1.3, 1.0, 0.8, 1.2, 1.3, 1.0, 0.7)
"""Arrivals of each hour as a share of the day's mean."""
QUEUES = {"web": 11_000, "shop": 6_000, "mail": 2_000, "voice": 1_000}
"""Interactions of the day."""


def describe_day(seed: int) -> LoadFile:
    """Give a day for 100 agents: 60 for the chats, 25 for mail, 15 for voicemail."""

    def queue(name: str, medium: str, handling: float, patience: float | None) -> QueueLoad:
        return QueueLoad(
            name=name,
            medium=medium,  # type: ignore[arg-type]
            arrivals_per_hour=tuple(QUEUES[name] / len(SHAPE) * share for share in SHAPE),
            handling=Spread(mean_seconds=handling, kind="lognormal"),
            patience=None if patience is None else Spread(mean_seconds=patience),
            wrap_up_seconds=20,
        )

    def staff(agents: int, *queues: str) -> Staff:
        return Staff(agents=agents, queues=queues, answer_seconds=4, misses=0.01)

    return LoadFile(
        queues=(
            queue("web", "chat", 480, 240),
            queue("shop", "chat", 360, 240),
            queue("mail", "email", 300, None),
            queue("voice", "voicemail", 240, None),
        ),
        staff=(staff(60, "web", "shop"), staff(25, "mail"), staff(15, "voice")),
        hours=len(SHAPE),
        seed=seed,
    )


def main() -> None:
    """Play the days and print one table; a median above the limit fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one day instead of three")
    days = 1 if parser.parse_args().quick else 3
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    used: list[float] = []
    table = Table("day", "interactions", "inputs", "CPU s", "times real time", "occupancy")
    for day in track(range(days), "Playing", transient=True):
        started = time.process_time()
        outcome: Outcome = Simulator(describe_day(seed=day + 1)).run()
        used.append(time.process_time() - started)
        came = sum(row.accepted + row.abandoned for row in outcome.queues.values())
        table.add_row(
            str(day + 1),
            f"{came + outcome.waiting_at_end:,}",
            f"{outcome.inputs:,}",
            f"{used[-1]:.2f}",
            f"{outcome.simulated / 1e6 / used[-1]:,.0f}",
            f"{outcome.occupancy or 0:.0%}",
        )
    Console().print(table)
    median = statistics.median(used)
    Console().print(f"median {median:.2f} s, limit {LIMIT_SECONDS:.0f} s")
    if median > LIMIT_SECONDS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
