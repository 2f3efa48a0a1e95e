"""Who did what to which account or setting: rows are added and never changed."""

from typing import Final

import msgspec
from sqlalchemy import select

from router.ids import Instant
from storage.schema import security_log
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_ADD = insert_into(security_log, generated="id")
_NEWEST = Statement(
    select(security_log)
    .where(security_log.c.id < param("before"))
    .order_by(security_log.c.id.desc())
    .limit(param("most"))
)
_AFTER_ALL = 2**63 - 1

CUSTOMER_ERASED: Final = "customer_erased"
CASE_DELETED: Final = "case_deleted"
"""What a restored backup has to do again (`storage.later_deletions`)."""


class SecurityEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One thing done, or tried in vain."""

    at: Instant
    actor: str
    """An agent's id, `visitor:<id>`, `command line`, or `anonymous`."""
    action: str
    """What was done, such as `login_failed` or `password_changed`."""
    subject: str
    """What it was done to, such as `agent:<id>`."""
    address: str | None = None
    details: dict[str, str | int | bool | None] = {}


def log_security(tx: Transaction, event: SecurityEvent) -> None:
    """Add `event`."""
    tx.one(
        _ADD,
        at=event.at,
        actor=event.actor,
        action=event.action,
        subject=event.subject,
        address=event.address,
        details=msgspec.json.encode(event.details).decode(),
    )


def newest_security_events(
    tx: Transaction, limit: int, before: int | None = None
) -> list[tuple[int, SecurityEvent]]:
    """Give up to `limit` events with their numbers, newest first, from before number `before`."""
    rows = tx.all(_NEWEST, before=_AFTER_ALL if before is None else before, most=limit)
    return [
        (
            number,
            SecurityEvent(
                at=at,
                actor=actor,
                action=action,
                subject=subject,
                address=address,
                details=msgspec.json.decode(details),
            ),
        )
        for number, at, actor, action, subject, address, details in rows
    ]
