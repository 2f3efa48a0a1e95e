"""Killed at any named point under load, a writer leaves every acknowledged write whole."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.schema import meta
from storage.sql import Statement
from tests.storage.dying_writer import POINTS

CHILD = Path(__file__).with_name("dying_writer.py")
ROOT = CHILD.parents[2]
DEATHS = 2
NAMES = Statement(select(meta.c.name))


def run_until_death(url: str, round_: int, point: str, countdown: int) -> set[str]:
    """Let a child write until it dies, and give what it acknowledged."""
    child = subprocess.Popen(
        [sys.executable, CHILD, url, f"r{round_}", point, str(countdown)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    acknowledged = set()
    for line in child.stdout:
        # The last line may have been cut off by the death; then it was not acknowledged.
        if line.endswith(b"\n"):
            acknowledged.add(line.decode().strip())
        if point == "at any time" and len(acknowledged) >= countdown:
            child.kill()
    child.stdout.close()
    assert child.wait(30) == -9, f"the child ended by itself before it came to: {point}"
    return acknowledged


@pytest.mark.parametrize("point", POINTS)
async def test_an_acknowledged_write_survives_a_death(url: str, point: str) -> None:
    """Deaths one after the other, on the same database, each at another moment."""
    chance = random.Random(point)
    acknowledged: set[str] = set()
    for round_ in range(DEATHS):
        acknowledged |= run_until_death(url, round_, point, chance.randrange(1, 200))
    database = await Database.open(url)
    names = {name for (name,) in await database.read(lambda tx: tx.all(NAMES))}
    await database.close()
    firsts = {name.removesuffix(" first") for name in names if name.endswith(" first")}
    seconds = {name.removesuffix(" second") for name in names if name.endswith(" second")}
    assert firsts == seconds, "a work is stored whole or not at all"
    assert acknowledged <= firsts, "what was acknowledged is stored"
    assert acknowledged or point != "at any time"
