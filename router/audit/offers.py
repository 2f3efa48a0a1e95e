"""Checks of how offers end: accepted, rejected, missed, withdrawn."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.rules import ACCEPTED, DECLINED, OFFER_EXPIRY, OFFER_STANDS, REJECT, WRAP_UP
from router.decisions import HandlingStarted, OfferWithdrawn
from router.ids import QueueId
from router.inputs import AgentUnreachable, ClockReached
from router.lifecycle import Medium, Presence, Wish, Withdrawal


def withdrawn(entry: Entry, made: OfferWithdrawn) -> Iterator[Finding]:
    """Check that an offer may stop ringing for the reason given."""
    world = entry.world
    agent = world.agent(made.agent)
    ringing = world.offers.get(made.offer)
    expired = ringing is not None and ringing.expires_at <= entry.at
    match made.reason:
        case Withdrawal.TIMED_OUT:
            entry.declined[made.agent] = made
            if not expired:
                yield OFFER_EXPIRY, f"offer {made.offer} times out before its countdown ends"
            elif agent.presence is not Presence.PRESENT:
                # Section 6b, SES-019: whose browser is gone has not missed the offer.
                yield OFFER_EXPIRY, f"{made.agent} is {agent.presence}, yet misses {made.offer}"
        case Withdrawal.REJECTED:
            entry.declined[made.agent] = made
            policy = world.agent_policies.get(made.agent)
            if policy is None or not policy.may_reject:
                yield REJECT, f"{made.agent} rejects {made.offer} without the permission"
        case Withdrawal.UNREACHABLE:
            lost = (
                agent.presence is Presence.UNREACHABLE
                or (isinstance(entry.input, AgentUnreachable) and entry.input.agent == agent.id)
                or (
                    agent.presence is Presence.GRACE
                    and (expired or (agent.grace_until or 0) <= entry.at)
                )
            )
            if not lost:
                yield OFFER_EXPIRY, f"{made.agent} is {agent.presence}, yet loses {made.offer}"
        case _:
            pass


def accepted(entry: Entry, made: HandlingStarted) -> Iterator[Finding]:
    """Check that a handling starts as its offer, its queue and its agent say."""
    world = entry.world
    ringing = world.offers.get(made.offer)
    if ringing is None or ringing.agent != made.agent:
        yield ACCEPTED, f"{made.agent} accepts {made.offer}, which does not ring there"
        return
    if made.medium is not ringing.medium:
        yield ACCEPTED, f"handling {made.handling} is of another medium than its offer"
    policy = world.agent_policies.get(made.agent)
    queue = world.queues.get(made.queue)
    own = [m.wrap_up for m in policy.memberships if m.queue == made.queue] if policy else []
    expected = next((w for w in own if w is not None), queue.wrap_up if queue else made.wrap_up)
    if made.wrap_up != expected:
        yield (
            WRAP_UP,
            f"handling {made.handling} has another wrap-up than agent and queue (WRP-017)",
        )


def price_of(entry: Entry, queue: QueueId, medium: Medium, reason: Withdrawal) -> Wish:
    """Give the wish that declining leads to: the queue's own, or else its medium's (CON-01..05)."""
    rejected = reason is Withdrawal.REJECTED
    dials = entry.world.queues.get(queue)
    if dials is not None:
        own = dials.on_reject if rejected else dials.on_time_out
        if own is not None:
            return own
    rule = entry.world.media.get(medium)
    if rule is None:
        return Wish.ON_BREAK
    return rule.on_reject if rejected else rule.on_time_out


def declined(entry: Entry) -> Iterator[Finding]:
    """Check that who rejected or missed an offer is on break, or stops new while at work."""
    for name, made in entry.declined.items():
        agent = entry.world.agent(name)
        queue_medium = medium_of(entry, made)
        price = price_of(entry, made.queue, queue_medium, made.reason)
        if agent.handlings:
            if not agent.stop_new:
                yield DECLINED, f"{name} declined {made.offer} at work and still takes new ones"
        elif agent.wish is not price and not (
            name in entry.finished and agent.wish is Wish.OFFLINE
        ):
            yield DECLINED, f"{name} declined {made.offer} and is {agent.wish}, not {price}"


def medium_of(entry: Entry, made: OfferWithdrawn) -> Medium:
    """Give the medium of what was offered."""
    interaction = entry.world.interactions.get(made.interaction)
    return Medium.CHAT if interaction is None else interaction.medium


def stands(entry: Entry) -> Iterator[Finding]:
    """Check that what rings, rings at somebody who may still accept it."""
    world = entry.world
    for name in world.touched:
        agent = world.agent(name)
        for offer in agent.ringing.values():
            if agent.wish is not Wish.AVAILABLE:
                yield OFFER_STANDS, f"offer {offer.id} rings at {name}, who is {agent.wish}"
            elif agent.stop_new:
                yield OFFER_STANDS, f"offer {offer.id} rings at {name}, who stops new ones"
            elif agent.presence is Presence.UNREACHABLE:
                yield OFFER_STANDS, f"offer {offer.id} rings at {name}, who is unreachable"


def expired(entry: Entry) -> Iterator[Finding]:
    """Check that after a wake-up no countdown is left that has ended."""
    if isinstance(entry.input, ClockReached):
        for offer in entry.world.offers.values():
            if offer.expires_at <= entry.at:
                yield OFFER_EXPIRY, f"offer {offer.id} rings on after its countdown"


BEFORE: Final[Checks] = {OfferWithdrawn: (withdrawn,), HandlingStarted: (accepted,)}
AFTER: Final[tuple[EndCheck, ...]] = (declined, stands, expired)
