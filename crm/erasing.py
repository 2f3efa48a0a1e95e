"""Erasing a customer: what was emptied, for everybody who still has something of it in memory."""

from typing import Protocol

import msgspec

from crm.records import CaseId, CustomerId
from router.ids import AgentId, Instant, InteractionId


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """What belonged to a customer, by its ids alone."""

    customers: frozenset[CustomerId]
    """The record, and those that were merged into it."""
    cases: frozenset[CaseId] = frozenset()
    others: frozenset[CaseId] = frozenset()
    """Cases of other customers in which they had written, or theirs were shown."""
    contacts: frozenset[InteractionId] = frozenset()
    """Chats, mails, recordings, callbacks."""


class ErasureStore(Protocol):
    """Keeps customers until they are erased."""

    async def erase(self, customer_id: CustomerId, by: AgentId, at: Instant) -> Erasure:
        """Empty everything that tells of a customer, at once; erased before, nothing is left.

        Raises:
            crm.refusal.Refusal: there is none (`not_found`), the record was merged into another,
                or a contact of theirs waits or is in hand (`conflict`).

        """
        ...
