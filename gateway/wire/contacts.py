"""The interaction log: contacts with what was noted about each."""

from gateway.wire.interaction import AgentName
from gateway.wire.scalars import Payload


class PastContact(Payload, frozen=True, kw_only=True):
    """A contact of a customer, as the interaction log holds it (CRM-025)."""

    id: str
    """What other systems call the transaction by."""
    number: str
    """What agents call the line by; empty for one that is older than the log."""
    medium: str
    direction: str
    queue: str
    state: str
    entered_at: str
    """When it was created."""
    ended_at: str | None
    changed_at: str
    """When anybody last had to do with it."""
    waited_seconds: float
    duration_seconds: float
    """How long agents worked on it, from accepting to ending."""
    created_by: AgentName | None
    """Who took it first; null: nobody did."""
    agent: AgentName | None
    """Who worked on it last: the assignee."""
    subject: str
    email: str
    """The address it came from; empty where there is none."""
    codes: tuple[str, ...]
    """The names of the codes chosen, with that of their list."""
    tags: tuple[str, ...]
    notes: str
    due_at: str | None
    """By when the next open task of its case is to be done."""
    reminder: bool
    """Whether that task's owner is reminded then."""
    case_id: str | None
    case_number: str | None
