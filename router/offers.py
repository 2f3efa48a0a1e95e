"""Offers: who is asked next, and what follows when the asking ends."""

from heapq import heappop, heappush

from router import decisions as d
from router import overflow, personal
from router.entities import Agent, Interaction, Offer, Queue
from router.ids import AgentId, Instant
from router.inputs import AcceptOffer, RejectOffer
from router.lifecycle import Presence, Wish, Withdrawal
from router.lines import Lane, Turn
from router.refusal import Refused
from router.state import World
from router.step import Step


def match(step: Step) -> None:
    """Offer until no waiting interaction has an agent who may be offered it.

    Only lanes stirred since the last match are looked at. Among them the oldest interaction goes
    first (requirement RTE-026), to the agent first in turn (RTE-001, RTE-011).
    """
    world = step.world
    call(step)
    stirred = world.stirred
    while stirred:
        first: tuple[Interaction, Agent] | None = None
        barren = []
        for key, lane in stirred.items():
            pair = _first_pair(world, lane)
            if pair is None:
                barren.append(key)
            elif first is None or pair[0].place < first[0].place:
                first = pair
        for key in barren:
            del stirred[key]
        if first is not None:
            _ring(step, *first)
            call(step)


def call(step: Step) -> None:
    """Offer agents what is kept for them, before anything that is for all (RTE-019, RTE-020)."""
    world = step.world
    world.settle()
    while world.called:
        agent = world.called.pop(next(iter(world.called)))
        personal.give_up(step, agent)
        for _, interaction_id in agent.kept:
            interaction = world.interactions[interaction_id]
            if personal.may_be_asked(world, agent, interaction):
                _ring(step, interaction, agent)
                world.settle()
                break


def _first_pair(world: World, lane: Lane) -> tuple[Interaction, Agent] | None:
    """Give the oldest interaction of the lane that somebody may be offered, with that somebody."""
    first = _top(world, lane) if lane.waiting else None
    if first is None:
        return None
    for place in lane.waiting:
        interaction = world.interactions[place[3]]
        passed_over = _passed_over(world.queues[lane.queue], world, interaction)
        if passed_over != first[2]:
            return interaction, world.agents[first[2]]
        second = _top_but(world, lane, first)
        if second is not None:
            return interaction, world.agents[second[2]]
    return None


def _passed_over(queue: Queue, world: World, interaction: Interaction) -> AgentId | None:
    """Give the sender of a transfer, while somebody else attends to the queue (CON-64)."""
    sender = interaction.excluded
    if sender is None:
        return None
    agent = world.agents[sender]
    attends = agent.wish is not Wish.LOGGED_OUT and queue.id in agent.enabled
    return sender if queue.attending > attends else None


def _top(world: World, lane: Lane) -> Turn | None:
    """Give the lane's first standing turn, dropping stale ones on the way."""
    heap = lane.idle.heap
    while heap:
        if world.stands(lane, heap[0]):
            return heap[0]
        heappop(heap)
    return None


def _top_but(world: World, lane: Lane, first: Turn) -> Turn | None:
    """Give the first standing turn of anybody but the agent of ``first``."""
    heap = lane.idle.heap
    while heap and heap[0] == first:  # the same turn may have been pushed more than once
        heappop(heap)
    second = _top(world, lane)
    heappush(heap, first)
    return second


def _ring(step: Step, interaction: Interaction, agent: Agent) -> None:
    queue = step.world.queues[interaction.queue]
    step.emit(
        d.Offered(
            offer=step.next_id(),
            interaction=interaction.id,
            agent=agent.id,
            queue=queue.id,
            expires_at=step.at + queue.policy.accept_timeout,
            held=len(agent.handlings),
            idle_since=agent.idle_since,
        )
    )


def hand_over(step: Step, interaction: Interaction, agent: Agent) -> None:
    """Offer a contact and accept it in the same breath, as its agent asked (EPL-008)."""
    _ring(step, interaction, agent)
    assert agent.offer is not None
    offline = agent.wish is Wish.OFFLINE and step.world.rules[interaction.medium].offline_pull
    _start(step, agent, step.world.offers[agent.offer], offline=offline)


def withdraw(step: Step, offer: Offer, reason: Withdrawal) -> None:
    """Stop an offer from ringing; the interaction keeps its place unless its customer left."""
    world = step.world
    interaction = world.interactions[offer.interaction]
    agent = world.agents[offer.agent]
    step.emit(
        d.OfferWithdrawn(
            offer=offer.id,
            interaction=interaction.id,
            agent=agent.id,
            queue=interaction.queue,
            reason=reason,
        )
    )
    queue, rule = world.queue_of(interaction.queue), world.rules[interaction.medium]
    if reason is Withdrawal.REJECTED:
        wish = queue.policy.on_reject or rule.on_reject
        _turned_down(step, agent, wish, "rejected")
    elif reason is Withdrawal.TIMED_OUT:
        wish = queue.policy.on_time_out or rule.on_time_out
        _turned_down(step, agent, wish, "timed_out")
    if reason in (Withdrawal.ABANDONED, Withdrawal.RESTART):
        return
    if interaction.kept_for is not None:
        personal.give_back_if_due(step, interaction)
    else:
        overflow.move_if_due(step, interaction)


def _turned_down(step: Step, agent: Agent, wish: Wish, reason: d.StatusReason) -> None:
    """Stop offering to an agent who did not take one (STA-028, STA-033, STA-037)."""
    if agent.handlings:
        step.restate(agent, reason, stop_new=True)
    else:
        step.restate(agent, reason, wish=wish)


def withdraw_if_ringing(step: Step, agent: Agent, reason: Withdrawal) -> None:
    """Stop whatever rings at the agent, if anything does."""
    if agent.offer is not None:
        withdraw(step, step.world.offers[agent.offer], reason)


def expire(step: Step, offer: Offer) -> None:
    """End an offer nobody answered; an agent out of reach could not have (section 6b, SES-019)."""
    present = step.world.agents[offer.agent].presence is Presence.PRESENT
    withdraw(step, offer, Withdrawal.TIMED_OUT if present else Withdrawal.UNREACHABLE)


def accept(step: Step, command: AcceptOffer) -> None:
    """Let the agent take what rings (OFR-006).

    Raises:
        Refused: the offer no longer rings (``offer_expired``) or rings elsewhere (``not_found``).

    """
    world = step.world
    agent = step.agent(command.agent)
    offer = world.offers.get(command.offer)
    if offer is None:
        if any(each.offer == command.offer for each in agent.handlings.values()):
            return
        raise Refused("offer_expired")
    if offer.agent != agent.id:
        raise Refused("not_found", "offer_id")
    _start(step, agent, offer)


def _start(step: Step, agent: Agent, offer: Offer, *, offline: bool = False) -> None:
    """Begin the handling of what the agent has accepted, or pulled while working ``offline``."""
    interaction = step.world.interactions[offer.interaction]
    queue = step.world.queues[interaction.queue]
    membership = agent.memberships.get(queue.id)
    own = membership.wrap_up if membership else None
    step.emit(
        d.HandlingStarted(
            handling=step.next_id(),
            offer=offer.id,
            interaction=interaction.id,
            agent=agent.id,
            queue=queue.id,
            medium=interaction.medium,
            wrap_up=queue.policy.wrap_up if own is None else own,
            paced_until=_paced_until(step, interaction),
            offline=offline,
        )
    )
    step.restate(agent, "accepted")


def _paced_until(step: Step, interaction: Interaction) -> Instant | None:
    """Give the instant before which whoever accepts this is offered no more (gentle start)."""
    pause = step.world.settings.gentle_start
    shared = not step.world.rules[interaction.medium].exclusive
    return step.at + pause if pause and shared else None


def reject(step: Step, command: RejectOffer) -> None:
    """Let the agent turn down what rings, if they may (OFR-010, OFR-011).

    Raises:
        Refused: no permission (``forbidden``), or the offer no longer rings or rings elsewhere.

    """
    agent = step.agent(command.agent)
    offer = step.world.offers.get(command.offer)
    if agent.policy is None or not agent.policy.may_reject:
        raise Refused("forbidden")
    if offer is None:
        if agent.last_rejected == command.offer:
            return
        raise Refused("offer_expired")
    if offer.agent != agent.id:
        raise Refused("not_found", "offer_id")
    withdraw(step, offer, Withdrawal.REJECTED)
