"""Tells every desk what the record changed, in the order of its entries."""

from typing import Final

from gateway.screen_pops import ScreenPops
from gateway.sockets.audience import Audience
from gateway.sockets.bulletins import QueueBulletin, RosterBulletin
from gateway.sockets.callers import AgentCaller
from gateway.sockets.publisher import Publisher
from gateway.views.agents import AgentViews
from gateway.views.book import Book, Changes
from gateway.views.contact import Contact
from gateway.views.interactions import InteractionViews
from gateway.wire.interaction import OfferWithdrawn, WithdrawalReason
from router.history import Record
from router.lifecycle import HandlingState, Withdrawal

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
        interactions: InteractionViews,
        agents: AgentViews,
        queues: QueueBulletin,
        roster: RosterBulletin,
        pops: ScreenPops,
    ) -> None:
        """Join the collaborators."""
        self._book = book
        self._audience = audience
        self._publisher = publisher
        self._interactions = interactions
        self._agents = agents
        self._queues = queues
        self._roster = roster
        self._pops = pops

    def on_record(self, record: Record) -> None:
        """Follow one committed record; withdrawals first, so that no desk shows two offers."""
        changes = self._book.follow(record)
        self._withdraw(changes)
        for agent_id in changes.statuses:
            self._publisher.to_agent(agent_id, "status", self._agents.status(agent_id))
        for contact in changes.contacts.values():
            self._tell_handlers(contact, changes)
        for contact in changes.offered:
            self._ring(contact)
        self._roster.soon(changes.agents)
        if changes.contacts or changes.agents or changes.queues_enabled or changes.policy:
            self._queues.soon()

    def tell(self, contact: Contact) -> None:
        """Tell the agents concerned of a change that is not in the record: their notes."""
        self._tell_handlers(contact, Changes())

    def _withdraw(self, changes: Changes) -> None:
        for each in changes.withdrawn:
            payload = OfferWithdrawn(id=each.offer, reason=_REASONS[each.reason])
            self._publisher.to_agent(each.agent, "offer.withdrawn", payload)
        for started in changes.accepted:
            # The other browsers of the same agent stop ringing, too.
            payload = OfferWithdrawn(id=started.offer, reason="accepted")
            self._publisher.to_agent(started.agent, "offer.withdrawn", payload)

    def _tell_handlers(self, contact: Contact, changes: Changes) -> None:
        """Tell whoever has it in hand, or has just finished it; it is nobody else's concern."""
        ringing = None if contact.offer is None else contact.offer.agent
        concerned = {
            work.agent: None
            for work in contact.works.values()
            if work.state is not HandlingState.CLOSED or work.id in changes.finished
        }
        for agent_id in concerned:
            if agent_id != ringing and self._audience.has(agent_id):
                view = self._interactions.interaction(contact, agent_id)
                self._publisher.to_agent(agent_id, "interaction", view)

    def _ring(self, contact: Contact) -> None:
        """Ring; an offer that was withdrawn again, by the same record or meanwhile, does not."""
        ringing = contact.offer
        if ringing is None or not self._audience.has(ringing.agent):
            return

        def tell() -> None:
            if contact.offer is ringing:
                offer = self._interactions.offer(contact, ringing.agent)
                self._publisher.to_agent(ringing.agent, "offer", offer)

        self._pops.ring(contact, ringing.agent, tell)
