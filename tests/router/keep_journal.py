"""Writes a journal of today's language, to be kept and read for ever.

    .venv/bin/python -m tests.router.keep_journal NAME [SEED]

makes `tests/journals/NAME.jsonl` and, from halfway through it, `tests/journals/NAME.snapshot.json`.
"""

import random
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from router import decisions, inputs
from router.history import ROUTER_VERSION, VERSION, Record, encode_decisions, encode_input
from router.machine import Router
from tests.router.story import EVENTS, Story

JOURNALS = Path(__file__).resolve().parents[1] / "journals"
LENGTH = 700

INPUTS = {each.__name__ for each in inputs.Input.__args__}
DECISIONS = {each.__name__ for each in decisions.Decision.__args__}


def kinds(records: Iterable[Record]) -> set[str]:
    """Name every kind of input and decision in some records."""
    records = list(records)
    causes = {type(record.input).__name__ for record in records}
    return causes | {type(made).__name__ for record in records for made in record.decisions}


def tell(seed: int) -> list[Record]:
    """Let a long random story happen."""
    chance = random.Random(seed)
    story = Story(chance.choice)
    for _ in range(LENGTH):
        chance.choice(EVENTS)(story)
    story.ends_well()
    return story.records


def line(record: Record) -> bytes:
    """Write one entry with the versions a journal keeps beside it."""
    return msgspec.json.encode(
        {
            "v": VERSION,
            "router_version": ROUTER_VERSION,
            "n": record.n,
            "at": record.at,
            "input": msgspec.Raw(encode_input(record.input).encode()),
            "decisions": msgspec.Raw(encode_decisions(record.decisions).encode()),
        }
    )


def keep(name: str, seed: int) -> set[str]:
    """Write the journal and the snapshot; gives the kinds of the language that are missing."""
    records = tell(seed)
    router = Router()
    for record in records[: len(records) // 2]:
        router.apply(record)
    (JOURNALS / f"{name}.jsonl").write_bytes(b"".join(line(each) + b"\n" for each in records))
    (JOURNALS / f"{name}.snapshot.json").write_bytes(router.snapshot() + b"\n")
    return (INPUTS | DECISIONS) - kinds(records)


if __name__ == "__main__":
    missing = keep(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    if missing:
        sys.exit(f"not in this story, try another seed: {', '.join(sorted(missing))}")
