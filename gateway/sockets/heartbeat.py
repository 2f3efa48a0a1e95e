"""The pulse of all connections: asks whether they live, closes those that do not answer.

Engine.IO's own way is a sleeping task for each connection; with thousands of idle customers those
tasks are a good part of the memory. All intervals are equal, so three queues in order of time and
one task do the same.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

PING_INTERVAL_SECONDS: Final = 25.0
PING_TIMEOUT_SECONDS: Final = 20.0
CONNECT_TIMEOUT_SECONDS: Final = 10.0
_BEAT_SECONDS: Final = 0.5


class Patient(Protocol):
    """A connection whose pulse is taken."""

    closed: bool
    joined: bool
    """Whether it has sent its CONNECT."""
    ping_awaited: bool

    def ping(self) -> None:
        """Ask the client whether it is there."""
        ...

    def cut(self) -> None:
        """End the connection without waiting for the other side."""
        ...


class Heartbeat:
    """Takes the pulse of every connection of one server."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Read the time of the loop from `now`, in seconds."""
        self._now = now
        self._joining: deque[tuple[float, Patient]] = deque()
        self._due: deque[tuple[float, Patient]] = deque()
        self._awaited: deque[tuple[float, Patient]] = deque()

    def watch(self, patient: Patient) -> None:
        """Begin to watch a new connection, which has some time to send its CONNECT."""
        self._joining.append((self._now() + CONNECT_TIMEOUT_SECONDS, patient))
        self.answered(patient)

    def answered(self, patient: Patient) -> None:
        """Note a sign of life; the next ping is due after the interval."""
        self._due.append((self._now() + PING_INTERVAL_SECONDS, patient))

    def beat(self) -> None:
        """Do everything that is due by now."""
        now = self._now()
        for patient in _reached(self._joining, now):
            if not patient.joined:
                patient.cut()
        for patient in _reached(self._awaited, now):
            if patient.ping_awaited:
                patient.cut()
        for patient in _reached(self._due, now):
            patient.ping_awaited = True
            patient.ping()
            self._awaited.append((now + PING_TIMEOUT_SECONDS, patient))

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            self.beat()


def _reached(line: deque[tuple[float, Patient]], now: float) -> list[Patient]:
    """Take the connections whose moment has come out of `line`, leaving out closed ones."""
    reached = []
    while line and line[0][0] <= now:
        patient = line.popleft()[1]
        if not patient.closed:
            reached.append(patient)
    return reached
