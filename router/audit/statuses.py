"""Checks of statuses: who may wish for what, what is shown, and the idle clock."""

from collections.abc import Iterator
from typing import Final

from router.audit.entry import Checks, EndCheck, Entry, Finding
from router.audit.offers import medium_of, price_of
from router.audit.rules import (
    IDLE_SINCE,
    QUEUES,
    SHOWN_STATUS,
    STATUS_CHOICE,
    STATUS_CODE,
    STATUS_SINCE,
    STOP_NEW,
    WISH,
)
from router.audit.world import Agent
from router.decisions import HandlingClosed, PresenceChanged, QueuesEnabled, StatusChanged
from router.inputs import AgentReachable, EnableQueues, SetStatus, SetStopNew
from router.lifecycle import Presence, Status, Wish, choices, shown_status


def changed(entry: Entry, made: StatusChanged) -> Iterator[Finding]:
    """Check one status change against its input and what the entry decided before."""
    agent = entry.world.agent(made.agent)
    entry.status_before.setdefault(made.agent, agent.status)
    if made.wish is not agent.wish:
        yield from _wished(entry, agent, made)
    if made.stop_new != agent.stop_new:
        yield from _stopped(entry, agent, made)
    yield from _coded(entry, agent, made)
    if made.status is not agent.status and made.since != entry.at:
        yield STATUS_SINCE, f"{made.agent} becomes {made.status} with another instant than now"
    if made.status is agent.status and made.since not in (agent.since, entry.at):
        yield STATUS_SINCE, f"{made.agent} stays {made.status} with an instant from nowhere"
    yield from _idle_clock(entry, agent, made)


def _chosen(entry: Entry, agent: Agent) -> SetStatus | None:
    """Give the agent's own choice, if that is what this entry is about."""
    choice = entry.input
    return choice if isinstance(choice, SetStatus) and choice.agent == agent.id else None


def _wished(entry: Entry, agent: Agent, made: StatusChanged) -> Iterator[Finding]:
    choice = _chosen(entry, agent)
    if made.wish is Wish.LOGGED_OUT and made.agent not in entry.world.agent_policies:
        return  # who is no agent any more is logged out as soon as nothing is left in hand
    stopped = made.agent in entry.finished and made.wish is Wish.OFFLINE
    declined = entry.declined.get(made.agent)
    if choice is not None and made.wish is choice.status:
        before = entry.status_before[made.agent]
        allowed = choices(before, in_hand=bool(agent.handlings))
        if entry.world.policy.settings.logout_from_available and before is Status.AVAILABLE:
            allowed = (*allowed, Wish.LOGGED_OUT)
        if made.wish not in allowed:
            yield STATUS_CHOICE, f"{made.agent} chooses {made.wish} while {before}"
    elif agent.wish is Wish.LOGGED_OUT:
        if made.wish is not Wish.ON_BREAK or not isinstance(entry.input, AgentReachable):
            yield WISH, f"{made.agent} logs in as {made.wish}, not on break"
    elif declined is not None and not stopped:
        price = price_of(entry, declined.queue, medium_of(entry, declined), declined.reason)
        if agent.handlings or made.wish is not price:
            yield WISH, f"{made.agent} declined an offer and becomes {made.wish}"
    elif not stopped:
        yield WISH, f"{made.agent} becomes {made.wish} for no reason there is"


def _stopped(entry: Entry, agent: Agent, made: StatusChanged) -> Iterator[Finding]:
    switch = entry.input
    own = isinstance(switch, SetStopNew) and switch.agent == made.agent
    if made.stop_new:
        declined = made.agent in entry.declined and bool(agent.handlings)
        pressed = own and entry.status_before[made.agent] is Status.BUSY
        if not declined and not pressed:
            yield STOP_NEW, f"{made.agent} stops new ones while {agent.status}, or by no own act"
    elif not own and made.agent not in entry.finished and _chosen(entry, agent) is None:
        yield STOP_NEW, f"{made.agent} takes new ones again without having resumed"


def _coded(entry: Entry, agent: Agent, made: StatusChanged) -> Iterator[Finding]:
    choice = _chosen(entry, agent)
    if choice is None or made.wish is not choice.status:
        if made.code is not None and made.code != agent.code:
            yield STATUS_CODE, f"the system gives {made.agent} the status code {made.code}"
        return
    wanted = Status(choice.status.value)
    lists = [
        one
        for one in entry.world.policy.code_lists
        if one.kind == "status" and wanted in one.statuses
    ]
    if made.code is None:
        if any(one.mandatory and one.codes for one in lists):
            yield STATUS_CODE, f"{made.agent} becomes {wanted} without the code it asks for"
    elif made.code != choice.code or not any(made.code in one.codes for one in lists):
        yield (
            STATUS_CODE,
            f"{made.agent} becomes {wanted} with code {made.code}, not one of its own",
        )


def _idle_clock(entry: Entry, agent: Agent, made: StatusChanged) -> Iterator[Finding]:
    choice = _chosen(entry, agent)
    becomes = made.wish is Wish.AVAILABLE and agent.wish is not Wish.AVAILABLE
    if becomes and choice is not None:
        if made.idle_since != entry.at:
            yield IDLE_SINCE, f"{made.agent} becomes available but the idle clock does not restart"
    elif made.idle_since != agent.idle_since and agent.wish is not Wish.LOGGED_OUT:
        yield IDLE_SINCE, f"the idle clock of {made.agent} restarts with a mere status change"


def handling_closed(entry: Entry, made: HandlingClosed) -> Iterator[Finding]:
    """Note who finishes the last handling under "stop new"; check the idle clock."""
    agent = entry.world.agent(made.agent)
    if agent.stop_new and set(agent.handlings) == {made.handling}:
        entry.finished.add(made.agent)
    # Work taken back from a lost agent is no act of theirs: their clock restarts with the return.
    expected = agent.idle_since if made.outcome == "returned" else entry.at
    if made.idle_since != expected:
        yield IDLE_SINCE, f"{made.agent} closes {made.handling} with a wrong idle clock"


def presence_clock(entry: Entry, made: PresenceChanged) -> Iterator[Finding]:
    """Check that only a return from unreachable restarts the idle clock."""
    agent = entry.world.agent(made.agent)
    back = made.presence is Presence.PRESENT and agent.presence is Presence.UNREACHABLE
    expected = entry.at if back else agent.idle_since
    if made.idle_since != expected:
        yield IDLE_SINCE, f"{made.agent} is {made.presence} with a wrong idle clock"


def queues_enabled(entry: Entry, made: QueuesEnabled) -> Iterator[Finding]:
    """Check that an agent ticks own queues, and that an agent's tick was permitted."""
    policy = entry.world.agent_policies.get(made.agent)
    own = {m.queue for m in policy.memberships} if policy is not None else set()
    foreign = sorted(set(made.queues) - own)
    if foreign:
        yield QUEUES, f"{made.agent} is enabled for {foreign[0]}, a queue that is not theirs"
    if isinstance(entry.input, EnableQueues):
        if policy is None or not policy.may_choose_queues:
            yield QUEUES, f"{made.agent} chooses queues without the permission"
        if entry.world.agent(made.agent).wish is Wish.ON_BREAK:
            yield STATUS_CHOICE, f"{made.agent} chooses queues while on break (CON-47)"


def as_derived(entry: Entry) -> Iterator[Finding]:
    """Check that every agent touched is shown as wish, work and "stop new" say."""
    for name in entry.world.touched:
        agent = entry.world.agent(name)
        active, in_wrap_up = agent.work()
        derived = shown_status(
            agent.wish,
            active,
            in_wrap_up,
            stop_new=agent.stop_new,
            offline=agent.works_offline(),
        )
        if agent.status is not derived:
            yield SHOWN_STATUS, f"{name} is shown {agent.status} but is {derived}"
        if agent.stop_new and not agent.handlings:
            yield STOP_NEW, f"{name} has nothing left to finish and still stops new ones"


def went_offline(entry: Entry) -> Iterator[Finding]:
    """Check that who finished the last handling under "stop new" works offline now."""
    for name in sorted(entry.finished):
        agent = entry.world.agent(name)
        excused = (
            _chosen(entry, agent) is not None
            or name in entry.declined
            or name not in entry.world.agent_policies
        )
        if not agent.handlings and agent.wish is not Wish.OFFLINE and not excused:
            yield STOP_NEW, f"{name} finished under 'stop new' and is {agent.wish}"


BEFORE: Final[Checks] = {
    StatusChanged: (changed,),
    HandlingClosed: (handling_closed,),
    PresenceChanged: (presence_clock,),
    QueuesEnabled: (queues_enabled,),
}
AFTER: Final[tuple[EndCheck, ...]] = (as_derived, went_offline)
