"""Pushes to browsers: written once, queued on every socket of the parties."""

from msgspec.structs import replace

from channels.chat import values
from channels.chat.ports import Parties
from channels.email.values import Mail
from crm.erasing import Erasure
from crm.records import CaseId
from gateway.case_readers import CaseReaders
from gateway.sockets import packets
from gateway.sockets.audience import Audience
from gateway.sockets.callers import AgentCaller, VisitorCaller
from gateway.views.chats import ChatViews
from gateway.wire.cases import ChangedCase, Delivery, MailState
from gateway.wire.chat import Read, Typing
from gateway.wire.customers import ErasedCustomer
from router.ids import AgentId


class Publisher:
    """Reaches every socket of agents and visitors (`channels.contract.Publisher`)."""

    def __init__(self, agents: Audience[AgentCaller], visitors: Audience[VisitorCaller]) -> None:
        """Reach whoever these audiences hold."""
        self._agents = agents
        self._visitors = visitors

    def to_agent(self, agent_id: AgentId, event: str, payload: object) -> None:
        """Push to every socket of the agent."""
        if self._agents.has(agent_id):
            self._agents.tell(agent_id, packets.event(event, payload))

    def to_visitor(self, visitor_id: values.VisitorId, event: str, payload: object) -> None:
        """Push to every socket of the visitor."""
        if self._visitors.has(visitor_id):
            self._visitors.tell(visitor_id, packets.event(event, payload))

    def agent_present(self, agent_id: AgentId) -> bool:
        """Tell whether the agent has a socket."""
        return self._agents.has(agent_id)

    def visitor_present(self, visitor_id: values.VisitorId) -> bool:
        """Tell whether the visitor has a socket."""
        return self._visitors.has(visitor_id)


class ChatPublisher:
    """Tells both parties of a chat at once (`channels.chat.ports.ChatPush`)."""

    def __init__(
        self,
        agents: Audience[AgentCaller],
        visitors: Audience[VisitorCaller],
        views: ChatViews,
    ) -> None:
        """Reach the parties among these audiences."""
        self._agents = agents
        self._visitors = visitors
        self._views = views

    def message(self, parties: Parties, message: values.Message) -> None:
        """Push to every socket of both parties; its `client_id` to its sender's alone.

        Written twice at most: once with the `client_id`, for the sender's sockets, once without.
        """
        view = self._views.message(message, to_sender=True)
        own = others = packets.event("message", view)
        if view.client_id is not None:
            others = packets.event("message", replace(view, client_id=None))
        by_customer = message.sender == "customer"
        self._visitors.tell(parties.visitor_id, own if by_customer else others)
        if parties.holder is not None:
            by_holder = message.sender == "agent" and message.sender_id == parties.holder
            self._agents.tell(parties.holder, own if by_holder else others)

    def chat_changed(self, chat: values.Chat) -> None:
        """Push to every socket of both parties."""
        if self._visitors.has(chat.visitor_id):
            customers = self._views.chat(chat, "customer")
            self._visitors.tell(chat.visitor_id, packets.event("chat", customers))
        if chat.holder is not None and self._agents.has(chat.holder):
            agents = self._views.chat(chat, "agent")
            self._agents.tell(chat.holder, packets.event("chat", agents))

    def typing(
        self, parties: Parties, chat_id: values.ChatId, sender: values.Party, *, typing: bool
    ) -> None:
        """Push to every socket of the other party."""
        outgoing = packets.event("typing", Typing(chat_id=chat_id, sender=sender, typing=typing))
        if sender == "agent":
            self._visitors.tell(parties.visitor_id, outgoing)
        elif parties.holder is not None:
            self._agents.tell(parties.holder, outgoing)

    def read(self, parties: Parties, chat_id: values.ChatId, seq: int, by: values.Party) -> None:
        """Push to every socket of both parties."""
        outgoing = packets.event("read", Read(chat_id=chat_id, seq=seq, by=by))
        self._visitors.tell(parties.visitor_id, outgoing)
        if parties.holder is not None:
            self._agents.tell(parties.holder, outgoing)

    def close_visitor(self, visitor_id: values.VisitorId) -> None:
        """Disconnect every socket of a visitor who was blocked."""
        self._visitors.disconnect(visitor_id)


class MailPublisher:
    """Tells the writer of a mail how it stands, readers of its case to read it anew.

    It is `channels.email.ports.MailPush`.
    """

    def __init__(self, agents: Audience[AgentCaller], readers: CaseReaders) -> None:
        """Reach agents among this audience."""
        self._agents = agents
        self._readers = readers

    def case_changed(self, case_id: CaseId) -> None:
        """Push to every socket of whoever read the case lately."""
        self._tell_readers(case_id)

    def mail_changed(self, mail: Mail) -> None:
        """Push to every socket of the agent who wrote it, and of other readers of the case."""
        self._tell_readers(mail.case_id, but=mail.agent_id)
        if mail.agent_id is None or mail.state is None or not self._agents.has(mail.agent_id):
            return
        recipients = tuple(
            Delivery(address=each.address, state=each.state, detail=each.detail)
            for each in mail.deliveries
        )
        payload = MailState(
            message_id=mail.id, case_id=mail.case_id, state=mail.state, recipients=recipients
        )
        self._agents.tell(mail.agent_id, packets.event("mail", payload))

    def _tell_readers(self, case_id: CaseId, *, but: AgentId | None = None) -> None:
        for agent, asked_for in self._readers.of(case_id):
            if agent != but and self._agents.has(agent):
                self._agents.tell(agent, packets.event("case", ChangedCase(case_id=asked_for)))


class ErasurePublisher:
    """Has every desk close what it has open of customers who were erased."""

    def __init__(self, agents: Audience[AgentCaller]) -> None:
        """Reach agents among this audience."""
        self._agents = agents

    def tell(self, erasure: Erasure) -> None:
        """Push to every socket of every agent: anybody may have read the record."""
        told = ErasedCustomer(
            customer_ids=tuple(sorted(erasure.customers)), case_ids=tuple(sorted(erasure.cases))
        )
        packet = packets.event("customer.erased", told)
        for agent in self._agents.people():
            self._agents.tell(agent, packet)
