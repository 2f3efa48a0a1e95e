"""Guessing passwords made slow, without ever locking anybody out for good.

Each account and each address has some free tries; after them every failure doubles the wait, up
to a limit, and a quiet quarter of an hour forgets them. A try counts as failed from its start, so
that many at once do not slip through while the first is still being verified.
"""

from collections import OrderedDict
from typing import Final

import msgspec

from accounts.networks import network_of
from router.ids import Duration, Instant, seconds

REMEMBERED: Final = 50_000
"""How many accounts and addresses are watched at once; the longest untouched is forgotten."""


class ThrottleRule(msgspec.Struct, frozen=True, kw_only=True):
    """How patient the throttle is with one account or one address."""

    free: int
    """Failures that cost nothing."""
    longest: Duration
    """The wait that is never exceeded: an attacker cannot keep the owner out for longer."""
    forgotten_after: Duration = seconds(900)


PER_ACCOUNT: Final = ThrottleRule(free=5, longest=seconds(30))
PER_ADDRESS: Final = ThrottleRule(free=20, longest=seconds(120))
"""More patient at first: a whole office may share one address."""


class _Watched:
    __slots__ = ("at", "failures")

    def __init__(self) -> None:
        self.failures = 0
        self.at: Instant = 0


class LoginThrottle:
    """Counts failed log-ins per account and per address."""

    def __init__(
        self, per_account: ThrottleRule = PER_ACCOUNT, per_address: ThrottleRule = PER_ADDRESS
    ) -> None:
        self._rules = {"account": per_account, "address": per_address}
        self._watched: OrderedDict[tuple[str, str], _Watched] = OrderedDict()

    def attempt(self, at: Instant, account: str, address: str) -> Duration:
        """Begin a try: give 0 and count it, or give how long to wait and count nothing."""
        keys = _keys(account, address)
        wait = max(self._wait(key, at) for key in keys)
        if wait > 0:
            return wait
        for key in keys:
            watched = self._watched.setdefault(key, _Watched())
            if at - watched.at >= self._rules[key[0]].forgotten_after:
                watched.failures = 0
            watched.failures += 1
            watched.at = at
            self._watched.move_to_end(key)
        while len(self._watched) > REMEMBERED:
            self._watched.popitem(last=False)
        return 0

    def succeeded(self, account: str, address: str) -> None:
        """Forget the account's failures, and take this try off the address's."""
        by_account, by_address = _keys(account, address)
        self._watched.pop(by_account, None)
        watched = self._watched.get(by_address)
        if watched is not None and watched.failures > 0:
            watched.failures -= 1

    def _wait(self, key: tuple[str, str], at: Instant) -> Duration:
        watched = self._watched.get(key)
        rule = self._rules[key[0]]
        if watched is None or at - watched.at >= rule.forgotten_after:
            return 0
        over = watched.failures - rule.free
        if over < 0:
            return 0
        return watched.at + min(seconds(1) << min(over, 20), rule.longest) - at


def _keys(account: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("account", account.strip().casefold()[:254]), ("address", network_of(address))
