"""What was erased after a backup goes where that was brought back, on each kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from router.ids import Instant
from storage.cases import is_forgotten
from storage.database import Database
from storage.later_deletions import repeat_deletions
from storage.schema import interactions, mails
from storage.security_log import (
    CASE_DELETED,
    CUSTOMER_ERASED,
    SecurityEvent,
    log_security,
    newest_security_events,
)
from storage.sql import Statement, insert_into
from storage.transaction import Transaction, Value
from tests.kit.customer_rows import case, customer, keep
from tests.kit.mail_rows import NOW, ZOE, MailRows

SINCE = NOW + 100
LATER = NOW + 900


@pytest.fixture
async def old(another_url: str) -> AsyncIterator[Database]:
    """Open the database whose place is taken."""
    opened = await Database.open(another_url)
    yield opened
    await opened.close()


@pytest.fixture
async def rows(database: Database, tmp_path: Path) -> MailRows:
    """Keep a customer with a case, and two with nothing but one."""
    rows = MailRows(database, tmp_path)
    await rows.fill()
    await keep(database, customer(2), customer(3))
    await keep(database, case(2, customer_id="c2"), case(3, customer_id="c3"))
    return rows


async def note(database: Database, at: Instant, action: str, subject: str) -> None:
    """Have the security record say so."""
    event = SecurityEvent(at=at, actor="alice", action=action, subject=subject)
    await database.write(lambda tx: log_security(tx, event))


async def test_what_was_erased_and_deleted_since_goes_here_too(old: Database, rows: MailRows):
    """In the same name; before that instant, and anything else, is not looked at."""
    await note(old, SINCE - 1, CUSTOMER_ERASED, "customer:c2")
    await note(old, SINCE, CUSTOMER_ERASED, f"customer:{ZOE.id}")
    await note(old, SINCE + 1, "login_failed", "customer:c2")
    await note(old, SINCE + 2, CASE_DELETED, "case:k3")
    await note(old, SINCE + 3, CUSTOMER_ERASED, "customer:came-and-went-since")
    repeated = await repeat_deletions(old, rows.database, SINCE, LATER)

    assert (repeated.done, repeated.left) == (3, ())
    forgotten = await rows.database.read(
        lambda tx: [is_forgotten(tx, each) for each in (ZOE.id, "c2", "c3")]
    )
    assert forgotten == [True, False, False]
    events = await rows.database.read(lambda tx: newest_security_events(tx, 9))
    assert [(each.actor, each.action, each.subject, each.at) for _, each in events] == [
        ("alice", CUSTOMER_ERASED, f"customer:{ZOE.id}", LATER),
        ("alice", CASE_DELETED, "case:k3", LATER),
    ]
    # Done once more, nothing is left to do.
    assert (await repeat_deletions(old, rows.database, SINCE, LATER)).left == ()


async def test_what_is_in_hand_here_stays_and_is_named(old: Database, rows: MailRows):
    """A contact that waits in the backup is somebody's work; who restored deletes it afterwards."""

    def wait(tx: Transaction) -> None:
        place: dict[str, Value] = {"medium": "email", "queue_id": "q", "priority": 0}
        times: dict[str, Value] = {"entered_at": NOW, "ended_at": None, "number": None}
        tx.execute(insert_into(interactions), id="waits", state="waiting", **place, **times)
        tx.execute(Statement(update(mails).values(interaction_id="waits")))

    await rows.database.write(wait)
    await note(old, SINCE, CUSTOMER_ERASED, f"customer:{ZOE.id}")
    await note(old, SINCE, CASE_DELETED, "case:case")
    await note(old, SINCE, CASE_DELETED, "case:k2")
    repeated = await repeat_deletions(old, rows.database, SINCE, LATER)
    assert (repeated.done, sorted(repeated.left)) == (1, ["case:case", f"customer:{ZOE.id}"])
