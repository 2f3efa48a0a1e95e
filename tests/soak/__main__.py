"""The long counts, with a progress bar and a report.

    .venv/bin/python -m tests.soak --report docs/reference/soak
    .venv/bin/python -m tests.soak --scale 0.02            # a quick look

Everything is drawn from one seed, which is printed and stands in the report. A history that was
written once is kept under `var/soak` and used again.
"""

import argparse
import asyncio
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.hostile.payloads import every, payloads
from tests.kit import postgres
from tests.kit.dovecot import DovecotServer
from tests.kit.postgres import PostgresServer
from tests.soak import (
    full_disk,
    full_mailbox,
    hostile_markup,
    kill_points,
    mail_storm,
    power_cuts,
    recording_fuzz,
    recording_storm,
    restarts,
)
from tests.soak.machine import describe
from tests.soak.mortal_gateway import POINTS
from tests.soak.report import Soak, write_report
from tests.soak.suites import CRASHES, REFUSALS, run_suite

PARTS: Final = (
    *("power cuts", "restarts", "kill points", "mail", "full mailbox", "recordings", "full disk"),
    *("hostile markup", "tables"),
)


class Run:
    """One soak, part after part."""

    def __init__(self, soak: Soak, scale: float, folder: Path, shown: Progress) -> None:
        """Work in ``folder``, which is removed afterwards, at ``scale`` of the full counts."""
        self._soak = soak
        self._scale = scale
        self._folder = folder
        self._shown = shown

    def part(self, name: str) -> None:
        """Run one part and note what it found."""
        begun = time.monotonic()
        {
            "power cuts": self._cut_the_power,
            "restarts": self._restart,
            "kill points": self._die,
            "mail": self._hand_letters_in,
            "full mailbox": self._empty_a_mailbox,
            "recordings": self._leave_recordings,
            "full disk": self._fill_a_disk,
            "hostile markup": self._rehearse_attacks,
            "tables": self._run_tables,
        }[name]()
        self._soak.seconds[name] = time.monotonic() - begun

    def _scaled(self, count: int, least: int = 1) -> int:
        return max(least, round(count * self._scale))

    @contextmanager
    def _bar(self, purpose: str, total: int) -> Iterator[Callable[[int], None]]:
        task = self._shown.add_task(purpose, total=total)
        yield lambda done: self._shown.update(task, completed=done)

    def _cut_the_power(self) -> None:
        disconnects = self._scaled(power_cuts.DISCONNECTS)
        kills = self._soak.kills = self._scaled(power_cuts.KILLS)
        with self._bar("Disconnects and kills", disconnects + kills) as progress:
            self._soak.power_cuts = asyncio.run(
                power_cuts.cut_the_power(
                    power_cuts.gateway_in(self._folder / "cuts"),
                    disconnects=disconnects,
                    kills=kills,
                    seed=self._soak.seed,
                    progress=progress,
                )
            )

    def _restart(self) -> None:
        entries = self._scaled(restarts.ENTRIES, 100_000)
        with self._bar("Writing a long history", entries) as progress:
            history = restarts.cached_history(
                entries,
                self._scaled(restarts.WAITING, 100),
                self._scaled(restarts.AGENTS, 10),
                progress,
            )
        with self._bar("Restarts", restarts.RESTARTS) as progress:
            self._soak.restarts = restarts.measure_restarts(
                self._folder / "restarts", history, restarts=restarts.RESTARTS, progress=progress
            )

    def _die(self) -> None:
        deaths = self._scaled(kill_points.DEATHS)
        kinds: dict[str, PostgresServer | None] = {"SQLite": None}
        if postgres._programs() is None:
            self._soak.left_out.append("PostgreSQL, of which there is no server here")
        else:
            kinds["PostgreSQL"] = PostgresServer.start()
        try:
            for kind, server in kinds.items():
                with self._bar(f"Deaths on {kind}", deaths * len(POINTS)) as progress:
                    self._soak.deaths.append(
                        asyncio.run(
                            kill_points.die_everywhere(
                                self._folder / kind,
                                kind=kind,
                                postgres=server,
                                deaths=deaths,
                                seed=self._soak.seed,
                                progress=progress,
                            )
                        )
                    )
        finally:
            for server in kinds.values():
                if server is not None:
                    server.stop()

    def _hand_letters_in(self) -> None:
        letters = self._scaled(mail_storm.LETTERS, 50)
        with self._bar("Letters through deaths", letters) as progress:
            self._soak.storm = asyncio.run(
                mail_storm.storm(
                    self._folder / "mail",
                    letters=letters,
                    deaths=self._scaled(mail_storm.DEATHS, len(POINTS)),
                    seed=self._soak.seed,
                    progress=progress,
                )
            )

    def _empty_a_mailbox(self) -> None:
        letters = self._scaled(full_mailbox.LETTERS, 200)
        if not DovecotServer.is_installed():
            self._soak.left_out.append("a full mailbox, of which there is no server here")
            return
        with self._bar("A full mailbox", letters) as progress:
            self._soak.full_mailbox = full_mailbox.sync(
                self._folder / "mailbox", letters=letters, progress=progress
            )

    def _leave_recordings(self) -> None:
        recordings = self._scaled(recording_storm.RECORDINGS, 20)
        with self._bar("Recordings through deaths", recordings) as progress:
            self._soak.recordings = asyncio.run(
                recording_storm.storm(
                    self._folder / "recordings",
                    recordings=recordings,
                    deaths=self._scaled(recording_storm.DEATHS),
                    seed=self._soak.seed,
                    progress=progress,
                )
            )
        seconds = max(5.0, recording_fuzz.SECONDS * self._scale)
        with self._bar("Damaged recordings", round(seconds)) as progress:
            self._soak.fuzz = asyncio.run(
                recording_fuzz.listen_to_anything(
                    seconds=seconds, seed=self._soak.seed, progress=progress
                )
            )

    def _fill_a_disk(self) -> None:
        if not full_disk.SmallDisk.is_possible():
            self._soak.left_out.append("a full disk, which only Linux lets anybody make")
            return
        with self._bar("A full disk", full_disk.RECORDINGS) as progress:
            self._soak.full_disk = full_disk.fill_the_disk(
                self._folder / "full", recordings=full_disk.RECORDINGS, progress=progress
            )

    def _rehearse_attacks(self) -> None:
        attacks = every(max(1, round(1 / self._scale)), payloads())
        folder = self._folder / "hostile"
        folder.mkdir()
        with self._bar("Hostile markup", len(attacks)) as progress:
            self._soak.hostile_markup = asyncio.run(
                hostile_markup.rehearse(folder, attacks, progress=progress)
            )

    def _run_tables(self) -> None:
        with self._bar("Tables of the tests", 2) as progress:
            for done, files in enumerate((REFUSALS, CRASHES), 1):
                self._soak.suites.append(run_suite(files))
                progress(done)


def main() -> int:
    """Run, print, write the report; gives 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--report", type=Path, help="the folder for the report")
    parser.add_argument("--scale", type=float, default=1.0, help="of the full counts")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", action="append", choices=PARTS, help="run this part alone")
    options = parser.parse_args()
    console = Console()
    folder = Path(tempfile.mkdtemp(prefix="parley-soak-"))
    chosen = options.only or list(PARTS)
    soak = Soak(
        command=shlex.join(["python", "-m", "tests.soak", *sys.argv[1:]]),
        seed=options.seed,
        machine=describe(folder),
        left_out=[part for part in PARTS if part not in chosen],
    )
    console.print(f"Seed {options.seed}, scale {options.scale}: {', '.join(chosen)}.")
    try:
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        ) as shown:
            run = Run(soak, options.scale, folder, shown)
            for part in chosen:
                run.part(part)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = write_report(soak)
    console.print(text, markup=False, soft_wrap=True)
    if options.report is not None:
        options.report.mkdir(parents=True, exist_ok=True)
        (options.report / "README.md").write_text(text)
    return 1 if soak.faults else 0


if __name__ == "__main__":
    sys.exit(main())
