"""Logs of chats: who served whom, what was said and noted, which case it has become."""

from typing import Annotated, Literal

from msgspec import Meta

from gateway.wire.chat import Message
from gateway.wire.interaction import (
    AgentName,
    CaseSummary,
    LogDraft,
    PopCustomer,
    PrechatAnswer,
    QueueName,
)
from gateway.wire.scalars import Id, Line, Note, Ok, Payload

CaseStatus = Literal["open", "pending", "closed"]
Rev = Annotated[int, Meta(ge=0)]


class LoggedVisitor(Payload, frozen=True, kw_only=True):
    """Who wrote, as far as they said."""

    name: str
    email: str
    ip: str


class LoggedWork(Payload, frozen=True, kw_only=True):
    """What one agent noted about the chat."""

    agent: AgentName
    queue: QueueName
    accepted_at: str
    ended_at: str | None
    codes: tuple[str, ...]
    """The names of the codes chosen, with that of their list."""
    tags: tuple[str, ...]
    notes: str


class ChatLog(Payload, frozen=True, kw_only=True):
    """A chat as the customer file keeps it."""

    interaction_id: str
    number: str
    """What the interaction log calls it by, empty for one older than that log."""
    mode: Literal["view", "edit", "none"] | None
    """Null for the moment in which nobody has looked whose chat it was."""
    case: CaseSummary | None
    customer: PopCustomer | None
    queue: QueueName
    agent: AgentName
    agent_name: str
    """The name under which the customer knew the agent."""
    started_at: str
    ended_at: str
    waited_seconds: float
    duration_seconds: float
    """From the first acceptance to the end."""
    visitor: LoggedVisitor
    prechat: tuple[PrechatAnswer, ...]
    works: tuple[LoggedWork, ...]
    draft: LogDraft
    """What its agent has written, finished or not."""
    messages: tuple[Message, ...]
    more: bool
    """Whether more was said than is given."""
    removed: bool
    """Whether the chat was too old to be kept: then nothing of what was said is given."""


class ReadChatLog(Ok, frozen=True, kw_only=True):
    """The log of a chat."""

    log: ChatLog


class LogDraftRow(Payload, frozen=True, kw_only=True):
    """A log that its agent has to finish, in a list."""

    interaction_id: str
    subject: str
    queue: QueueName
    ended_at: str
    customer: PopCustomer | None


class LogDrafts(Ok, frozen=True, kw_only=True):
    """One's own logs that are not finished, the latest first."""

    drafts: tuple[LogDraftRow, ...]


class SaveChatLog(Payload, frozen=True, kw_only=True):
    """Keep a log as a draft; `rev` is the one last seen."""

    subject: Line
    description: Note = ""
    status: CaseStatus = "closed"
    rev: Rev


class FinishChatLog(SaveChatLog, frozen=True, kw_only=True):
    """Save a log as a case of this customer."""

    customer_id: Id
