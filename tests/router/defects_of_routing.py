"""Defects in who is eligible, in the orders, in how offers end."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from router import (
    arrivals,
    offers,
    overflow,
    personal,
    pulling,
    step,
)
from router import decisions as d
from router.deadlines import PACE, SCHEDULE
from router.entities import Agent
from router.ids import seconds
from router.inputs import (
    DiscardInteraction,
    PullInteraction,
    RejectOffer,
)
from router.lifecycle import Medium, Presence, Status, Wish, Withdrawal, shown_status
from router.policy import MAX_CHATS
from router.state import World
from tests.router.defects import With, handle, mutant


def _turn(
    *,
    limit: int = 0,
    by_name: bool = False,
    ignores: frozenset[str] = frozenset(),
    order: Callable[[int, int, str], tuple[int, int, str]] = lambda held, idle, name: (
        held,
        idle,
        name,
    ),
) -> Callable[[Agent], Any]:
    """Write ``Agent.turn`` again, with one clause changed."""

    def turn(self: Agent) -> Any:
        held = len(self.handlings)
        holds = {
            "wish": self.wish is Wish.AVAILABLE,
            "ringing": self.offer is None,
            "presence": self.presence is Presence.PRESENT,
            "stop_new": not self.stop_new,
            "policy": self.policy is not None,
            "finishing": held == 0 or self.active > 0,
            "room": held == 0
            or (self.policy is not None and held < min(self.policy.max_chats, MAX_CHATS) + limit),
            "paced": held == 0 or self.paced_until is None,
            "exclusive": all(h.medium is Medium.CHAT for h in self.handlings.values())
            if by_name
            else self.exclusive == 0,
        }
        if not all(true for name, true in holds.items() if name not in ignores):
            return None
        return held == 0, order(held, self.idle_since, self.id)

    return turn


# --- Who is eligible -----------------------------------------------------------------------------


@mutant("cap")
def cap_off_by_one(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(limit=1))


@mutant("work-conserving")
def cap_one_too_low(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(limit=-1))


@mutant("eligible")
def ignores_stop_new(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"stop_new"})))


@mutant("eligible")
def ignores_status(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"wish"})))


@mutant("eligible")
def rings_at_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"presence"})))


@mutant("one-ringing")
def rings_twice_at_one_agent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"ringing"})))


@mutant("eligible")
def disturbs_wrap_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"finishing"})))


@mutant("exclusive")
def mixes_media(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"exclusive"})))


@mutant("exclusive", "work-conserving")
def knows_media_by_name(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(by_name=True))


@mutant("eligible")
def forgets_exclusion(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "_passed_over", lambda *_: None)


# --- In which order ------------------------------------------------------------------------------


@mutant("agent-order")
def newest_agent_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(order=lambda held, idle, name: (held, -idle, name)))


@mutant("agent-order")
def busiest_agent_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(order=lambda held, idle, name: (-held, idle, name)))


@mutant("fifo")
def last_come_first_served(patch: pytest.MonkeyPatch) -> None:
    def first_pair(world: World, lane: Any) -> Any:
        top = offers._top(world, lane) if lane.waiting else None
        for place in reversed(lane.waiting):
            one = world.interactions[place[3]]
            passed_over = offers._passed_over(world.queues[lane.queue], world, one)
            if top is not None and passed_over != top[2]:
                return one, world.agents[top[2]]
        return None

    patch.setattr(offers, "_first_pair", first_pair)


@mutant("place")
def ignores_priority(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrivals, "d", With(d, Queued=lambda **v: d.Queued(**{**v, "priority": 0})))


@mutant("work-conserving", "fifo")
def asks_only_once(patch: pytest.MonkeyPatch) -> None:
    match = offers.match

    def match_one(step: Any) -> None:
        if not any(isinstance(made, d.OfferWithdrawn) for made in step.decisions):
            match(step)
        else:
            step.world.settle()
            step.world.stirred.clear()

    patch.setattr(offers, "match", match_one)


@mutant("place")
def overflows_to_the_tail(patch: pytest.MonkeyPatch) -> None:
    def queued(**values: Any) -> d.Queued:
        return d.Queued(**{**values, "entered_at": values["entered_at"] + 1})

    patch.setattr(overflow, "d", With(d, Queued=queued))


@mutant("overflow")
def overflows_on_and_on(patch: pytest.MonkeyPatch) -> None:
    def queued(**values: Any) -> d.Queued:
        return d.Queued(**values, overflow_at=values["entered_at"] + seconds(3600))

    patch.setattr(overflow, "d", With(d, Queued=queued))


@mutant("overflow")
def forgets_who_rang_when_the_queue_overflowed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(overflow, "move_if_due", lambda *_: None)


@mutant("personal-first")
def serves_the_shared_queues_first(patch: pytest.MonkeyPatch) -> None:
    call, match = offers.call, offers.match

    def settle_alone(step: Any) -> None:
        step.world.settle()
        step.world.called.clear()

    def shared_first(step: Any) -> None:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(offers, "call", settle_alone)
            match(step)
        for agent in step.world.agents.values():
            if agent.kept:
                step.world.called[agent.id] = agent
        call(step)

    patch.setattr(offers, "match", shared_first)


@mutant("personal-first")
def serves_the_personal_queue_from_its_tail(patch: pytest.MonkeyPatch) -> None:
    keep = personal.keep

    def at_the_head(step: Any, *rest: Any) -> None:
        keep(step, *rest)
        agent = step.world.agents[step.decisions[-1].kept_for]
        agent.kept = [(-order, name) for order, name in reversed(agent.kept)]

    patch.setattr(personal, "keep", at_the_head)


@mutant("personal")
def hands_work_to_anybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "obstacle_to", lambda *_: None)


@mutant("personal", "preferred")
def lets_work_wait_for_one_who_has_gone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "give_up", lambda *_: None)


@mutant("preferred")
def waits_for_a_preferred_agent_on_break(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "is_waiting_for", lambda agent: agent.wish is not Wish.LOGGED_OUT)


@mutant("schedule")
def forgets_the_time(patch: pytest.MonkeyPatch) -> None:
    due = World.due

    def never(self: World, kind: int, subject: str) -> Any:
        return None if kind == SCHEDULE else due(self, kind, subject)

    patch.setattr(World, "due", never)


@mutant("place")
def comes_back_to_the_tail(patch: pytest.MonkeyPatch) -> None:
    begin = arrivals.begin_to_wait

    def from_now(step: Any, name: str, by: Medium, to: Any, _: Any, *rest: Any) -> None:
        begin(step, name, by, to, (step.at + 1, step.n), *rest)

    patch.setattr(arrivals, "begin_to_wait", from_now)


# --- How offers end ------------------------------------------------------------------------------


@mutant("work-conserving", "fifo")
def loses_the_turned_down(patch: pytest.MonkeyPatch) -> None:
    stand = World._stand_in_line

    def forget(self: World, decision: d.OfferWithdrawn) -> None:
        lost = decision.reason in (Withdrawal.TIMED_OUT, Withdrawal.REJECTED)
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(World, "_stand_in_line", lambda *_: None if lost else stand)
            withdrawn(self, decision)
        if not lost and decision.reason is not Withdrawal.ABANDONED:
            stand(self, self.interactions[decision.interaction])

    withdrawn = World._offer_withdrawn
    patch.setattr(World, "_offer_withdrawn", forget)


@mutant("cause", "place", "life-cycle")
def turned_down_go_to_the_tail(patch: pytest.MonkeyPatch) -> None:
    withdraw = offers.withdraw

    def to_the_tail(step: Any, offer: Any, reason: Withdrawal) -> None:
        withdraw(step, offer, reason)
        one = step.world.interactions[offer.interaction]
        if reason is Withdrawal.TIMED_OUT:
            step.world.lane_of(one).waiting.discard(one.place)
            step.emit(
                d.Queued(
                    interaction=one.id,
                    medium=one.medium,
                    queue=one.queue,
                    priority=-one.place[0],
                    entered_at=step.at,
                    order=step.n,
                    reason="returned",
                )
            )

    patch.setattr(offers, "withdraw", to_the_tail)


@mutant("declined")
def misses_without_a_price(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "_turned_down", lambda *_: None)


@mutant("reject")
def lets_everybody_reject(patch: pytest.MonkeyPatch) -> None:
    def reject(step: Any, command: Any) -> None:
        offer = step.world.offers.get(command.offer)
        if offer is not None and offer.agent == command.agent:
            offers.withdraw(step, offer, Withdrawal.REJECTED)

    handle(patch, RejectOffer, reject)


@mutant("offer-values")
def rings_for_half_the_time(patch: pytest.MonkeyPatch) -> None:
    offered = d.Offered

    def hasty(**values: Any) -> d.Offered:
        return offered(**{**values, "expires_at": values["expires_at"] - seconds(7)})

    patch.setattr(offers, "d", With(d, Offered=hasty))


@mutant("pace", "eligible")
def floods_whoever_has_just_begun(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "_paced_until", lambda *_: None)


@mutant("pace")
def never_ends_a_gentle_start(patch: pytest.MonkeyPatch) -> None:
    due = World.due

    def never(self: World, kind: int, subject: str) -> Any:
        return None if kind == PACE else due(self, kind, subject)

    patch.setattr(World, "due", never)


@mutant("pull")
def lets_everybody_pull(patch: pytest.MonkeyPatch) -> None:
    def pull(step: Any, command: PullInteraction) -> None:
        agent = step.agent(command.agent)
        if agent.policy is not None and not agent.policy.may_pull:
            agent = With(agent, policy=replace(agent.policy, may_pull=True))
        pulling.pull(With(step, agent=lambda _: agent), command)  # type: ignore[arg-type]

    handle(patch, PullInteraction, pull)


@mutant("offline-pull")
def makes_everybody_busy_who_pulls(patch: pytest.MonkeyPatch) -> None:
    start = offers._start
    patch.setattr(offers, "_start", lambda *given, **_: start(*given))


@mutant("shown-status")
def shows_who_pulled_as_busy(patch: pytest.MonkeyPatch) -> None:
    def shown(*work: Any, offline: bool, **more: Any) -> Status:
        return shown_status(*work, **more)

    patch.setattr(step, "shown_status", shown)


@mutant("discard", "life-cycle")
def throws_away_what_rings(patch: pytest.MonkeyPatch) -> None:
    def discard(step: Any, command: DiscardInteraction) -> None:
        one = step.world.interactions.get(command.interaction)
        if one is not None and one.offer is not None:
            offers.withdraw(step, step.world.offers[one.offer], Withdrawal.ABANDONED)
            step.emit(
                d.InteractionDiscarded(interaction=one.id, queue=one.queue, agent=command.agent)
            )

    handle(patch, DiscardInteraction, discard)
