"""A real gateway in a process of its own, to be talked to, killed and started again."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

PASSWORD = "correct horse battery"

PROVISIONING = """
[[groups]]
name = "Support"

[[queues]]
name = "web"
medium = "chat"
accept_timeout_seconds = 30
wrap_up_seconds = 60

[[queues]]
name = "billing"
medium = "chat"
wrap_up_seconds = 0
codes = ["outcome"]

[[code_lists]]
name = "outcome"
kind = "transaction"
mandatory = true
codes = ["Solved", "Not ours"]

[[agents]]
username = "alice"
password = "{password}"
name = "Alice Martin"
display_name = "Alice"
email = "alice@example.org"
group = "Support"
queues = ["web", "billing"]
permissions = ["interaction.reject", "queues.self_manage", "visitor.block"]

[[agents]]
username = "bruno"
password = "{password}"
name = "Bruno Lopez"
display_name = "Bruno"
locale = "fr"
group = "Support"
queues = ["web"]

[[sites]]
key = "shop"
origins = ["http://127.0.0.1:{port}"]
queue = "web"
prechat = {{ name = "allow", email = "allow" }}
"""

READY_WITHIN_SECONDS = 30.0


def free_port() -> int:
    """Give a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Process(Protocol):
    """What a gateway runs in; `subprocess.Popen` is one."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, number: signal.Signals, /) -> None: ...


class GatewayProcess:
    """`parley serve` on a folder of its own; end it with `stop` or `kill`."""

    def __init__(
        self,
        folder: Path,
        *,
        database_url: str | None = None,
        provisioning: str = PROVISIONING,
        config: str = "",
        rate: str = "off",
        takes_mail: bool = False,
    ) -> None:
        self.folder = folder
        self.smtp_port = free_port()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url or f"sqlite:///{folder}/parley.db"
        self._process: Process | None = None
        (folder / "config.toml").write_text(
            f"""
[server]
port = {self.port}
public_url = "{self.url}"

[storage]
url = "{self.database_url}"
blobs = "{folder}/blobs"

[smtp_in]
enabled = {str(takes_mail).lower()}
port = {self.smtp_port}

[limits]
rate = "{rate}"
{config}
"""
        )
        (folder / "provisioning.toml").write_text(
            provisioning.format(password=PASSWORD, port=self.port)
        )

    @property
    def log(self) -> str:
        """Everything the gateway has printed, in all of its lives."""
        return (self.folder / "gateway.log").read_text(errors="replace")

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run another `parley` command on the same configuration, to its end."""
        return subprocess.run(
            self._command(arguments), check=False, capture_output=True, text=True, timeout=120
        )

    def load(self) -> None:
        """Provision what the file says; works beside a running gateway and without one."""
        done = self.run("load", str(self.folder / "provisioning.toml"))
        assert done.returncode == 0, done.stdout + done.stderr

    def provision(self) -> None:
        """Prepare an empty database for the first start."""
        done = self.run("migrate")
        assert done.returncode == 0, done.stdout + done.stderr
        self.load()

    def start(self) -> None:
        """Start it and wait until it is ready to serve."""
        self._process = self._spawn(self.folder / "gateway.log")
        until = time.monotonic() + READY_WITHIN_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the gateway did not start:\n{self.log}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End it as an administrator would; gives its exit code."""
        return self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """Stop it in its tracks, as a suspended machine would."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def wait(self) -> int:
        """Wait until it ends by itself; gives its exit code."""
        assert self._process is not None
        code = self._process.wait(30)
        self._process = None
        return code

    @property
    def pid(self) -> int:
        """Its process id, while it runs."""
        assert self._process is not None
        return self._process.pid

    def _spawn(self, log: Path) -> Process:
        with log.open("ab") as file:
            return subprocess.Popen(self._command(["serve"]), stdout=file, stderr=subprocess.STDOUT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        code = self._process.wait(30)
        self._process = None
        return code

    def _command(self, arguments: Sequence[str]) -> list[str]:
        config = str(self.folder / "config.toml")
        return [sys.executable, "-P", "-m", "gateway", *arguments, "--config", config]

    def _is_ready(self) -> bool:
        try:
            url = f"{self.url}/readyz"
            with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
