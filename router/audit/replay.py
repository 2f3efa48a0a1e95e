"""Decides the past anew with today's router and compares: the record must have come from it.

This proves something else than the audit does. A router with a defect replays its own record
without a difference; only the audit, which never asks the router, can tell that it was wrong.
"""

from collections.abc import Callable, Iterable, Iterator

from router.audit.rules import Rule, Violation
from router.history import ROUTER_VERSION, Record
from router.machine import Router
from router.refusal import Refused

REPLAY = Rule("replay", ("ARCHITECTURE",), "The same inputs give the same decisions.")


def replay(
    entries: Iterable[tuple[str, Record]],
    *,
    router: Router | None = None,
    on_entry: Callable[[int], None] | None = None,
) -> Iterator[Violation]:
    """Give the first entry that today's router would have decided otherwise, if there is one.

    ``entries`` are pairs of router version and record, from the first one on. Entries of another
    version are taken over as they are: their router may have decided otherwise, and rightly.
    """
    router = Router() if router is None else router
    for version, record in entries:
        difference = None
        try:
            if version == ROUTER_VERSION:
                difference = _difference(router, record)
            else:
                router.apply(record)
        except (Refused, ValueError, KeyError) as error:
            # A record that does not fit its own past meets a state it knows nothing about.
            difference = f"the router cannot follow: {type(error).__name__} {error}"
        if difference is not None:
            yield Violation(
                n=record.n, rule=REPLAY.id, requirements=REPLAY.requirements, sentence=difference
            )
            return
        if on_entry is not None:
            on_entry(record.n)


def _difference(router: Router, record: Record) -> str | None:
    """Decide one entry anew and say how the answers differ."""
    decided = tuple(router.receive(record.n, record.at, record.input))
    if decided == record.decisions:
        return None
    pairs = zip(decided, record.decisions, strict=False)
    place = next(
        (k for k, (now, then) in enumerate(pairs) if now != then),
        min(len(decided), len(record.decisions)),
    )
    now = decided[place] if place < len(decided) else "nothing more"
    then = record.decisions[place] if place < len(record.decisions) else "nothing more"
    return f"decision {place} was {then} and would now be {now}"
