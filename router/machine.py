"""The router: facts and commands in, decisions out.

Pure and sans-I/O. It is told the number and the instant of every input, mints no id of its own
beyond ``n.k``, and asks to be woken instead of looking at a clock. Private mutable state inside,
frozen values at the edge.

    router = Router()
    decisions = router.receive(n, at, AgentReachable(agent="a1"))
    wake_me = router.next_deadline()        # then: receive(n, at, ClockReached())

After a restart: ``restore`` the last snapshot, ``apply`` every later record, then receive
``GatewayStarted``. Applying never decides: an upgrade cannot rewrite the past.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from router import (
    agents,
    arrivals,
    company,
    handlings,
    offers,
    overflow,
    personal,
    pulling,
    schedules,
    snapshot,
)
from router import inputs as i
from router.deadlines import KEPT, OFFER, OVERFLOW, PACE, PRESENCE, RETURN, SCHEDULE, WRAP_UP
from router.decisions import Decision, PaceEnded
from router.eligibility import TransferObstacle
from router.entities import Agent, Handling, Interaction, Offer, Queue
from router.history import Record
from router.ids import AgentId, HandlingId, Instant, InteractionId, OfferId, QueueId
from router.lifecycle import InteractionState
from router.policy import Policy
from router.state import World
from router.step import Step

_WAITS: Final = (InteractionState.WAITING, InteractionState.OFFERED)

_Handler = Callable[[Step, Any], None]


def _clock_reached(step: Step, _: i.ClockReached) -> None:
    """Fire every deadline up to now, earliest first."""
    world = step.world
    while (first := world.deadlines.first()) is not None and first[0] <= step.at:
        kind, subject = first[1], first[2]
        if kind == OFFER:
            offers.expire(step, world.offers[subject])
        elif kind == PRESENCE:
            agents.lose(step, world.agents[subject])
        elif kind == RETURN:
            handlings.give_back(step, world.handlings[subject])
        elif kind == WRAP_UP:
            handlings.expire(step, world.handlings[subject])
        elif kind == OVERFLOW:
            overflow.move(step, world.interactions[subject])
        elif kind == KEPT:
            personal.give_back(step, world.interactions[subject])
        elif kind == SCHEDULE:
            schedules.come_due(step, world.interactions[subject])
        elif kind == PACE:
            step.emit(PaceEnded(agent=subject))
        else:
            arrivals.waited_too_long(step, world.interactions[subject])


_HANDLERS: Final[Mapping[type, _Handler]] = {
    i.GatewayStarted: company.started,
    i.ClockReached: _clock_reached,
    i.PolicyChanged: company.policy_changed,
    i.QueueOpened: company.queue_opened,
    i.QueueClosed: company.queue_closed,
    i.InteractionEntered: schedules.entered,
    i.InteractionLeft: arrivals.left,
    i.AgentReachable: agents.reachable,
    i.AgentUnreachable: agents.unreachable,
    i.SetStatus: agents.set_status,
    i.SetStopNew: agents.set_stop_new,
    i.EnableQueues: agents.enable_queues,
    i.AcceptOffer: offers.accept,
    i.RejectOffer: offers.reject,
    i.PullInteraction: pulling.pull,
    i.DiscardInteraction: pulling.discard,
    i.EndInteraction: handlings.end,
    i.ExtendWrapUp: handlings.extend,
    i.SetCodes: handlings.set_codes,
    i.FinishWrapUp: handlings.finish,
    i.TransferToQueue: handlings.transfer,
    i.TransferToAgent: handlings.transfer_to_agent,
    i.Reschedule: schedules.reschedule,
}


class Router:
    """Offer each interaction, first come first served, to the agent longest available."""

    def __init__(self) -> None:
        """Begin knowing nothing; a ``PolicyChanged`` comes first."""
        self._world = World()

    # --- Deciding and following ------------------------------------------------------------------

    def receive(self, n: int, at: Instant, cause: i.Input) -> list[Decision]:
        """Digest one input and give the decisions that follow, in order.

        Args:
            n: the number the entry will have in the journal if anything is decided.
            at: the engine's stamp; never less than the last one.
            cause: the fact or command.

        Returns:
            The decisions, already in force. An empty list changed nothing and needs no entry.

        Raises:
            Refused: the command was refused and nothing changed.
            ValueError: the number or the instant runs backwards.

        """
        world = self._world
        if n <= world.n or at < world.at:
            message = f"entry {n} at {at} does not follow entry {world.n} at {world.at}"
            raise ValueError(message)
        step = Step.of(world, n, at, cause)
        _HANDLERS[type(cause)](step, cause)
        offers.match(step)
        return step.decisions

    def apply(self, record: Record) -> None:
        """Take over what was decided once, without deciding anything.

        Raises:
            ValueError: the record does not follow the last one.

        """
        world = self._world
        if record.n != world.n + 1 or record.at < world.at:
            message = f"record {record.n} does not follow record {world.n}"
            raise ValueError(message)
        policy: Policy | None = getattr(record.input, "policy", None)
        world.begin(record.n, record.at, policy)
        for decision in record.decisions:
            world.fold(decision)
        world.settle()
        world.stirred.clear()
        world.called.clear()

    def next_deadline(self) -> Instant | None:
        """Give the instant at which ``ClockReached`` must next be received, if ever."""
        first = self._world.deadlines.first()
        return None if first is None else first[0]

    def snapshot(self) -> bytes:
        """Write down everything known, canonically: equal states give equal bytes."""
        return b"".join(snapshot.write(self._world))

    def snapshot_in_pieces(self) -> Iterator[bytes]:
        """Give the same piece by piece, for whoever packs it: it is as large as all that waits."""
        return snapshot.write(self._world)

    @classmethod
    def restore(cls, data: bytes) -> "Router":
        """Take up where a snapshot left off.

        Raises:
            router.snapshot.UnknownFormatError: written by a release this build cannot read.

        """
        router = cls()
        snapshot.read(data, router._world)
        return router

    # --- Looking, for those who show and explain -------------------------------------------------

    @property
    def n(self) -> int:
        """The number of the last entry."""
        return self._world.n

    @property
    def at(self) -> Instant:
        """The instant of the last entry."""
        return self._world.at

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self._world.policy

    @property
    def agents(self) -> Mapping[AgentId, Agent]:
        """Every agent there ever was; for reading only."""
        return self._world.agents

    @property
    def queues(self) -> Mapping[QueueId, Queue]:
        """Every queue there ever was; for reading only."""
        return self._world.queues

    @property
    def interactions(self) -> Mapping[InteractionId, Interaction]:
        """Every live interaction; for reading only."""
        return self._world.interactions

    @property
    def offers(self) -> Mapping[OfferId, Offer]:
        """Every ringing offer; for reading only."""
        return self._world.offers

    @property
    def handlings(self) -> Mapping[HandlingId, Handling]:
        """Every open handling; for reading only."""
        return self._world.handlings

    def position(self, interaction_id: InteractionId) -> int | None:
        """Give the 1-based position of an interaction nobody has accepted, in O(log n)."""
        interaction = self._world.interactions.get(interaction_id)
        if interaction is None or interaction.state not in _WAITS:
            return None
        if interaction.kept_for is not None:
            kept = self._world.agents[interaction.kept_for].kept
            return 1 + bisect_left(kept, (interaction.kept_order, interaction.id))
        return self._world.lane_of(interaction).position(interaction.place)

    def obstacle_to(self, agent_id: AgentId) -> TransferObstacle | None:
        """Say why a contact cannot be handed to that agent now; None: it can (XFR-001, CON-21)."""
        return personal.obstacle_to(self._world.settings, self._world.agents[agent_id])

    def lacks_code(self, handling_id: HandlingId) -> bool:
        """Tell whether a mandatory transaction code is still missing."""
        return handlings.lacks_code(self._world, self._world.handlings[handling_id])
