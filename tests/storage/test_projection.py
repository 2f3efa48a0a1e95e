"""The rows for lists and reports follow the router's decisions."""

from typing import Any

import pytest
from sqlalchemy import select

from router import decisions as d
from router import inputs as i
from router.history import Record
from router.lifecycle import Medium, Presence, Status, Wish, Withdrawal
from storage.database import Database
from storage.projection import project
from storage.schema import agent_statuses, handlings, interactions
from storage.sql import Statement
from storage.transaction import Transaction

ENTERED = d.Queued(
    interaction="i1", medium=Medium.CHAT, queue="q1", priority=2, entered_at=100, order=1
)
OFFERED = d.Offered(
    offer="2.0",
    interaction="i1",
    agent="a1",
    queue="q1",
    expires_at=999,
    held=0,
    idle_since=0,
)
ACCEPTED = d.HandlingStarted(
    handling="3.0",
    offer="2.0",
    interaction="i1",
    agent="a1",
    queue="q1",
    medium=Medium.CHAT,
    wrap_up=60,
)
ENDED = d.HandlingEnded(
    handling="3.0", interaction="i1", agent="a1", by="customer", wrap_up_ends_at=999
)
CODED = d.CodesSet(handling="3.0", interaction="i1", agent="a1", codes=("c1", "c2"))
TRANSFERRED = d.HandlingEnded(
    handling="3.0",
    interaction="i1",
    agent="a1",
    by="transfer",
    wrap_up_ends_at=999,
    to_queue="q2",
)
REQUEUED = d.Queued(
    interaction="i1",
    medium=Medium.CHAT,
    queue="q2",
    priority=0,
    entered_at=500,
    order=1,
    reason="transferred",
)
PLANNED = d.Scheduled(
    interaction="i1", medium=Medium.CALLBACK, queue="q1", until=900, order=1, reason="entered"
)
PUT_OFF = d.HandlingEnded(
    handling="3.0", interaction="i1", agent="a1", by="reschedule", wrap_up_ends_at=999
)
POSTPONED = d.Scheduled(
    interaction="i1", medium=Medium.CALLBACK, queue="q1", until=900, order=3, reason="rescheduled"
)
CLOSED = d.InteractionClosed(interaction="i1")
ABANDONED = d.InteractionAbandoned(interaction="i1", queue="q1")


def withdrawn(reason: Withdrawal) -> d.OfferWithdrawn:
    return d.OfferWithdrawn(offer="2.0", interaction="i1", agent="a1", queue="q1", reason=reason)


def done(outcome: Any = "done") -> d.HandlingClosed:
    return d.HandlingClosed(
        handling="3.0", interaction="i1", agent="a1", outcome=outcome, idle_since=0
    )


async def after(database: Database, *entries: tuple[d.Decision, ...]) -> None:
    """Project one entry after the other; entry n happens at instant n * 100."""

    def work(tx: Transaction) -> None:
        for n, decisions in enumerate(entries, 1):
            project(tx, Record(n=n, at=n * 100, input=i.ClockReached(), decisions=tuple(decisions)))

    await database.write(work)


async def row(database: Database, table: Any, *columns: str) -> Any:
    """Give the only row of `table`."""
    chosen = select(*(table.c[name] for name in columns))
    (found,) = await database.read(lambda tx: tx.all(Statement(chosen)))
    return found


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ([(ENTERED,)], "waiting"),
        ([(ENTERED, OFFERED)], "offered"),
        ([(ENTERED, OFFERED), (withdrawn(Withdrawal.TIMED_OUT),)], "waiting"),
        ([(ENTERED, OFFERED), (withdrawn(Withdrawal.REJECTED), OFFERED)], "offered"),
        ([(ENTERED, OFFERED), (withdrawn(Withdrawal.ABANDONED), ABANDONED)], "abandoned"),
        ([(ENTERED,), (ABANDONED,)], "abandoned"),
        ([(ENTERED, OFFERED), (ACCEPTED,)], "active"),
        ([(ENTERED, OFFERED), (ACCEPTED,), (ENDED,)], "wrap_up"),
        ([(ENTERED, OFFERED), (ACCEPTED,), (TRANSFERRED, REQUEUED)], "waiting"),
        ([(ENTERED, OFFERED), (ACCEPTED,), (TRANSFERRED, REQUEUED, OFFERED), (done(),)], "offered"),
        ([(ENTERED, OFFERED), (ACCEPTED,), (ENDED,), (done(), CLOSED)], "closed"),
        ([(PLANNED,)], "scheduled"),
        ([(PLANNED,), (ENTERED,)], "waiting"),
        ([(ENTERED, OFFERED), (ACCEPTED,), (PUT_OFF, POSTPONED)], "scheduled"),
    ],
)
async def test_an_interaction_is_where_the_last_decision_put_it(
    database: Database, entries: list[tuple[d.Decision, ...]], state: str
) -> None:
    await after(database, *entries)
    found, ended_at = await row(database, interactions, "state", "ended_at")
    assert found == state
    assert ended_at == (len(entries) * 100 if state in ("closed", "abandoned") else None)


async def test_an_interaction_keeps_when_it_entered_and_follows_a_transfer(
    database: Database,
) -> None:
    await after(database, (ENTERED,), (REQUEUED,))
    assert await row(
        database, interactions, "id", "medium", "queue_id", "priority", "entered_at"
    ) == ("i1", "chat", "q2", 0, 100)


async def test_a_handling_tells_who_worked_from_when_to_when(database: Database) -> None:
    await after(database, (ENTERED, OFFERED), (ACCEPTED,), (ENDED,), (CODED,), (done(), CLOSED))
    assert await row(
        database,
        handlings,
        *("id", "interaction_id", "agent_id", "queue_id", "state", "accepted_at", "ended_at"),
        *("ended_by", "closed_at", "outcome", "codes"),
    ) == ("3.0", "i1", "a1", "q1", "closed", 200, 300, "customer", 500, "done", '["c1","c2"]')


async def test_a_transferred_handling_names_the_queue_it_went_to(database: Database) -> None:
    await after(database, (ENTERED, OFFERED), (ACCEPTED,), (TRANSFERRED, REQUEUED))
    assert await row(database, handlings, "state", "ended_by", "to_queue_id") == (
        "wrap_up",
        "transfer",
        "q2",
    )


async def test_work_taken_back_ends_when_it_is_taken(database: Database) -> None:
    await after(database, (ENTERED, OFFERED), (ACCEPTED,), (done("returned"), REQUEUED))
    assert await row(
        database, handlings, "state", "ended_at", "ended_by", "closed_at", "outcome"
    ) == ("closed", 300, None, 300, "returned")


async def test_each_change_of_status_is_kept(database: Database) -> None:
    def status(value: Status, wish: Wish, code: str | None) -> d.StatusChanged:
        return d.StatusChanged(
            agent="a1",
            status=value,
            wish=wish,
            stop_new=False,
            code=code,
            since=0,
            idle_since=0,
            reason="agent",
        )

    available = status(Status.AVAILABLE, Wish.AVAILABLE, None)
    on_break = status(Status.ON_BREAK, Wish.ON_BREAK, "lunch")
    await after(database, (available,), (on_break, available))
    columns = (agent_statuses.c[name] for name in ("id", "agent_id", "at", "status", "code_id"))
    log = select(*columns).order_by(agent_statuses.c.id)
    assert await database.read(lambda tx: tx.all(Statement(log))) == [
        ("1.0", "a1", 100, "available", None),
        ("2.0", "a1", 200, "on_break", "lunch"),
        ("2.1", "a1", 200, "available", None),
    ]


async def test_decisions_that_concern_no_row_write_none(database: Database) -> None:
    await after(
        database,
        (
            d.PolicyAdopted(),
            d.QueueStateSet(queue="q1", open=True),
            d.DeadlinesMoved(by=5),
            d.WaitLimitReached(interaction="i1", queue="q1"),
            d.PresenceChanged(agent="a1", presence=Presence.GRACE, until=9, idle_since=0),
            d.QueuesEnabled(agent="a1", queues=("q1",)),
        ),
    )
    for table in (interactions, handlings, agent_statuses):
        query = Statement(select(table))
        assert await database.read(lambda tx, query=query: tx.all(query)) == []  # type: ignore[misc]
