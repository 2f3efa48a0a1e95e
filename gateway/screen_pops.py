"""Screen pops: whose contact it is, found beside the work, shown at the moment a queue wants."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Protocol

from accounts.directory import Directory
from channels.chat.values import Answers, Details, Visitor
from channels.contract import BackgroundTask, Clock
from channels.email.ports import LiveMail
from channels.voicemail.values import LiveVoicemail
from crm.erasing import Erasure
from crm.matching import Keys, Match, Trigger
from crm.records import CustomerId, folded
from gateway.sockets.refusal import Refusal
from gateway.views.book import Book
from gateway.views.contact import Contact
from gateway.views.mail import pop_customer, summary
from gateway.wire import interaction as wire
from gateway.wire.errors import Code
from router.ids import AgentId, InteractionId
from router.lifecycle import HandlingState, Medium
from storage.customer_matches import CustomerMatches

_REMEMBERED: Final = 5_000
"""Contacts whose matches are kept; an older one is looked for again."""

_MOST_DIGITS: Final = 12


class Desks(Protocol):
    """Reaches the agents' desks."""

    def to_agent(self, agent_id: AgentId, event: str, payload: object) -> None:
        """Push to every desk of the agent."""
        ...


class ScreenPops:
    """Finds the records of a contact when somebody first looks at it (CRM-010, CRM-011)."""

    def __init__(
        self,
        *,
        book: Book,
        directory: Callable[[], Directory],
        matches: CustomerMatches,
        chat_details: Callable[[InteractionId], Details | None],
        mail_details: Callable[[InteractionId], LiveMail | None],
        voicemail_details: Callable[[InteractionId], LiveVoicemail | None],
        desks: Desks,
        background: BackgroundTask,
        clock: Clock,
    ) -> None:
        """Look in `matches`, with what the channels know of who makes the contact."""
        self._book = book
        self._directory = directory
        self._matches = matches
        self._chat_details = chat_details
        self._mail_details = mail_details
        self._voicemail_details = voicemail_details
        self._desks = desks
        self._background = background
        self._clock = clock
        self._known: OrderedDict[InteractionId, Match] = OrderedDict()
        self._sought: dict[InteractionId, list[Callable[[], None]]] = {}
        """What is being looked for, with what rings once that is found."""

    def of(self, contact: Contact, agent_id: AgentId) -> wire.ScreenPop | None:
        """Give what the agent's desk presents now.

        None before the queue's moment; and as long as it is being looked for, after which the
        desk is told.
        """
        when = self._trigger(contact, agent_id)
        if not _is_due(when, contact, agent_id):
            return None
        mail = self._mail_details(contact.id) if contact.medium is Medium.EMAIL else None
        if mail is not None:
            return _view(when, Match(case=mail.case, customers=(mail.customer,)))
        match = self._match(contact) if when == "before_accept" else self._known.get(contact.id)
        if match is None:
            self._seek(contact)
            return None
        return _view(when, match)

    def ring(self, contact: Contact, agent_id: AgentId, offer: Callable[[], None]) -> None:
        """Call `offer`: at once, or as soon as it can carry what is presented before accepting."""
        if (
            self._trigger(contact, agent_id) == "before_accept"
            and contact.medium is not Medium.EMAIL
            and self._match(contact) is None
        ):
            self._seek(contact)
            self._sought[contact.id].append(offer)
        else:
            offer()

    async def choose(
        self, interaction: InteractionId, customer_id: CustomerId, agent_id: AgentId
    ) -> wire.ScreenPop:
        """Take the agent's word for whose contact it is.

        Raises:
            Refusal: the contact is not the agent's (`not_found`).
            crm.refusal.Refusal: there is no such customer.

        """
        contact = self._book.contact(interaction)
        if contact is None or agent_id not in _concerned(contact):
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        customer = await self._matches.say(interaction, customer_id, self._clock.now(), by=agent_id)
        match = Match(customers=(customer,), chosen_by=agent_id)
        self._learn(contact, match)
        return _view(self._trigger(contact, agent_id), match)

    def forget(self, erasure: Erasure) -> None:
        """Look anew for whose contacts these are that were shown with somebody erased."""
        shown = [
            interaction
            for interaction, match in self._known.items()
            if not erasure.customers.isdisjoint(each.id for each in match.customers)
        ]
        for interaction in shown:
            del self._known[interaction]
            contact = self._book.contact(interaction)
            if contact is not None and contact.is_live:
                self._seek(contact)

    def _trigger(self, contact: Contact, agent_id: AgentId) -> Trigger:
        work = contact.work_of(agent_id)
        queue = self._directory().queues.get(contact.queue if work is None else work.queue)
        return "before_accept" if queue is None else queue.screen_pop

    def _match(self, contact: Contact) -> Match | None:
        """Give what was found; nobody needs to be looked for who brings nothing along."""
        match = self._known.get(contact.id)
        return Match() if match is None and not self._keys(contact) else match

    def _seek(self, contact: Contact) -> None:
        if contact.id not in self._sought:
            self._sought[contact.id] = []
            self._background(self._find(contact))

    async def _find(self, contact: Contact) -> None:
        try:
            keys = self._keys(contact)
            match = await self._matches.find(contact.id, keys) if keys else Match()
            # A case number is easily guessed: it shows a record, and writes nothing into it.
            if match.customer is not None and match.case is None and match.chosen_by is None:
                at = self._clock.now()
                await self._matches.say(contact.id, match.customer.id, at, by=None)
            self._known[contact.id] = match
            self._let_ring(contact)
            self._learn(contact, match)
        finally:
            self._let_ring(contact)

    def _let_ring(self, contact: Contact) -> None:
        for offer in self._sought.pop(contact.id, ()):
            offer()

    def _learn(self, contact: Contact, match: Match) -> None:
        self._known[contact.id] = match
        self._known.move_to_end(contact.id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        for agent_id in _concerned(contact):
            pop = self.of(contact, agent_id)
            if pop is not None:
                told = wire.PoppedScreen(interaction_id=contact.id, screen_pop=pop)
                self._desks.to_agent(agent_id, "screen_pop", told)

    def _keys(self, contact: Contact) -> Keys:
        chat = self._chat_details(contact.id) if contact.medium is Medium.CHAT else None
        if chat is not None:
            return keys_of_chat(chat.answers, chat.visitor)
        voice = self._voicemail_details(contact.id)
        return Keys() if voice is None else Keys(phone=voice.voicemail.caller)


def keys_of_chat(answers: Answers, visitor: Visitor) -> Keys:
    """Give what a chat brings along to be recognised by."""
    address = folded(answers.email or visitor.email)
    number = answers.case_number.strip().lstrip("#")
    known = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    return Keys(
        addresses=(address,) if address else (),
        case_number=int(number) if known else None,
        account_number=answers.account_number,
        passed={name: str(value) for name, value in answers.fields.items() if value},
    )


def _is_due(when: Trigger, contact: Contact, agent_id: AgentId) -> bool:
    work = contact.work_of(agent_id)
    if when == "before_accept":
        return agent_id in _concerned(contact)
    if work is None:
        return False
    return when == "after_accept" or work.state is not HandlingState.ACTIVE


def _concerned(contact: Contact) -> list[AgentId]:
    """Name who has it in hand or hears it ring."""
    agents = {
        work.agent: None
        for work in contact.works.values()
        if work.state is not HandlingState.CLOSED
    }
    if contact.offer is not None:
        agents[contact.offer.agent] = None
    return list(agents)


def _view(when: Trigger, match: Match) -> wire.ScreenPop:
    ids = tuple(each.id for each in match.customers)
    if match.case is not None:
        kind: wire.PopMatch = "case"
    else:
        kind = "none" if not ids else "customer" if len(ids) == 1 else "several"
    return wire.ScreenPop(
        when=when,
        match=kind,
        record_ids=ids if match.case is None else (match.case.id,),
        # Nobody is known: the desk opens the form of a new customer (CRM-013).
        form="customer" if kind == "none" else None,
        case=None if match.case is None else summary(match.case),
        customers=tuple(pop_customer(each) for each in match.customers),
    )
