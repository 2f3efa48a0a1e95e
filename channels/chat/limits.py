"""How much and how fast: the channel's limits as values, and the rate that enforces the second."""

from typing import Final

import msgspec

from router.ids import Duration, Instant, seconds

MAX_HTML_BYTES: Final = 65_536
"""Raw HTML of one message, whatever of it is visible (protocol.md, conventions)."""

MAX_ATTACHMENTS: Final = 10
"""Files in one message."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The settings that bound what one customer can cost; durations in microseconds."""

    message_chars: int = 5_000
    """Visible characters of one message; 1,940 where the older rule holds (CHT-016, CHT-017)."""
    attachment_bytes: int = 10_485_760
    rates: bool = True
    """False only for load tests."""
    abandoned_after: Duration = seconds(60)
    """A waiting customer who is gone for so long gives up the place."""
    gone_after: Duration = seconds(10)
    """The agent is told that the customer is gone after this (CHT-044)."""
    unsent_kept_for: Duration = seconds(3_600)
    """An uploaded file that no message carries is removed after this."""
    refresh_every: Duration = seconds(0.5)
    """Positions in one queue are told at most this often."""


class Rate:
    """At most `burst` at once and then one per `interval`, for each key: a leaky bucket.

    One number is kept for each key, the instant at which its bucket is empty again; keys whose
    bucket is empty are forgotten.
    """

    __slots__ = ("_burst", "_empty_at", "_interval", "_sweep_at")

    _SWEEP: Final = 1_024

    def __init__(self, burst: int, per: Duration) -> None:
        """Allow `burst` in each `per` in the long run."""
        self._interval = per // burst
        self._burst = per - self._interval
        self._empty_at: dict[str, Instant] = {}
        self._sweep_at = self._SWEEP

    def take(self, key: str, now: Instant) -> Duration:
        """Take one; 0 when that is allowed, otherwise how long to wait, and nothing was taken."""
        empty_at = max(self._empty_at.get(key, 0), now)
        early = empty_at - self._burst - now
        if early > 0:
            return early
        self._empty_at[key] = empty_at + self._interval
        if len(self._empty_at) > self._sweep_at:
            self._forget(now)
        return 0

    def _forget(self, now: Instant) -> None:
        self._empty_at = {key: at for key, at in self._empty_at.items() if at > now}
        self._sweep_at = 2 * len(self._empty_at) + self._SWEEP

    def __len__(self) -> int:
        return len(self._empty_at)
