"""Customers with their cases, as the company's own file knows them."""

from typing import Final, Literal, TypeAlias

import msgspec

from router.ids import AgentId, Duration, Instant, QueueId, seconds

CustomerId: TypeAlias = str
CaseId: TypeAlias = str
MERGE_UNDONE_WITHIN: Final[Duration] = seconds(24 * 3600)
"""A merge of cases can be undone for so long."""
CaseStatus = Literal["open", "pending", "closed"]
Level = Literal["low", "normal", "high", "urgent"]
CaseMedium = Literal["email", "chat"]

REOPENS_WITHIN: Final[Duration] = seconds(14 * 24 * 3600)
"""A reply to a closed case opens it again for so long; a later one begins a linked case."""


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a company that writes (CRM-008)."""

    id: CustomerId
    number: int
    """What agents call the record by (CRM-025)."""
    name: str
    company: str = ""
    account_number: str = ""
    phone: str = ""
    created_at: Instant
    addresses: tuple[str, ...] = ()
    """Mail addresses, case folded; each is one customer's alone."""
    notes: str = ""
    fields: dict[str, str] = {}
    """What the company itself wants to know, by the name it gives it; no value is empty."""
    rev: int = 1
    """Rises with every change of the record (docs/reference/crm.md)."""
    merged_into: CustomerId | None = None
    """The record that stands for this one since both were merged."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A matter to be settled, whatever it takes."""

    id: CaseId
    number: int
    """Stands in the subject of every mail of the case (ERP-004)."""
    subject: str
    status: CaseStatus = "open"
    priority: Level = "normal"
    severity: Level = "normal"
    customer_id: CustomerId
    queue_id: QueueId
    mailbox: str
    """The name of the mailbox its mail comes by (EIN-034); empty where it began with a chat."""
    assignee: AgentId | None = None
    linked_to: CaseId | None = None
    opened_at: Instant
    changed_at: Instant
    closed_at: Instant | None = None
    spam_at: Instant | None = None
    """When it was found to be junk; None: it is none."""
    merged_into: CaseId | None = None
    """The case that goes on with it, until the merge is undone."""
    merged_at: Instant | None = None
    deleted_at: Instant | None = None
    """Then nothing finds it any more; what is left of it keeps its number from being used again."""

    @property
    def medium(self) -> CaseMedium:
        """What it began with."""
        return "email" if self.mailbox else "chat"

    def takes_replies(self, at: Instant) -> bool:
        """Tell whether a reply belongs here, or is so late that it begins a case of its own."""
        if self.status != "closed":
            return True
        if self.spam_at is not None:
            return False
        return self.closed_at is not None and at - self.closed_at <= REOPENS_WITHIN


def folded(address: str) -> str:
    """Give a mail address in the form in which it is looked up: case does not matter."""
    return address.strip().casefold()
