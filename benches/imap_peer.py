"""Roundup's mail gateway, installed for one bench into an environment of its own.

It is no dependency of Parley: nothing of it is imported here.
"""

import os
import subprocess
import time
import venv
from pathlib import Path
from typing import Final

PACKAGE: Final = "roundup==2.6.0"
# It knows port 143 alone, and asks for a person's answer before it believes an address.
_RUN: Final = """
import imaplib, sys
imaplib.IMAP4.__init__.__defaults__ = ("", int(sys.argv.pop(1)), None)
from roundup.scripts.roundup_mailgw import run
run()
"""


class Roundup:
    """A tracker into which the mailbox is emptied."""

    name = "Roundup 2.6.0"

    def __init__(self, folder: Path) -> None:
        """Install it; raises `OSError` or `subprocess.CalledProcessError` where that cannot be."""
        self._folder = folder
        venv.create(folder / "venv", with_pip=True)
        self._python = str(folder / "venv" / "bin" / "python")
        self._run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE)

    def empty(self, port: int, user: str, password: str, home: Path) -> float:
        """Let a new tracker take the mailbox in; gives the seconds."""
        admin = ("-m", "roundup.scripts.roundup_admin", "-i", str(home))
        self._run(*admin, "install", "classic", "sqlite")
        config = home / "config.ini"
        config.write_text(_answered(config.read_text(), home))
        schema = home / "schema.py"
        schema.write_text(
            schema.read_text().replace(
                "#db.security.addPermissionToRole('Anonymous', 'Email Access')",
                "db.security.addPermissionToRole('Anonymous', 'Email Access')",
            )
        )
        self._run(*admin, "initialise", "secret")
        began = time.perf_counter()
        self._run("-c", _RUN, str(port), str(home), "imap", f"{user}:{password}@127.0.0.1")
        return time.perf_counter() - began

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [self._python, *arguments],
            check=False,
            capture_output=True,
            text=True,
            env={name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"},
        )
        if done.returncode:
            raise OSError(done.stdout + done.stderr)


def _answered(config: str, home: Path) -> str:
    """Answer what the tracker's settings leave open; what it would send goes to a file."""
    given = {
        "domain": "bench.example",
        "host": "localhost",
        "web": "http://localhost/",
        "debug": str(home / "sent"),
        # Each sender becomes a user with a password: hashing it is not what is measured.
        "password_pbkdf2_default_rounds": "1000",
    }
    section, lines = "", []
    for line in config.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        name, _, _ = line.lstrip("#").partition(" =")
        if name in given and section in ("main", "mail", "tracker") and " = " in f"{line} ":
            lines.append(f"{name} = {given[name]}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
