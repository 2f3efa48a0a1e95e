"""The waiting lines as the chat channel asks about them, answered from the router's state."""

from router.ids import AgentId, Instant, InteractionId, QueueId
from router.machine import Router


class RouterLines:
    """Reads the router; it may be a commit ahead of what has been said so far."""

    def __init__(self, router: Router) -> None:
        """Ask `router`."""
        self._router = router

    def position(self, interaction: InteractionId) -> int | None:
        """Give the place in its queue, from 1; None when it does not wait."""
        return self._router.position(interaction)

    def waits_since(self, interaction: InteractionId) -> Instant | None:
        """Give when it took the place in which it waits; None when it does not wait."""
        known = self._router.interactions.get(interaction)
        waits = known is not None and self._router.position(interaction) is not None
        return known.place[1] if known is not None and waits else None

    def is_open(self, queue: QueueId) -> bool:
        """Tell whether the queue's business hours run."""
        known = self._router.queues.get(queue)
        return known is not None and known.open

    def is_staffed(self, queue: QueueId) -> bool:
        """Tell whether a logged-in agent is enabled on the queue (G-04)."""
        known = self._router.queues.get(queue)
        return known is not None and known.attending > 0

    def concerns(self, agent: AgentId, interaction: InteractionId) -> bool:
        """Tell whether the interaction is offered to, or in the hands of, the agent."""
        known = self._router.agents.get(agent)
        if known is None:
            return False
        if known.offer is not None and self._router.offers[known.offer].interaction == interaction:
            return True
        return any(each.interaction == interaction for each in known.handlings.values())
