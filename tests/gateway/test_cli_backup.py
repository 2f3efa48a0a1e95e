"""`parley backup` and `parley restore`, as they are typed."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.cli import main
from gateway.clock import SystemClock
from storage.database import Database
from storage.erasures import Erasures
from storage.schema import customers
from storage.sql import Statement
from tests.kit.mail_rows import ZOE, MailRows

CONFIG = '[storage]\nurl = "sqlite:///{0}/parley.db"\nblobs = "{0}/blobs"\n'


class Shell:
    """A folder with an old and a new installation, and the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.file = folder / "copy.tar"
        self._capsys = capsys
        for name in ("old", "new"):
            (folder / f"{name}.toml").write_text(CONFIG.format(folder / name))
        asyncio.run(self._fill())

    async def _fill(self) -> None:
        database = await Database.open(self.old)
        rows = MailRows(database, self.folder / "old" / "blobs")
        await rows.fill()
        await rows.post()
        await database.close()

    @property
    def old(self) -> str:
        return f"sqlite:///{self.folder}/old/parley.db"

    def run(self, command: str, config: str, *options: str) -> tuple[int, str]:
        chosen = str(self.folder / f"{config}.toml")
        with pytest.raises(SystemExit) as ended:
            main((command, str(self.file), "--config", chosen, *options))
        printed = self._capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return code, printed.out + printed.err


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "200")
    return Shell(tmp_path, capsys)


def test_a_copy_is_made_and_brought_back(shell: Shell):
    """Nobody else may read it; what was restored is proven; nothing is overwritten."""
    code, said = shell.run("backup", "old")
    assert (code, "1 bodies" in said) == (0, True)
    assert shell.file.stat().st_mode & 0o777 == 0o600
    code, said = shell.run("restore", "new")
    assert code == 0
    assert "1 mails were on their way" in said
    assert "Proven" in said

    assert shell.run("backup", "old")[0] == 1
    code, said = shell.run("restore", "new")
    assert (code, "not empty" in said) == (1, True)
    assert len(said.splitlines()) == 1


def test_who_was_erased_since_does_not_come_back(shell: Shell):
    """The database whose place is taken still knows."""
    shell.run("backup", "old")

    async def erase() -> None:
        database = await Database.open(shell.old)
        await Erasures(database).erase(ZOE.id, "alice", SystemClock().now())
        await database.close()

    asyncio.run(erase())
    code, said = shell.run("restore", "new", "--replaces", shell.old)
    assert (code, "1 erasures and deletions since then are done here as well" in said) == (0, True)

    async def names() -> list[str]:
        database = await Database.open(f"sqlite:///{shell.folder}/new/parley.db")
        rows = await database.read(lambda tx: tx.all(Statement(select(customers.c.name))))
        await database.close()
        return [name for (name,) in rows]

    assert asyncio.run(names()) == [""]


def test_what_it_replaces_is_looked_at_first(shell: Shell):
    """A slip in its address must not leave those who were erased behind, with no second try."""
    shell.run("backup", "old")
    code, said = shell.run("restore", "new", "--replaces", f"{shell.old}.bak")
    assert (code, len(said.splitlines())) == (1, 1)
    assert not (shell.folder / "new" / "parley.db").exists()
    assert shell.run("restore", "new", "--replaces", shell.old)[0] == 0


def test_a_database_of_an_older_release_is_left_as_it_is(shell: Shell):
    """It is not upgraded first, and then found not to be empty: the old release could not go on."""
    shell.run("backup", "old")
    file = shell.folder / "old" / "parley.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0016'")
        database.commit()
    code, said = shell.run("restore", "old")
    assert (code, "not empty (it has the older revision 0016)" in said) == (1, True)
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0016",)


def test_a_missing_body_is_told_and_the_rest_is_kept(shell: Shell):
    for path in (shell.folder / "old" / "blobs").glob("??/*"):
        path.unlink()
    code, said = shell.run("backup", "old")
    assert (code, "1 bodies are missing or damaged" in said) == (1, True)
    assert shell.run("restore", "new")[0] == 0


def test_what_could_not_be_finished_leaves_no_file(shell: Shell):
    """No database, no copy."""
    code, said = shell.run("backup", "new")
    assert (code, len(said.splitlines())) == (1, 1)
    assert [each.name for each in shell.folder.glob("copy*")] == []
