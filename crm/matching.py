"""Whose contact it is, by what is known of who makes it."""

from typing import Final, Literal, TypeAlias

import msgspec

from crm.records import Case, Customer
from router.ids import AgentId

Trigger: TypeAlias = Literal["before_accept", "after_accept", "on_completion"]

MOST_MATCHES: Final = 10
"""What more customers than this share, such as a language, tells nobody apart."""


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """What a contact brings along to be recognised by (CRM-010)."""

    addresses: tuple[str, ...] = ()
    """Mail addresses, case folded."""
    case_number: int | None = None
    account_number: str = ""
    phone: str = ""
    passed: dict[str, str] = {}
    """Whatever else the customer answered or the page passed, by its name."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return self != Keys()


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The records that a contact may be about."""

    case: Case | None = None
    customers: tuple[Customer, ...] = ()
    """One: the customer. Several: an agent chooses (G-14). None: a new one."""
    chosen_by: AgentId | None = None
    """Who has said whose contact it is, where somebody had to."""

    @property
    def customer(self) -> Customer | None:
        """The customer, if there is only one to choose from."""
        return self.customers[0] if len(self.customers) == 1 else None
