"""Routers with one defect each, for the audit to find.

Each is a small patch to the real router, so that it goes wrong in its decisions and its state
alike: its record is consistent with itself and replays without a difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from router import agents, arrivals, company, handlings, machine, offers, overflow, personal
from router import decisions as d
from router.deadlines import PACE, RETURN, SCHEDULE
from router.entities import Agent
from router.ids import seconds
from router.inputs import AcceptOffer, AgentReachable, InteractionLeft, RejectOffer, TransferToQueue
from router.lifecycle import Medium, Presence, Wish, Withdrawal
from router.policy import MAX_CHATS
from router.state import World

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One defect, and the rules of which at least one must give it away."""

    name: str
    caught_by: frozenset[str]
    infect: Patch


MUTANTS: list[Mutant] = []


def _mutant(*caught_by: str) -> Callable[[Patch], Patch]:
    def register(infect: Patch) -> Patch:
        MUTANTS.append(Mutant(infect.__name__, frozenset(caught_by), infect))
        return infect

    return register


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


class _With:
    """A module, enumeration or step with some names replaced."""

    def __init__(self, whole: Any, **names: Any) -> None:
        self._whole = whole
        self.__dict__.update(names)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


def _handle(patch: pytest.MonkeyPatch, cause: type, handler: Any) -> None:
    """Put another handler into the machine's table."""
    patch.setattr(machine, "_HANDLERS", {**machine._HANDLERS, cause: handler})


# --- Who is eligible -----------------------------------------------------------------------------


@_mutant("cap")
def cap_off_by_one(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(limit=1))


@_mutant("work-conserving")
def cap_one_too_low(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(limit=-1))


@_mutant("eligible")
def ignores_stop_new(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"stop_new"})))


@_mutant("eligible")
def ignores_status(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"wish"})))


@_mutant("eligible")
def rings_at_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"presence"})))


@_mutant("one-ringing")
def rings_twice_at_one_agent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"ringing"})))


@_mutant("eligible")
def disturbs_wrap_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"finishing"})))


@_mutant("exclusive")
def mixes_media(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(ignores=frozenset({"exclusive"})))


@_mutant("exclusive", "work-conserving")
def knows_media_by_name(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(by_name=True))


@_mutant("eligible")
def forgets_exclusion(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "_passed_over", lambda *_: None)


# --- In which order ------------------------------------------------------------------------------


@_mutant("agent-order")
def newest_agent_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(order=lambda held, idle, name: (held, -idle, name)))


@_mutant("agent-order")
def busiest_agent_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Agent, "turn", _turn(order=lambda held, idle, name: (-held, idle, name)))


@_mutant("fifo")
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


@_mutant("place")
def ignores_priority(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrivals, "d", _With(d, Queued=lambda **v: d.Queued(**{**v, "priority": 0})))


@_mutant("work-conserving", "fifo")
def asks_only_once(patch: pytest.MonkeyPatch) -> None:
    match = offers.match

    def match_one(step: Any) -> None:
        if not any(isinstance(made, d.OfferWithdrawn) for made in step.decisions):
            match(step)
        else:
            step.world.settle()
            step.world.stirred.clear()

    patch.setattr(offers, "match", match_one)


@_mutant("place")
def overflows_to_the_tail(patch: pytest.MonkeyPatch) -> None:
    def queued(**values: Any) -> d.Queued:
        return d.Queued(**{**values, "entered_at": values["entered_at"] + 1})

    patch.setattr(overflow, "d", _With(d, Queued=queued))


@_mutant("overflow")
def overflows_on_and_on(patch: pytest.MonkeyPatch) -> None:
    def queued(**values: Any) -> d.Queued:
        return d.Queued(**values, overflow_at=values["entered_at"] + seconds(3600))

    patch.setattr(overflow, "d", _With(d, Queued=queued))


@_mutant("overflow")
def forgets_who_rang_when_the_queue_overflowed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(overflow, "move_if_due", lambda *_: None)


@_mutant("personal-first")
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


@_mutant("personal-first")
def serves_the_personal_queue_from_its_tail(patch: pytest.MonkeyPatch) -> None:
    keep = personal.keep

    def at_the_head(step: Any, *rest: Any) -> None:
        keep(step, *rest)
        agent = step.world.agents[step.decisions[-1].kept_for]
        agent.kept = [(-order, name) for order, name in reversed(agent.kept)]

    patch.setattr(personal, "keep", at_the_head)


@_mutant("personal")
def hands_work_to_anybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "obstacle_to", lambda *_: None)


@_mutant("personal", "preferred")
def lets_work_wait_for_one_who_has_gone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "give_up", lambda *_: None)


@_mutant("preferred")
def waits_for_a_preferred_agent_on_break(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "is_waiting_for", lambda agent: agent.wish is not Wish.LOGGED_OUT)


@_mutant("schedule")
def forgets_the_time(patch: pytest.MonkeyPatch) -> None:
    due = World.due

    def never(self: World, kind: int, subject: str) -> Any:
        return None if kind == SCHEDULE else due(self, kind, subject)

    patch.setattr(World, "due", never)


@_mutant("place")
def comes_back_to_the_tail(patch: pytest.MonkeyPatch) -> None:
    begin = arrivals.begin_to_wait

    def from_now(step: Any, name: str, by: Medium, to: Any, _: Any, *rest: Any) -> None:
        begin(step, name, by, to, (step.at + 1, step.n), *rest)

    patch.setattr(arrivals, "begin_to_wait", from_now)


# --- How offers end ------------------------------------------------------------------------------


@_mutant("work-conserving", "fifo")
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


@_mutant("cause", "place", "life-cycle")
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


@_mutant("declined")
def misses_without_a_price(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "_turned_down", lambda *_: None)


@_mutant("reject")
def lets_everybody_reject(patch: pytest.MonkeyPatch) -> None:
    def reject(step: Any, command: Any) -> None:
        offer = step.world.offers.get(command.offer)
        if offer is not None and offer.agent == command.agent:
            offers.withdraw(step, offer, Withdrawal.REJECTED)

    _handle(patch, RejectOffer, reject)


@_mutant("offer-values")
def rings_for_half_the_time(patch: pytest.MonkeyPatch) -> None:
    offered = d.Offered

    def hasty(**values: Any) -> d.Offered:
        return offered(**{**values, "expires_at": values["expires_at"] - seconds(7)})

    patch.setattr(offers, "d", _With(d, Offered=hasty))


@_mutant("pace", "eligible")
def floods_whoever_has_just_begun(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offers, "_paced_until", lambda *_: None)


@_mutant("pace")
def never_ends_a_gentle_start(patch: pytest.MonkeyPatch) -> None:
    due = World.due

    def never(self: World, kind: int, subject: str) -> Any:
        return None if kind == PACE else due(self, kind, subject)

    patch.setattr(World, "due", never)


# --- Work ----------------------------------------------------------------------------------------


@_mutant("mandatory-code")
def wraps_up_without_code(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handlings, "lacks_code", lambda *_: False)


@_mutant("automatic-code")
def leaves_the_automatic_code_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handlings, "automatic_codes", lambda *_: None)


@_mutant("automatic-code")
def sets_codes_the_queue_does_not_set(patch: pytest.MonkeyPatch) -> None:
    def any_code(world: World, handling: Any) -> Any:
        missing = [
            codes
            for codes in world.queues[handling.queue].mandatory
            if codes.isdisjoint(handling.codes)
        ]
        return (*handling.codes, min(missing[0])) if missing else None

    patch.setattr(handlings, "automatic_codes", any_code)


@_mutant("wrap-up")
def never_wraps_up(patch: pytest.MonkeyPatch) -> None:
    started = d.HandlingStarted
    patch.setattr(
        offers,
        "d",
        _With(d, HandlingStarted=lambda **values: started(**{**values, "wrap_up": 0})),
    )


@_mutant("in-one-place", "effect")
def loses_the_transferred(patch: pytest.MonkeyPatch) -> None:
    transfer = handlings.transfer

    def drop(step: Any, command: TransferToQueue) -> None:
        emit = step.emit
        transfer(
            _With(step, emit=lambda made: None if isinstance(made, d.Queued) else emit(made)),  # type: ignore[arg-type]
            command,
        )

    _handle(patch, TransferToQueue, drop)


@_mutant("shown-status")
def forgets_to_show_work(patch: pytest.MonkeyPatch) -> None:
    accept = offers.accept

    def accept_silently(step: Any, command: AcceptOffer) -> None:
        accept(_With(step, restate=lambda *_, **__: None), command)  # type: ignore[arg-type]

    _handle(patch, AcceptOffer, accept_silently)


@_mutant("stop-new")
def forgets_that_new_ones_were_stopped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handlings, "release", lambda step, agent: step.restate(agent, "wrapped_up"))


# --- Presence and restart ------------------------------------------------------------------------


@_mutant("presence")
def gives_no_grace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(agents, "begin_grace", agents.lose)


@_mutant("idle-since")
def restarts_the_idle_clock_on_every_return(patch: pytest.MonkeyPatch) -> None:
    changed = d.PresenceChanged

    def restarted(step: Any, fact: Any) -> None:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(
                agents,
                "d",
                _With(d, PresenceChanged=lambda **v: changed(**{**v, "idle_since": step.at})),
            )
            reachable(step, fact)

    reachable = agents.reachable
    _handle(patch, AgentReachable, restarted)


@_mutant("return")
def never_gives_work_back(patch: pytest.MonkeyPatch) -> None:
    due = World.due

    def never(self: World, kind: int, subject: str) -> Any:
        return None if kind == RETURN else due(self, kind, subject)

    patch.setattr(World, "due", never)


@_mutant("restart", "cause", "declined", "offer-expiry")
def blames_agents_for_a_restart(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(company, "Withdrawal", _With(Withdrawal, RESTART=Withdrawal.TIMED_OUT))


@_mutant("restart")
def lets_wrap_up_run_while_down(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        company, "d", _With(d, DeadlinesMoved=lambda by: d.DeadlinesMoved(by=by // 2 + 1))
    )


@_mutant("effect", "in-one-place")
def keeps_who_has_left(patch: pytest.MonkeyPatch) -> None:
    def left(step: Any, fact: Any) -> None:
        one = step.world.interactions.get(fact.interaction)
        if one is not None and one.offer is not None:
            offers.withdraw(step, step.world.offers[one.offer], Withdrawal.UNREACHABLE)

    _handle(patch, InteractionLeft, left)
