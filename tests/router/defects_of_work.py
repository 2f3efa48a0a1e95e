"""Defects in work, presence and restarts."""

from typing import Any

import pytest

from router import (
    agents,
    company,
    handlings,
    offers,
)
from router import decisions as d
from router.deadlines import RETURN
from router.inputs import (
    AcceptOffer,
    AgentReachable,
    InteractionLeft,
    TransferToQueue,
)
from router.lifecycle import Withdrawal
from router.state import World
from tests.router.defects import With, handle, mutant

# --- Work ----------------------------------------------------------------------------------------


@mutant("mandatory-code")
def wraps_up_without_code(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handlings, "lacks_code", lambda *_: False)


@mutant("automatic-code")
def leaves_the_automatic_code_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handlings, "automatic_codes", lambda *_: None)


@mutant("automatic-code")
def sets_codes_the_queue_does_not_set(patch: pytest.MonkeyPatch) -> None:
    def any_code(world: World, handling: Any) -> Any:
        missing = [
            codes
            for codes in world.queues[handling.queue].mandatory
            if codes.isdisjoint(handling.codes)
        ]
        return (*handling.codes, min(missing[0])) if missing else None

    patch.setattr(handlings, "automatic_codes", any_code)


@mutant("wrap-up")
def never_wraps_up(patch: pytest.MonkeyPatch) -> None:
    started = d.HandlingStarted
    patch.setattr(
        offers,
        "d",
        With(d, HandlingStarted=lambda **values: started(**{**values, "wrap_up": 0})),
    )


@mutant("in-one-place", "effect")
def loses_the_transferred(patch: pytest.MonkeyPatch) -> None:
    transfer = handlings.transfer

    def drop(step: Any, command: TransferToQueue) -> None:
        emit = step.emit
        transfer(
            With(step, emit=lambda made: None if isinstance(made, d.Queued) else emit(made)),  # type: ignore[arg-type]
            command,
        )

    handle(patch, TransferToQueue, drop)


@mutant("shown-status")
def forgets_to_show_work(patch: pytest.MonkeyPatch) -> None:
    accept = offers.accept

    def accept_silently(step: Any, command: AcceptOffer) -> None:
        accept(With(step, restate=lambda *_, **__: None), command)  # type: ignore[arg-type]

    handle(patch, AcceptOffer, accept_silently)


@mutant("stop-new")
def forgets_that_new_ones_were_stopped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handlings, "release", lambda step, agent: step.restate(agent, "wrapped_up"))


# --- Presence and restart ------------------------------------------------------------------------


@mutant("presence")
def gives_no_grace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(agents, "begin_grace", agents.lose)


@mutant("idle-since")
def restarts_the_idle_clock_on_every_return(patch: pytest.MonkeyPatch) -> None:
    changed = d.PresenceChanged

    def restarted(step: Any, fact: Any) -> None:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(
                agents,
                "d",
                With(d, PresenceChanged=lambda **v: changed(**{**v, "idle_since": step.at})),
            )
            reachable(step, fact)

    reachable = agents.reachable
    handle(patch, AgentReachable, restarted)


@mutant("return")
def never_gives_work_back(patch: pytest.MonkeyPatch) -> None:
    due = World.due

    def never(self: World, kind: int, subject: str) -> Any:
        return None if kind == RETURN else due(self, kind, subject)

    patch.setattr(World, "due", never)


@mutant("restart", "cause", "declined", "offer-expiry")
def blames_agents_for_a_restart(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(company, "Withdrawal", With(Withdrawal, RESTART=Withdrawal.TIMED_OUT))


@mutant("restart")
def lets_wrap_up_run_while_down(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(company, "d", With(d, DeadlinesMoved=lambda by: d.DeadlinesMoved(by=by // 2 + 1)))


@mutant("effect", "in-one-place")
def keeps_who_has_left(patch: pytest.MonkeyPatch) -> None:
    def left(step: Any, fact: Any) -> None:
        one = step.world.interactions.get(fact.interaction)
        if one is not None and one.offer is not None:
            offers.withdraw(step, step.world.offers[one.offer], Withdrawal.UNREACHABLE)

    handle(patch, InteractionLeft, left)
