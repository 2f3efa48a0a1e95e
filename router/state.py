"""The router's memory, and the fold that alone may change it.

Every change is a recorded decision: deciding emits one and folds it at once, recovery folds what
was recorded. The fold knows no rule; it files values where they belong and keeps the lines and the
deadlines in step.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappush

from router import decisions as d
from router.deadlines import (
    KEPT,
    OFFER,
    OVERFLOW,
    PACE,
    PRESENCE,
    RETURN,
    SCHEDULE,
    WAIT_LIMIT,
    WRAP_UP,
    Deadline,
    Deadlines,
)
from router.due import agent_due, every_due, handling_due, interaction_due
from router.entities import Agent, Handling, Interaction, Offer, Queue
from router.ids import AgentId, HandlingId, Instant, InteractionId, OfferId, QueueId
from router.lifecycle import HandlingState, InteractionState, Medium, Presence, Wish, Withdrawal
from router.lines import Lane, Turn
from router.policy import CodeList, MediumRule, Policy, QueuePolicy, Settings


class World:
    """All that the router knows."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.n = 0
        self.at: Instant = 0
        self.policy = Policy()
        self.queues: dict[QueueId, Queue] = {}
        self.agents: dict[AgentId, Agent] = {}
        self.interactions: dict[InteractionId, Interaction] = {}
        self.offers: dict[OfferId, Offer] = {}
        self.handlings: dict[HandlingId, Handling] = {}
        self.rules: dict[Medium, MediumRule] = {}
        self.code_lists: dict[str, CodeList] = {}
        self.deadlines = Deadlines(self.due)
        self._unsettled: dict[AgentId, Agent] = {}
        self.stirred: dict[tuple[QueueId, Medium], Lane] = {}
        """Lanes where a pair may have become possible since the last match."""
        self.called: dict[AgentId, Agent] = {}
        """Agents for whom something is kept, and who changed since the last match."""
        self._filing: dict[type, Callable[..., None]] = {
            d.PolicyAdopted: self._policy_adopted,
            d.QueueStateSet: self._queue_state_set,
            d.DeadlinesMoved: self._deadlines_moved,
            d.Queued: self._queued,
            d.Scheduled: self._scheduled,
            d.WaitLimitReached: self._wait_limit_reached,
            d.InteractionClosed: self._interaction_over,
            d.InteractionAbandoned: self._interaction_over,
            d.InteractionDiscarded: self._interaction_over,
            d.Offered: self._offered,
            d.OfferWithdrawn: self._offer_withdrawn,
            d.HandlingStarted: self._handling_started,
            d.HandlingEnded: self._handling_ended,
            d.HandedOn: self._handed_on,
            d.WrapUpExtended: self._wrap_up_extended,
            d.CodesSet: self._codes_set,
            d.WrapUpOverdue: self._wrap_up_overdue,
            d.HandlingClosed: self._handling_closed,
            d.StatusChanged: self._status_changed,
            d.PresenceChanged: self._presence_changed,
            d.PaceEnded: self._pace_ended,
            d.QueuesEnabled: self._queues_enabled,
        }

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.policy.settings

    # --- Folding ---------------------------------------------------------------------------------

    def begin(self, n: int, at: Instant, policy: Policy | None) -> None:
        """Open entry ``n``; ``policy`` is its input's own, where it has one."""
        self.n = n
        self.at = at
        if policy is not None:
            self.policy = policy

    def fold(self, decision: d.Decision) -> None:
        """File one decision of the entry that was begun."""
        self._filing[type(decision)](decision)

    def _policy_adopted(self, _: d.PolicyAdopted) -> None:
        self.adopt(self.policy)
        # A medium's ``return_after`` may have changed under agents who are already lost.
        self.deadlines.reset(self._all_deadlines())

    def adopt(self, policy: Policy) -> None:
        """Put a policy in force; what is not in it any more stays, without dials or members."""
        self.policy = policy
        self.rules = {rule.medium: rule for rule in policy.media}
        self.code_lists = {code_list.id: code_list for code_list in policy.code_lists}
        dials = {each.id: each for each in policy.queues}
        for queue_id in dials:
            self.queue_of(queue_id)
        for queue in self.queues.values():
            queue.policy = dials.get(queue.id) or QueuePolicy(id=queue.id, media=())
            for medium in queue.policy.media:
                self._lane(queue, medium)
            for lane in queue.lanes.values():
                lane.shared = not self.rules[lane.medium].exclusive
            lists = (self.code_lists[each] for each in queue.policy.code_lists)
            queue.mandatory = tuple(
                frozenset(each.codes) for each in lists if each.mandatory and each.codes
            )
        policies = {each.id: each for each in policy.agents}
        for agent_id in policies:
            if agent_id not in self.agents:
                self.agents[agent_id] = Agent(agent_id)
        for agent in self.agents.values():
            agent.policy = policies.get(agent.id)
            memberships = agent.policy.memberships if agent.policy else ()
            agent.memberships = {each.queue: each for each in memberships}
            agent.exclusive = sum(
                self.rules[each.medium].exclusive for each in agent.handlings.values()
            )
            self._assign_lanes(agent)

    def _queue_state_set(self, decision: d.QueueStateSet) -> None:
        self.queues[decision.queue].open = decision.open

    def _deadlines_moved(self, decision: d.DeadlinesMoved) -> None:
        by = decision.by
        for handling in self.handlings.values():
            if handling.wrap_up_ends_at is not None and not handling.overdue:
                handling.wrap_up_ends_at += by
        for interaction in self.interactions.values():
            if interaction.wait_limit_at is not None:
                interaction.wait_limit_at += by
            if interaction.overflow_at is not None:
                interaction.overflow_at += by
            if interaction.kept_until is not None:
                interaction.kept_until += by
        for agent in self.agents.values():
            agent.unreachable_since += by
        self.deadlines.reset(self._all_deadlines())

    def _queued(self, decision: d.Queued) -> None:
        interaction = self.interactions.get(decision.interaction)
        if interaction is None:
            interaction = Interaction(decision.interaction, decision.medium)
            self.interactions[decision.interaction] = interaction
        elif interaction.state is InteractionState.WAITING:
            self._leave_line(interaction)
        interaction.queue = decision.queue
        interaction.place = (
            -decision.priority,
            decision.entered_at,
            decision.order,
            interaction.id,
        )
        interaction.state = InteractionState.WAITING
        interaction.handling = None
        interaction.excluded = decision.excluded
        interaction.wants = None
        interaction.wait_limit_at = decision.wait_limit_at
        interaction.overflow_at = decision.overflow_at
        interaction.kept_for = decision.kept_for
        interaction.kept_until = decision.kept_until
        interaction.kept_order = decision.kept_order
        interaction.preferred = decision.preferred
        if decision.wait_limit_at is not None:
            self.deadlines.add(decision.wait_limit_at, WAIT_LIMIT, interaction.id)
        self._stand_in_line(interaction)

    def _scheduled(self, decision: d.Scheduled) -> None:
        interaction = self.interactions.get(decision.interaction)
        if interaction is None:
            interaction = Interaction(decision.interaction, decision.medium)
            self.interactions[decision.interaction] = interaction
        interaction.queue = decision.queue
        interaction.place = (0, decision.until, decision.order, interaction.id)
        interaction.state = InteractionState.SCHEDULED
        interaction.handling = interaction.excluded = None
        interaction.wants = decision.preferred
        self.deadlines.add(decision.until, SCHEDULE, interaction.id)

    def _wait_limit_reached(self, decision: d.WaitLimitReached) -> None:
        self.interactions[decision.interaction].wait_limit_at = None

    def _interaction_over(
        self, decision: d.InteractionClosed | d.InteractionAbandoned | d.InteractionDiscarded
    ) -> None:
        interaction = self.interactions.pop(decision.interaction)
        if interaction.state is InteractionState.WAITING:
            self._leave_line(interaction)

    def _offered(self, decision: d.Offered) -> None:
        interaction = self.interactions[decision.interaction]
        self._leave_line(interaction)
        if interaction.kept_for is None:
            insort(self.lane_of(interaction).ringing, interaction.place)
        interaction.state = InteractionState.OFFERED
        interaction.offer = decision.offer
        self.offers[decision.offer] = Offer(decision)
        self.deadlines.add(decision.expires_at, OFFER, decision.offer)
        agent = self.agents[decision.agent]
        agent.offer = decision.offer
        self._unsettled[agent.id] = agent

    def _offer_withdrawn(self, decision: d.OfferWithdrawn) -> None:
        agent = self._stop_ringing(decision.offer)
        if decision.reason is Withdrawal.REJECTED:
            agent.last_rejected = decision.offer
        interaction = self.interactions[decision.interaction]
        interaction.state = InteractionState.WAITING
        if decision.reason is not Withdrawal.ABANDONED:
            self._stand_in_line(interaction)

    def _handling_started(self, decision: d.HandlingStarted) -> None:
        agent = self._stop_ringing(decision.offer)
        interaction = self.interactions[decision.interaction]
        interaction.state = InteractionState.ACTIVE
        interaction.handling = decision.handling
        interaction.wait_limit_at = interaction.overflow_at = None
        interaction.kept_for = interaction.kept_until = None
        interaction.preferred = False
        handling = Handling(decision)
        self.handlings[handling.id] = agent.handlings[handling.id] = handling
        agent.active += 1
        agent.exclusive += self.rules[handling.medium].exclusive
        agent.paced_until = decision.paced_until
        self._remind(PACE, agent.id)

    def _handling_ended(self, decision: d.HandlingEnded) -> None:
        handling = self.handlings[decision.handling]
        handling.state = HandlingState.WRAP_UP
        handling.wrap_up_ends_at = decision.wrap_up_ends_at
        handling.to_queue, handling.to_agent = decision.to_queue, decision.to_agent
        self.deadlines.add(decision.wrap_up_ends_at, WRAP_UP, handling.id)
        self.interactions[decision.interaction].state = InteractionState.WRAP_UP
        agent = self.agents[decision.agent]
        agent.active -= 1
        self._unsettled[agent.id] = agent

    def _handed_on(self, decision: d.HandedOn) -> None:
        self.handlings[decision.handling].to_queue = decision.to_queue

    def _wrap_up_extended(self, decision: d.WrapUpExtended) -> None:
        handling = self.handlings[decision.handling]
        handling.wrap_up_ends_at = decision.wrap_up_ends_at
        handling.overdue = False
        self.deadlines.add(decision.wrap_up_ends_at, WRAP_UP, handling.id)

    def _codes_set(self, decision: d.CodesSet) -> None:
        self.handlings[decision.handling].codes = decision.codes

    def _wrap_up_overdue(self, decision: d.WrapUpOverdue) -> None:
        self.handlings[decision.handling].overdue = True

    def _handling_closed(self, decision: d.HandlingClosed) -> None:
        handling = self.handlings.pop(decision.handling)
        agent = self.agents[decision.agent]
        del agent.handlings[handling.id]
        if handling.state is HandlingState.ACTIVE:
            agent.active -= 1
        agent.exclusive -= self.rules[handling.medium].exclusive
        agent.idle_since = decision.idle_since
        self._unsettled[agent.id] = agent

    def _status_changed(self, decision: d.StatusChanged) -> None:
        agent = self.agents[decision.agent]
        agent.wish = decision.wish
        agent.status = decision.status
        agent.stop_new = decision.stop_new
        agent.code = decision.code
        agent.since = decision.since
        agent.idle_since = decision.idle_since
        self._unsettled[agent.id] = agent

    def _presence_changed(self, decision: d.PresenceChanged) -> None:
        agent = self.agents[decision.agent]
        agent.presence = decision.presence
        agent.until = decision.until
        agent.idle_since = decision.idle_since
        if decision.until is not None:
            self.deadlines.add(decision.until, PRESENCE, agent.id)
        elif decision.presence is Presence.UNREACHABLE:
            agent.unreachable_since = self.at
            for handling in agent.handlings:
                self._remind(RETURN, handling)
        self._unsettled[agent.id] = agent

    def _pace_ended(self, decision: d.PaceEnded) -> None:
        agent = self.agents[decision.agent]
        agent.paced_until = None
        self._unsettled[agent.id] = agent

    def _queues_enabled(self, decision: d.QueuesEnabled) -> None:
        agent = self.agents[decision.agent]
        agent.enabled = dict.fromkeys(decision.queues)
        self._assign_lanes(agent)

    # --- Keeping lines in step -------------------------------------------------------------------

    def queue_of(self, queue_id: QueueId) -> Queue:
        """Give the queue; one that no policy has any more keeps whoever is still in it."""
        queue = self.queues.get(queue_id)
        if queue is None:
            queue = self.queues[queue_id] = Queue(QueuePolicy(id=queue_id, media=()))
        return queue

    def _lane(self, queue: Queue, medium: Medium) -> Lane:
        lane = queue.lanes.get(medium)
        if lane is None:
            shared = not self.rules[medium].exclusive
            lane = queue.lanes[medium] = Lane(queue.id, medium, shared=shared)
        return lane

    def lane_of(self, interaction: Interaction) -> Lane:
        """Give the lane the interaction stands in."""
        try:
            return self.queues[interaction.queue].lanes[interaction.medium]
        except KeyError:  # a policy has dropped the queue or the medium since
            return self._lane(self.queue_of(interaction.queue), interaction.medium)

    def overflow_of(self, interaction: Interaction) -> QueueId | None:
        """Give the queue that takes what overflows from the interaction's own, if one does."""
        to = self.queue_of(interaction.queue).policy.overflow_to
        target = self.queues.get(to) if to is not None and to != interaction.queue else None
        takes = target is not None and interaction.medium in target.policy.media
        return to if takes else None

    def _leave_line(self, interaction: Interaction) -> None:
        """Take a waiting interaction out of its line; whose customer left it may be in none."""
        if interaction.kept_for is None:
            self.lane_of(interaction).waiting.discard(interaction.place)
            return
        agent = self.agents[interaction.kept_for]
        agent.kept = [each for each in agent.kept if each[1] != interaction.id]

    def _stand_in_line(self, interaction: Interaction) -> None:
        if interaction.kept_for is not None:
            agent = self.agents[interaction.kept_for]
            insort(agent.kept, (interaction.kept_order, interaction.id))
            self.called[agent.id] = agent
            self._remind(KEPT, interaction.id)
            return
        lane = self.lane_of(interaction)
        lane.waiting.add(interaction.place)
        if interaction.overflow_at is not None:
            self._remind(OVERFLOW, interaction.id)
        if lane.idle.heap:
            self.stirred[lane.queue, lane.medium] = lane

    def _stop_ringing(self, offer_id: OfferId) -> Agent:
        offer = self.offers.pop(offer_id)
        interaction = self.interactions[offer.interaction]
        interaction.offer = None
        if interaction.kept_for is None:
            ringing = self.lane_of(interaction).ringing
            del ringing[bisect_left(ringing, interaction.place)]
        agent = self.agents[offer.agent]
        agent.offer = None
        self._unsettled[agent.id] = agent
        return agent

    def _assign_lanes(self, agent: Agent) -> None:
        agent.lanes = tuple(
            lane
            for queue_id in agent.enabled
            if (membership := agent.memberships.get(queue_id)) is not None
            for medium, lane in self.queues[queue_id].lanes.items()
            if medium is not Medium.CALLBACK or membership.callback
        )
        agent.standing = None
        self._unsettled[agent.id] = agent

    def settle(self) -> None:
        """Bring lines and tallies up to date with every agent that changed."""
        for agent in self._unsettled.values():
            turn = agent.turn()
            if turn != agent.standing:
                agent.standing = turn
                if turn is not None:
                    self._line_up(agent, turn)
            attending = agent.wish is not Wish.LOGGED_OUT
            if attending != agent.attending or agent.enabled is not agent.tallied:
                self._attend(agent, attending=attending)
            available = turn is not None
            if available != agent.available:
                agent.available = available
                for queue_id in agent.tallied:
                    self.queues[queue_id].available += 1 if available else -1
            if agent.kept:
                self.called[agent.id] = agent
        self._unsettled.clear()

    def _line_up(self, agent: Agent, standing: tuple[bool, Turn]) -> None:
        empty, turn = standing
        for lane in agent.lanes:
            if empty or lane.shared:
                line = lane.idle
                heappush(line.heap, turn)
                if len(line.heap) > line.limit:
                    line.compact(partial(self.stands, lane))
                if lane.waiting:
                    self.stirred[lane.queue, lane.medium] = lane

    def stands(self, lane: Lane, turn: Turn) -> bool:
        """Tell whether an idle line's entry is still true."""
        agent = self.agents[turn[2]]
        standing = agent.standing
        return (
            standing is not None
            and standing[1] == turn
            and (standing[0] or lane.shared)
            and lane in agent.lanes
        )

    def _attend(self, agent: Agent, *, attending: bool) -> None:
        """Count the agent where they now attend, and look again at who waits there.

        Whether a transfer's sender is passed over depends on who else attends.
        """
        for queues, sign in ((agent.tallied, -1), (agent.enabled, 1)):
            counts = agent.attending if sign < 0 else attending
            for queue_id in queues:
                queue = self.queues[queue_id]
                queue.attending += sign * counts
                queue.available += sign * agent.available
                for lane in queue.lanes.values():
                    if lane.waiting:
                        self.stirred[lane.queue, lane.medium] = lane
        agent.attending = attending
        agent.tallied = agent.enabled

    def rebuild(self) -> None:
        """Derive lines, tallies and deadlines from everything else, after a snapshot was read."""
        for interaction in self.interactions.values():
            lane = self.lane_of(interaction)
            if interaction.state is InteractionState.WAITING:
                self._stand_in_line(interaction)
            elif interaction.state is InteractionState.OFFERED and interaction.kept_for is None:
                insort(lane.ringing, interaction.place)
        for handling in self.handlings.values():
            self.queue_of(handling.queue)
        for agent in self.agents.values():
            self._assign_lanes(agent)
        self.settle()
        self.stirred.clear()
        self.called.clear()
        self.deadlines.reset(self._all_deadlines())

    # --- Deadlines -------------------------------------------------------------------------------

    def due(self, kind: int, subject: str) -> Instant | None:
        """Give the instant at which this deadline now falls, or None when it is void."""
        if kind == OFFER:
            offer = self.offers.get(subject)
            return offer.expires_at if offer else None
        if kind in (PRESENCE, PACE):
            return agent_due(kind, self.agents[subject])
        if kind in (RETURN, WRAP_UP):
            handling = self.handlings.get(subject)
            if handling is None:
                return None
            after = self.rules[handling.medium].return_after
            return handling_due(kind, handling, self.agents[handling.agent], after)
        interaction = self.interactions.get(subject)
        if interaction is None:
            return None
        overflows = kind == OVERFLOW and self.overflow_of(interaction) is not None
        return interaction_due(kind, interaction, overflows=overflows)

    def _remind(self, kind: int, subject: str) -> None:
        due = self.due(kind, subject)
        if due is not None:
            self.deadlines.add(due, kind, subject)

    def _all_deadlines(self) -> Iterator[Deadline]:
        """Derive every deadline from the state itself."""
        return every_due(
            self.due,
            (OFFER, self.offers),
            (PRESENCE, self.agents),
            (RETURN, self.handlings),
            (WRAP_UP, self.handlings),
            (WAIT_LIMIT, self.interactions),
            (OVERFLOW, self.interactions),
            (KEPT, self.interactions),
            (SCHEDULE, self.interactions),
            (PACE, self.agents),
        )
