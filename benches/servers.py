"""The servers a bench compares, each in a process of its own on one core."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE = 0
LOAD_CORE = 1
PASSWORD = "correct horse battery"  # noqa: S105 - of agents who live for one bench


def free_port() -> int:
    """Give a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


ADDRESS = "support@bench.example"
"""Where the bench writes to."""


@dataclass
class Served:
    """A server that answers at `port`."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    ready_seconds: float

    def memory_bytes(self) -> int:
        """Give the resident size of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(each for each in status.splitlines() if each.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def cpu_seconds(self) -> float:
        """Give the processor time that the process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def start(name: str, command: list[str], port: int, *, folder: Path | None = None) -> Served:
    """Start a server on its core and wait until it answers."""
    began = time.perf_counter()
    log = subprocess.DEVNULL if folder is None else (folder / "server.log").open("ab")
    process = subprocess.Popen(
        command,
        stdout=log,
        stderr=log,
        preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),  # noqa: PLW1509 - before exec
    )
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
        except OSError as error:
            if process.poll() is not None:
                raise RuntimeError(f"{name} did not start") from error
            time.sleep(0.002)
        else:
            return Served(name, port, process, time.perf_counter() - began)


def start_bare() -> Served:
    """Start stock python-socketio."""
    port = free_port()
    return start(
        "python-socketio", [sys.executable, "-P", "-m", "benches.bare_relay", str(port)], port
    )


def start_node() -> Served | None:
    """Start stock Socket.IO for Node, where both are there."""
    node = shutil.which("node")
    if node is None or not Path("node_modules/socket.io").is_dir():
        return None
    port = free_port()
    return start("Node socket.io", [node, "benches/bare_relay.mjs", str(port)], port)


def prepare_parley(folder: Path, agents: int, *, smtp_port: int | None = None) -> int:
    """Provision Parley with ``agents`` agents, perhaps receiving mail; give its port."""
    from accounts.passwords import Passwords  # noqa: PLC0415 - only here

    port = free_port()
    (folder / "config.toml").write_text(
        f"""
[server]
port = {port}
public_url = "http://127.0.0.1:{port}"
[storage]
url = "sqlite:///{folder}/parley.db"
blobs = "{folder}/blobs"
[smtp_in]
enabled = {str(smtp_port is not None).lower()}
port = {smtp_port or free_port()}
[limits]
rate = "off"
[[mailboxes]]
name = "support"
address = "{ADDRESS}"
queue = "mail"
"""
    )
    hashed = asyncio.run(Passwords().hash(PASSWORD))
    people = "".join(
        f"""
[[agents]]
username = "agent{k}"
password_hash = "{hashed}"
name = "Agent {k}"
display_name = "Agent {k}"
max_chats = 1
queues = ["web"]
"""
        for k in range(agents)
    )
    (folder / "people.toml").write_text(
        '[[queues]]\nname = "mail"\nmedium = "email"\n'
        '[[queues]]\nname = "web"\nmedium = "chat"\naccept_timeout_seconds = 300\n'
        f'[[sites]]\nkey = "bench"\nqueue = "web"\nidle_minutes = 0\n{people}'
    )
    for arguments in (["migrate"], ["load", str(folder / "people.toml")]):
        command = [*parley(folder)[:4], *arguments, *parley(folder)[-2:]]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return port


def parley(folder: Path) -> list[str]:
    """Give the command that serves what `folder` holds."""
    return [sys.executable, "-P", "-m", "gateway", "serve", "--config", str(folder / "config.toml")]


def start_parley(folder: Path, port: int) -> Served:
    """Start Parley on a provisioned folder."""
    return start("Parley", parley(folder), port, folder=folder)
