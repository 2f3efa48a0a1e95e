"""Checks of the gentle start: who has just begun is left alone, for as long as set."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import PACE
from router.decisions import HandlingStarted, PaceEnded
from router.inputs import ClockReached


def began(entry: Entry, made: HandlingStarted) -> Iterator[Finding]:
    """Check that accepting gives the time to begin that the setting says."""
    pause = entry.world.policy.settings.gentle_start
    paced = pause > 0 and not entry.world.is_exclusive(made.medium)
    if made.paced_until != (entry.at + pause if paced else None):
        yield PACE, f"{made.agent} is left alone until another instant than the setting says"


def ended(entry: Entry, made: PaceEnded) -> Iterator[Finding]:
    """Check that the time to begin is over, and was given at all."""
    until = entry.world.agent(made.agent).paced_until
    if until is None or entry.at < until:
        yield PACE, f"{made.agent} is taken out of a gentle start before its end"


def overslept(entry: Entry) -> Iterator[Finding]:
    """Check that after a wake-up nobody is left alone for longer than set."""
    if not isinstance(entry.input, ClockReached):
        return
    for agent in entry.world.agents.values():
        if agent.paced_until is not None and agent.paced_until <= entry.at:
            yield PACE, f"the gentle start of {agent.id} goes on past its end"


BEFORE: Final[Checks] = {HandlingStarted: (began,), PaceEnded: (ended,)}
AFTER: Final[tuple[EndCheck, ...]] = (overslept,)
