"""`parley audit` and `parley explain`: proving and telling from the journal as it lies on disk."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from gateway.cli import main
from router.decisions import Offered
from router.history import Record
from router.inputs import InteractionEntered
from router.lifecycle import Medium
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal
from storage.transaction import Transaction
from tests.kit.voicemail_rows import add_voicemail
from tests.router.desk import Desk, agent, queue

Parley = Callable[..., tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give the place of the database that the commands will find."""
    return tmp_path / "parley.db"


@pytest.fixture
def parley(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Parley:
    """Run the command line as a user would; gives the exit code and everything printed."""
    monkeypatch.chdir(database.parent)
    monkeypatch.setenv("COLUMNS", "200")
    (database.parent / "config.toml").write_text(f'[storage]\nurl = "sqlite:///{database}"\n')

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return code, printed.out + printed.err

    return run


def _write(database: Path, records: Sequence[Record]) -> None:
    async def fill() -> None:
        opened = await Database.open(f"sqlite:///{database}")
        journal = Journal(await opened.write(lambda tx: take_epoch(tx, "0.1")))
        await opened.write(lambda tx: journal.append(tx, records))
        await opened.write(lambda tx: _add_voicemails(tx, records))
        await opened.close()

    asyncio.run(fill())


def _add_voicemails(tx: Transaction, records: Sequence[Record]) -> None:
    """Write down the recordings that the record speaks of, as their channel does."""
    for each in records:
        if isinstance(each.input, InteractionEntered) and each.input.medium is Medium.VOICEMAIL:
            add_voicemail(tx, each.input.interaction, each.at)


def _story(medium: Medium = Medium.VOICEMAIL) -> Desk:
    desk = Desk(
        queue("web", media=(Medium.CHAT, Medium.VOICEMAIL)),
        agent("alice"),
        agent("bob"),
        agent("[carol]"),
    )
    desk.readies("alice", "bob")
    desk.enters("v1", by=medium)
    desk.passes(30)
    desk.enters("v2", by=medium)
    desk.accepts("bob")
    return desk


def test_a_sound_record_is_proven(database: Path, parley: Parley) -> None:
    """ARCHITECTURE: `parley audit` proves the record, and `--replay` that the router agrees."""
    desk = _story()
    _write(database, desk.records)
    code, printed = parley("audit", "--replay")
    assert code == 0, printed
    assert f"hold in all {len(desk.records)} entries, and today's router decides" in printed
    assert "voicemail" in printed


def test_an_unfair_record_is_found_with_its_place(database: Path, parley: Parley) -> None:
    """Exit code 1, and the entry, the rule and its requirements are named."""
    records = _story().records
    place = next(r for r in records if any(isinstance(d, Offered) for d in r.decisions))
    (first, *rest) = (
        replace(made, agent="bob") if isinstance(made, Offered) else made
        for made in place.decisions
    )
    records[place.n - 1] = replace(place, decisions=(first, *rest))
    _write(database, records)
    code, printed = parley("audit")
    assert code == 1
    assert f"entry {place.n} at " in printed
    assert "agent-order" in printed
    assert "RTE-001" in printed
    assert "violations in" in printed


def test_another_decision_than_todays_is_found_by_replay(database: Path, parley: Parley) -> None:
    """`--replay` names the first entry that would now be decided otherwise."""
    records = _story().records
    last = records[-1]
    records[-1] = replace(last, decisions=last.decisions[:1])
    _write(database, records)
    code, printed = parley("audit", "--replay")
    assert code == 1
    assert f"entry {last.n}" in printed
    assert "nothing more and would now be StatusChanged" in printed


def test_a_contact_that_never_got_a_place_is_found(database: Path, parley: Parley) -> None:
    """QUE-030: the channels' own count must be the record's."""
    _write(database, _story(Medium.CHAT).records)
    code, printed = parley("audit")
    assert code == 1
    assert "0 chats were taken in, the record has 2" in printed


def test_an_altered_entry_is_named(database: Path, parley: Parley) -> None:
    """A journal that was tampered with is no proof: the entry where the chain breaks is named."""
    _write(database, _story().records)
    with sqlite3.connect(database) as opened:
        opened.execute("UPDATE journal SET decisions = '[]' WHERE n = 3")
    opened.close()
    code, printed = parley("audit")
    assert code == 1
    assert "entry 3: altered" in printed


def test_without_a_database_the_command_says_so(database: Path, parley: Parley) -> None:
    """Errors are one line, and looking for a record makes no new database."""
    code, printed = parley("audit")
    assert code == 1
    assert len(printed.splitlines()) == 1
    assert str(database) in printed
    assert not database.exists()


def test_the_story_of_an_interaction_is_told(database: Path, parley: Parley) -> None:
    """ARCHITECTURE: the candidates and the first condition each one failed."""
    _write(database, _story().records)
    code, printed = parley("explain", "v1")
    assert code == 0
    lines = printed.splitlines()
    first = next(k for k, line in enumerate(lines) if "offered to alice" in line)
    assert [line.split()[0:2] for line in lines[first + 2 : first + 5]] == [
        ["→", "alice"],
        ["bob", "0"],
        ["[carol]", "0"],
    ]
    assert "somebody else came first" in lines[first + 3]
    assert "logged out" in lines[first + 4]
    assert "offer to alice ends: timed out" in printed
    assert "accepted by bob" in printed


def test_nothing_is_told_of_what_never_was(database: Path, parley: Parley) -> None:
    """An unknown id is said to be unknown, with exit code 1."""
    _write(database, _story().records)
    code, printed = parley("explain", "v9")
    assert (code, printed.strip()) == (1, "The record knows no interaction v9.")
