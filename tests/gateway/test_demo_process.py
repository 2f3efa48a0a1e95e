"""The demo as a person runs it: a process of its own, stopped by Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo(data, port):
    """Run the demo until it serves; whatever happens, it is gone afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gateway", "demo", "--port", str(port), "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "PYTHONSAFEPATH": "", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until_it_serves(process):
    """Read its log up to the line that says so; the log's end if it never does."""
    for line in process.stderr:
        if "gateway.serves" in line:
            return
    pytest.fail(f"the demo ended with {process.wait()}")


def stop(process, number):
    """Tell it to stop; give what it printed, which must be all it had to say."""
    process.send_signal(number)
    printed, complaints = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in complaints
    return printed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_what_it_prints_until_told_to_stop(tmp_path, number):
    port = free_port()
    with demo(tmp_path / "demo", port) as process:
        until_it_serves(process)
        for path in ("/demo/", "/healthz", "/readyz"):
            url = f"http://127.0.0.1:{port}{path}"
            with urllib.request.urlopen(url, timeout=10) as answer:
                assert answer.status == 200
        printed = stop(process, number)

    assert f"http://127.0.0.1:{port}/workspace/" in printed
    assert re.search(r"alice +\S+-\d{4} +agent +web, support", printed)


def test_a_restart_keeps_the_log_ins(tmp_path):
    printed = []
    for _ in range(2):
        with demo(tmp_path / "demo", free_port()) as process:
            until_it_serves(process)
            printed.append(re.findall(r"(?:[a-z]+-){3}\d{4}", stop(process, signal.SIGINT)))

    assert len(printed[0]) == 4
    assert printed[0] == printed[1]


def test_a_taken_port_is_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with demo(tmp_path / "demo", taken.getsockname()[1]) as process:
            _, complaints = process.communicate(timeout=30)

    assert process.returncode == 1
    assert [line for line in complaints.splitlines() if line.startswith("parley: ")] == [
        "parley: the address is already in use; stop what uses it or choose another port"
    ]
    assert "Traceback" not in complaints
