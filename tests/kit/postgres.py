"""A private PostgreSQL server for tests: started on a socket of its own, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest

_DEBIAN = Path("/usr/lib/postgresql")
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
"""Where Linux keeps files in memory: the server makes thousands, and nobody needs them after."""

_SETTINGS = {
    "listen_addresses": "",
    # Tests kill clients and never the machine, so the server need not wait for the disk.
    "fsync": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
}


class PostgresServer:
    """A running server in which each test makes a place of its own."""

    def __init__(self, root: Path, programs: Path, user: str | None) -> None:
        """Create a cluster in `root` and start it, as `user` when we are root."""
        self._root = root
        self._programs = programs
        self._user = user
        self._run(
            "initdb",
            "-D",
            "data",
            "-U",
            "parley",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "-N",
            "--lc-ctype=C.UTF-8",
        ).wait(60)
        settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        self._process = self._run("postgres", "-D", "data", "-k", str(root), *settings)
        self._wait_until_ready()

    @classmethod
    def start(cls) -> "PostgresServer":
        """Start a server, or skip the test when the machine has none (fails under CI)."""
        programs = _programs()
        if programs is None:
            reason = "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        # Not below pytest's own folder, which the server's user may not enter.
        root = Path(
            tempfile.mkdtemp(prefix="parley-pg-", dir=_MEMORY if _MEMORY.is_dir() else None)
        )
        user = None
        if os.geteuid() == 0:
            user = "postgres"
            shutil.chown(root, user)
        return cls(root, programs, user)

    def stop(self) -> None:
        """Stop the server at once and remove its files."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(60)
        shutil.rmtree(self._root, ignore_errors=True)

    def new_database(self) -> str:
        """Give the address of an empty place of its own: a schema, much quicker than a database."""
        schema = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}".encode())
        return f"{self._url}&options={quote(f'-csearch_path={schema}', safe='')}"

    def new_model(self) -> str:
        """Give the address of a database for `copy_of`."""
        return self._whole("template1")

    def copy_of(self, model: str) -> str:
        """Give the address of a copy of a model, to which nobody is connected any more."""
        return self._whole(urlsplit(model).path.removeprefix("/"))

    def _whole(self, template: str) -> str:
        name = f"d{uuid.uuid4().hex}"
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self._address(name)

    @property
    def _url(self) -> str:
        return self._address("postgres")

    def _address(self, database: str) -> str:
        return f"postgresql://parley@/{database}?host={quote(str(self._root), safe='')}"

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        # However the tests end, even by a kill, the server ends with them.
        leash = [setpriv, "--pdeathsig", "QUIT"] if (setpriv := shutil.which("setpriv")) else []
        with (self._root / "log").open("ab") as log:
            return subprocess.Popen(
                [*leash, self._programs / program, *arguments],
                cwd=self._root,
                user=self._user,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _wait_until_ready(self) -> None:
        for _ in range(600):
            if self._process.poll() is not None:
                break
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self._url).close()
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not start: " + (self._root / "log").read_text())


def _programs() -> Path | None:
    """Find the folder of the server's programs, which Debian keeps off the PATH."""
    found = shutil.which("pg_ctl")
    if found is not None:
        return Path(found).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/pg_ctl"), key=lambda path: path.parent.parent.name)
    if not versions:
        return None
    if os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return None
    return versions[-1].parent
