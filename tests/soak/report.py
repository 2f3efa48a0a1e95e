"""The report of a soak: what was run, what was found, on which machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.soak.full_disk import DISK_MEGABYTES, FullDisk
from tests.soak.full_mailbox import LARGE_BYTES, FullMailbox
from tests.soak.hostile_markup import HostileMarkup
from tests.soak.kill_points import Deaths
from tests.soak.mail_storm import Storm
from tests.soak.mortal_gateway import POINTS
from tests.soak.reckoning import Reckoning
from tests.soak.recording_fuzz import Fuzz
from tests.soak.recording_storm import STEPS, RecordingStorm
from tests.soak.restarts import GOAL_SECONDS, Restarts
from tests.soak.suites import Suite

MOST_FAULTS = 20


@dataclass(slots=True)
class Soak:
    """Everything that one run has found; what was left out is None or empty."""

    command: str
    seed: str
    machine: list[str]
    power_cuts: Reckoning | None = None
    kills: int = 0
    restarts: Restarts | None = None
    storm: Storm | None = None
    full_mailbox: FullMailbox | None = None
    recordings: RecordingStorm | None = None
    fuzz: Fuzz | None = None
    full_disk: FullDisk | None = None
    hostile_markup: HostileMarkup | None = None
    deaths: list[Deaths] = field(default_factory=list)
    suites: list[Suite] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that should not be."""
        reckonings = [each.reckoning for each in self.deaths]
        if self.power_cuts is not None:
            reckonings.append(self.power_cuts)
        found = [fault for each in reckonings for fault in each.faults]
        if self.restarts is not None and self.restarts.worst > GOAL_SECONDS:
            found.append(
                f"the longest restart took {self.restarts.worst:.2f} s, more than {GOAL_SECONDS} s"
            )
        if self.storm is not None:
            found += self.storm.faults
        for each_part in (
            *(self.full_mailbox, self.recordings, self.fuzz, self.full_disk),
            self.hostile_markup,
        ):
            found += [] if each_part is None else each_part.faults
        found += [f"{each.failed} of {each.files} failed" for each in self.suites if each.failed]
        return found


def write_report(soak: Soak) -> str:
    """Give the report as Markdown."""
    parts = [
        "# Soak",
        "",
        (
            "What the long counts found: the chat path under disconnects and `kill -9`, restarts with "  # noqa: E501
            "a long history, death at every named point, histories that cannot be trusted. "
            "Written by the run itself."
        ),
        "",
        f"- Run as `{soak.command}`, seed `{soak.seed}`",
        *(f"- {line[0].upper()}{line[1:]}" for line in soak.machine),
        f"- Faults: **{len(soak.faults)}**",
        *(f"  - {fault[:500]}" for fault in soak.faults[:MOST_FAULTS]),
        *(f"- Left out of this run: {part}" for part in soak.left_out),
    ]
    if soak.power_cuts is not None:
        parts += ["", *_power_cuts(soak.power_cuts, soak.kills, soak.seconds["power cuts"])]
    if soak.restarts is not None:
        parts += ["", *_restarts(soak.restarts)]
    if soak.deaths:
        parts += ["", *_deaths(soak.deaths, soak.seconds["kill points"])]
    if soak.storm is not None:
        parts += ["", *_storm(soak.storm, soak.seconds["mail"])]
    if soak.full_mailbox is not None:
        parts += ["", *_full_mailbox(soak.full_mailbox)]
    if soak.recordings is not None and soak.fuzz is not None:
        parts += ["", *_recordings(soak.recordings, soak.fuzz, soak.seconds["recordings"])]
    if soak.full_disk is not None:
        parts += ["", *_full_disk(soak.full_disk, soak.seconds["full disk"])]
    if soak.hostile_markup is not None:
        parts += ["", *_hostile_markup(soak.hostile_markup, soak.seconds["hostile markup"])]
    if soak.suites:
        parts += ["", *_suites(soak.suites)]
    return "\n".join(parts) + "\n"


def _power_cuts(found: Reckoning, kills: int, seconds: float) -> Iterable[str]:
    cuts = ", ".join(f"{count} {how}" for how, count in sorted(found.cuts.items()))
    yield "## Disconnects and kills"
    yield ""
    yield (
        "Twelve customers write, end their chats and begin new ones; four agents accept, reject, "
        "answer, transfer, end and wrap up. Meanwhile links are cut in every way and the gateway "
        "is killed. Then everybody comes back, reads everything again, and what they were told is "
        "held against the store."
    )
    yield ""
    yield from _table(
        ("", "count"),
        [
            ("disconnects", f"{sum(found.cuts.values()):,} ({cuts})"),
            ("`kill -9` of the gateway", f"{kills:,}"),
            *_figures(found),
            ("duration", f"{seconds / 60:.0f} min"),
        ],
    )
    yield ""
    yield from _proven(found)


def _figures(found: Reckoning) -> list[tuple[str, str]]:
    outcomes = ", ".join(f"{count} {state}" for state, count in sorted(found.outcomes.items()))
    return [
        ("chats", f"{found.chats:,} ({outcomes})"),
        ("messages stored", f"{found.messages:,}"),
        ("messages acknowledged", f"{found.acknowledged:,}"),
        ("messages refused (the chat had ended or moved on)", f"{found.refused:,}"),
        ("commands asked again, since the link had gone", f"{found.repeated:,}"),
        ("journal entries", f"{found.entries:,}"),
    ]


def _proven(found: Reckoning) -> Iterable[str]:
    if found.faults:
        yield f"**{len(found.faults)} faults were found**; they stand at the top."
        return
    yield (
        "Every acknowledged message is stored once, in the order of sending; numbers have no gap; "
        "nothing refused is stored; what people were shown live and what they read again is what "
        "is stored; every chat is in exactly one state, the same for router, rows and both sides; "
        "`parley audit --replay` proves the record."
    )


def _restarts(found: Restarts) -> Iterable[str]:
    yield "## Restarts with a long history"
    yield ""
    yield (
        "From `kill -9` to the first good answer of `/readyz`, while customers write. The last "
        "snapshot is as old as it can get; what the helper takes between two kills is removed, so "
        "that each start replays as much."
    )
    yield ""
    every = ", ".join(f"{each:.2f}" for each in found.seconds)
    yield from _table(
        ("", ""),
        [
            ("journal entries", f"{found.entries:,}"),
            ("waiting interactions", f"{found.waiting:,}"),
            ("agents", f"{found.agents:,}"),
            ("database", f"{found.file_bytes / 2**20:,.0f} MiB"),
            ("entries replayed after the snapshot", f"{found.replayed:,}"),
            ("restarts", f"{len(found.seconds)}"),
            ("worst", f"**{found.worst:.2f} s** (goal: at most {GOAL_SECONDS:.0f} s)"),
            ("median", f"{found.median:.2f} s"),
            ("each", f"{every} s"),
            (
                "processor time until ready",
                f"{min(found.cpu_seconds):.2f} to {max(found.cpu_seconds):.2f} s",
            ),
            (
                "the same machine with an empty history",
                f"{min(found.empty_seconds):.2f} to {max(found.empty_seconds):.2f} s",
            ),
            (
                "memory when ready",
                (
                    f"{found.resident_bytes / 2**20:.0f} MiB "
                    f"(empty: {found.empty_resident_bytes / 2**20:.0f} MiB)"
                ),
            ),
            ("messages acknowledged between the kills", f"{found.said:,}"),
        ],
    )


def _deaths(deaths: Sequence[Deaths], seconds: float) -> Iterable[str]:
    yield "## Death at every named point"
    yield ""
    yield (
        "The gateway kills itself when it passes a point for the n-th time, n by chance, while the "
        "same crowd is at work; then it is started again. The points, in the order of an entry's "
        f"way: {', '.join(POINTS)}."
    )
    yield ""
    yield from _table(
        ("database", "points", "deaths", "chats", "acknowledged", "entries", "faults"),
        [
            (
                each.database,
                f"{each.points}",
                f"{each.deaths}",
                f"{each.reckoning.chats:,}",
                f"{each.reckoning.acknowledged:,}",
                f"{each.reckoning.entries:,}",
                f"{len(each.reckoning.faults)}",
            )
            for each in deaths
        ],
    )
    yield ""
    yield f"Checked as above, in {seconds / 60:.0f} min."


def _storm(found: Storm, seconds: float) -> Iterable[str]:
    yield "## Letters through deaths"
    yield ""
    yield (
        f"{found.letters:,} letters are handed in by SMTP, one after the other, each until it is "
        f"acknowledged, while the gateway dies {found.deaths} times, at each of the points above "
        f"in turn. In the end {len(found.subjects):,} mails wait, each letter once and in its "
        f"order{'' if not found.faults else ': NOT SO, see above'}. In {seconds / 60:.0f} min."
    )


def _full_mailbox(found: FullMailbox) -> Iterable[str]:
    yield "## A full mailbox"
    yield ""
    yield (
        "A mailbox with years of mail, ten KB a letter, is fetched by IMAP for the first time: "
        "each letter is on the disk before it is marked, and becomes a case. Then one letter of "
        f"{LARGE_BYTES / 1e6:.1f} MB arrives."
    )
    yield ""
    yield from _table(
        ("", ""),
        [
            ("letters", f"{found.letters:,}"),
            ("taken over", f"{found.taken:,} in {found.taking_seconds / 60:.1f} min"),
            ("with their case", f"{found.filed:,} in {found.filing_seconds / 60:.1f} min"),
            ("most memory, with the process that reads", f"{found.most_memory / 1e6:.0f} MB"),
            ("the large letter, from its arrival to its case", f"{found.large_seconds:.1f} s"),
        ],
    )


def _recordings(storm: RecordingStorm, fuzz: Fuzz, seconds: float) -> Iterable[str]:
    yield "## Recordings"
    yield ""
    yield (
        "A telephone system has left messages in a folder, each in two formats with a text. The "
        f"gateway takes them and is killed at every named point in turn: {', '.join(STEPS)}. Then "
        "the process that listens to recordings is given damaged ones."
    )
    yield ""
    flags = ", ".join(f"{count:,} {flag}" for flag, count in fuzz.flags.items())
    yield from _table(
        ("", "count"),
        [
            ("messages", f"{storm.recordings:,}"),
            ("deaths on their way in", f"{storm.deaths:,}"),
            ("voicemails", f"{storm.kept:,}"),
            ("damaged recordings listened to", f"{fuzz.recordings:,} ({flags})"),
            ("of which ended the process", f"{len(fuzz.deaths):,}"),
            ("the slowest", f"{fuzz.slowest_seconds:.2f} s"),
            ("most memory of that process", f"{fuzz.most_bytes / 2**20:,.0f} MiB"),
            ("duration", f"{seconds / 60:.0f} min"),
        ],
    )


def _full_disk(found: FullDisk, seconds: float) -> Iterable[str]:
    yield "## A full disk"
    yield ""
    yield (
        f"Database and recordings lie on a disk of {DISK_MEGABYTES} MB that is full but for a few, "
        f"while {found.recordings} messages lie in a folder. Of these {found.before} had their "
        f"place in the queue when the disk was full, {found.left} had not been taken; the log and "
        f"the figures {'said so' if found.said else 'DID NOT SAY SO'}, and the gateway ended "
        f"{found.ended} times by itself rather than remember what it could not write down. Once "
        f"there was room again {found.after} of {found.recordings} waited, each once. In "
        f"{seconds:.0f} s."
    )


def _hostile_markup(found: HostileMarkup, seconds: float) -> Iterable[str]:
    yield "## Hostile markup"
    yield ""
    yield (
        "Generated attacks come in by every door and are looked at in Chromium wherever widget, "
        "desk and public pages show them. What is cleaned is cleaned once more, and both are read "
        "by the browser and compared as trees."
    )
    yield ""
    yield from _table(
        ("", "count"),
        [
            ("attacks", f"{found.attacks:,}"),
            *((door, f"{count:,}") for door, count in sorted(found.doors.items())),
            ("elements built of messages", f"{found.elements:,}"),
            ("letters looked at in frames", f"{found.frames:,}"),
            ("scripts that ran", f"{len(found.ran):,}"),
            ("strange elements, attributes, targets", f"{len(found.strange):,}"),
            ("requests to strangers, errors", f"{len(found.troubles):,}"),
            ("pictures, once they were wished for", f"{found.pictures:,}"),
            ("other trees after a second cleaning", f"{len(found.changed):,}"),
            ("duration", f"{seconds / 60:.0f} min"),
        ],
    )


def _suites(suites: Sequence[Suite]) -> Iterable[str]:
    yield "## Tables of the tests, run once more"
    yield ""
    yield (
        "A missing, altered or foreign entry, a segment that names another predecessor, newer "
        "formats, a second gateway, the fence, a frozen process; a writer killed at each point, "
        "random histories of the engine with deaths."
    )
    yield ""
    yield from _table(
        ("files", "cases", "failed", "skipped"),
        [
            (
                ", ".join(f"`{file}`" for file in each.files),
                f"{each.cases}",
                f"{each.failed}",
                f"{each.skipped}",
            )
            for each in suites
        ],
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "|".join("---" for _ in head) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
