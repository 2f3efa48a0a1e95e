"""Logs of chats: whether one is made, how it presents itself, what an agent adds to it."""

from typing import Final, Literal, TypeAlias

import msgspec

from crm.records import CaseId, CaseStatus, Customer, CustomerId
from router.ids import AgentId, Instant, InteractionId, QueueId

LogSetting: TypeAlias = Literal["off", "by_customer", "view", "edit", "none"]
"""What a queue wants of its chats (CHT-022, CHT-023)."""
LogMode: TypeAlias = Literal["view", "edit", "none"]
"""How a log presents itself: to be read, to be finished, or not at all."""

_SUBJECT_CHARS: Final = 100


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent adds to a log, and what becomes of its case."""

    subject: str = ""
    description: str = ""
    status: CaseStatus = "closed"
    """The case's: what was said is said, unless something is left to be done."""


class ChatLog(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer file keeps of a chat; what was said in it stays with the chat."""

    interaction_id: InteractionId
    queue_id: QueueId
    setting: LogSetting
    """What the queue wanted when the chat ended."""
    agent_id: AgentId
    """Who served it last."""
    agent_name: str
    """The name under which the customer knew that agent (CRM-029)."""
    ended_at: Instant
    mode: LogMode | None = None
    """None: just ended, and nobody has looked yet whose chat it was."""
    writing: Writing = Writing()
    rev: int = 0
    """Rises with every save."""
    saved_at: Instant | None = None
    case_id: CaseId | None = None
    """The case it has become (CRM-014)."""

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its agent to finish it."""
        return self.mode == "edit" and self.case_id is None


def mode_of(setting: LogSetting, *, known: bool) -> LogMode:
    """Say how a log presents itself; `known`: the customer was recognised (CHT-024, CHT-025)."""
    match setting:
        case "by_customer":
            return "view" if known else "edit"
        case "view" | "edit":
            return setting
        case "none" | "off":
            return "none"


def subject_of(first_words: str, otherwise: str) -> str:
    """Give what a log is about until somebody says better: the customer's first words."""
    line = " ".join(first_words.split())
    if len(line) > _SUBJECT_CHARS:
        line = line[:_SUBJECT_CHARS].rsplit(" ", 1)[0] + "…"
    return line or otherwise


def stranger(
    *, customer_id: CustomerId, number: int, at: Instant, name: str, address: str, unnamed: str
) -> Customer:
    """Write somebody down of whom no more is known than what they said before the chat."""
    return Customer(
        id=customer_id,
        number=number,
        name=name or address or unnamed,
        created_at=at,
        addresses=(address,) if address else (),
    )
