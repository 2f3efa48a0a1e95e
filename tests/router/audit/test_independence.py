"""The audit shares only values with the machine it judges."""

import ast
from pathlib import Path

import pytest

AUDIT = Path(__file__).resolve().parents[3] / "router" / "audit"
VALUES = {"decisions", "eligibility", "history", "ids", "inputs", "lifecycle", "policy"}
# Replaying is the one thing that needs the router; nothing of the audit needs replaying.
JUDGES = sorted(path for path in AUDIT.glob("*.py") if path.name != "replay.py")


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {
        n.name for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names
    }
    return {module for module in modules if module.split(".")[0] == "router"}


@pytest.mark.parametrize("path", JUDGES, ids=lambda path: path.name)
def test_a_judge_imports_values_alone(path: Path) -> None:
    """ARCHITECTURE: a second opinion that asked the first one would be none."""
    allowed = {f"router.{name}" for name in VALUES}
    foreign = {m for m in _imported(path) if not m.startswith("router.audit") and m not in allowed}
    assert foreign == set()
    assert "router.audit.replay" not in _imported(path)
