"""Agents: their wishes, the queues they tick, and whether they can be reached."""

from router import decisions as d
from router import handlings, offers
from router.entities import Agent
from router.inputs import AgentReachable, AgentUnreachable, EnableQueues, SetStatus, SetStopNew
from router.lifecycle import Presence, Status, Wish, Withdrawal, choices
from router.refusal import Refused
from router.step import Step


def set_status(step: Step, command: SetStatus) -> None:
    """Let the agent choose a status (table T01..T41; STA-008, STA-013, STA-018, STA-023, STA-029).

    Raises:
        Refused: not from here (``status_not_allowed``), no reason given (``code_required``), a
            reason that is none (``invalid``).

    """
    agent = step.agent(command.agent)
    wish = command.status
    if (
        agent.wish is wish
        and agent.status.value == wish.value
        and command.code in (None, agent.code)
    ):
        return
    leaves_available = wish is Wish.LOGGED_OUT and agent.status is Status.AVAILABLE
    implied = leaves_available and step.world.settings.logout_from_available
    if wish not in choices(agent.status, in_hand=bool(agent.handlings)) and not implied:
        raise Refused("status_not_allowed", "status")
    _check_code(step, command)
    if agent.status is Status.WRAP_UP:
        _leave_wrap_up(step, agent)
        if agent.policy is not None and agent.wish is not wish:
            # Who pulled while working offline now wants to be offered things, too (EPL-004).
            step.restate(agent, "agent", wish=wish, code=command.code, idle_since=step.at)
        return
    if wish is not Wish.AVAILABLE:
        offers.withdraw_if_ringing(step, agent, Withdrawal.STATUS)
    step.restate(
        agent,
        "agent",
        wish=wish,
        code=command.code,
        idle_since=step.at if wish is Wish.AVAILABLE else None,
    )


def _check_code(step: Step, command: SetStatus) -> None:
    """See that the choice carries a reason where reasons are asked for (STC-003, STA-054)."""
    lists = [
        each
        for each in step.world.code_lists.values()
        if each.kind == "status" and command.status.value in each.statuses
    ]
    if command.code is None:
        if any(each.mandatory and each.codes for each in lists):
            raise Refused("code_required", "code")
    elif not any(command.code in each.codes for each in lists):
        raise Refused("invalid", "code")


def _leave_wrap_up(step: Step, agent: Agent) -> None:
    """End every wrap-up at once because the agent said "available" (WRP-011, STA-042)."""
    pending = list(agent.handlings.values())
    if any(handlings.lacks_code(step.world, each) for each in pending):
        raise Refused("code_required", "codes")
    step.restate(agent, "agent", stop_new=False)
    for handling in pending:
        handlings.close(step, handling, "done")


def set_stop_new(step: Step, command: SetStopNew) -> None:
    """Let the agent finish what is in hand and get nothing more, or go on (STA-019..023).

    Raises:
        Refused: nothing is in hand, or nothing new would ring anyway (``status_not_allowed``).

    """
    agent = step.agent(command.agent)
    if command.on == agent.stop_new:
        return
    if command.on and agent.status is not Status.BUSY:
        raise Refused("status_not_allowed", "on")
    if command.on:
        offers.withdraw_if_ringing(step, agent, Withdrawal.STATUS)
    step.restate(agent, "agent", stop_new=command.on)


def enable_queues(step: Step, command: EnableQueues) -> None:
    """Let the agent tick their queues (QUE-006, QUE-008, QUE-009, CON-47, CON-55).

    Raises:
        Refused: not permitted (``forbidden``), on break (``status_not_allowed``), not a member.

    """
    agent = step.agent(command.agent)
    if agent.policy is None or not agent.policy.may_choose_queues:
        raise Refused("forbidden")
    if agent.status in (Status.ON_BREAK, Status.LOGGED_OUT):
        raise Refused("status_not_allowed")
    if any(each not in agent.memberships for each in command.queues):
        raise Refused("not_found", "queue_ids")
    wanted = tuple(sorted(set(command.queues)))
    if wanted == tuple(agent.enabled):
        return
    if agent.offer is not None:
        offer = step.world.offers[agent.offer]
        interaction = step.world.interactions[offer.interaction]
        if interaction.queue not in wanted and not interaction.is_personal:
            offers.withdraw(step, offer, Withdrawal.STATUS)
    step.emit(d.QueuesEnabled(agent=agent.id, queues=wanted))


def reachable(step: Step, fact: AgentReachable) -> None:
    """Welcome an agent's socket; after a grace overrun the agent's turn starts anew."""
    agent = step.world.agents.get(fact.agent)
    if agent is None or agent.policy is None:
        return
    if agent.presence is not Presence.PRESENT:
        lost = agent.presence is Presence.UNREACHABLE
        step.emit(
            d.PresenceChanged(
                agent=agent.id,
                presence=Presence.PRESENT,
                until=None,
                idle_since=step.at if lost else agent.idle_since,
            )
        )
    if agent.wish is Wish.LOGGED_OUT:
        step.restate(agent, "logged_in", wish=Wish.ON_BREAK)


def unreachable(step: Step, fact: AgentUnreachable) -> None:
    """Note that no socket is left: a grace first, unless there is no hope of return."""
    agent = step.world.agents.get(fact.agent)
    if agent is None or agent.presence is Presence.UNREACHABLE:
        return
    if fact.at_once or agent.wish is Wish.LOGGED_OUT:
        lose(step, agent)
    elif agent.presence is Presence.PRESENT:
        begin_grace(step, agent)


def begin_grace(step: Step, agent: Agent) -> None:
    """Wait for the agent's browser a little before anything is taken away."""
    step.emit(
        d.PresenceChanged(
            agent=agent.id,
            presence=Presence.GRACE,
            until=step.at + step.world.settings.presence_grace,
            idle_since=agent.idle_since,
        )
    )


def lose(step: Step, agent: Agent) -> None:
    """Give the agent up: what rings goes back, what is active follows after its medium's time."""
    offers.withdraw_if_ringing(step, agent, Withdrawal.UNREACHABLE)
    step.emit(
        d.PresenceChanged(
            agent=agent.id,
            presence=Presence.UNREACHABLE,
            until=None,
            idle_since=agent.idle_since,
        )
    )
