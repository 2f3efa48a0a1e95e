"""Handlings: ending the contact, wrapping it up, handing it on."""

from typing import Literal

from router import decisions as d
from router import overflow, personal
from router.entities import Agent, Handling
from router.ids import CodeId
from router.inputs import (
    EndInteraction,
    ExtendWrapUp,
    FinishWrapUp,
    SetCodes,
    TransferToAgent,
    TransferToQueue,
)
from router.lifecycle import HandlingState, Wish
from router.refusal import Refused
from router.state import World
from router.step import Step


def own_handling(agent: Agent, interaction_id: str) -> Handling:
    """Give the agent's open handling of the interaction, the active one before one in wrap-up.

    Raises:
        Refused: the agent has none.

    """
    in_wrap_up = None
    for handling in agent.handlings.values():
        if handling.interaction == interaction_id:
            if handling.state is HandlingState.ACTIVE:
                return handling
            in_wrap_up = handling
    if in_wrap_up is None:
        raise Refused("not_found", "interaction_id")
    return in_wrap_up


def lacks_code(world: World, handling: Handling) -> bool:
    """Tell whether a mandatory list of the queue has no code chosen yet (DSP-003, CON-17)."""
    chosen = handling.codes
    mandatory = world.queues[handling.queue].mandatory
    return any(codes.isdisjoint(chosen) for codes in mandatory)


def automatic_codes(world: World, handling: Handling) -> tuple[CodeId, ...] | None:
    """Give the codes with the queue's automatic one added, if nothing is missing then (DSP-010).

    A code that leaves another mandatory list without a choice helps nobody: the agent is asked as
    if there were none.
    """
    queue = world.queues[handling.queue]
    code = queue.policy.automatic_code
    missing = [codes for codes in queue.mandatory if codes.isdisjoint(handling.codes)]
    if code is None or not missing or any(code not in codes for codes in missing):
        return None
    return (*handling.codes, code)


def end(step: Step, command: EndInteraction) -> None:
    """Let the agent end the contact; ending is always allowed, finishing may not be (CON-17).

    Raises:
        Refused: the agent has no open handling of it.

    """
    handling = own_handling(step.agent(command.agent), command.interaction)
    if handling.state is HandlingState.ACTIVE:
        _end(step, handling, "agent")


def end_by_customer(step: Step, handling: Handling) -> None:
    """Follow a customer who left in the middle of being served (CHT-044)."""
    if handling.state is HandlingState.ACTIVE:
        _end(step, handling, "customer")


def _end(step: Step, handling: Handling, by: Literal["agent", "customer"]) -> None:
    end_for(step, handling, by)
    begin_wrap_up(step, handling)


def end_for(step: Step, handling: Handling, by: Literal["agent", "customer", "reschedule"]) -> None:
    """Record that the contact is over for this agent."""
    step.emit(
        d.HandlingEnded(
            handling=handling.id,
            interaction=handling.interaction,
            agent=handling.agent,
            by=by,
            wrap_up_ends_at=step.at + handling.wrap_up,
        )
    )


def begin_wrap_up(step: Step, handling: Handling) -> None:
    """Let the agent wrap up; without a wrap-up time nothing is left but a missing code."""
    agent = step.world.agents[handling.agent]
    if handling.wrap_up == 0:
        _complete(step, handling)
        if not lacks_code(step.world, handling):
            close(step, handling, "done")
            return
        step.emit(_overdue(handling))
    step.restate(agent, "ended")


def _overdue(handling: Handling) -> d.WrapUpOverdue:
    return d.WrapUpOverdue(
        handling=handling.id, interaction=handling.interaction, agent=handling.agent
    )


def extend(step: Step, command: ExtendWrapUp) -> None:
    """Give the agent the wrap-up duration once more, as often as asked (WRP-009, WRP-010, CON-18).

    Raises:
        Refused: the handling is not in wrap-up, or its queue has none (``conflict``).

    """
    handling = own_handling(step.agent(command.agent), command.interaction)
    ends_at = handling.wrap_up_ends_at
    if ends_at is None or handling.wrap_up == 0:
        raise Refused("conflict")
    adds = step.world.settings.extension_mode == "add"
    start = max(ends_at, step.at) if adds else step.at
    step.emit(
        d.WrapUpExtended(
            handling=handling.id,
            interaction=handling.interaction,
            agent=handling.agent,
            wrap_up_ends_at=start + handling.wrap_up,
        )
    )


def set_codes(step: Step, command: SetCodes) -> None:
    """Set the transaction codes; completing an overdue wrap-up ends it (WRP-006, CON-16).

    Raises:
        Refused: a code is in none of the queue's lists, or one too many for its list.

    """
    world = step.world
    handling = own_handling(step.agent(command.agent), command.interaction)
    codes = tuple(dict.fromkeys(command.codes))
    lists = [world.code_lists[each] for each in world.queues[handling.queue].policy.code_lists]
    known = {code for code_list in lists for code in code_list.codes}
    if not known.issuperset(codes):
        raise Refused("invalid", "codes")
    for code_list in lists:
        if not code_list.multiple and len(set(code_list.codes).intersection(codes)) > 1:
            raise Refused("invalid", "codes")
    if codes == handling.codes:
        return
    step.emit(
        d.CodesSet(
            handling=handling.id,
            interaction=handling.interaction,
            agent=handling.agent,
            codes=codes,
        )
    )
    if handling.overdue and not lacks_code(world, handling):
        close(step, handling, "done")


def finish(step: Step, command: FinishWrapUp) -> None:
    """Let the agent finish (WRP-003).

    Raises:
        Refused: still active (``conflict``), or a mandatory code is missing (``code_required``).

    """
    handling = own_handling(step.agent(command.agent), command.interaction)
    if handling.state is HandlingState.ACTIVE:
        raise Refused("conflict")
    if lacks_code(step.world, handling):
        raise Refused("code_required", "codes")
    close(step, handling, "done")


def expire(step: Step, handling: Handling) -> None:
    """End the countdown: close, or count up while a code is missing (WRP-004..006)."""
    _complete(step, handling)
    if lacks_code(step.world, handling):
        step.emit(_overdue(handling))
    else:
        close(step, handling, "timed_out")


def _complete(step: Step, handling: Handling) -> None:
    """Set the queue's automatic code where the countdown ends without one (DSP-028)."""
    codes = automatic_codes(step.world, handling)
    if codes is not None:
        step.emit(
            d.CodesSet(
                handling=handling.id,
                interaction=handling.interaction,
                agent=handling.agent,
                codes=codes,
                by="system",
            )
        )


def close(step: Step, handling: Handling, outcome: Literal["done", "timed_out"]) -> None:
    """Close a handling, its interaction if nobody else has it, and give the agent's hands back."""
    world = step.world
    agent = world.agents[handling.agent]
    step.emit(
        d.HandlingClosed(
            handling=handling.id,
            interaction=handling.interaction,
            agent=agent.id,
            outcome=outcome,
            idle_since=step.at,
        )
    )
    interaction = world.interactions.get(handling.interaction)
    if interaction is not None and interaction.handling == handling.id:
        step.emit(d.InteractionClosed(interaction=interaction.id))
    release(step, agent)


def release(step: Step, agent: Agent) -> None:
    """State anew where an agent stands who has one handling less (WRP-005, STA-025)."""
    if agent.handlings:
        step.restate(agent, "wrapped_up")
    elif agent.policy is None:
        step.restate(agent, "stopped", wish=Wish.LOGGED_OUT, stop_new=False)
    elif agent.stop_new:
        step.restate(agent, "stopped", wish=Wish.OFFLINE, stop_new=False)
    else:
        step.restate(agent, "wrapped_up")


def give_back(step: Step, handling: Handling) -> None:
    """Return a lost agent's active work to its place in the queue (section 6b, SES-017)."""
    world = step.world
    agent = world.agents[handling.agent]
    interaction = world.interactions[handling.interaction]
    step.emit(
        d.HandlingClosed(
            handling=handling.id,
            interaction=interaction.id,
            agent=agent.id,
            outcome="returned",
            idle_since=agent.idle_since,
        )
    )
    step.emit(
        d.Queued(
            interaction=interaction.id,
            medium=interaction.medium,
            queue=interaction.queue,
            priority=-interaction.place[0],
            entered_at=interaction.place[1],
            order=interaction.place[2],
            reason="returned",
        )
    )
    release(step, agent)


def transfer(step: Step, command: TransferToQueue) -> None:
    """Hand the contact to a queue; the sender goes on to wrap up (CHT-038, CHT-041, WRP-015).

    A medium whose row says so may also be handed on in its wrap-up, which then goes on (WRP-013).

    Raises:
        Refused: not theirs, no such queue, a queue of other media, or nobody attends to it.

    """
    world = step.world
    agent = step.agent(command.agent)
    handling = own_handling(agent, command.interaction)
    late = handling.state is not HandlingState.ACTIVE
    if late and handling.to_queue == command.queue:
        return
    if late and not _may_still_go(world, handling):
        raise Refused("conflict")
    interaction = world.interactions[handling.interaction]
    queue = world.queues.get(command.queue)
    if queue is None:
        raise Refused("not_found", "to_queue")
    if (
        interaction.medium not in queue.policy.media
        or not world.rules[interaction.medium].transferable
    ):
        raise Refused("invalid", "to_queue")
    mine = agent.wish is not Wish.LOGGED_OUT and queue.id in agent.enabled
    attended = queue.attending > mine
    rule = queue.policy.unattended
    if not attended and (rule == "block" or (rule == "confirm" and not command.confirm)):
        raise Refused("unattended", "to_queue")
    step.emit(
        d.HandedOn(
            handling=handling.id,
            interaction=interaction.id,
            agent=agent.id,
            to_queue=queue.id,
        )
        if late
        else d.HandlingEnded(
            handling=handling.id,
            interaction=interaction.id,
            agent=agent.id,
            by="transfer",
            wrap_up_ends_at=step.at + handling.wrap_up,
            to_queue=queue.id,
        )
    )
    keeps_time = queue.policy.transfer_position == "original"
    step.emit(
        d.Queued(
            interaction=interaction.id,
            medium=interaction.medium,
            queue=queue.id,
            priority=queue.policy.priority,
            entered_at=interaction.place[1] if keeps_time else step.at,
            order=interaction.place[2] if keeps_time else step.n,
            wait_limit_at=step.at + queue.policy.max_wait if queue.policy.max_wait else None,
            excluded=agent.id,
            reason="transferred",
            overflow_at=overflow.overflow_at(queue.policy, step.at),
        )
    )
    if not late:
        begin_wrap_up(step, handling)


def _may_still_go(world: World, handling: Handling) -> bool:
    """Tell whether a contact in wrap-up is still the handling's to hand on."""
    interaction = world.interactions.get(handling.interaction)
    return (
        world.rules[handling.medium].late_transfer
        and interaction is not None
        and interaction.handling == handling.id
    )


def transfer_to_agent(step: Step, command: TransferToAgent) -> None:
    """Hand the contact to another agent; the sender goes on to wrap up (XFR-001, RTE-018).

    Raises:
        Refused: not theirs, or not to that agent; see ``personal.target_of``.

    """
    agent = step.agent(command.agent)
    handling = own_handling(agent, command.interaction)
    if handling.state is not HandlingState.ACTIVE:
        if handling.to_agent == command.to_agent:
            return
        raise Refused("conflict")
    interaction = step.world.interactions[handling.interaction]
    target = personal.target_of(step, command, interaction)
    step.emit(
        d.HandlingEnded(
            handling=handling.id,
            interaction=interaction.id,
            agent=agent.id,
            by="transfer",
            wrap_up_ends_at=step.at + handling.wrap_up,
            to_agent=target.id,
        )
    )
    personal.keep(step, interaction, target, agent.id)
    begin_wrap_up(step, handling)
