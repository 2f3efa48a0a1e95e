"""`parley simulate`: what would happen under a load, played by the very same router."""

from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

from gateway.cli_audit import read_record
from gateway.config import Config
from gateway.failure import CommandFailed
from reports.erlang import UnstableError, erlang_a, erlang_c
from reports.figures import QueueFigures
from reports.learning import Learner
from reports.load import LoadError, LoadFile, QueueLoad, read_load
from reports.quarters import QUARTER
from reports.simulator import Outcome, Simulator
from router.ids import Duration
from storage.directory import load_directory

_BARS: Final = "▁▂▃▄▅▆▇█"
_CHART_WIDTH: Final = 72
_HEADINGS: Final = (
    *("queue", "arrived", "accepted", "abandoned", "in time"),
    *("mean wait", "p50", "p90", "longest"),
)


def simulate(
    config: Config,
    file: Path | None,
    *,
    agents: int | None,
    max_chats: int | None,
    scale: float,
    seed: int,
) -> None:
    """Play a described load, or the recorded one; print what came of it.

    Raises:
        CommandFailed: there is nothing to simulate, or the description is none.

    """
    console = Console()
    try:
        load = _described(file) if file is not None else _recorded(config)
        load = _changed(load, agents=agents, max_chats=max_chats, scale=scale, seed=seed)
    except LoadError as error:
        raise CommandFailed(f"{file or 'the record'}: {error}") from error
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=console,
        transient=True,
    ) as shown:
        task = shown.add_task(f"Simulating {load.hours:g} hours", total=1.0)
        outcome = Simulator(load).run(lambda share: shown.update(task, completed=share))
    show(console, load, outcome)


def _described(file: Path) -> LoadFile:
    try:
        return read_load(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise LoadError("is not UTF-8 text") from error


def _recorded(config: Config) -> LoadFile:
    learner = Learner()
    directory = read_record(config, "Learning from the record", learner.follow, load_directory)
    return learner.describe({queue.id: queue.name for queue in directory.queues.values()})


def _changed(
    load: LoadFile, *, agents: int | None, max_chats: int | None, scale: float, seed: int
) -> LoadFile:
    """Change what the command line asks for."""
    staff = load.staff
    if agents is not None:
        staff = (msgspec.structs.replace(staff[0], agents=agents), *staff[1:])
    if max_chats is not None:
        staff = tuple(msgspec.structs.replace(each, max_chats=max_chats) for each in staff)
    queues = tuple(
        msgspec.structs.replace(
            queue,
            arrivals_per_hour=tuple(scale * rate for rate in queue.arrivals_per_hour)
            if isinstance(queue.arrivals_per_hour, tuple)
            else scale * queue.arrivals_per_hour,
        )
        for queue in load.queues
    )
    return msgspec.structs.replace(load, staff=staff, queues=queues, seed=seed)


def show(console: Console, load: LoadFile, outcome: Outcome) -> None:
    """Print the figures of every queue, and how they went over the day."""
    table = Table(box=None, header_style="bold")
    for heading in _HEADINGS:
        table.add_column(heading, no_wrap=True, justify="left" if heading == "queue" else "right")
    for queue in load.queues:
        row = outcome.queues.get(queue.name, QueueFigures())
        entered = max(row.entered, 1)
        table.add_row(
            queue.name,
            f"{row.entered:,}",
            f"{row.accepted:,}",
            f"{row.abandoned / entered:.1%}",
            "-" if row.service_level is None else f"{row.service_level:.1%}",
            *(
                _span(wait)
                for wait in (
                    row.waits.mean,
                    row.waits.percentile(0.5),
                    row.waits.percentile(0.9),
                    row.waits.longest if row.waits.count else None,
                )
            ),
        )
    console.print(table)
    for queue in load.queues:
        console.print(_chart(queue.name, outcome), soft_wrap=True)
    occupancy = outcome.occupancy
    console.print(
        f"{sum(staff.agents for staff in load.staff)} agents, "
        f"occupancy {'-' if occupancy is None else f'{occupancy:.1%}'}, "
        f"{outcome.waiting_at_end} waiting at the end; "
        f"{load.hours:g} hours, {outcome.inputs:,} router inputs, seed {load.seed}."
    )
    theory = _theory(load)
    if theory:
        console.print(f"[dim]{theory}[/]")


def _chart(queue: str, outcome: Outcome) -> Text:
    """Draw the 90th percentile of the wait over the simulated time, one bar a slice."""
    quarters = sorted(at for at, name in outcome.figures.queues if name == queue)
    if not quarters:
        return Text(f"{queue}: nobody came")
    slots = (quarters[-1] - quarters[0]) // QUARTER + 1
    step = -(-slots // _CHART_WIDTH)
    sums = [QueueFigures() for _ in range(-(-slots // step))]
    for at in quarters:
        sums[(at - quarters[0]) // QUARTER // step].merge(outcome.figures.queues[at, queue])
    waits = [each.waits.percentile(0.9) or 0 for each in sums]
    top = max(waits)
    bars = "".join(
        _BARS[round(wait / top * (len(_BARS) - 1))] if top else _BARS[0] for wait in waits
    )
    minutes = step * QUARTER // 60_000_000
    return Text.assemble(
        (f"{queue} ", "bold"), bars, f"  p90 wait each {minutes} min, highest {_span(top)}"
    )


def _theory(load: LoadFile) -> str:
    """Say what queueing theory expects, where its assumptions hold."""
    if len(load.queues) != 1 or len(load.staff) != 1 or load.queues[0].wrap_up_seconds:
        return ""
    queue, staff = load.queues[0], load.staff[0]
    steady = _steady_rate(queue)
    exponential = queue.handling.kind == "exponential" and (
        queue.patience is None or queue.patience.kind == "exponential"
    )
    if steady is None or not exponential or staff.answer_seconds or staff.misses:
        return ""
    servers = staff.agents * (staff.max_chats if queue.medium == "chat" else 1)
    try:
        if queue.patience is None:
            name = "Erlang C"
            expected = erlang_c(
                arrivals=steady, handling=queue.handling.mean_seconds, servers=servers
            )
        else:
            name = "Erlang A"
            expected = erlang_a(
                arrivals=steady,
                handling=queue.handling.mean_seconds,
                patience=queue.patience.mean_seconds,
                servers=servers,
            )
    except UnstableError as error:
        return f"Erlang C has no answer: {error}"
    return (
        f"{name} with {servers} places expects a mean wait of "
        f"{expected.mean_wait_seconds:.1f} s over all arrivals, {expected.abandoned:.1%} abandoned."
    )


def _steady_rate(queue: QueueLoad) -> float | None:
    if not isinstance(queue.arrivals_per_hour, tuple):
        return queue.arrivals_per_hour / 3600 or None
    return None


def _span(duration: Duration | None) -> str:
    if duration is None:
        return "-"
    seconds = duration / 1_000_000
    if seconds < 60:
        return f"{seconds:.1f}s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m {rest:02}s"
