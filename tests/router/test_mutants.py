"""Every defective router is caught by the audit, though its own record replays to the letter."""

import random

import pytest

from router.audit.replay import replay
from router.history import ROUTER_VERSION
from tests.router.mutants import MUTANTS, Mutant
from tests.router.story import EVENTS, AuditFailed, Story

STORIES = 60
SEARCHED = 120
"""Stories until one must have shown the defect; nearly all show theirs in the first few."""
LENGTH = 250


def _first_violation(seed: int) -> tuple[Story, set[str]] | None:
    """Tell a story until the audit objects; gives the story and the rules."""
    chance = random.Random(seed)
    story = Story(chance.choice)
    try:
        for _ in range(LENGTH):
            chance.choice(EVENTS)(story)
    except AuditFailed as failed:
        return story, failed.rules
    except (AssertionError, KeyError, ValueError, AttributeError):
        return None  # a defect may also break the router outright; the audit must do better
    return None


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_audit_catches(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    """ARCHITECTURE: the audit is a second opinion, and replay cannot stand in for it."""
    mutant.infect(monkeypatch)
    found = (_first_violation(seed) for seed in range(SEARCHED))
    story, rules = next(each for each in found if each is not None)
    assert rules & mutant.caught_by
    entries = ((ROUTER_VERSION, record) for record in story.records)
    assert list(replay(entries)) == []


def test_the_sound_router_is_not_accused() -> None:
    """The same stories, told to the router without a defect, end well and are repeatable."""
    for seed in range(STORIES):
        chance = random.Random(seed)
        story = Story(chance.choice)
        for _ in range(LENGTH):
            chance.choice(EVENTS)(story)
        story.ends_well()
        assert list(replay((ROUTER_VERSION, record) for record in story.records)) == []
