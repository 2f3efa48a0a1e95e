"""What a chat is made of: the values that the channel takes, stores and hands over.

A chat is one interaction of the router and carries its id. Instants are microseconds since the
Unix epoch, as everywhere.
"""

from typing import Final, Literal, TypeAlias

import msgspec

from router.ids import AgentId, Instant, InteractionId, QueueId

ChatId: TypeAlias = InteractionId
VisitorId: TypeAlias = str
AttachmentId: TypeAlias = str

ChatState: TypeAlias = Literal["bot", "waiting", "active", "ended"]
Sender: TypeAlias = Literal["customer", "agent", "bot", "system"]
Party: TypeAlias = Literal["customer", "agent"]
Locale: TypeAlias = Literal["en", "fr"]
EndReason: TypeAlias = Literal["agent", "customer", "idle", "disconnected", "blocked"]
FormReason: TypeAlias = Literal["closed", "unstaffed", "max_wait"]
"""Why a waiting customer is offered to leave a message instead."""
Notice: TypeAlias = Literal["closed", "unstaffed", "max_wait", "idle_warning"]
"""What a message of the system says, for clients that have their own words for it."""
Answer: TypeAlias = str | int | float | bool | None

MAX_HISTORY: Final = 200
"""The most messages one page or one resumption holds (protocol.md, conventions)."""


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """The common shape: frozen, keyword-only."""


class Author(_Value, frozen=True, kw_only=True):
    """Who does something in a chat: a visitor as the customer, or an agent."""

    party: Party
    id: str

    @classmethod
    def customer(cls, visitor_id: VisitorId) -> "Author":
        """Name a visitor."""
        return cls(party="customer", id=visitor_id)

    @classmethod
    def agent(cls, agent_id: AgentId) -> "Author":
        """Name an agent."""
        return cls(party="agent", id=agent_id)


class Answers(_Value, frozen=True, kw_only=True, omit_defaults=True):
    """What the customer said about themselves before the chat (CHT-003, CHT-012)."""

    name: str = ""
    email: str = ""
    account_number: str = ""
    case_number: str = ""
    fields: dict[str, Answer] = {}


class Visitor(_Value, frozen=True, kw_only=True):
    """A browser that has opened the widget of a site."""

    id: VisitorId
    site_id: str
    created_at: Instant
    locale: Locale = "en"
    address: str = ""
    """The network address seen last (CHT-012)."""
    name: str = ""
    email: str = ""
    subject: str = ""
    """Who this is at the site, by the site's signed word; empty: only the visitor's own word."""
    blocked_until: Instant = 0


Proof: TypeAlias = Literal["accepted", "expired", "invalid"]
"""What became of a signed identity."""


class Identity(_Value, frozen=True, kw_only=True):
    """A customer as the site knows them."""

    subject: str
    name: str = ""
    email: str = ""


class Attachment(_Value, frozen=True, kw_only=True):
    """A file beside a message; the gateway signs the address it is fetched from."""

    id: AttachmentId
    chat_id: ChatId
    name: str
    type: str
    """The media type found in the bytes, never the one claimed."""
    size_bytes: int
    blob: str
    """The key of its bytes in the blob store."""


class Message(_Value, frozen=True, kw_only=True):
    """One line of a chat; `seq` starts at 1 and has no gaps within the chat."""

    id: str
    """``chat.seq``: the same for every repetition."""
    chat_id: ChatId
    seq: int
    sender: Sender
    sender_id: str
    """The visitor's or the agent's id; the name of the sender's kind for bot and system."""
    name: str
    """The name the other party sees (CHT-034)."""
    html: str
    text: str
    at: Instant
    client_id: str | None = None
    """What the sender called it; shown to its sender alone."""
    notice: Notice | None = None
    attachments: tuple[Attachment, ...] = ()


class Chat(_Value, frozen=True, kw_only=True):
    """A conversation as both parties see it."""

    id: ChatId
    rev: int
    visitor_id: VisitorId
    site_id: str
    state: ChatState
    queue_id: QueueId
    started_at: Instant
    holder: AgentId | None = None
    """The agent who talks; once ended, the one who talked last."""
    agent_name: str | None = None
    """The holder's display name (CHT-034)."""
    left_message: bool = False
    """True: the customer left a form and does not wait at the screen."""
    last_seq: int = 0
    customer_read: int = 0
    agent_read: int = 0
    last_customer_message_at: Instant | None = None
    ended_at: Instant | None = None
    end_reason: EndReason | None = None
    rating: int | None = None
    transcript_sent: bool = False
    position: int | None = None
    """From 1, while waiting."""
    estimated_wait_seconds: float | None = None
    offer_form: FormReason | None = None
    """Not None: nobody may come soon, so offer the form of `message.leave`."""
    customer_connected: bool = True

    def unread(self, party: Party) -> int:
        """Count the messages this party has not read; who writes has read what came before."""
        return self.last_seq - (self.customer_read if party == "customer" else self.agent_read)


class Details(_Value, frozen=True, kw_only=True):
    """A chat with its customer, for the agent's desk (CHT-012)."""

    chat: Chat
    visitor: Visitor
    answers: Answers


class Draft(_Value, frozen=True, kw_only=True):
    """A message as its author sends it: exactly one of `text` and `html`."""

    chat_id: ChatId
    client_id: str
    text: str | None = None
    html: str | None = None
    attachments: tuple[AttachmentId, ...] = ()


class Arrival(_Value, frozen=True, kw_only=True):
    """A browser connects; its origin has already been held against the site's."""

    site_key: str
    token: str | None = None
    identity: str | None = None
    """What the site says of the customer, signed (`channels.chat.identity`)."""
    locale: Locale = "en"
    address: str = ""


class Welcome(_Value, frozen=True, kw_only=True):
    """What the browser is told once it is connected."""

    visitor: Visitor
    token: str
    """To be shown at the next connect; only its hash is kept."""
    site_id: str
    identity: Proof | None = None
    """What became of the identity that was shown; None: none was."""
    chat: Chat | None
    """The open chat, or else the last one if it ended within a day."""


class Opening(_Value, frozen=True, kw_only=True):
    """A customer asks for a conversation."""

    client_id: str
    answers: Answers = Answers()
    message: str | None = None
    queue: str | None = None
    """The name of a chat queue; None: the site's own."""


class Started(_Value, frozen=True, kw_only=True):
    """The conversation asked for; `existing` when it was already there."""

    chat: Chat
    existing: bool


class LeftMessage(_Value, frozen=True, kw_only=True):
    """The form of somebody who does not want to wait any longer."""

    client_id: str
    name: str
    email: str
    text: str


class Page(_Value, frozen=True, kw_only=True):
    """Messages in `seq` order; `more` says that the page was cut."""

    messages: tuple[Message, ...]
    more: bool


class Upload(_Value, frozen=True, kw_only=True):
    """A file as it came in, its bytes already in the blob store."""

    name: str
    head: bytes
    """The first 512 bytes, where the kind of file shows."""
    size_bytes: int
    blob: str
