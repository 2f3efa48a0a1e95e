"""Checks of the record as such: numbers, instants, minted ids, causes."""

from collections.abc import Iterator, Mapping
from typing import Final

from router.audit.entry import Checks, Entry, Finding
from router.audit.rules import CAUSE, MINTED_IDS, NUMBERING, OWN_ACT, TIME
from router.decisions import (
    CodesSet,
    Decision,
    HandedOn,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    Offered,
    OfferWithdrawn,
    Queued,
    QueuesEnabled,
    Scheduled,
    WrapUpExtended,
)
from router.history import Record
from router.inputs import (
    AcceptOffer,
    AgentReachable,
    AgentUnreachable,
    ClockReached,
    DiscardInteraction,
    EnableQueues,
    EndInteraction,
    ExtendWrapUp,
    FinishWrapUp,
    GatewayStarted,
    InteractionEntered,
    InteractionLeft,
    PolicyChanged,
    PullInteraction,
    QueueClosed,
    QueueOpened,
    RejectOffer,
    Reschedule,
    SetCodes,
    SetStatus,
    SetStopNew,
    TransferToAgent,
    TransferToQueue,
)

_ENDS = (EndInteraction, InteractionLeft, TransferToQueue, TransferToAgent, Reschedule)
_STATUS_MOVES = (
    *_ENDS,
    AcceptOffer,
    PullInteraction,
    RejectOffer,
    ClockReached,
    FinishWrapUp,
    SetCodes,
    SetStatus,
    SetStopNew,
    AgentReachable,
    PolicyChanged,
)

CAUSES: Final[Mapping[str, tuple[type, ...]]] = {
    "PolicyAdopted": (PolicyChanged,),
    "QueueStateSet": (QueueOpened, QueueClosed),
    "DeadlinesMoved": (GatewayStarted,),
    "Queued entered": (InteractionEntered,),
    "Queued transferred": (TransferToQueue, TransferToAgent),
    # What was kept for an agent returns with whatever makes waiting for them senseless.
    "Queued returned": (*_STATUS_MOVES, AgentUnreachable, EnableQueues),
    "Queued scheduled": (ClockReached,),
    "Scheduled entered": (InteractionEntered,),
    "Scheduled rescheduled": (Reschedule,),
    "HandlingEnded reschedule": (Reschedule,),
    "Queued overflowed": (
        ClockReached,
        RejectOffer,
        AgentUnreachable,
        SetStatus,
        SetStopNew,
        EnableQueues,
        PolicyChanged,
    ),
    "WaitLimitReached": (ClockReached,),
    "InteractionAbandoned": (InteractionLeft,),
    "InteractionDiscarded": (DiscardInteraction,),
    "OfferWithdrawn timed_out": (ClockReached,),
    "OfferWithdrawn rejected": (RejectOffer,),
    "OfferWithdrawn abandoned": (InteractionLeft,),
    "OfferWithdrawn unreachable": (ClockReached, AgentUnreachable),
    "OfferWithdrawn status": (SetStatus, SetStopNew, EnableQueues, PolicyChanged),
    "OfferWithdrawn restart": (GatewayStarted,),
    "HandlingStarted": (AcceptOffer, PullInteraction),
    "HandlingEnded agent": (EndInteraction,),
    "HandlingEnded customer": (InteractionLeft,),
    "HandlingEnded transfer": (TransferToQueue, TransferToAgent),
    "HandedOn": (TransferToQueue,),
    "WrapUpExtended": (ExtendWrapUp,),
    "CodesSet agent": (SetCodes,),
    "CodesSet system": (ClockReached, *_ENDS),
    # With no wrap-up time the end itself may find a mandatory code missing.
    "WrapUpOverdue": (ClockReached, *_ENDS),
    "HandlingClosed done": (FinishWrapUp, SetStatus, SetCodes, *_ENDS),
    "HandlingClosed timed_out": (ClockReached, SetCodes),
    "HandlingClosed returned": (ClockReached,),
    "StatusChanged": _STATUS_MOVES,
    "PresenceChanged": (AgentReachable, AgentUnreachable, ClockReached, GatewayStarted),
    "PaceEnded": (ClockReached,),
    "QueuesEnabled": (EnableQueues, PolicyChanged),
}
"""Which inputs can cause which decision. Closing an interaction and offering need no row: the one
goes with closing its handling, the other with the rules of fairness."""


def kind_of(decision: Decision) -> str:
    """Name a decision by type and, where its causes depend on it, by its own word."""
    name = type(decision).__name__
    match decision:
        case Queued() | OfferWithdrawn() | Scheduled():
            return f"{name} {decision.reason}"
        case HandlingEnded() | CodesSet():
            return f"{name} {decision.by}"
        case HandlingClosed():
            return f"{name} {decision.outcome}"
        case _:
            return name


def numbered(record: Record, before: Record | None) -> Iterator[Finding]:
    """Check that an entry follows the one before it in number and in time."""
    expected = 1 if before is None else before.n + 1
    if record.n != expected:
        yield NUMBERING, f"entry {expected} is missing: entry {record.n} stands in its place"
    if before is not None and record.at < before.at:
        yield TIME, f"it is {before.at - record.at} microseconds before entry {before.n}"


def caused(entry: Entry, decision: Decision) -> Iterator[Finding]:
    """Check that the entry's input can cause the decision."""
    kind = kind_of(decision)
    causes = CAUSES.get(kind)
    if causes is not None and not isinstance(entry.input, causes):
        yield CAUSE, f"{kind} cannot follow from {type(entry.input).__name__}"


def minted(entry: Entry, decision: Offered | HandlingStarted) -> Iterator[Finding]:
    """Check that a new id is the entry's number and the decision's position in it."""
    made = decision.offer if isinstance(decision, Offered) else decision.handling
    expected = f"{entry.n}.{entry.position}"
    if made != expected:
        yield MINTED_IDS, f"{made} should be named {expected}"


def own_act(entry: Entry, decision: Decision) -> Iterator[Finding]:
    """Check that what a command does directly happens to whom and what the command names."""
    for name in ("agent", "interaction", "offer"):
        named = getattr(entry.input, name, None)
        met = getattr(decision, name, None)
        if named is not None and met is not None and named != met:
            yield OWN_ACT, f"{kind_of(decision)} is about {name} {met}, the command about {named}"


_DIRECT = (
    HandlingStarted,
    HandlingEnded,
    HandedOn,
    WrapUpExtended,
    CodesSet,
    QueuesEnabled,
    OfferWithdrawn,
)

BEFORE: Final[Checks] = {
    Offered: (minted,),
    HandlingStarted: (minted, own_act),
    **{direct: (own_act,) for direct in _DIRECT if direct is not HandlingStarted},
}
