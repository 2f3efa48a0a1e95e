"""Test files that are part of every run of the tests, counted once more for the report."""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]

REFUSALS: Final = (
    "tests/end_to_end/test_damaged_history.py",
    "tests/end_to_end/test_two_gateways.py",
    "tests/storage/test_journal.py",
)
CRASHES: Final = ("tests/storage/test_crashes.py", "tests/gateway/test_engine_properties.py")


@dataclass(frozen=True, slots=True)
class Suite:
    """How some test files ended."""

    files: tuple[str, ...]
    cases: int
    failed: int
    skipped: int


def run_suite(files: Sequence[str]) -> Suite:
    """Run test files and count."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}", *files],
            cwd=ROOT,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        (found,) = ET.parse(results).getroot()  # noqa: S314 - written a moment ago by us
    return Suite(
        files=tuple(files),
        cases=int(found.attrib["tests"]),
        failed=int(found.attrib["failures"]) + int(found.attrib["errors"]),
        skipped=int(found.attrib["skipped"]),
    )
