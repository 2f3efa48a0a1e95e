"""A gateway whose processes are forked from one that has imported everything.

Importing takes two of the three seconds in which a gateway starts, and a run of the tests starts
some hundred. What is forked is a process like any other: it has its own memory, files and
signals, runs the same `python -m gateway serve`, and dies of `kill -9`. What measures a start or
its memory takes a `GatewayProcess`, which begins at nothing.
"""

import contextlib
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.kit.gateway import GatewayProcess

IMPORTED: Final = (
    *("gateway.cli", "gateway.serving", "gateway.cli_directory", "gateway.cli_audit"),
    *("storage.sqlite", "storage.postgres", "uvloop", "pydantic.type_adapter"),
    "pytest",  # a fork looks into its parent's program, which imports this
)
"""With whatever these import; where there is no uvloop, a gateway does without."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(list(IMPORTED))


class ForkedProcess:
    """`python -m` in a fork; to its owner what a `subprocess.Popen` is."""

    def __init__(self, module: str, arguments: Sequence[str], *, out: Path, err: Path) -> None:
        """Run `module` with what it says going to the ends of these files."""
        self._process = _FORKS.Process(
            target=_be,
            args=(module, list(arguments), dict(os.environ), out, err),
            daemon=True,  # it ends with the tests
        )
        self._process.start()

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Give its exit code if it has ended; minus the signal if that ended it."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait so many seconds until it ends; gives its exit code."""
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("parley", timeout or 0)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):  # it ends at this moment
                os.kill(self.pid, number)


class WarmGateway(GatewayProcess):
    """`parley serve` that has done its imports before it starts."""

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run another `parley` command on the same configuration, to its end."""
        out, err = self.folder / "command.out", self.folder / "command.err"
        out.write_text("")
        err.write_text("")
        code = self._fork(arguments, out, err).wait(120)
        return subprocess.CompletedProcess(arguments, code, out.read_text(), err.read_text())

    def _spawn(self, log: Path) -> ForkedProcess:
        return self._fork(["serve"], log, log)

    def _fork(self, arguments: Sequence[str], out: Path, err: Path) -> ForkedProcess:
        _python, _safe, _m, module, *rest = self._command(arguments)
        return ForkedProcess(module, rest, out=out, err=err)


def _be(
    module: str, arguments: Sequence[str], environ: dict[str, str], out: Path, err: Path
) -> None:
    """Be the process: what `python -m` does after the interpreter has started."""
    assert IMPORTED[0] in sys.modules, "nothing was imported beforehand"
    os.environ.clear()
    os.environ.update(environ)
    for path, stream in ((out, sys.stdout), (err, sys.stderr)):
        with path.open("ab") as file:
            os.dup2(file.fileno(), stream.fileno())
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)
