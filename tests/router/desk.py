"""The words in which the router's tests are written.

A ``Desk`` drives a real router the way the engine does (numbers, instants, ``ClockReached`` at
every deadline) and keeps the record. Time is given in seconds since the desk opened.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from router.decisions import Decision
from router.history import Record
from router.ids import SECOND, Instant, seconds
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
    Input,
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
from router.lifecycle import HandlingState, Medium, Status, Wish
from router.machine import Router
from router.policy import (
    MEDIA,
    AgentPolicy,
    CodeList,
    MediumRule,
    Membership,
    Policy,
    QueuePolicy,
    Settings,
)
from router.refusal import Refused

OPENING: Instant = 1_000_000 * SECOND


def queue(name: str = "web", /, **dials: Any) -> QueuePolicy:
    """Describe a queue; durations in seconds."""
    for dial in ("accept_timeout", "wrap_up", "max_wait", "overflow_after"):
        if dial in dials:
            dials[dial] = seconds(dials[dial])
    return QueuePolicy(**{"id": name, "media": (Medium.CHAT,), **dials})


def agent(name: str, /, *queues: str, **dials: Any) -> AgentPolicy:
    """Describe an agent; whoever names no queue serves ``web``."""
    memberships = dials.pop("memberships", None) or tuple(
        Membership(queue=each) for each in sorted(queues or ("web",))
    )
    return AgentPolicy(**{"id": name, "memberships": memberships, **dials})


def codes(name: str, /, *of: str, **dials: Any) -> CodeList:
    """Describe a code list: optional, single choice, for interactions, unless said otherwise."""
    return CodeList(
        **{
            "id": name,
            "kind": "transaction",
            "mandatory": False,
            "multiple": False,
            "codes": of,
            **dials,
        }
    )


def company(
    *parts: QueuePolicy | AgentPolicy | CodeList,
    media: Iterable[MediumRule] = MEDIA,
    **settings: Any,
) -> Policy:
    """Put a policy together; without a queue there is one named ``web``."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(sorted((p for p in parts if isinstance(p, kind)), key=lambda p: p.id))

    return Policy(
        queues=of(QueuePolicy) or (queue(),),
        agents=of(AgentPolicy),
        code_lists=of(CodeList),
        media=tuple(media),
        settings=Settings(**settings),
    )


class Desk:
    """One company at work."""

    def __init__(
        self,
        *parts: QueuePolicy | AgentPolicy | CodeList,
        router: Router | None = None,
        **more: Any,
    ) -> None:
        self.router = Router() if router is None else router
        self.at: Instant = OPENING
        self.records: list[Record] = []
        self.adopts(*parts, **more)

    # --- The engine's part -----------------------------------------------------------------------

    def tell(self, cause: Input) -> tuple[Decision, ...]:
        """Hand one input to the router and keep the record, if there is anything to record."""
        n = len(self.records) + 1
        decisions = tuple(self.router.receive(n, self.at, cause))
        if decisions:
            self.records.append(Record(n=n, at=self.at, input=cause, decisions=decisions))
        return decisions

    def passes(self, amount: float) -> None:
        """Let so many seconds pass, waking the router exactly when it asks to be."""
        until = self.at + seconds(amount)
        while (due := self.router.next_deadline()) is not None and due <= until:
            # What a new policy or a restart makes due in the past fires now.
            self.at = max(self.at, due)
            assert self.tell(ClockReached()), "the router asked to be woken for nothing"
        self.at = until

    def stops_for(self, amount: float) -> None:
        """Let the gateway be down for so many seconds, then start again."""
        self.at += seconds(amount)
        self.tell(GatewayStarted(down_for=seconds(amount)))

    @property
    def now(self) -> float:
        """The seconds since the desk opened."""
        return (self.at - OPENING) / SECOND

    # --- The company's part ----------------------------------------------------------------------

    def adopts(self, *parts: QueuePolicy | AgentPolicy | CodeList, **more: Any) -> None:
        """Change the policy."""
        self.tell(PolicyChanged(policy=company(*parts, **more)))

    def opens(self, name: str = "web") -> None:
        """Begin a queue's business hours."""
        self.tell(QueueOpened(queue=name))

    def closes(self, name: str = "web") -> None:
        """End a queue's business hours."""
        self.tell(QueueClosed(queue=name))

    # --- The customers' part ---------------------------------------------------------------------

    def enters(
        self,
        *names: str,
        to: str = "web",
        by: Medium = Medium.CHAT,
        wants: str | None = None,
        after: float = 0,
        called: float | None = None,
    ) -> None:
        """Let contacts arrive, one microsecond apart; each may want an agent, and not yet.

        Who `called` some seconds ago, and is owed a call, waits since then.
        """
        for name in names:
            self.at += 1
            self.tell(
                InteractionEntered(
                    interaction=name,
                    medium=by,
                    queue=to,
                    preferred=wants,
                    not_before=self.at + seconds(after) if after else None,
                    called_at=None if called is None else self.at - seconds(called),
                )
            )

    def leaves(self, name: str) -> None:
        """Let a customer go."""
        self.tell(InteractionLeft(interaction=name))

    # --- The agents' part ------------------------------------------------------------------------

    def logs_in(self, *names: str) -> None:
        """Let agents open their desks."""
        for name in names:
            self.tell(AgentReachable(agent=name))

    def readies(self, *names: str) -> None:
        """Let agents become available a second apart, so that the first is idle longest."""
        for name in names:
            self.passes(1)
            self.logs_in(name)
            self.chooses(name, Wish.AVAILABLE)

    def chooses(self, name: str, wish: Wish, code: str | None = None) -> None:
        """Let an agent choose a status."""
        self.tell(SetStatus(agent=name, status=wish, code=code))

    def stops_new(self, name: str, *, on: bool = True) -> None:
        """Let an agent stop new interactions."""
        self.tell(SetStopNew(agent=name, on=on))

    def resumes(self, name: str) -> None:
        """Let an agent take new interactions again."""
        self.stops_new(name, on=False)

    def ticks(self, name: str, *queues: str) -> None:
        """Let an agent choose the queues to serve."""
        self.tell(EnableQueues(agent=name, queues=queues))

    def accepts(self, name: str) -> str:
        """Let an agent accept what rings; gives the interaction."""
        offer = self.offer_at(name)
        interaction = self.router.offers[offer].interaction
        self.tell(AcceptOffer(agent=name, offer=offer))
        return interaction

    def rejects(self, name: str) -> None:
        """Let an agent reject what rings."""
        self.tell(RejectOffer(agent=name, offer=self.offer_at(name)))

    def pulls(self, name: str, interaction: str) -> None:
        """Let an agent take something out of turn."""
        self.tell(PullInteraction(agent=name, interaction=interaction))

    def discards(self, name: str, interaction: str) -> None:
        """Let an agent throw something away."""
        self.tell(DiscardInteraction(agent=name, interaction=interaction))

    def serves(self, name: str, *interactions: str, to: str = "web") -> None:
        """Let contacts arrive and this agent accept each, in order."""
        for interaction in interactions:
            self.enters(interaction, to=to)
            self.rings(interaction, at=name)
            self.accepts(name)

    def ends(self, name: str, interaction: str) -> None:
        """Let an agent end a contact."""
        self.tell(EndInteraction(agent=name, interaction=interaction))

    def extends(self, name: str, interaction: str) -> None:
        """Let an agent extend the wrap-up."""
        self.tell(ExtendWrapUp(agent=name, interaction=interaction))

    def codes(self, name: str, interaction: str, *chosen: str) -> None:
        """Let an agent choose transaction codes."""
        self.tell(SetCodes(agent=name, interaction=interaction, codes=chosen))

    def finishes(self, name: str, interaction: str) -> None:
        """Let an agent finish the wrap-up."""
        self.tell(FinishWrapUp(agent=name, interaction=interaction))

    def finishes_all(self, name: str) -> None:
        """Let an agent finish every wrap-up."""
        for handling in list(self.router.agents[name].handlings.values()):
            if handling.state is HandlingState.WRAP_UP:
                self.finishes(name, handling.interaction)

    def transfers(self, name: str, interaction: str, to: str, *, confirm: bool = False) -> None:
        """Let an agent transfer a contact to a queue."""
        self.tell(TransferToQueue(agent=name, interaction=interaction, queue=to, confirm=confirm))

    def hands(self, name: str, interaction: str, to: str) -> None:
        """Let an agent transfer a contact to another agent."""
        self.tell(TransferToAgent(agent=name, interaction=interaction, to_agent=to))

    def puts_off(
        self, name: str, interaction: str, *, for_seconds: float, wants: str | None = None
    ) -> None:
        """Let an agent reschedule a contact."""
        at = self.at + seconds(for_seconds)
        self.tell(Reschedule(agent=name, interaction=interaction, at=at, preferred=wants))

    def vanishes(self, name: str, *, at_once: bool = False) -> None:
        """Let an agent's last socket go."""
        self.tell(AgentUnreachable(agent=name, at_once=at_once))

    def returns(self, name: str) -> None:
        """Let an agent's socket come back."""
        self.tell(AgentReachable(agent=name))

    # --- Looking ---------------------------------------------------------------------------------

    def offer_at(self, name: str) -> str:
        """Give the offer that rings at the agent."""
        offer = self.router.agents[name].offer
        assert offer is not None, f"nothing rings at {name}"
        return offer

    def ringing(self) -> dict[str, str]:
        """Give what rings: interaction to agent."""
        return {o.interaction: o.agent for o in self.router.offers.values()}

    def rings(self, interaction: str, *, at: str) -> None:
        """Expect the interaction to ring at that agent."""
        assert self.ringing().get(interaction) == at, self.ringing()

    def waits(self, *interactions: str) -> None:
        """Expect these to wait, with nobody asked."""
        for interaction in interactions:
            assert self.router.interactions[interaction].state == "waiting"

    def shows(self, name: str, status: Status) -> None:
        """Expect the agent to be shown so."""
        assert self.router.agents[name].status is status

    def holds(self, name: str, *interactions: str) -> None:
        """Expect the agent to have handlings of exactly these."""
        held = [h.interaction for h in self.router.agents[name].handlings.values()]
        assert sorted(held) == sorted(interactions)

    def is_over(self, *interactions: str) -> None:
        """Expect these to have ended for good."""
        assert not set(interactions) & set(self.router.interactions)

    def made(self, kind: type) -> list[Any]:
        """Give every decision of a kind in the record, in order."""
        return [d for record in self.records for d in record.decisions if isinstance(d, kind)]

    @contextmanager
    def refuses(self, code: str) -> Iterator[None]:
        """Expect what follows to be refused with the code, and to change nothing."""
        before = self.router.snapshot()
        with pytest.raises(Refused) as caught:
            yield
        assert caught.value.code == code
        assert self.router.snapshot() == before
