"""Walks through a record, entry by entry, with every check there is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from router.audit import (
    effects,
    envelope,
    fairness,
    life_cycle,
    offers,
    overflow,
    pace,
    personal,
    presence,
    pulling,
    schedules,
    statuses,
    work,
)
from router.audit.entry import Check, Checks, EndCheck, Entry, Finding
from router.audit.fold import fold
from router.audit.rules import CAUSE, NO_LOSS, Violation
from router.audit.world import World
from router.decisions import PolicyAdopted
from router.history import Record
from router.inputs import PolicyChanged
from router.lifecycle import Medium


def _gather(*tables: Checks) -> Checks:
    gathered: dict[type, tuple[Check, ...]] = defaultdict(tuple)
    for table in tables:
        for kind, checks in table.items():
            gathered[kind] += checks
    return dict(gathered)


# Life cycle first: a move that cannot be made explains whatever else is wrong with it.
_BEFORE = _gather(
    life_cycle.BEFORE,
    envelope.BEFORE,
    fairness.BEFORE,
    offers.BEFORE,
    work.BEFORE,
    overflow.BEFORE,
    pace.BEFORE,
    personal.BEFORE,
    schedules.BEFORE,
    statuses.BEFORE,
    presence.BEFORE,
    pulling.BEFORE,
)
_AFTER: tuple[EndCheck, ...] = (
    *life_cycle.AFTER,
    *offers.AFTER,
    *statuses.AFTER,
    *work.AFTER,
    *overflow.AFTER,
    *pace.AFTER,
    *personal.AFTER,
    *schedules.AFTER,
    *presence.AFTER,
    *effects.AFTER,
    *fairness.AFTER,
)


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """The books of one medium: who came, and how they went."""

    medium: Medium
    entered: int
    closed: int
    abandoned: int
    discarded: int
    live: int


class Auditor:
    """Examines one entry after another.

    Nothing of a finished interaction is kept, so memory follows what is live, not the history.
    """

    def __init__(self) -> None:
        """Begin before the first entry of a record."""
        self._world = World()
        self._before: Record | None = None

    def examine(self, record: Record) -> Iterator[Violation]:
        """Give every violation of one entry, and fold it into the world."""
        yield from self._name(record.n, envelope.numbered(record, self._before))
        self._before = record
        yield from self._name(record.n, _examine(record, self._world))

    def balance(self) -> Mapping[Medium, Balance]:
        """Give, for every medium that came, how many came and how they went."""
        return {each.medium: each for each in _balances(self._world) if each.entered}

    def account(self, intakes: Mapping[Medium, int]) -> Iterator[Violation]:
        """Balance the books: who came is gone or is live, and the channels counted the same."""
        n = 0 if self._before is None else self._before.n
        yield from self._name(n, _account(self._world, intakes))

    def _name(self, n: int, findings: Iterable[Finding]) -> Iterator[Violation]:
        for rule, sentence in findings:
            yield Violation(n=n, rule=rule.id, requirements=rule.requirements, sentence=sentence)


def audit(
    records: Iterable[Record],
    *,
    intakes: Mapping[Medium, int] | None = None,
    on_entry: Callable[[int], None] | None = None,
) -> Iterator[Violation]:
    """Give every violation in the order of the record, which must begin with its first entry.

    ``intakes`` says how many contacts each channel has committed; the record must have as many.
    ``on_entry`` is told the number of each entry once it has been examined.
    """
    auditor = Auditor()
    for record in records:
        yield from auditor.examine(record)
        if on_entry is not None:
            on_entry(record.n)
    yield from auditor.account(intakes or {})


def _examine(record: Record, world: World) -> Iterator[Finding]:
    """Examine one entry and fold it into the world."""
    world.begin()
    entry = Entry(record, world)
    for entry.position, decision in enumerate(record.decisions):
        yield from envelope.caused(entry, decision)
        for check in _BEFORE.get(type(decision), ()):
            yield from check(entry, decision)
        if not isinstance(decision, PolicyAdopted):
            fold(world, decision, record.at)
        elif isinstance(record.input, PolicyChanged):
            world.adopt(record.input.policy)
        else:
            yield CAUSE, "a policy is adopted that is not there"
    for end_check in _AFTER:
        yield from end_check(entry)


def _balances(world: World) -> Iterator[Balance]:
    live = dict.fromkeys(Medium, 0)
    for interaction in world.interactions.values():
        live[interaction.medium] += 1
    for medium, tally in world.tallies.items():
        yield Balance(
            medium=medium,
            entered=tally.entered,
            closed=tally.closed,
            abandoned=tally.abandoned,
            discarded=tally.discarded,
            live=live[medium],
        )


def _account(world: World, intakes: Mapping[Medium, int]) -> Iterator[Finding]:
    for each in _balances(world):
        ended = each.closed + each.abandoned + each.discarded
        if each.entered != ended + each.live:
            yield (
                NO_LOSS,
                (f"{each.entered} {each.medium}s came, {ended} ended, {each.live} are live"),
            )
        committed = intakes.get(each.medium)
        if committed is not None and committed != each.entered:
            yield (
                NO_LOSS,
                (f"{committed} {each.medium}s were taken in, the record has {each.entered}"),
            )
