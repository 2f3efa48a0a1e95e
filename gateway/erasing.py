"""Forgetting customers: the rows at once, then everything that still has them in memory."""

from collections.abc import Callable, Iterable

from channels.contract import BackgroundTask, Clock
from crm.erasing import Erasure, ErasureStore
from crm.records import CustomerId
from router.ids import AgentId
from storage.blobs import Blobs

Listener = Callable[[Erasure], None]
"""Hears whom to keep in memory no longer."""


class Erasing:
    """Erases customers whom nobody must keep."""

    def __init__(
        self,
        *,
        store: ErasureStore,
        blobs: Blobs,
        clock: Clock,
        background: BackgroundTask,
        listeners: Iterable[Listener],
    ) -> None:
        """Erase in `store`, then tell `listeners`; what nobody holds any more leaves `blobs`."""
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._background = background
        self._listeners = list(listeners)

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` hear of each erasure; for the composition only, before `start`."""
        self._listeners.append(listener)

    async def erase(self, customer_id: CustomerId, by: AgentId) -> None:
        """Erase a customer for good; one who was erased before stays so.

        Raises:
            crm.refusal.Refusal: there is none (`not_found`), the record was merged into another,
                or a contact of theirs waits or is in hand (`conflict`).

        """
        now = self._clock.now()
        erasure = await self._store.erase(customer_id, by, now)
        for listener in self._listeners:
            listener(erasure)
        self._background(self._blobs.remove_unreferenced(now))
