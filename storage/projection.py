"""What the router decided, as rows for lists and reports; written with the journal entry."""

from collections.abc import Mapping
from typing import Final, assert_never

import msgspec
from sqlalchemy import func, update

from router import decisions as d
from router.history import Record
from router.ids import Instant
from router.lifecycle import HandlingState, InteractionState
from storage.schema import agent_statuses, handlings, interactions
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction, Value

_ENTER = insert_into(interactions)
_OWN = interactions.c.id == param("id")
_PLACE = Statement(
    update(interactions)
    .where(_OWN)
    .values(state=param("state"), queue_id=param("queue_id"), priority=param("priority"))
)
_MOVE = Statement(update(interactions).where(_OWN).values(state=param("state")))
_END = Statement(
    update(interactions).where(_OWN).values(state=param("state"), ended_at=param("ended_at"))
)

_ENDS: Final[Mapping[type, InteractionState]] = {
    d.InteractionClosed: InteractionState.CLOSED,
    d.InteractionAbandoned: InteractionState.ABANDONED,
    d.InteractionDiscarded: InteractionState.DISCARDED,
}

_START_HANDLING = insert_into(handlings)
_OWN_HANDLING = handlings.c.id == param("id")
_END_HANDLING = Statement(
    update(handlings)
    .where(_OWN_HANDLING)
    .values(
        state=param("state"),
        ended_at=param("ended_at"),
        ended_by=param("ended_by"),
        to_queue_id=param("to_queue_id"),
    )
)
_HAND_ON = Statement(
    update(handlings).where(_OWN_HANDLING).values(to_queue_id=param("to_queue_id"))
)
_CLOSE_HANDLING = Statement(
    update(handlings)
    .where(_OWN_HANDLING)
    .values(
        state=param("state"),
        # Work taken back from an unreachable agent never ended by anybody's hand.
        ended_at=func.coalesce(handlings.c.ended_at, param("closed_at")),
        closed_at=param("closed_at"),
        outcome=param("outcome"),
    )
)
_SET_CODES = Statement(update(handlings).where(_OWN_HANDLING).values(codes=param("codes")))

_LOG_STATUS = insert_into(agent_statuses)


def project(tx: Transaction, record: Record) -> None:
    """Write the rows that `record` changes, inside the transaction that journals it."""
    for k, decision in enumerate(record.decisions):
        if isinstance(decision, d.StatusChanged):
            tx.execute(
                _LOG_STATUS,
                id=f"{record.n}.{k}",
                agent_id=decision.agent,
                at=record.at,
                status=decision.status.value,
                code_id=decision.code,
                reason=decision.reason,
            )
        else:
            _project(tx, record, decision)


def _project(tx: Transaction, record: Record, decision: d.Decision) -> None:
    at = record.at
    match decision:
        case d.Queued():
            _queue(tx, record.n, decision)
        case d.Scheduled():
            _schedule(tx, record.n, decision)
        case d.Offered(interaction=interaction):
            tx.execute(_MOVE, id=interaction, state=InteractionState.OFFERED.value)
        case d.OfferWithdrawn(interaction=interaction):
            # An abandoned one is closed by a decision of its own, later in the same entry.
            tx.execute(_MOVE, id=interaction, state=InteractionState.WAITING.value)
        case d.InteractionClosed() | d.InteractionAbandoned() | d.InteractionDiscarded():
            end = _ENDS[type(decision)]
            tx.execute(_END, id=decision.interaction, state=end.value, ended_at=at)
        case d.HandlingStarted():
            _start(tx, at, decision)
        case d.HandlingEnded():
            _end(tx, at, decision)
        case d.HandedOn(handling=handling, to_queue=queue):
            tx.execute(_HAND_ON, id=handling, to_queue_id=queue)
        case d.HandlingClosed(handling=handling, outcome=outcome):
            tx.execute(
                _CLOSE_HANDLING,
                id=handling,
                state=HandlingState.CLOSED.value,
                closed_at=at,
                outcome=outcome,
            )
        case d.CodesSet(handling=handling, codes=codes):
            tx.execute(_SET_CODES, id=handling, codes=msgspec.json.encode(codes).decode())
        case (
            d.PolicyAdopted()
            | d.QueueStateSet()
            | d.DeadlinesMoved()
            | d.WaitLimitReached()
            | d.WrapUpExtended()
            | d.WrapUpOverdue()
            | d.StatusChanged()
            | d.PresenceChanged()
            | d.PaceEnded()
            | d.QueuesEnabled()
        ):
            pass
        case _:
            assert_never(decision)


def _queue(tx: Transaction, n: int, queued: d.Queued) -> None:
    place: dict[str, Value] = {"queue_id": queued.queue, "priority": queued.priority}
    waiting = InteractionState.WAITING.value
    if not tx.execute(_PLACE, id=queued.interaction, state=waiting, **place):
        tx.execute(
            _ENTER,
            id=queued.interaction,
            medium=queued.medium.value,
            state=waiting,
            entered_at=queued.entered_at,
            ended_at=None,
            number=n,
            **place,
        )


def _schedule(tx: Transaction, n: int, scheduled: d.Scheduled) -> None:
    state = InteractionState.SCHEDULED.value
    if scheduled.reason == "rescheduled":
        tx.execute(_MOVE, id=scheduled.interaction, state=state)
    else:
        tx.execute(
            _ENTER,
            id=scheduled.interaction,
            medium=scheduled.medium.value,
            state=state,
            queue_id=scheduled.queue,
            priority=0,
            entered_at=scheduled.until,
            ended_at=None,
            number=n,
        )


def _start(tx: Transaction, at: Instant, started: d.HandlingStarted) -> None:
    tx.execute(_MOVE, id=started.interaction, state=InteractionState.ACTIVE.value)
    tx.execute(
        _START_HANDLING,
        id=started.handling,
        interaction_id=started.interaction,
        agent_id=started.agent,
        queue_id=started.queue,
        state=HandlingState.ACTIVE.value,
        accepted_at=at,
        ended_at=None,
        ended_by=None,
        to_queue_id=None,
        closed_at=None,
        outcome=None,
        codes="[]",
        tags="[]",
        notes="",
        transfer_note=None,
    )


def _end(tx: Transaction, at: Instant, ended: d.HandlingEnded) -> None:
    tx.execute(
        _END_HANDLING,
        id=ended.handling,
        state=HandlingState.WRAP_UP.value,
        ended_at=at,
        ended_by=ended.by,
        to_queue_id=ended.to_queue,
    )
    if ended.by in ("agent", "customer"):
        tx.execute(_MOVE, id=ended.interaction, state=InteractionState.WRAP_UP.value)
