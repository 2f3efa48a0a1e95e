"""Interactions, offers and handlings as the agent concerned sees them."""

from collections.abc import Callable
from typing import Final

from msgspec import UNSET

from accounts import directory as accounts
from accounts.directory import Agent, Directory
from accounts.permissions import may
from channels.chat.values import Details
from channels.email.ports import LiveMail
from channels.voicemail.values import LiveVoicemail
from gateway.views.book import Book
from gateway.views.chat_logs import auto_log
from gateway.views.chats import ChatViews, introduced, prechat
from gateway.views.contact import Contact, Stretch, Work
from gateway.views.mail import MailViews, summary
from gateway.views.voicemail import VoicemailViews
from gateway.wire import interaction as wire
from gateway.wire.times import seconds, to_wire, to_wire_or_none
from router.ids import AgentId, Instant, InteractionId
from router.lifecycle import HandlingState, Medium
from storage.chat_logs import Logged

_TRANSFERABLE: Final = frozenset({Medium.CHAT, Medium.EMAIL})
_TRANSFERABLE_LATE: Final = frozenset({Medium.EMAIL})
_SPOKEN: Final = frozenset({Medium.VOICEMAIL, Medium.CALLBACK})


class InteractionViews:
    """Writes contacts as wire structs, each for one agent."""

    def __init__(
        self,
        *,
        book: Book,
        directory: Callable[[], Directory],
        chat_details: Callable[[InteractionId], Details | None],
        chats: ChatViews,
        mail_details: Callable[[InteractionId], LiveMail | None],
        mails: MailViews,
        voicemail_details: Callable[[InteractionId], LiveVoicemail | None],
        voicemails: VoicemailViews,
        screen_pop: Callable[[Contact, AgentId], wire.ScreenPop | None],
        logged: Callable[[InteractionId], Logged | None],
        now: Callable[[], Instant],
    ) -> None:
        """Take stories from `book`, names from `directory`, the rest from the channels."""
        self._book = book
        self._directory = directory
        self._chat_details = chat_details
        self._chats = chats
        self._mail_details = mail_details
        self._mails = mails
        self._voicemail_details = voicemail_details
        self._voicemails = voicemails
        self._screen_pop = screen_pop
        self._logged = logged
        self._now = now

    def interaction(self, contact: Contact, agent_id: AgentId) -> wire.Interaction:
        """Write a contact; towards an agent with a handling, its state is that handling's."""
        directory = self._directory()
        work = contact.work_of(agent_id)
        queue_id = contact.queue if work is None else work.queue
        details = self._chat_details(contact.id) if contact.medium is Medium.CHAT else None
        mail = self._mail_details(contact.id) if contact.medium is Medium.EMAIL else None
        voice = self._voicemail_details(contact.id) if contact.medium in _SPOKEN else None
        logged = self._logged(contact.id)
        agent = directory.agents[agent_id]
        in_hand = work is not None and work.state is not HandlingState.CLOSED
        accepted_at = next((w.accepted_at for w in contact.works.values()), None)
        waited_until = accepted_at or contact.ended_at or self._now()
        return wire.Interaction(
            id=contact.id,
            rev=contact.rev,
            medium=contact.medium.value,
            queue=self.queue(queue_id),
            state=_state(contact, work),
            direction="inbound",
            enqueued_at=to_wire(contact.entered_at),
            waited_seconds=seconds(max(0, waited_until - contact.entered_at)),
            ended_at=to_wire_or_none(contact.ended_at),
            handling=None if work is None else self._handling(contact, work),
            actions=self._actions(contact, work, agent, voice),
            journey=tuple(self._stage(stretch) for stretch in contact.journey),
            code_lists=_code_lists(directory, queue_id),
            customer=_customer(details, mail, voice),
            case=_case(mail, logged),
            screen_pop=self._screen_pop(contact, agent_id),
            auto_log=auto_log(logged),
            prechat=()
            if details is None
            else prechat(directory, details.chat.site_id, details.answers, agent.locale),
            chat=UNSET if details is None else self._chats.chat(details.chat, "agent"),
            email=UNSET if mail is None else self._mails.email(mail),
            voicemail=self._voicemails.voicemail(voice, agent, in_hand=in_hand)
            if voice is not None and contact.medium is Medium.VOICEMAIL
            else UNSET,
            callback=self._voicemails.callback(voice, agent, in_hand=in_hand)
            if voice is not None and contact.medium is Medium.CALLBACK
            else UNSET,
        )

    def offer(self, contact: Contact, agent_id: AgentId) -> wire.Offer:
        """Write the offer that rings at the agent."""
        assert contact.offer is not None
        assert contact.offer.agent == agent_id
        return wire.Offer(
            id=contact.offer.id,
            interaction=self.interaction(contact, agent_id),
            expires_at=to_wire(contact.offer.expires_at),
            can_reject=may(self._directory().agents[agent_id], "offer.reject"),
            transferred=self._transferred(contact),
        )

    def queue(self, queue_id: str) -> wire.QueueName:
        """Name a queue; one that is no longer known is named by its id."""
        queue = self._directory().queues.get(queue_id)
        return wire.QueueName(id=queue_id, name=queue_id if queue is None else queue.name)

    def agent(self, agent_id: AgentId) -> wire.AgentName:
        """Name an agent to colleagues."""
        agent = self._directory().agents.get(agent_id)
        return wire.AgentName(id=agent_id, name=agent_id if agent is None else agent.name)

    def _handling(self, contact: Contact, work: Work) -> wire.Handling:
        return wire.Handling(
            id=work.id,
            interaction_id=contact.id,
            agent=self.agent(work.agent),
            state=work.state.value,
            accepted_at=to_wire(work.accepted_at),
            ended_at=to_wire_or_none(work.ended_at),
            wrap_up_ends_at=to_wire_or_none(work.wrap_up_ends_at),
            codes=work.codes,
            tags=work.tags,
            notes=work.notes,
            outcome=work.outcome,
        )

    def _stage(self, stretch: Stretch) -> wire.Stage:
        return wire.Stage(
            queue=self.queue(stretch.queue).name,
            agent=None if stretch.agent is None else self.agent(stretch.agent).name,
            since=to_wire(stretch.since),
            until=to_wire_or_none(stretch.until),
            reason=stretch.reason,
            note=stretch.note,
        )

    def _transferred(self, contact: Contact) -> wire.Transferred | None:
        """Say where a transferred contact comes from (CHT-039)."""
        if len(contact.journey) < 2 or contact.journey[-1].reason != "transferred":
            return None
        before, now = contact.journey[-2:]
        return wire.Transferred(
            from_agent=None if before.agent is None else self.agent(before.agent).name,
            from_queue=self.queue(before.queue).name,
            note=now.note,
            at=to_wire(now.since),
        )

    def _actions(
        self, contact: Contact, work: Work | None, agent: Agent, voice: LiveVoicemail | None
    ) -> tuple[wire.Action, ...]:
        """Give what the agent may do with the contact now."""
        if contact.offer is not None and contact.offer.agent == agent.id:
            return ("accept", "reject") if may(agent, "offer.reject") else ("accept",)
        if work is None or work.state is HandlingState.CLOSED:
            return ()
        spoken = () if voice is None else self._voicemails.actions(voice)
        if work.state is HandlingState.WRAP_UP:
            late = contact.medium in _TRANSFERABLE_LATE and work.outcome is None
            return (
                *(("extend_wrap_up",) if work.extendable else ()),
                "annotate",
                *(("transfer",) if late else ()),
                "wrap_up",
                *(each for each in spoken if each == "copy"),
            )
        # A callback ends with how it went: reached, put off, or given up.
        end: tuple[wire.Action, ...] = () if contact.medium is Medium.CALLBACK else ("end",)
        actions: list[wire.Action] = [*end, "annotate", *spoken]
        if contact.medium in _TRANSFERABLE:
            actions.append("transfer")
        if contact.medium is Medium.EMAIL:
            actions.append("reply")
        if contact.medium is Medium.CHAT:
            actions.append("send")
            if may(agent, "visitor.block"):
                actions.append("block")
        return tuple(actions)


def _case(mail: LiveMail | None, logged: Logged | None) -> wire.CaseSummary | None:
    if mail is not None:
        return summary(mail.case)
    return None if logged is None or logged.case is None else summary(logged.case)


def _state(contact: Contact, work: Work | None) -> wire.InteractionState:
    if work is not None and (contact.offer is None or work.agent != contact.offer.agent):
        return work.state.value
    return contact.state.value


def code_list(each: accounts.CodeList) -> wire.CodeList:
    """Write a code list with the codes that can be chosen today."""
    return wire.CodeList(
        id=each.id,
        name=each.name,
        kind=each.kind,
        mandatory=each.mandatory,
        multiple=each.multiple,
        codes=tuple(wire.CodeChoice(id=code.id, name=code.name) for code in each.choices),
        statuses=each.statuses,
    )


def _code_lists(directory: Directory, queue_id: str) -> tuple[wire.CodeList, ...]:
    queue = directory.queues.get(queue_id)
    if queue is None:
        return ()
    lists = (directory.code_lists.get(list_id) for list_id in queue.code_list_ids)
    return tuple(code_list(each) for each in lists if each is not None and not each.disabled)


def _customer(
    details: Details | None, mail: LiveMail | None, voice: LiveVoicemail | None
) -> wire.Customer | None:
    """Say who is asking: the email, the name and the address (CHT-012)."""
    if voice is not None:
        caller = voice.voicemail.caller_name or voice.voicemail.caller
        return wire.Customer(id=None, name=caller, email="", ip="")
    if mail is not None:
        known, sender = mail.customer, mail.mail.sender
        return wire.Customer(id=known.id, name=known.name, email=sender.address, ip="")
    if details is None:
        return None
    answers, visitor = details.answers, details.visitor
    said, email = introduced(answers, visitor)
    verified = bool(visitor.subject)
    return wire.Customer(id=None, name=said, email=email, ip=visitor.address, verified=verified)
