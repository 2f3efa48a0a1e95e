"""Conversations with the router that are kept: short histories, each with the choices made in it.

    .venv/bin/python -m tests.router.conversations

writes `tests/conversations/MUTANT.json` for each mutant router that has none yet: the shortest
history found by which the audit tells it from the sound one. A failure among the random histories
prints its conversation in the same form, to be kept there under a name that says what broke.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.router.mutants import MUTANTS
from tests.router.story import EVENTS, AuditFailed, Story

KEPT = Path(__file__).resolve().parents[1] / "conversations"

BY_NAME = {event.__name__: event for event in EVENTS}
BROKEN = (AssertionError, LookupError, ValueError, AttributeError, TypeError)
"""How a history may fail: the audit objects, or a defect breaks the router outright."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event and the places of what was picked in it, counted modulo what there is."""

    event: str
    picks: tuple[int, ...]


Conversation = tuple[Step, ...]


def improvise(seed: int, length: int) -> tuple[Conversation, Exception | None]:
    """Have a conversation at random; gives it, and what went wrong where it ends, if anything."""
    chance = random.Random(seed)
    picked: list[int] = []

    def pick(among: Sequence[Any]) -> Any:
        picked.append(chance.randrange(len(among)))
        return among[picked[-1]]

    story = Story(pick)
    story.all_work()
    steps: list[Step] = []
    try:
        for _ in range(length):
            event = chance.choice(EVENTS)
            picked.clear()
            try:
                event(story)
            finally:
                steps.append(Step(event.__name__, tuple(picked)))
        story.ends_well()
    except BROKEN as error:
        return tuple(steps), error
    return tuple(steps), None


def tell(conversation: Conversation) -> Story:
    """Have a conversation again; raises whatever it found."""
    picks: Iterator[int] = iter(())

    def pick(among: Sequence[Any]) -> Any:
        return among[next(picks, 0) % len(among)]

    story = Story(pick)
    story.all_work()
    for step in conversation:
        picks = iter(step.picks)
        BY_NAME[step.event](story)
    story.ends_well()
    return story


def failure(conversation: Conversation) -> Exception | None:
    """Give what goes wrong in a conversation, if anything does."""
    try:
        tell(conversation)
    except BROKEN as error:
        return error
    return None


def shrink(conversation: Conversation, like: type[Exception]) -> Conversation:
    """Leave out whatever the failure does not need: halves first, single steps last."""
    size = max(1, len(conversation) // 2)
    while size:
        at = 0
        while at < len(conversation):
            shorter = conversation[:at] + conversation[at + size :]
            if isinstance(failure(shorter), like):
                conversation = shorter
            else:
                at += size
        size //= 2
    return conversation


def written(says: str, conversation: Conversation) -> bytes:
    """Give a conversation as it is kept, a step a line."""
    steps = b",\n  ".join(msgspec.json.encode((step.event, step.picks)) for step in conversation)
    return b'{"says": %s,\n "steps": [\n  %s\n ]}\n' % (msgspec.json.encode(says), steps)


def read(file: Path) -> Conversation:
    """Read a kept conversation."""
    steps = msgspec.json.decode(file.read_bytes())["steps"]
    return tuple(Step(event, tuple(picks)) for event, picks in steps)


def _tell_apart(length: int = 250, seeds: int = 60) -> Conversation:
    """Find a history to which the audit objects, with the router as it is just now."""
    for seed in range(seeds):
        conversation, error = improvise(seed, length)
        if isinstance(error, AuditFailed):
            return shrink(conversation, AuditFailed)
    raise LookupError("the audit never objected")


def main() -> None:
    """Write what is missing."""
    KEPT.mkdir(exist_ok=True)
    for mutant in MUTANTS:
        file = KEPT / f"{mutant.name}.json"
        if file.exists():
            continue
        with pytest.MonkeyPatch.context() as patch:
            mutant.infect(patch)
            conversation = _tell_apart()
        defect = mutant.name.replace("_", " ")
        file.write_bytes(
            written(f"The audit knows by it a router's defect: {defect}.", conversation)
        )
        print(mutant.name, len(conversation), flush=True)  # noqa: T201 - a program of its own


if __name__ == "__main__":
    main()
