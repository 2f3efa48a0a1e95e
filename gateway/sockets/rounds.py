"""Telling many desks the same kind of news, not too often and never all at once.

With a thousand desks open a round takes tens of milliseconds; taken in slices it never holds the
loop for longer than two.
"""

from collections.abc import Callable
from typing import Final

from channels.contract import Clock
from router.ids import Duration, Instant, seconds

EVERY: Final[Duration] = seconds(0.5)
"""Figures and rosters are told at most twice a second (protocol.md, Agent)."""

SLICE: Final = 50
"""How many desks are told before others get the loop again."""


class Rounds:
    """Goes round the desks when there is news, at most once in half a second."""

    def __init__(
        self,
        *,
        clock: Clock,
        desks: Callable[[], tuple[str, ...]],
        begin: Callable[[], Callable[[str], None]],
    ) -> None:
        """Go round `desks`; `begin` starts a round and gives what is to be done for each desk."""
        self._clock = clock
        self._desks = desks
        self._begin = begin
        self._begun_at: Instant = -EVERY
        self._under_way = False
        self._asked_again = False

    def soon(self) -> None:
        """Go round now, or when the last round is half a second ago."""
        if self._under_way:
            self._asked_again = True
            return
        self._under_way = True
        self._clock.call_at(max(self._clock.now(), self._begun_at + EVERY), self._go)

    def _go(self) -> None:
        self._begun_at = self._clock.now()
        self._asked_again = False
        self._tell(self._begin(), self._desks(), 0)

    def _tell(self, tell: Callable[[str], None], desks: tuple[str, ...], start: int) -> None:
        following = start + SLICE
        for desk in desks[start:following]:
            tell(desk)
        if following < len(desks):
            self._clock.call_at(self._clock.now(), lambda: self._tell(tell, desks, following))
            return
        self._under_way = False
        if self._asked_again:
            self.soon()
