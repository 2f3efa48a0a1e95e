"""Statuses and life cycles as data: the tables the machine walks and the diagrams are drawn from.

Two rules hold everywhere. A status an agent *wishes* for is chosen by the agent; the status
*shown* is derived from the wish, the handlings and "stop new" by ``shown_status`` alone. A
life-cycle table names every move there is; what is not in it is refused.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Medium(StrEnum):
    """The kind of contact (requirement CARD-006: one router for all of them)."""

    CHAT = "chat"
    EMAIL = "email"
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"


class Wish(StrEnum):
    """What an agent has asked to be."""

    AVAILABLE = "available"
    OFFLINE = "offline"
    ON_BREAK = "on_break"
    LOGGED_OUT = "logged_out"


class Status(StrEnum):
    """What an agent is shown as (requirement STA-002)."""

    AVAILABLE = "available"
    BUSY = "busy"
    BUSY_STOP_NEW = "busy_stop_new"
    WRAP_UP = "wrap_up"
    OFFLINE = "offline"
    ON_BREAK = "on_break"
    LOGGED_OUT = "logged_out"


class Presence(StrEnum):
    """Whether an agent's browser can be reached."""

    PRESENT = "present"
    GRACE = "grace"
    """The last socket has gone; nothing is taken away yet, nothing new is offered."""
    UNREACHABLE = "unreachable"


class InteractionState(StrEnum):
    """Where an interaction stands."""

    SCHEDULED = "scheduled"
    WAITING = "waiting"
    OFFERED = "offered"
    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"
    DISCARDED = "discarded"


class HandlingState(StrEnum):
    """Where one agent's work on an interaction stands."""

    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"


class Withdrawal(StrEnum):
    """Why an offer stopped ringing without being accepted."""

    TIMED_OUT = "timed_out"
    REJECTED = "rejected"
    ABANDONED = "abandoned"
    UNREACHABLE = "unreachable"
    STATUS = "status"
    RESTART = "restart"


INTERACTION_MOVES: Final[Mapping[InteractionState, frozenset[InteractionState]]] = MappingProxyType(
    {
        InteractionState.SCHEDULED: frozenset(
            {InteractionState.WAITING, InteractionState.ABANDONED, InteractionState.DISCARDED}
        ),
        # One who waits goes on waiting elsewhere when a queue overflows.
        InteractionState.WAITING: frozenset(
            {
                InteractionState.WAITING,
                InteractionState.OFFERED,
                InteractionState.ABANDONED,
                InteractionState.DISCARDED,
            }
        ),
        InteractionState.OFFERED: frozenset(
            {InteractionState.WAITING, InteractionState.ACTIVE, InteractionState.ABANDONED}
        ),
        # An active interaction waits again after a transfer, or when its agent was lost.
        InteractionState.ACTIVE: frozenset({InteractionState.WRAP_UP, InteractionState.WAITING}),
        # Handed on or put off: over for this agent, who wraps up, but not for the customer.
        InteractionState.WRAP_UP: frozenset(
            {InteractionState.CLOSED, InteractionState.WAITING, InteractionState.SCHEDULED}
        ),
        InteractionState.CLOSED: frozenset(),
        InteractionState.ABANDONED: frozenset(),
        InteractionState.DISCARDED: frozenset(),
    }
)

HANDLING_MOVES: Final[Mapping[HandlingState, frozenset[HandlingState]]] = MappingProxyType(
    {
        HandlingState.ACTIVE: frozenset({HandlingState.WRAP_UP, HandlingState.CLOSED}),
        HandlingState.WRAP_UP: frozenset({HandlingState.CLOSED}),
        HandlingState.CLOSED: frozenset(),
    }
)

CHOICES: Final[Mapping[Status, tuple[Wish, ...]]] = MappingProxyType(
    {
        # Requirements STA-008, STA-013, STA-018, STA-023, STA-029; wrap-up: WRP-011.
        Status.AVAILABLE: (Wish.OFFLINE, Wish.ON_BREAK),
        Status.BUSY: (),
        Status.BUSY_STOP_NEW: (),
        Status.WRAP_UP: (Wish.AVAILABLE,),
        Status.OFFLINE: (Wish.AVAILABLE, Wish.ON_BREAK, Wish.LOGGED_OUT),
        Status.ON_BREAK: (Wish.AVAILABLE, Wish.OFFLINE, Wish.LOGGED_OUT),
        Status.LOGGED_OUT: (),
    }
)
"""What an agent may choose from each shown status; ``choices`` says what work in hand changes."""


def choices(status: Status, *, in_hand: bool) -> tuple[Wish, ...]:
    """Give what an agent shown as ``status`` may choose, who has something ``in_hand`` or not.

    Work that was pulled while working offline has to be finished like any other (STA-013); only to
    be offered more as soon as it is can be chosen before.
    """
    if status is Status.OFFLINE and in_hand:
        return (Wish.AVAILABLE,)
    return CHOICES[status]


def shown_status(
    wish: Wish, active: int, in_wrap_up: int, *, stop_new: bool, offline: bool = False
) -> Status:
    """Derive the shown status from the wish and the number of handlings in each state.

    Work shows before wish: an agent who holds an active handling is busy whatever they wished
    for (STA-006), and one who holds only wrap-ups is in wrap-up (WRP-016). One exception: who
    pulled the work while working ``offline`` goes on to be shown so, until they wish to be
    available or wrap it up (STA-048).
    """
    if wish is Wish.LOGGED_OUT:
        return Status.LOGGED_OUT
    if active:
        if offline and wish is Wish.OFFLINE:
            return Status.OFFLINE
        return Status.BUSY_STOP_NEW if stop_new else Status.BUSY
    if in_wrap_up:
        return Status.WRAP_UP
    return Status(wish.value)
