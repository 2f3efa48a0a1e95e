"""How much one address or one caller may ask for, before what it asks is looked into."""

from collections import Counter
from typing import Final, Protocol

from accounts.networks import network_of
from channels.chat.limits import Rate
from router.ids import SECOND, seconds

MAX_SOCKETS_PER_ADDRESS: Final = 500
"""An office or a proxy of a company may well share one address; a single browser does not."""


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> int:
        """Give the current instant, in microseconds since the Unix epoch."""
        ...


class AddressTurnstile:
    """Counts connections and connects of each client address (protocol.md, conventions)."""

    def __init__(self, clock: Clock) -> None:
        """Allow sixty connects a minute."""
        self._clock = clock
        self._rate = Rate(60, seconds(60))
        self._open: Counter[str] = Counter()

    def admit(self, address: str) -> float | None:
        """Count a try to connect; or give the seconds after which to try again."""
        address = network_of(address)
        if self._open[address] >= MAX_SOCKETS_PER_ADDRESS:
            return 60.0
        wait = self._rate.take(address, self._clock.now())
        return wait / SECOND if wait else None

    def enter(self, address: str) -> None:
        """Count a connection more."""
        self._open[network_of(address)] += 1

    def leave(self, address: str) -> None:
        """Count a connection less."""
        address = network_of(address)
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]


class OpenTurnstile:
    """Lets everybody in; for load tests."""

    def admit(self, address: str) -> None:
        """Let in."""

    def enter(self, address: str) -> None:
        """Count nothing."""

    def leave(self, address: str) -> None:
        """Count nothing."""


class CallerRate:
    """Sixty events in ten seconds for each caller, over all of their sockets."""

    def __init__(self, clock: Clock, *, on: bool = True) -> None:
        """Count only when `on`."""
        self._clock = clock
        self._rate = Rate(60, seconds(10)) if on else None

    def take(self, caller: str) -> float | None:
        """Count an event; or give the seconds after which to try again."""
        if self._rate is None:
            return None
        wait = self._rate.take(caller, self._clock.now())
        return wait / SECOND if wait else None
