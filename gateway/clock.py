"""The one clock: never runs backwards, whatever the machine's wall clock does.

The wall clock is read once as an anchor; from there on the monotonic clock counts. Every second
the anchor is drawn towards the wall clock by a little, so that drift is corrected and a step (a
daylight-saving mistake, a wrong time server) is slewed instead of followed.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final, Protocol

import structlog

from channels.contract import Clock
from router.ids import Instant, seconds

_log = structlog.get_logger(__name__)

STEP: Final = seconds(2)
"""A difference above this is a step of the wall clock, and is logged."""

SLEW: Final = seconds(0.05)
"""How far the anchor may be drawn each second: five per cent, invisible to a countdown."""


def _wall() -> Instant:
    return time.time_ns() // 1000


def _monotonic() -> int:
    return time.monotonic_ns() // 1000


class EngineClock(Clock, Protocol):
    """A clock as the gateway keeps one: it knows the record it must not fall behind."""

    def not_before(self, instant: Instant) -> None:
        """Never give less than ``instant`` from now on."""
        ...

    def discipline(self) -> None:
        """Draw the clock towards the wall's; called once a second."""
        ...


class SystemClock:
    """The machine's time as one never-decreasing count of microseconds since the Unix epoch."""

    def __init__(
        self, wall: Callable[[], Instant] = _wall, monotonic: Callable[[], int] = _monotonic
    ) -> None:
        """Anchor the monotonic clock at the wall clock's present."""
        self._wall = wall
        self._monotonic = monotonic
        self._offset = wall() - monotonic()
        self._last: Instant = 0
        self._stepped = False

    def now(self) -> Instant:
        """Give the current instant; never less than the last one given."""
        self._last = max(self._last, self._monotonic() + self._offset)
        return self._last

    def not_before(self, instant: Instant) -> None:
        """Count on from ``instant`` if the clock is not there yet: the journal already was.

        A wall clock that was set back between two starts is slewed to like any other step; time
        that stood still until it had caught up would let no deadline come.
        """
        self._offset = max(self._offset, instant - self._monotonic())

    def discipline(self) -> None:
        """Draw the anchor towards the wall clock; call it once a second."""
        error = self._wall() - (self._monotonic() + self._offset)
        stepped = abs(error) > STEP
        if stepped and not self._stepped:
            _log.warning("clock.stepped", seconds=error / 1_000_000)
        self._stepped = stepped
        self._offset += max(-SLEW, min(SLEW, error))

    def call_at(self, instant: Instant, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back on the running loop at ``instant``, or soon if it has passed.

        Returns a function that cancels it. The clock may be slewed meanwhile, so the callback may
        come some milliseconds early and must look at the time itself.
        """
        delay = max(0, instant - self.now()) / 1_000_000
        return asyncio.get_running_loop().call_later(delay, callback).cancel
