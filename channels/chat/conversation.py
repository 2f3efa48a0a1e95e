"""The conversations that go on, in memory: who is on either side, and where each stands."""

from collections.abc import Iterable, Iterator

import msgspec

from channels.chat.follow import Change, Ended, Taken, Waits
from channels.chat.ports import StoredChat
from channels.chat.values import (
    Answers,
    Author,
    Chat,
    ChatId,
    ChatState,
    Details,
    EndReason,
    FormReason,
    Message,
    Visitor,
    VisitorId,
)
from router.ids import AgentId, Instant, QueueId


class Conversation:
    """One live chat: a memory of its row, plus what is true only of this moment.

    It tells whom to speak to; whether a message is taken is decided by the row alone.
    """

    __slots__ = (
        "agent_name",
        "agent_read",
        "answers",
        "awaiting_customer_since",
        "customer_active_at",
        "customer_connected",
        "customer_read",
        "disconnected_at",
        "end_reason",
        "ended_at",
        "estimated_wait_seconds",
        "holder",
        "id",
        "last_customer_message_at",
        "last_seq",
        "leaving",
        "left_message",
        "offer_form",
        "over",
        "position",
        "queue_id",
        "rating",
        "rev",
        "site_id",
        "started_at",
        "state",
        "transcript_sent",
        "visitor",
        "visitor_id",
        "wait_limit_reached",
        "waiting_since",
        "warned_at",
    )

    def __init__(self, stored: StoredChat) -> None:
        """Remember a chat as it lies in the store."""
        chat = stored.chat
        self.id: ChatId = chat.id
        self.visitor: Visitor = stored.visitor
        self.visitor_id: VisitorId = chat.visitor_id
        self.answers: Answers = stored.answers
        self.site_id = chat.site_id
        self.rev = chat.rev
        self.state: ChatState = chat.state
        self.queue_id: QueueId = chat.queue_id
        self.started_at: Instant = chat.started_at
        self.holder: AgentId | None = chat.holder
        self.agent_name: str | None = chat.agent_name
        self.left_message = chat.left_message
        self.last_seq = chat.last_seq
        self.customer_read = chat.customer_read
        self.agent_read = chat.agent_read
        self.last_customer_message_at: Instant | None = chat.last_customer_message_at
        self.awaiting_customer_since: Instant | None = stored.awaiting_customer_since
        self.wait_limit_reached = stored.wait_limit_reached
        self.waiting_since: Instant = chat.started_at
        """Since when it stands in its present queue."""
        self.ended_at: Instant | None = chat.ended_at
        self.end_reason: EndReason | None = chat.end_reason
        self.rating: int | None = chat.rating
        self.transcript_sent = chat.transcript_sent
        # Of this moment only.
        self.position: int | None = None
        self.estimated_wait_seconds: float | None = None
        self.offer_form: FormReason | None = None
        self.customer_connected = True
        self.customer_active_at: Instant = chat.last_customer_message_at or 0
        self.disconnected_at: Instant | None = None
        """Since when the customer's last socket is gone."""
        self.warned_at: Instant | None = None
        """When the customer was last asked whether they are still there."""
        self.leaving: EndReason | None = None
        """Why the customer's side is being ended, while that is under way."""
        self.over = False
        """The interaction is closed; kept only while the visitor is still there."""

    def chat(self) -> Chat:
        """Give the chat as both parties see it now."""
        return Chat(
            id=self.id,
            rev=self.rev,
            visitor_id=self.visitor_id,
            site_id=self.site_id,
            state=self.state,
            queue_id=self.queue_id,
            started_at=self.started_at,
            holder=self.holder,
            agent_name=self.agent_name,
            left_message=self.left_message,
            last_seq=self.last_seq,
            customer_read=self.customer_read,
            agent_read=self.agent_read,
            last_customer_message_at=self.last_customer_message_at,
            ended_at=self.ended_at,
            end_reason=self.end_reason,
            rating=self.rating,
            transcript_sent=self.transcript_sent,
            position=self.position,
            estimated_wait_seconds=self.estimated_wait_seconds,
            offer_form=self.offer_form,
            customer_connected=self.customer_connected,
        )

    def details(self) -> Details:
        """Give the chat with its customer."""
        return Details(chat=self.chat(), visitor=self.visitor, answers=self.answers)

    def belongs_to(self, author: Author) -> bool:
        """Tell whether the author is one of its two parties now."""
        if author.party == "customer":
            return self.visitor_id == author.id
        return self.holder == author.id

    def apply(self, change: Change, agent_name: str | None) -> None:
        """Follow what the router decided; `agent_name` is shown for an agent who takes it."""
        self.rev += 1
        match change:
            case Waits():
                self.state = "waiting"
                self.queue_id = change.queue_id
                self.holder = None
                self.agent_name = None
                self.wait_limit_reached = False
                self.waiting_since = change.at
                # Who waits in a queue owes nobody an answer.
                self.awaiting_customer_since = None
            case Taken():
                self.state = "active"
                self.holder = change.holder
                self.agent_name = agent_name
                if self.last_customer_message_at is None:
                    self.awaiting_customer_since = change.at
            case Ended():
                self.state = "ended"
                self.ended_at = change.at
                self.end_reason = "agent" if change.by == "agent" else self.leaving or "customer"
            case _:
                self.wait_limit_reached = True
        if self.state != "waiting":
            self.position = None
            self.estimated_wait_seconds = None
            self.offer_form = None

    def identified(self, visitor: Visitor) -> None:
        """Follow what the site has said of the visitor in the middle of the chat."""
        self.visitor = visitor

    def forget(self) -> None:
        """Blank what is known about the customer."""
        self.answers = Answers()
        self.visitor = msgspec.structs.replace(
            self.visitor, name="", email="", subject="", address=""
        )

    def heard(self, message: Message, rev: int) -> None:
        """Follow a message that was stored."""
        self.rev = max(self.rev, rev)
        self.last_seq = max(self.last_seq, message.seq)
        if message.sender == "customer":
            self.last_customer_message_at = message.at
            self.customer_active_at = message.at
            self.awaiting_customer_since = None
            self.customer_read = max(self.customer_read, message.seq)
        elif message.sender == "agent":
            self.agent_read = max(self.agent_read, message.seq)
            if self.awaiting_customer_since is None:
                self.awaiting_customer_since = message.at


class Conversations:
    """Every live chat by its id, its visitor and the queue it waits in."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_id: dict[ChatId, Conversation] = {}
        self._by_visitor: dict[VisitorId, dict[ChatId, Conversation]] = {}
        self._waiting: dict[QueueId, dict[ChatId, Conversation]] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Conversation]:
        return iter(tuple(self._by_id.values()))

    def get(self, chat_id: ChatId) -> Conversation | None:
        """Find a live chat."""
        return self._by_id.get(chat_id)

    def of_visitor(self, visitor_id: VisitorId) -> Iterable[Conversation]:
        """Give the visitor's live chats, left messages included."""
        return tuple(self._by_visitor.get(visitor_id, {}).values())

    def open_of(self, visitor_id: VisitorId) -> Conversation | None:
        """Find the chat in which the visitor waits or talks."""
        for conversation in self._by_visitor.get(visitor_id, {}).values():
            if conversation.state != "ended" and not conversation.left_message:
                return conversation
        return None

    def waiting_in(self, queue_id: QueueId) -> tuple[Conversation, ...]:
        """Give the chats that wait in the queue, those being offered included."""
        return tuple(self._waiting.get(queue_id, {}).values())

    def busy_queues(self) -> tuple[QueueId, ...]:
        """Give the queues in which a chat waits."""
        return tuple(self._waiting)

    def add(self, conversation: Conversation) -> None:
        """Take a chat in."""
        self._by_id[conversation.id] = conversation
        self._by_visitor.setdefault(conversation.visitor_id, {})[conversation.id] = conversation
        self._file(conversation)

    def apply(self, change: Change, agent_name: str | None = None) -> Conversation | None:
        """Follow a change; gives the chat it changed, if it is one of ours."""
        conversation = self._by_id.get(change.chat_id)
        if conversation is not None:
            self._unfile(conversation)
            conversation.apply(change, agent_name)
            self._file(conversation)
        return conversation

    def remove(self, conversation: Conversation) -> None:
        """Forget a chat."""
        self._unfile(conversation)
        self._by_id.pop(conversation.id, None)
        siblings = self._by_visitor.get(conversation.visitor_id, {})
        siblings.pop(conversation.id, None)
        if not siblings:
            self._by_visitor.pop(conversation.visitor_id, None)

    def _file(self, conversation: Conversation) -> None:
        if conversation.state == "waiting":
            line = self._waiting.setdefault(conversation.queue_id, {})
            line[conversation.id] = conversation

    def _unfile(self, conversation: Conversation) -> None:
        line = self._waiting.get(conversation.queue_id)
        if line is not None:
            line.pop(conversation.id, None)
            if not line:
                del self._waiting[conversation.queue_id]
