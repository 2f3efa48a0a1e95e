"""Deleting: a case with everything written in it goes for good."""

from typing import Literal, Protocol, TypeAlias

from channels.contract import Clock
from channels.email.refusal import Refusal
from crm.records import CaseId
from router.ids import AgentId, Instant

DeletionRefusal: TypeAlias = Literal["not_found", "merged", "in_hand", "on_its_way"]


class DeletionStore(Protocol):
    """Keeps the cases until they are deleted."""

    async def delete(self, case_id: CaseId, by: AgentId, at: Instant) -> DeletionRefusal | None:
        """Delete a case with everything that was merged into it; None: it is done."""
        ...


class Deleting:
    """What agents do about cases that nobody must keep."""

    def __init__(self, *, store: DeletionStore, clock: Clock) -> None:
        """Join the collaborators."""
        self._store = store
        self._clock = clock

    async def delete(self, case_id: CaseId, by: AgentId) -> None:
        """Delete a case: its mails with their files, and the drafts in it; its tasks stay.

        Raises:
            Refusal: no such case (`not_found`), one that was merged into another, one with mail
                that waits, that somebody works on, or that is on its way out (`conflict`).

        """
        refusal = await self._store.delete(case_id, by, self._clock.now())
        if refusal == "not_found":
            raise Refusal("not_found", "case_id")
        if refusal is not None:
            raise Refusal("conflict", refusal)
