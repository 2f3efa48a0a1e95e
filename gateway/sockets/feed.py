"""Tells every desk what the record changed, in the order of its entries."""

from collections.abc import Callable, Iterable
from typing import Final

from accounts.directory import Directory
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller
from gateway.sockets.publisher import Publisher
from gateway.views.agents import AgentViews, sees
from gateway.views.book import Book, Changes
from gateway.views.contact import Contact
from gateway.views.interactions import InteractionViews
from gateway.views.queues import QueueViews
from gateway.wire.agent import Queue, RosterAgent
from gateway.wire.interaction import OfferWithdrawn, WithdrawalReason
from router.history import Record
from router.ids import AgentId, Instant, seconds
from router.lifecycle import Withdrawal

_QUEUES_EVERY: Final = seconds(0.5)
"""Queue figures are told at most twice a second (protocol.md, Agent)."""

_REASONS: Final[dict[Withdrawal, WithdrawalReason]] = {
    Withdrawal.TIMED_OUT: "timed_out",
    Withdrawal.REJECTED: "rejected",
    Withdrawal.ABANDONED: "abandoned",
    Withdrawal.UNREACHABLE: "unreachable",
    Withdrawal.STATUS: "status",
    Withdrawal.RESTART: "restart",
}


class DeskFeed:
    """Follows the engine's records and pushes to the agents concerned."""

    def __init__(
        self,
        *,
        book: Book,
        audience: Audience[AgentCaller],
        publisher: Publisher,
        directory: Callable[[], Directory],
        interactions: InteractionViews,
        agents: AgentViews,
        queues: QueueViews,
        now: Callable[[], Instant],
        call_at: Callable[[Instant, Callable[[], None]], object],
    ) -> None:
        """Join the collaborators; `call_at` wakes the feed when queue figures may go out again."""
        self._book = book
        self._audience = audience
        self._publisher = publisher
        self._directory = directory
        self._interactions = interactions
        self._agents = agents
        self._queues = queues
        self._now = now
        self._call_at = call_at
        self._queues_told_at: Instant = 0
        self._queues_waiting = False
        self._last_queues: dict[AgentId, tuple[Queue, ...]] = {}

    def on_record(self, record: Record) -> None:
        """Follow one committed record; withdrawals first, so that no desk shows two offers."""
        changes = self._book.follow(record)
        self._withdraw(changes)
        for agent_id in changes.statuses:
            self._publisher.to_agent(agent_id, "status", self._agents.status(agent_id))
        for contact in changes.contacts.values():
            self._tell_handlers(contact)
        for contact in changes.offered:
            self._ring(contact)
        self._tell_roster(changes.agents)
        if changes.contacts or changes.agents or changes.queues_enabled or changes.policy:
            self._queues_soon()

    def tell(self, contact: Contact) -> None:
        """Tell the agents concerned of a change that is not in the record: their notes."""
        self._tell_handlers(contact)

    def _withdraw(self, changes: Changes) -> None:
        for each in changes.withdrawn:
            payload = OfferWithdrawn(id=each.offer, reason=_REASONS[each.reason])
            self._publisher.to_agent(each.agent, "offer.withdrawn", payload)
        for started in changes.accepted:
            # The other browsers of the same agent stop ringing, too.
            payload = OfferWithdrawn(id=started.offer, reason="accepted")
            self._publisher.to_agent(started.agent, "offer.withdrawn", payload)

    def _tell_handlers(self, contact: Contact) -> None:
        ringing = None if contact.offer is None else contact.offer.agent
        for agent_id in dict.fromkeys(work.agent for work in contact.works.values()):
            if agent_id != ringing and self._audience.has(agent_id):
                view = self._interactions.interaction(contact, agent_id)
                self._publisher.to_agent(agent_id, "interaction", view)

    def _ring(self, contact: Contact) -> None:
        """Ring; an offer that was withdrawn again by the same record does not."""
        if contact.offer is not None and self._audience.has(contact.offer.agent):
            offer = self._interactions.offer(contact, contact.offer.agent)
            self._publisher.to_agent(contact.offer.agent, "offer", offer)

    def _tell_roster(self, changed: Iterable[AgentId]) -> None:
        """Tell of colleagues who changed, to those who may see them."""
        known = self._directory().agents
        agents = [known[agent_id] for agent_id in changed if agent_id in known]
        if not agents:
            return
        for viewer_id in self._audience.people():
            viewer = known.get(viewer_id)
            if viewer is None:
                continue
            seen: list[RosterAgent] = [
                self._agents.colleague(agent) for agent in agents if sees(viewer, agent)
            ]
            if seen:
                self._publisher.to_agent(viewer_id, "agents", seen)

    # --- Queue figures ---------------------------------------------------------------------------

    def _queues_soon(self) -> None:
        if self._queues_waiting:
            return
        self._queues_waiting = True
        self._call_at(max(self._now(), self._queues_told_at + _QUEUES_EVERY), self._tell_queues)

    def _tell_queues(self) -> None:
        self._queues_waiting = False
        self._queues_told_at = self._now()
        present = self._audience.people()
        for agent_id in present:
            figures = self._queues.of_agent(agent_id)
            if figures != self._last_queues.get(agent_id):
                self._last_queues[agent_id] = figures
                self._publisher.to_agent(agent_id, "queues", figures)
        for gone in self._last_queues.keys() - set(present):
            del self._last_queues[gone]
