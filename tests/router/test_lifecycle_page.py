"""The page of life cycles is as the tables are."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_generated_from_the_tables() -> None:
    """STA-002: the set of statuses stands in one table, and so does every move."""
    script = ROOT / "scripts" / "lifecycle_diagram.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
