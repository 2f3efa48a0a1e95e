"""The documentation: its links lead somewhere and its lists are complete."""

import re
from pathlib import Path

import pytest
import typer.main

from accounts.permissions import PERMISSIONS
from gateway.cli import app, main
from gateway.wire.errors import Code
from gateway.wire.events import AGENT_EVENTS, WIDGET_EVENTS, Event

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = ROOT / "docs" / "decisions"
PROTOCOL = ROOT / "docs" / "reference" / "protocol.md"
PROVISIONING = ROOT / "docs" / "how-to" / "provision.md"
REFERENCE = ROOT / "docs" / "reference" / "index.md"
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")]
)


def name(path: Path) -> str:
    """How a test's parameter is shown."""
    return path.relative_to(ROOT).as_posix()


def links(page: Path) -> list[str]:
    """The targets of a page's links and pictures that lie in the tree."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    return [target.partition("#")[0] for target in targets if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file(page: Path):
    assert [link for link in links(page) if link and not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_readme():
    seen: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen:
            continue
        seen.add(page)
        for link in links(page):
            target = (page.parent / link).resolve()
            if target.is_dir():
                target /= "README.md"
            if target.suffix == ".md" and target.exists():
                ahead.append(target)
    assert [name(page) for page in PAGES if page not in seen] == []


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(page.name[:4]) for page in sorted(DECISIONS.glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_decision_says_what_why_and_at_what_cost():
    for page in DECISIONS.glob("[0-9]*.md"):
        text = page.read_text()
        assert text.startswith(f"# {int(page.name[:4])}. "), name(page)
        for part in ("**Decided.**", "**Why", "**It costs**"):
            assert part in text, f"{name(page)} has no {part}"


def commands() -> dict[str, set[str]]:
    """Every command of the command line with its options, the common ones left out."""
    found: dict[str, set[str]] = {}
    ahead = [("parley", typer.main.get_command(app))]
    while ahead:
        called, command = ahead.pop()
        parts = getattr(command, "commands", None)
        if parts:
            ahead += [(f"{called} {part}", below) for part, below in parts.items()]
            continue
        options = {option for parameter in command.params for option in parameter.opts}
        found[called] = {each for each in options if each.startswith("--")} - {"--config", "--help"}
    return found


def test_the_reference_lists_every_command_with_its_options():
    rows = re.findall(r"^\| `(parley [^`]+)`", REFERENCE.read_text(), flags=re.MULTILINE)
    listed = {re.split(r" (?=\[|[A-Z])", row)[0]: set(re.findall(r"--[\w-]+", row)) for row in rows}
    assert listed == commands()


def test_the_company_file_of_the_guide_can_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    example = re.search(r"```toml\n(.*?)```", PROVISIONING.read_text(), flags=re.DOTALL)
    assert example
    company = tmp_path / "company.toml"
    company.write_text(example[1])
    monkeypatch.setenv("PARLEY_STORAGE__URL", f"sqlite:///{tmp_path / 'parley.db'}")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["load", str(company)])
    assert ended.value.code == 0, capsys.readouterr().err


def test_the_guide_names_every_permission():
    said = re.search(
        r"^Permissions are granted.*?\n\n", PROVISIONING.read_text(), re.MULTILINE | re.DOTALL
    )
    assert said
    assert set(re.findall(r"`([a-z_.]+)`", said[0])) == PERMISSIONS


def section(page: Path, title: str) -> str:
    """The text below a heading of the second rank."""
    found = re.search(
        rf"^## {re.escape(title)}.*?\n(.*?)(?=^## |\Z)",
        page.read_text(),
        flags=re.MULTILINE | re.DOTALL,
    )
    assert found, f"{name(page)} has no section {title}"
    return found[1]


def test_the_protocol_page_explains_every_error():
    listed = re.findall(r"^\| `(\w+)` \|", section(PROTOCOL, "Errors"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(Code)


@pytest.mark.parametrize(
    ("title", "events"), [("Customer", WIDGET_EVENTS), ("Agent", AGENT_EVENTS)]
)
def test_the_protocol_page_names_every_event_and_who_says_it(title: str, events: tuple[Event, ...]):
    rows = re.findall(
        r"^\| (client|gateway) \| (.*?) \|", section(PROTOCOL, title), flags=re.MULTILINE
    )
    listed = {(each, side) for side, cell in rows for each in re.findall(r"`([^`]+)`", cell)}
    sides = {"client": "client", "server": "gateway"}
    assert listed == {(event.name, sides[event.direction]) for event in events}
