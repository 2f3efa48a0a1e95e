"""The layout of the tree: what ARCHITECTURE.md and CONTRIBUTING.md promise about files."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = tuple(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
PYTHON_ROOMS = (*PACKAGES, "scripts", "benches", "tests")
TYPESCRIPT_ROOMS = ("web_widget", "agent_workspace", "wire")
BUILT = {"__pycache__", "node_modules", "static"}
LOADED_BY_PATH = ROOT / "storage" / "migrations" / "versions"  # by Alembic, never imported
MOST_LINES = 500


def files(room: str, *suffixes: str) -> Iterator[Path]:
    """Every file of a room with one of the suffixes, what was built left out."""
    for path in sorted((ROOT / room).rglob("*")):
        if path.suffix in suffixes and not BUILT & set(path.relative_to(ROOT).parts):
            yield path


def modules(*rooms: str) -> list[Path]:
    """The Python modules of some rooms."""
    return [path for room in rooms for path in files(room, ".py")]


def summary(path: Path) -> str:
    """The first paragraph of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n\n")[0]


def name(path: Path) -> str:
    """How a file is shown."""
    return str(path.relative_to(ROOT))


def test_the_rooms_that_were_asked_for_are_there():
    """CARD-001: the named folders stand at the top; further rooms may stand beside them."""
    rooms = (
        *("gateway", "channels/chat", "channels/email", "channels/voicemail"),
        *("faq", "router", "web_widget", "tests"),
    )
    assert [room for room in rooms if not (ROOT / room).is_dir()] == []


def test_the_libraries_that_were_asked_for_are_used():
    """CARD-002: the seven named parts are dependencies, six to run and one to test."""
    needed = " ".join(PROJECT["project"]["dependencies"])
    for part in ("aiohttp", "aiosmtpd", "aioimaplib", "python-socketio", "bleach", "markdown"):
        assert part in needed
    assert any(each.startswith("pytest>") for each in PROJECT["dependency-groups"]["dev"])


def test_the_wheel_and_the_import_contracts_know_the_same_packages():
    assert tuple(PROJECT["tool"]["importlinter"]["root_packages"]) == PACKAGES


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_brings_a_package_of_our_name(package: str):
    """Two distributions that ship `channels` would merge without an error."""
    assert set(packages_distributions().get(package, [])) <= {"parley"}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_of_a_package_says_that_it_is_one(package: str):
    """Neither the type checker nor the linters miss an `__init__.py`; imports by others do."""
    folders = {path.parent for path in files(package, ".py")} - {LOADED_BY_PATH}
    assert sorted(name(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_tests_are_not_a_package():
    """A lone `tests/channels/email/__init__.py` would become a top-level `email`."""
    assert [name(path) for path in (ROOT / "tests").rglob("__init__.py")] == []


def test_a_module_is_short_enough_to_be_read_at_once():
    lengths = {name(path): len(path.read_text().splitlines()) for path in modules(*PYTHON_ROOMS)}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_a_module_says_in_one_sentence_what_it_holds():
    summaries = {name(path): summary(path) for path in modules(*PYTHON_ROOMS)}
    one_sentence = re.compile(r"(?s)(?!.*[.!?]\s+[A-Z]).+\.")
    assert {p: text for p, text in summaries.items() if not one_sentence.fullmatch(text)} == {}


def test_a_module_is_named_after_a_noun_of_the_trade():
    vague = {"utils", "util", "helpers", "common", "misc", "manager", "models"}
    assert [name(path) for path in modules(*PACKAGES) if path.stem in vague] == []


@pytest.mark.parametrize("room", PYTHON_ROOMS)
def test_a_python_room_holds_no_typescript(room: str):
    assert [name(path) for path in files(room, ".ts", ".tsx", ".mts")] == []


@pytest.mark.parametrize("room", TYPESCRIPT_ROOMS)
def test_a_typescript_room_holds_no_python(room: str):
    assert [name(path) for path in files(room, ".py")] == []


def test_the_python_lock_pins_by_hash_and_names_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    pins = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", lock, flags=re.MULTILINE | re.DOTALL)
    assert len(pins) > 50
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in lock
    assert not re.search(r"^-", lock, flags=re.MULTILINE), "an option such as an index"


def test_the_front_ends_lock_pins_by_hash_and_names_no_address():
    lock = (ROOT / "package-lock.json").read_text()
    assert lock.count('"integrity"') > 50
    assert not re.search(r'"resolved":\s*"[^"]*//', lock)
