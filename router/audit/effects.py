"""Checks that every input has the effect it asks for, in its own entry."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from router.audit.entry import EndCheck, Entry, Finding
from router.audit.rules import EFFECT
from router.decisions import (
    CodesSet,
    HandlingClosed,
    HandlingStarted,
    InteractionDiscarded,
    OfferWithdrawn,
    Queued,
    Scheduled,
    WrapUpExtended,
)
from router.inputs import (
    AcceptOffer,
    AgentReachable,
    AgentUnreachable,
    DiscardInteraction,
    EnableQueues,
    EndInteraction,
    ExtendWrapUp,
    FinishWrapUp,
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
from router.lifecycle import HandlingState, InteractionState, Presence, Wish, Withdrawal

Effect: TypeAlias = Callable[[Entry, Any], bool]


def _made(entry: Entry, kind: type, **fields: object) -> bool:
    """Tell whether the entry made a decision of the kind with these values."""
    return any(
        isinstance(made, kind) and all(getattr(made, k) == v for k, v in fields.items())
        for made in entry.decisions
    )


def _left(entry: Entry, fact: InteractionLeft) -> bool:
    interaction = entry.world.interactions.get(fact.interaction)
    return interaction is None or interaction.state is InteractionState.WRAP_UP


def _reachable(entry: Entry, fact: AgentReachable) -> bool:
    agent = entry.world.agent(fact.agent)
    return agent.presence is Presence.PRESENT and agent.wish is not Wish.LOGGED_OUT


def _unreachable(entry: Entry, fact: AgentUnreachable) -> bool:
    presence = entry.world.agent(fact.agent).presence
    return presence is Presence.UNREACHABLE or (presence is Presence.GRACE and not fact.at_once)


def _chosen(entry: Entry, command: SetStatus) -> bool:
    wish = entry.world.agent(command.agent).wish
    stopped = command.agent in entry.finished and wish is Wish.OFFLINE
    dismissed = command.agent not in entry.world.agent_policies and wish is Wish.LOGGED_OUT
    return wish is command.status or stopped or dismissed


def _ended(entry: Entry, command: EndInteraction) -> bool:
    handlings = entry.world.agent(command.agent).handlings.values()
    return not any(
        h.interaction == command.interaction and h.state is HandlingState.ACTIVE for h in handlings
    )


EFFECTS: Final[Mapping[type, Effect]] = {
    PolicyChanged: lambda entry, i: entry.world.policy == i.policy,
    QueueOpened: lambda entry, i: entry.world.open.get(i.queue) is True,
    QueueClosed: lambda entry, i: entry.world.open.get(i.queue) is False,
    InteractionEntered: lambda entry, i: _made(
        entry,
        Queued if i.not_before is None or i.not_before <= entry.at else Scheduled,
        interaction=i.interaction,
        queue=i.queue,
        medium=i.medium,
        reason="entered",
    ),
    Reschedule: lambda entry, i: _made(
        entry, Scheduled, interaction=i.interaction, until=i.at, reason="rescheduled"
    ),
    InteractionLeft: _left,
    AgentReachable: _reachable,
    AgentUnreachable: _unreachable,
    SetStatus: _chosen,
    SetStopNew: lambda entry, i: entry.world.agent(i.agent).stop_new == i.on,
    EnableQueues: lambda entry, i: entry.world.agent(i.agent).enabled == set(i.queues),
    AcceptOffer: lambda entry, i: _made(entry, HandlingStarted, offer=i.offer, agent=i.agent),
    PullInteraction: lambda entry, i: _made(
        entry, HandlingStarted, interaction=i.interaction, agent=i.agent
    ),
    DiscardInteraction: lambda entry, i: _made(
        entry, InteractionDiscarded, interaction=i.interaction, agent=i.agent
    ),
    RejectOffer: lambda entry, i: _made(
        entry, OfferWithdrawn, offer=i.offer, agent=i.agent, reason=Withdrawal.REJECTED
    ),
    EndInteraction: _ended,
    ExtendWrapUp: lambda entry, i: _made(
        entry, WrapUpExtended, agent=i.agent, interaction=i.interaction
    ),
    SetCodes: lambda entry, i: _made(
        entry,
        CodesSet,
        agent=i.agent,
        interaction=i.interaction,
        codes=tuple(dict.fromkeys(i.codes)),
    ),
    FinishWrapUp: lambda entry, i: _made(
        entry, HandlingClosed, agent=i.agent, interaction=i.interaction
    ),
    TransferToAgent: lambda entry, i: _made(
        entry, Queued, interaction=i.interaction, kept_for=i.to_agent, reason="transferred"
    ),
    TransferToQueue: lambda entry, i: _made(
        entry, Queued, interaction=i.interaction, queue=i.queue, reason="transferred"
    ),
}
"""What must be true once the entry is folded. Starts and wake-ups have checks of their own."""


def has_effect(entry: Entry) -> Iterator[Finding]:
    """Check that the input did what it is for."""
    effect = EFFECTS.get(type(entry.input))
    if effect is not None and not effect(entry, entry.input):
        yield EFFECT, f"{type(entry.input).__name__} has no effect"


AFTER: Final[tuple[EndCheck, ...]] = (has_effect,)
