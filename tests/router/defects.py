"""Routers with one defect each: what a defect is, and how it is put into the real router.

Each is a small patch, so that the router goes wrong in its decisions and its state alike: its
record is consistent with itself and replays without a difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from router import machine

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One defect, and the rules of which at least one must give it away."""

    name: str
    caught_by: frozenset[str]
    infect: Patch


MUTANTS: list[Mutant] = []


def mutant(*caught_by: str) -> Callable[[Patch], Patch]:
    """Enter a defect under the name of the function that makes it."""

    def register(infect: Patch) -> Patch:
        MUTANTS.append(Mutant(infect.__name__, frozenset(caught_by), infect))
        return infect

    return register


class With:
    """A module, enumeration or step with some names replaced."""

    def __init__(self, whole: Any, **names: Any) -> None:
        self._whole = whole
        self.__dict__.update(names)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


def handle(patch: pytest.MonkeyPatch, cause: type, handler: Any) -> None:
    """Put another handler into the machine's table."""
    patch.setattr(machine, "_HANDLERS", {**machine._HANDLERS, cause: handler})
