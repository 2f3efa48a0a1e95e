"""The `parley` command: what it does, what it prints, how it ends."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.cli import DONE, FAILED, WRONG_USE, app

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "correct horse battery"
WORLD = """
[[queues]]
name = "web"
medium = "chat"
[[agents]]
username = "alice"
email = "alice@example.org"
password = "x"
queues = ["web"]
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """An empty working directory, and no settings from the developer's own environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("PARLEY_CONFIG", raising=False)
    return tmp_path


def parley(*arguments, typed=None):
    """Run a command in this process; give its exit code and both outputs."""
    result = CliRunner().invoke(app, arguments, input=typed, prog_name="parley")
    return result.exit_code, result.stdout, result.stderr


def load(text=WORLD):
    Path("world.toml").write_text(text, encoding="utf-8")
    return parley("load", "world.toml")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "parley: Missing command; see parley --help"),
        (["nonsense"], "parley: No such command 'nonsense'; see parley --help"),
        (["serve", "--prot", "1"], "parley: No such option: --prot; see parley serve --help"),
        (["load"], "parley: Missing argument 'FILE'; see parley load --help"),
        (["agent"], "parley: Missing command; see parley agent --help"),
        (
            ["agent", "passwd"],
            "parley: Missing argument 'USERNAME'; see parley agent passwd --help",
        ),
    ],
)
def test_wrong_use_is_one_line_and_2(arguments, line):
    code, out, err = parley(*arguments)
    assert (code, out, err) == (WRONG_USE, "", f"{line}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve"],
        ["demo"],
        ["load", "world.toml"],
        ["check-config"],
        ["migrate"],
        ["audit"],
        ["explain", "1"],
        ["agent", "passwd", "alice"],
        ["agent", "disable", "alice"],
        ["agent", "sessions", "alice"],
    ],
)
def test_every_command_takes_a_configuration(arguments):
    code, _, err = parley(*arguments, "--config", "absent.toml")
    assert code == FAILED
    assert err == (
        "parley: absent.toml: No such file or directory; name a readable file with --config\n"
    )


def test_help_names_every_command():
    code, out, _ = parley("--help")
    assert code == DONE
    for command in (
        "serve",
        "demo",
        "load",
        "check-config",
        "migrate",
        "audit",
        "explain",
        "agent",
    ):
        assert re.search(rf"^  {command} ", out, re.MULTILINE)


def test_a_good_configuration_is_good():
    assert parley("check-config")[0] == DONE


def test_every_mistake_of_a_configuration_is_a_line(elsewhere):
    (elsewhere / "config.toml").write_text("[server]\nport = 'x'\n[cluster]\nredis_url = 'r'")
    code, _, err = parley("check-config")
    assert code == FAILED
    assert err.splitlines() == [
        "parley: config.toml: server.port: must be a whole number",
        (
            "parley: config.toml: cluster.redis_url: several gateway processes are not supported"
            " yet; leave it empty and run one"
        ),
    ]


def test_load_reports_what_it_changed():
    code, out, _ = load()
    assert code == DONE
    assert re.search(r"\+ +queues +web", out)
    assert re.search(r"\+ +memberships +alice on web", out)
    assert "3 added, 0 changed." in out

    code, out, _ = load()
    assert (code, out.strip()) == (DONE, "Nothing to change.")

    code, out, _ = load(WORLD.replace('"x"', '"y"'))
    assert re.search(r"~ +agents +alice +password_hash", out)
    assert "1 signed out" in out


def test_load_names_every_mistake():
    code, out, err = load("[[queues]]\nname = 'a'\n[[agents]]\nusername = 'b'\nqueues = ['c']")
    assert (code, out.strip()) == (FAILED, "")
    assert err.splitlines() == [
        "parley: world.toml: queues[0].medium: is missing; add it",
        (
            'parley: world.toml: agents[0].queues[0]: there is no queue "c";'
            " add it or correct the name"
        ),
    ]


def test_load_names_an_absent_file():
    code, _, err = parley("load", "absent.toml")
    assert (code, err) == (FAILED, "parley: absent.toml: No such file or directory\n")


@pytest.mark.parametrize("login", ["alice", "alice@example.org"])
def test_a_password_is_read_from_standard_input(login):
    load()
    code, out, _ = parley("agent", "passwd", login, typed=f"{PHRASE}\n")
    assert code == DONE
    assert out == "alice has a new password and is signed out everywhere.\n"
    assert parley("load", "world.toml")[1].count("password_hash") == 1


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("short\n", "parley: the password must have at least 12 characters\n"),
        ("", "parley: the password must have at least 12 characters\n"),
        ("I am alice, hello\n", "parley: the password must not contain the user name\n"),
    ],
)
def test_a_weak_password_changes_nothing(typed, advice):
    load()
    code, _, err = parley("agent", "passwd", "alice", typed=typed)
    assert (code, err) == (FAILED, advice)
    assert load()[1].strip() == "Nothing to change."


def test_an_agent_is_disabled_and_let_in_again():
    load()
    assert parley("agent", "disable", "alice")[1] == (
        "alice is disabled and signed out everywhere.\n"
    )
    assert load()[1].strip() == "Nothing to change."  # the file does not say
    assert parley("agent", "disable", "alice", "--undo")[1] == "alice may log in again.\n"


def test_sessions_are_listed_and_ended():
    load()
    assert parley("agent", "sessions", "alice")[1] == "alice has no session.\n"
    assert parley("agent", "sessions", "alice", "--revoke")[1] == (
        "alice is signed out everywhere (0 sessions).\n"
    )


@pytest.mark.parametrize("command", ["passwd", "disable", "sessions"])
def test_an_unknown_agent_is_named(command):
    load()
    code, _, err = parley("agent", command, "bob", typed="")
    assert (code, err) == (FAILED, 'parley: there is no agent "bob"; check the spelling\n')


def test_an_unreachable_database_is_one_line(elsewhere):
    (elsewhere / "taken").write_text("not a folder")
    (elsewhere / "config.toml").write_text("[storage]\nurl = 'sqlite:///taken/parley.db'")
    code, _, err = parley("migrate")
    assert code == FAILED
    assert len(err.splitlines()) == 1
    assert err.startswith("parley: ")


def test_migrate_makes_the_tables(elsewhere):
    assert parley("migrate") == (DONE, "The database is up to date.\n", "")
    assert (elsewhere / "var" / "parley.db").exists()


def test_the_real_command_works_in_a_process_of_its_own(elsewhere):
    """The one test through the interpreter: exit codes, streams, no traceback."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-c", "from gateway.cli import main; main()", *arguments],
            cwd=elsewhere,
            env={"PYTHONPATH": str(ROOT), "PATH": "", "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )

    (elsewhere / "world.toml").write_text(WORLD, encoding="utf-8")
    assert run("load", "world.toml").returncode == DONE
    failed = run("load", "absent.toml")
    assert (failed.returncode, failed.stderr.count("\n")) == (FAILED, 1)
    wrong = run("lod")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (WRONG_USE, 1)


def test_help_imports_nothing_heavy():
    """`parley --help` is quick."""
    heavy = {"aiohttp", "sqlalchemy", "socketio", "argon2", "nh3", "bleach"}
    code = f"import sys, gateway.cli; print(*{heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
