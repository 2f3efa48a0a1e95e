"""What a customer and an agent say about one conversation."""

from typing import Literal

from msgspec import field

from gateway.wire.scalars import Body, ClientId, Id, Limit, Ok, Payload, Seq

ChatState = Literal["bot", "waiting", "active", "ended"]
Sender = Literal["customer", "agent", "bot", "system"]
Party = Literal["customer", "agent"]
FormReason = Literal["closed", "unstaffed", "max_wait"]
BotDid = Literal[
    "greeting",
    "answer",
    "helped",
    "miss",
    "ask",
    "told",
    "courtesy",
    "closed",
    "handed_over",
    "idle",
]
PersonWhy = Literal["wanted", "missed", "not_helped", "message"]
SystemNotice = Literal["closed", "unstaffed", "max_wait", "idle_warning"]


class Attachment(Payload, frozen=True, kw_only=True):
    """A file beside a message; `url` is signed and works for ten minutes."""

    id: str
    name: str
    type: str
    size_bytes: int
    url: str


class Message(Payload, frozen=True, kw_only=True):
    """One line of a chat; `seq` starts at 1 and has no gaps within the chat."""

    id: str
    chat_id: str
    seq: int
    sender: Sender = field(name="from")
    name: str
    html: str
    text: str
    at: str
    client_id: str | None = None
    notice: SystemNotice | None = None
    asks: Literal["helped", "contact"] | None = None
    """`helped`: an answer of the bot's, which its reader may judge by `chat.feedback`. `contact`:
    nobody is there now, so its reader may be offered another way."""
    did: BotDid | None = None
    """What a line of the bot's was."""
    because: PersonWhy | None = None
    """Why the bot called a person, or would have while nobody was there."""
    attachments: tuple[Attachment, ...] = ()


class ChatAgent(Payload, frozen=True, kw_only=True):
    """The agent as the customer sees one: the display name alone."""

    name: str


class ReadMarks(Payload, frozen=True, kw_only=True):
    """The last `seq` each party has read; 0 for none."""

    customer: int = 0
    agent: int = 0


class Chat(Payload, frozen=True, kw_only=True):
    """A conversation as both parties see it; ignore one with a lower `rev`.

    `unread` counts for the party that is told. `offer_form` says that nobody may come soon and
    why, so that the customer can be offered to leave a message.
    """

    id: str
    rev: int
    state: ChatState
    queue: str | None
    position: int | None
    estimated_wait_seconds: float | None
    agent: ChatAgent | None
    started_at: str
    ended_at: str | None
    end_reason: str | None
    last_seq: int
    read: ReadMarks
    unread: int
    last_customer_message_at: str | None
    customer_connected: bool = True
    left_message: bool = False
    offer_form: FormReason | None = None
    rating: int | None = None
    transcript_sent: bool = False


class SendMessage(Payload, frozen=True, kw_only=True):
    """Say something: plain `text` or allow-listed `html`, with or without attachments."""

    chat_id: Id
    client_id: ClientId
    text: Body | None = None
    html: Body | None = None
    attachments: tuple[Id, ...] = ()


class SentMessage(Ok, frozen=True, kw_only=True):
    """The message as stored; the same for every repetition of its `client_id`."""

    message: Message


class SetTyping(Payload, frozen=True, kw_only=True):
    """Tell the other party that one is writing, or has stopped."""

    chat_id: Id
    typing: bool


class Typing(Payload, frozen=True, kw_only=True):
    """The other party is writing, or has stopped."""

    chat_id: str
    sender: Sender = field(name="from")
    typing: bool


class MarkRead(Payload, frozen=True, kw_only=True):
    """Everything up to `seq` has been seen."""

    chat_id: Id
    seq: Seq


class Read(Payload, frozen=True, kw_only=True):
    """A party has seen everything up to `seq`."""

    chat_id: str
    seq: int
    by: Party


class ReadHistory(Payload, frozen=True, kw_only=True):
    """Ask for messages after or before a `seq`, oldest first."""

    chat_id: Id
    after_seq: Seq | None = None
    before_seq: Seq | None = None
    limit: Limit | None = None


class History(Ok, frozen=True, kw_only=True):
    """A page of messages in `seq` order; `more` says whether the page was cut."""

    messages: tuple[Message, ...]
    more: bool
