"""One entry under examination, with what the checks note while they walk through it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from router.audit.rules import Rule
from router.audit.world import Handling, World
from router.decisions import OfferWithdrawn
from router.history import Record
from router.ids import AgentId, InteractionId
from router.inputs import Input
from router.lifecycle import Status
from router.policy import CodeList

Finding: TypeAlias = tuple[Rule, str]
"""A rule that does not hold, and the sentence that says how."""


class Entry:
    """A record beside the world it is folded into."""

    def __init__(self, record: Record, world: World) -> None:
        self.n = record.n
        self.at = record.at
        self.input: Input = record.input
        self.decisions = record.decisions
        self.world = world
        self.position = 0
        """The index of the decision under examination."""
        self.status_before: dict[AgentId, Status] = {}
        """The shown status of each agent whose status this entry changed."""
        self.declined: dict[AgentId, OfferWithdrawn] = {}
        """Agents who rejected or missed an offer in this entry."""
        self.finished: set[AgentId] = set()
        """Agents whose last handling closed in this entry while "stop new" was on."""
        self.closed: dict[InteractionId, str | None] = {}
        """Interactions closed in this entry, with the handling that was current."""


Check: TypeAlias = Callable[[Entry, Any], Iterator[Finding]]
"""Looks at a decision just before it is folded."""
Checks: TypeAlias = Mapping[type, tuple[Check, ...]]
"""The checks of one module, by the kind of decision they look at."""
EndCheck: TypeAlias = Callable[[Entry], Iterator[Finding]]
"""Looks at the world once a whole entry is folded."""


def lists_of(world: World, handling: Handling) -> list[CodeList]:
    """Give the transaction code lists that the handling's queue shows."""
    queue = world.queues.get(handling.queue)
    ids = () if queue is None else queue.code_lists
    return [one for one in world.policy.code_lists if one.id in ids and one.kind == "transaction"]


def code_missing(world: World, handling: Handling) -> bool:
    """Tell whether a mandatory list of the handling's queue has no code chosen yet."""
    return any(
        one.mandatory and one.codes and not set(one.codes) & set(handling.codes)
        for one in lists_of(world, handling)
    )
