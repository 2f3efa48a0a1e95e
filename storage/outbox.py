"""Work with an effect outside, such as a mail to send: kept until done, worked under leases."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select, update

from router.ids import Duration, Instant
from storage.schema import outbox
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_ADD = insert_into(outbox)
_KNOWN = Statement(select(outbox.c.id).where(outbox.c.id == param("id")))
_DUE = Statement(
    select(outbox.c.id, outbox.c.kind, outbox.c.payload, outbox.c.attempts, outbox.c.created_at)
    .where(
        outbox.c.kind == param("kind"),
        outbox.c.due_at <= param("now"),
        or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= param("now")),
    )
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(param("most"))
)
_LEASE = Statement(
    update(outbox)
    .where(outbox.c.id == param("id"))
    .values(
        lease_holder=param("holder"),
        leased_until=param("until"),
        attempts=outbox.c.attempts + 1,
    )
)
_OWN_LEASE = and_(outbox.c.id == param("id"), outbox.c.lease_holder == param("holder"))
_LEASED = Statement(select(outbox.c.id).where(_OWN_LEASE))
_FINISH = Statement(
    update(outbox)
    .where(_OWN_LEASE)
    .values(
        due_at=None,
        lease_holder=None,
        leased_until=None,
        finished_at=param("at"),
        error=param("error"),
    )
)
_RETRY = Statement(
    update(outbox)
    .where(_OWN_LEASE)
    .values(due_at=param("due_at"), lease_holder=None, leased_until=None, error=param("error"))
)
_FORGET = Statement(
    update(outbox)
    .where(outbox.c.id == param("id"))
    .values(
        payload="",
        due_at=None,
        lease_holder=None,
        leased_until=None,
        finished_at=func.coalesce(outbox.c.finished_at, param("at")),
        error=None,
    )
)
_NEXT_DUE = Statement(
    select(outbox.c.due_at).where(outbox.c.due_at.is_not(None)).order_by(outbox.c.due_at).limit(1)
)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    id: str
    """The id of the decision or command that asked for it, unique for ever."""
    kind: str
    payload: str
    attempts: int
    """How often it was leased, this time included."""
    since: Instant
    """When it was asked for."""


def add_task(tx: Transaction, task_id: str, kind: str, payload: str, at: Instant) -> bool:
    """Ask for something from `at` on; False: the same was asked before, and nothing changes."""
    if tx.one(_KNOWN, id=task_id) is not None:
        return False
    tx.execute(
        _ADD,
        id=task_id,
        kind=kind,
        payload=payload,
        due_at=at,
        lease_holder=None,
        leased_until=None,
        attempts=0,
        error=None,
        created_at=at,
        finished_at=None,
    )
    return True


def lease_tasks(  # a lease has a kind, an owner and two instants
    tx: Transaction, kind: str, holder: str, *, now: Instant, lasting: Duration, limit: int
) -> list[Task]:
    """Give up to `limit` tasks that are due to `holder` alone, until `now + lasting`.

    A holder that dies leaves its tasks to others once its lease is over, so that work may be done
    twice: whoever does it must know by the task's id.
    """
    due = tx.all(_DUE, kind=kind, now=now, most=limit)
    for task_id, *_ in due:
        tx.execute(_LEASE, id=task_id, holder=holder, until=now + lasting)
    return [
        Task(id=task_id, kind=kind_, payload=payload, attempts=attempts + 1, since=since)
        for task_id, kind_, payload, attempts, since in due
    ]


def finish_task(
    tx: Transaction, task_id: str, holder: str, at: Instant, error: str | None = None
) -> bool:
    """Note that the task is done, or given up for `error`; False: the lease was not ours."""
    return bool(tx.execute(_FINISH, id=task_id, holder=holder, at=at, error=error))


def is_leased(tx: Transaction, task_id: str, holder: str) -> bool:
    """Tell whether the task is still `holder`'s to do: it may be forgotten meanwhile."""
    return tx.one(_LEASED, id=task_id, holder=holder) is not None


def retry_task(tx: Transaction, task_id: str, holder: str, due_at: Instant, error: str) -> bool:
    """Put the task off until `due_at` after `error`; False: the lease was not ours."""
    return bool(tx.execute(_RETRY, id=task_id, holder=holder, due_at=due_at, error=error))


def forget_task(tx: Transaction, task_id: str, at: Instant) -> None:
    """End the task, whoever has it in hand, with nothing left of it but that it was asked for."""
    tx.execute(_FORGET, id=task_id, at=at)


def next_due(tx: Transaction) -> Instant | None:
    """Say when the earliest unfinished task is due, leased or not."""
    row = tx.one(_NEXT_DUE)
    return None if row is None else int(row[0])
