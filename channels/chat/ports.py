"""What the chat channel needs from others: its store, its pushes, the waiting lines, fresh ids."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import msgspec

from accounts.directory import Directory
from channels.chat.refusal import Refusal
from channels.chat.values import (
    Answers,
    Attachment,
    AttachmentId,
    Author,
    Chat,
    ChatId,
    EndReason,
    Locale,
    Message,
    Notice,
    Page,
    Party,
    Sender,
    Visitor,
    VisitorId,
)
from channels.contract import BackgroundTask, Clock, EnginePort, OutgoingMail, RowWork
from router.ids import AgentId, Instant, InteractionId, QueueId


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A message ready to be numbered: checked, cleaned, masked."""

    chat_id: ChatId
    sender: Sender
    sender_id: str
    name: str
    html: str
    text: str
    at: Instant
    client_id: str | None
    notice: Notice | None = None
    attachments: tuple[AttachmentId, ...] = ()


class Appended(msgspec.Struct, frozen=True):
    """What became of an entry: the message as stored, new or from an earlier try."""

    message: Message
    rev: int
    """The chat's revision after it; 0 when nothing is new."""
    new: bool


AppendAnswer: TypeAlias = Callable[[Appended | Refusal | BaseException], None]
"""Called on the loop after the commit; an exception other than `Refusal` means `unavailable`."""


class StoredChat(msgspec.Struct, frozen=True, kw_only=True):
    """A chat as it lies in the store, with what its deadlines are derived from."""

    chat: Chat
    answers: Answers
    visitor: Visitor
    awaiting_customer_since: Instant | None
    """When the agent first spoke after the customer's last word; None: it is the agent's turn."""
    wait_limit_reached: bool
    removed: bool = False
    """True: it was too old to be kept, and what was said is gone."""


class ChatStore(Protocol):
    """Keeps visitors, chats, messages and attachments."""

    def append(self, entry: Entry, answer: AppendAnswer) -> None:
        """Number the entry and keep it, in the order of the calls.

        The chat's own row decides: a customer may write until it has ended, an agent while
        holding it, the system until it has ended, the bot until an agent holds it. Answers
        `Refusal`: `not_found` (not there, not yours; field ``attachments`` where that is a file,
        or one already sent), `chat_ended` or `client_id_reused`.
        """
        ...

    def open_chat(self, stored: StoredChat, start_id: str, first: Message | None) -> RowWork:
        """Give the rows of a new chat, and of its visitor's name and address."""
        ...

    async def open_unqueued(self, stored: StoredChat, start_id: str, first: Message | None) -> None:
        """Keep a new chat that waits in no queue yet: the bot's."""
        ...

    async def end_unqueued(self, chat_id: ChatId, reason: EndReason, at: Instant) -> None:
        """End a chat that is still the bot's."""
        ...

    async def save_answers(self, chat_id: ChatId, answers: Answers, visitor: Visitor) -> int:
        """Keep what the customer has said of themselves; gives the chat's revision after it."""
        ...

    def leave(self, chat_id: ChatId, reason: EndReason) -> RowWork:
        """Give the row that says why the chat is about to end."""
        ...

    async def turn_into_message(self, chat_id: ChatId, answers: Answers, entry: Entry) -> Appended:
        """Mark a waiting chat as a left message and append the form's text, in one step."""
        ...

    async def add_visitor(self, visitor: Visitor, token_hash: str) -> None:
        """Keep a new visitor."""
        ...

    async def visitor_by_token(self, token_hash: str) -> Visitor | None:
        """Find who shows this token."""
        ...

    async def visitor(self, visitor_id: VisitorId) -> Visitor | None:
        """Give a visitor."""
        ...

    async def identify(self, visitor: Visitor) -> None:
        """Keep who the visitor is by the word of the site."""
        ...

    async def greet(self, visitor_id: VisitorId, locale: Locale, at: Instant) -> None:
        """Keep when the visitor was last seen, and in which language."""
        ...

    async def block(self, visitor_id: VisitorId, until: Instant) -> None:
        """Keep the visitor away until then."""
        ...

    async def live_chats(self) -> list[StoredChat]:
        """Give every chat whose interaction is not over, wrap-up included, and the bot's."""
        ...

    async def chat(self, chat_id: ChatId) -> StoredChat | None:
        """Give one chat, whatever its state."""
        ...

    async def chat_by_start(self, visitor_id: VisitorId, start_id: str) -> StoredChat | None:
        """Find what an earlier try with the same `client_id` has opened."""
        ...

    async def chat_by_client_id(self, visitor_id: VisitorId, client_id: str) -> StoredChat | None:
        """Find the chat that was started, or in which was written, under this `client_id`."""
        ...

    async def last_chat(self, visitor_id: VisitorId) -> StoredChat | None:
        """Give the visitor's newest chat that is no left message."""
        ...

    async def was_handled_by(self, chat_id: ChatId, agent_id: AgentId) -> bool:
        """Tell whether the agent has ever accepted this chat."""
        ...

    async def messages(
        self, chat_id: ChatId, *, after: int | None, before: int | None, limit: int
    ) -> Page:
        """Give the first messages after, or the last ones before, a `seq`; oldest first."""
        ...

    async def save_reads(self, marks: Mapping[ChatId, tuple[int, int]]) -> None:
        """Raise the read marks (customer, agent); a mark never goes down."""
        ...

    async def save_rating(self, chat_id: ChatId, score: int, comment: str) -> bool:
        """Keep the customer's verdict; False: the chat was emptied meanwhile."""
        ...

    async def save_transcript(self, chat_id: ChatId, address: str, letter: RowWork) -> str | None:
        """Keep the letter unless one was sent before; gives the address the letter goes to.

        None: the chat was emptied meanwhile, and nothing is kept.
        """
        ...

    async def add_attachment(self, attachment: Attachment, author: Author, at: Instant) -> None:
        """Keep an uploaded file that no message carries yet."""
        ...

    async def attachment(self, attachment_id: AttachmentId) -> Attachment | None:
        """Give an attachment."""
        ...

    async def remove_unsent(self, before: Instant, at: Instant) -> int:
        """Forget the uploads from before `before` that no message carries; gives how many."""
        ...

    async def count_chats(self) -> int:
        """Count the chats ever opened."""
        ...


class Parties(Protocol):
    """Whom a push concerns: a `Chat` is one."""

    @property
    def visitor_id(self) -> VisitorId:
        """The customer's side."""
        ...

    @property
    def holder(self) -> AgentId | None:
        """The agent's side, if anybody is there."""
        ...


class ChatPush(Protocol):
    """Tells browsers at once; never stored, never repeated."""

    def message(self, parties: Parties, message: Message) -> None:
        """Push to every socket of both parties; its `client_id` to its sender's alone."""
        ...

    def chat_changed(self, chat: Chat) -> None:
        """Push to every socket of both parties."""
        ...

    def typing(self, parties: Parties, chat_id: ChatId, sender: Party, *, typing: bool) -> None:
        """Push to every socket of the other party."""
        ...

    def read(self, parties: Parties, chat_id: ChatId, seq: int, by: Party) -> None:
        """Push to every socket of both parties."""
        ...

    def close_visitor(self, visitor_id: VisitorId) -> None:
        """Disconnect every socket of a visitor who was blocked."""
        ...


class Lines(Protocol):
    """What the chat channel asks the router's state."""

    def position(self, interaction: InteractionId) -> int | None:
        """Give the place in its queue, from 1; None when it does not wait."""
        ...

    def is_open(self, queue: QueueId) -> bool:
        """Tell whether the queue's business hours run."""
        ...

    def is_staffed(self, queue: QueueId) -> bool:
        """Tell whether a logged-in agent is enabled on the queue."""
        ...

    def concerns(self, agent: AgentId, interaction: InteractionId) -> bool:
        """Tell whether the interaction is offered to, or in the hands of, the agent."""
        ...


class Timetable(Protocol):
    """Says in words when a queue is open."""

    def week(self, queue: QueueId, locale: Locale) -> str | None:
        """Give the hours of a week: "Monday to Friday 08:00-19:00"; None: it is always open."""
        ...

    def opens(self, queue: QueueId, locale: Locale) -> str | None:
        """Give when a closed queue opens next: "tomorrow at 08:00"; None: it is open, or never."""
        ...


class Mint(Protocol):
    """Makes what nobody can guess."""

    def id(self) -> str:
        """Give a new identifier."""
        ...

    def token(self) -> str:
        """Give a new secret of 256 bits."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything the parts of this channel hold of the world outside."""

    store: ChatStore
    push: ChatPush
    engine: EnginePort
    mail: OutgoingMail
    lines: Lines
    timetable: Timetable
    clock: Clock
    mint: Mint
    directory: Callable[[], Directory]
    """Gives the directory in force."""
    background: BackgroundTask

    def display_name(self, agent_id: AgentId | None) -> str | None:
        """Give the name under which customers know an agent (CHT-034)."""
        agent = None if agent_id is None else self.directory().agents.get(agent_id)
        return None if agent is None else agent.display_name

    def with_agent_name(self, chat: Chat) -> Chat:
        """Give a chat from the store, which knows agents by id, with its agent's name."""
        return msgspec.structs.replace(chat, agent_name=self.display_name(chat.holder))
