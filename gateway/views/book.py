"""What is going on, folded from the record in the order of its entries.

The router's memory may be ahead of what is committed; pushes must tell what the record tells, one
entry after the other. So this book follows records, as recovery does, and knows no rule.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from crm.erasing import Erasure
from gateway.views.contact import Contact, Ringing, Stretch, Work
from gateway.views.standing import NOWHERE, Standing
from router import decisions as d
from router.history import Record
from router.ids import AgentId, HandlingId, InteractionId
from router.lifecycle import HandlingState, InteractionState, Presence
from router.machine import Router

_REMEMBERED: Final = 1_000
"""Ended contacts that are kept, so that a command repeated after a cut link finds its answer."""

_HANDED_ON: Final = {"transfer": "transferred", "reschedule": "rescheduled"}
"""How the work of an agent is called that ended while the contact goes on."""

_ENDS: Final[Mapping[type, InteractionState]] = {
    d.InteractionClosed: InteractionState.CLOSED,
    d.InteractionAbandoned: InteractionState.ABANDONED,
    d.InteractionDiscarded: InteractionState.DISCARDED,
}

REVS_PER_ENTRY: Final = 4_096
"""`rev` is the entry's number times this, plus the notes taken since: it rises over restarts."""


@dataclass(slots=True)
class Changes:
    """What one record changed, for those who push."""

    contacts: dict[InteractionId, Contact] = field(default_factory=dict)
    agents: dict[AgentId, None] = field(default_factory=dict)
    statuses: dict[AgentId, None] = field(default_factory=dict)
    offered: list[Contact] = field(default_factory=list)
    withdrawn: list[d.OfferWithdrawn] = field(default_factory=list)
    accepted: list[d.HandlingStarted] = field(default_factory=list)
    finished: dict[HandlingId, None] = field(default_factory=dict)
    queues_enabled: list[AgentId] = field(default_factory=list)
    policy: bool = False


class Book:
    """Every live contact and every agent's standing."""

    def __init__(self, router: Router, known: Iterable[Contact] = ()) -> None:
        """Begin where `router` stands; `known` are its live contacts with their stories."""
        self.n = router.n
        self._contacts: dict[InteractionId, Contact] = {contact.id: contact for contact in known}
        self._ended: OrderedDict[InteractionId, Contact] = OrderedDict()
        self._standings: dict[AgentId, Standing] = {
            agent.id: Standing.of(agent) for agent in router.agents.values()
        }
        self._held: dict[AgentId, dict[InteractionId, None]] = {}
        self._folds: Mapping[type, Callable[[Record, Any, Changes], None]] = {
            d.Queued: self._queued,
            d.Scheduled: self._scheduled,
            d.Offered: self._offered,
            d.OfferWithdrawn: self._offer_withdrawn,
            d.HandlingStarted: self._handling_started,
            d.HandlingEnded: self._handling_ended,
            d.HandedOn: self._handed_on,
            d.WrapUpExtended: self._wrap_up_extended,
            d.WrapUpOverdue: self._wrap_up_overdue,
            d.CodesSet: self._codes_set,
            d.HandlingClosed: self._handling_closed,
            d.InteractionClosed: self._interaction_closed,
            d.InteractionAbandoned: self._interaction_closed,
            d.InteractionDiscarded: self._interaction_closed,
            d.DeadlinesMoved: self._deadlines_moved,
            d.StatusChanged: self._status_changed,
            d.PresenceChanged: self._presence_changed,
            d.QueuesEnabled: self._queues_enabled,
            d.PolicyAdopted: self._policy_adopted,
        }
        for contact in self._contacts.values():
            self._file(contact)

    # --- Looking ---------------------------------------------------------------------------------

    def contact(self, interaction: InteractionId) -> Contact | None:
        """Give a contact that is live, or ended not long ago."""
        return self._contacts.get(interaction) or self._ended.get(interaction)

    def standing(self, agent: AgentId) -> Standing:
        """Give where an agent stands."""
        return self._standings.get(agent, NOWHERE)

    def handled_by(self, agent: AgentId) -> list[Contact]:
        """Give the contacts that the agent has in hand, oldest first."""
        return [
            contact
            for each in self._held.get(agent, ())
            if (contact := self._contacts[each]).offer is None or contact.offer.agent != agent
        ]

    def offered_to(self, agent: AgentId) -> list[Contact]:
        """Give the contacts that ring at the agent."""
        return [
            contact
            for each in self._held.get(agent, ())
            if (contact := self._contacts[each]).offer is not None and contact.offer.agent == agent
        ]

    # --- Following -------------------------------------------------------------------------------

    def note(self, contact: Contact, work: Work, tags: tuple[str, ...], notes: str) -> None:
        """Keep what an agent noted, which no entry of the journal holds."""
        work.tags = tags
        work.notes = notes
        contact.rev += 1

    def forget(self, erasure: Erasure) -> None:
        """Keep nothing of contacts that are over, whose customer was erased."""
        for interaction in erasure.contacts:
            self._ended.pop(interaction, None)

    def follow(self, record: Record) -> Changes:
        """Fold one record, and say what it changed."""
        self.n = record.n
        changes = Changes()
        for decision in record.decisions:
            fold = self._folds.get(type(decision))
            if fold is not None:
                fold(record, decision, changes)
        for contact in changes.contacts.values():
            contact.rev = record.n * REVS_PER_ENTRY
            self._file(contact)
        return changes

    def _file(self, contact: Contact) -> None:
        """Bring the indexes up to date with a contact that changed."""
        holders = {w.agent for w in contact.works.values() if w.state is not HandlingState.CLOSED}
        if contact.offer is not None:
            holders.add(contact.offer.agent)
        for agent in {w.agent for w in contact.works.values()} - holders:
            self._held.get(agent, {}).pop(contact.id, None)
        for agent in holders:
            self._held.setdefault(agent, {}).setdefault(contact.id)
        if not contact.is_live and self._contacts.pop(contact.id, None) is not None:
            self._ended[contact.id] = contact
            if len(self._ended) > _REMEMBERED:
                self._ended.popitem(last=False)

    def _contact(self, interaction: InteractionId, changes: Changes) -> Contact | None:
        contact = self._contacts.get(interaction)
        if contact is not None:
            changes.contacts[interaction] = contact
        return contact

    def _queued(self, record: Record, decision: d.Queued, changes: Changes) -> None:
        contact = self._contacts.get(decision.interaction)
        if contact is None:
            contact = Contact(
                id=decision.interaction,
                medium=decision.medium,
                queue=decision.queue,
                entered_at=decision.entered_at,
            )
            self._contacts[contact.id] = contact
        contact.queue = decision.queue
        contact.entered_at = decision.entered_at
        contact.state = InteractionState.WAITING
        contact.ended_at = None
        contact.begin_stretch(
            Stretch(
                queue=decision.queue,
                agent=None,
                since=record.at,
                reason=decision.reason,
                note=contact.note_for_next if decision.reason == "transferred" else "",
            )
        )
        changes.contacts[contact.id] = contact

    def _scheduled(self, record: Record, decision: d.Scheduled, changes: Changes) -> None:
        contact = self._contacts.get(decision.interaction)
        if contact is None:
            contact = Contact(
                id=decision.interaction,
                medium=decision.medium,
                queue=decision.queue,
                entered_at=decision.until,
            )
            self._contacts[contact.id] = contact
        contact.entered_at = decision.until
        contact.state = InteractionState.SCHEDULED
        contact.end_stretch(record.at)
        changes.contacts[contact.id] = contact

    def _offered(self, _: Record, decision: d.Offered, changes: Changes) -> None:
        contact = self._contact(decision.interaction, changes)
        if contact is None:
            return
        contact.state = InteractionState.OFFERED
        contact.offer = Ringing(
            id=decision.offer, agent=decision.agent, expires_at=decision.expires_at
        )
        changes.offered.append(contact)

    def _offer_withdrawn(self, _: Record, decision: d.OfferWithdrawn, changes: Changes) -> None:
        changes.withdrawn.append(decision)
        contact = self._contact(decision.interaction, changes)
        if contact is None:
            return
        contact.offer = None
        contact.state = InteractionState.WAITING
        self._held.get(decision.agent, {}).pop(contact.id, None)

    def _handling_started(
        self, record: Record, decision: d.HandlingStarted, changes: Changes
    ) -> None:
        changes.accepted.append(decision)
        if decision.offline:
            # The status stays, what may be chosen from it does not.
            changes.statuses[decision.agent] = None
        contact = self._contact(decision.interaction, changes)
        if contact is None:
            return
        contact.offer = None
        contact.state = InteractionState.ACTIVE
        contact.works[decision.handling] = Work(
            id=decision.handling,
            agent=decision.agent,
            queue=decision.queue,
            accepted_at=record.at,
            extendable=decision.wrap_up > 0,
        )
        contact.begin_stretch(
            Stretch(queue=decision.queue, agent=decision.agent, since=record.at, reason="accepted")
        )

    def _handling_ended(self, record: Record, decision: d.HandlingEnded, changes: Changes) -> None:
        contact = self._contact(decision.interaction, changes)
        if contact is None:
            return
        work = contact.works[decision.handling]
        work.state = HandlingState.WRAP_UP
        work.ended_at = record.at
        work.wrap_up_ends_at = decision.wrap_up_ends_at
        work.outcome = _HANDED_ON.get(decision.by)
        contact.end_stretch(record.at)
        if decision.by not in _HANDED_ON:
            contact.state = InteractionState.WRAP_UP

    def _handed_on(self, _: Record, decision: d.HandedOn, changes: Changes) -> None:
        contact = self._contact(decision.interaction, changes)
        if contact is not None:
            contact.works[decision.handling].outcome = _HANDED_ON["transfer"]

    def _wrap_up_extended(self, _: Record, decision: d.WrapUpExtended, changes: Changes) -> None:
        contact = self._contact(decision.interaction, changes)
        if contact is not None:
            contact.works[decision.handling].wrap_up_ends_at = decision.wrap_up_ends_at

    def _wrap_up_overdue(self, _: Record, decision: d.WrapUpOverdue, changes: Changes) -> None:
        self._contact(decision.interaction, changes)

    def _codes_set(self, _: Record, decision: d.CodesSet, changes: Changes) -> None:
        contact = self._contact(decision.interaction, changes)
        if contact is not None:
            contact.works[decision.handling].codes = decision.codes

    def _handling_closed(
        self, record: Record, decision: d.HandlingClosed, changes: Changes
    ) -> None:
        contact = self._contact(decision.interaction, changes)
        if contact is None:
            return
        work = contact.works[decision.handling]
        work.state = HandlingState.CLOSED
        work.outcome = work.outcome or decision.outcome
        if work.ended_at is None:
            work.ended_at = record.at
        changes.finished[work.id] = None
        changes.agents[decision.agent] = None

    def _interaction_closed(self, record: Record, decision: Any, changes: Changes) -> None:  # noqa: ANN401 - closed or abandoned
        contact = self._contact(decision.interaction, changes)
        if contact is None:
            return
        contact.state = _ENDS[type(decision)]
        contact.ended_at = record.at
        if isinstance(decision, d.InteractionDiscarded):
            contact.discarded_by = decision.agent
        contact.end_stretch(record.at)

    def _deadlines_moved(self, _: Record, decision: d.DeadlinesMoved, changes: Changes) -> None:
        for contact in self._contacts.values():
            for work in contact.works.values():
                if work.wrap_up_ends_at is not None and work.state is HandlingState.WRAP_UP:
                    work.wrap_up_ends_at += decision.by
                    changes.contacts[contact.id] = contact

    def _status_changed(self, _: Record, decision: d.StatusChanged, changes: Changes) -> None:
        self._standings[decision.agent] = replace(
            self.standing(decision.agent),
            status=decision.status,
            wish=decision.wish,
            stop_new=decision.stop_new,
            code=decision.code,
            since=decision.since,
            reason=decision.reason,
        )
        changes.statuses[decision.agent] = changes.agents[decision.agent] = None

    def _presence_changed(self, _: Record, decision: d.PresenceChanged, changes: Changes) -> None:
        reachable = decision.presence is not Presence.UNREACHABLE
        standing = self.standing(decision.agent)
        if standing.reachable != reachable:
            self._standings[decision.agent] = replace(standing, reachable=reachable)
            changes.agents[decision.agent] = None

    def _queues_enabled(self, _: Record, decision: d.QueuesEnabled, changes: Changes) -> None:
        changes.queues_enabled.append(decision.agent)

    def _policy_adopted(self, _: Record, __: d.PolicyAdopted, changes: Changes) -> None:
        changes.policy = True
