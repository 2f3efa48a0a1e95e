"""Who has a case before them: the agents who read it lately."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, NamedTuple

from channels.contract import Clock
from crm.records import CaseId
from router.ids import AgentId, Instant, seconds

LASTING: Final = seconds(600)
"""As long as the addresses in a case that was read: a desk reads it anew before they end."""


class Reader(NamedTuple):
    """An agent, and the case they asked for: one that others were merged into holds these too."""

    agent: AgentId
    asked_for: CaseId


class CaseReaders:
    """Remembers readers for ten minutes, each at the cost of one entry."""

    def __init__(self, clock: Clock) -> None:
        """Tell the time by `clock`."""
        self._clock = clock
        self._until: OrderedDict[tuple[CaseId, Reader], Instant] = OrderedDict()
        self._readers: dict[CaseId, dict[Reader, None]] = {}

    def note(self, agent: AgentId, asked_for: CaseId, members: Iterable[CaseId]) -> None:
        """Remember who reads a case, to be told what happens in any of its members."""
        now = self._clock.now()
        self._forget(now)
        reader = Reader(agent, asked_for)
        for member in members:
            self._until[member, reader] = now + LASTING
            self._until.move_to_end((member, reader))
            self._readers.setdefault(member, {})[reader] = None

    def of(self, case_id: CaseId) -> tuple[Reader, ...]:
        """Give who read a case lately."""
        self._forget(self._clock.now())
        return tuple(self._readers.get(case_id, ()))

    def _forget(self, now: Instant) -> None:
        while self._until:
            (case_id, reader), until = next(iter(self._until.items()))
            if until > now:
                break
            self._until.popitem(last=False)
            readers = self._readers[case_id]
            del readers[reader]
            if not readers:
                del self._readers[case_id]
