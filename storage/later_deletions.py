"""What was erased or deleted since an instant, done again where nobody knows of it."""

from collections.abc import Iterator
from typing import Final

import msgspec

from crm.refusal import Refusal
from router.ids import Instant
from storage.case_deletion import CaseDeletions
from storage.database import Database
from storage.erasures import Erasures
from storage.security_log import (
    CASE_DELETED,
    CUSTOMER_ERASED,
    SecurityEvent,
    newest_security_events,
)
from storage.transaction import Transaction

_PAGE: Final = 500


class Repeated(msgspec.Struct, frozen=True, kw_only=True):
    """What became of them."""

    done: int
    left: tuple[str, ...]
    """Subjects, such as `customer:<id>`, of which something waits or is in hand here."""


async def repeat_deletions(old: Database, new: Database, since: Instant, at: Instant) -> Repeated:
    """Erase and delete in `new` what the security record of `old` says was, from `since` on.

    In the name of whoever did it then. What `new` never had, or has not any more, is done.
    """
    erasures, deletions = Erasures(new), CaseDeletions(new)
    done, left = 0, []
    for event in await old.read(lambda tx: list(_deletions(tx, since))):
        _, _, subject = event.subject.partition(":")
        if event.action == CUSTOMER_ERASED:
            stays = await _erase(erasures, subject, event.actor, at)
        else:
            refusal = await deletions.delete(subject, event.actor, at)
            stays = refusal not in (None, "not_found")
        if stays:
            left.append(event.subject)
        else:
            done += 1
    return Repeated(done=done, left=tuple(left))


async def _erase(erasures: Erasures, customer_id: str, by: str, at: Instant) -> bool:
    """Erase a customer; tells whether one stays."""
    try:
        await erasures.erase(customer_id, by, at)
    except Refusal as refusal:
        return refusal.code != "not_found"
    return False


def _deletions(tx: Transaction, since: Instant) -> Iterator[SecurityEvent]:
    """Give the events that count, the newest first."""
    before: int | None = None
    while page := newest_security_events(tx, _PAGE, before):
        for number, event in page:
            before = number
            if event.at < since:
                return
            if event.action in (CUSTOMER_ERASED, CASE_DELETED):
                yield event
