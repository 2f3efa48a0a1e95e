"""The audit's own plain view of the world."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from router.audit.lanes import Lanes
from router.eligibility import AgentFacts, InteractionFacts, interaction_order
from router.ids import AgentId, CodeId, HandlingId, Instant, InteractionId, OfferId, QueueId
from router.lifecycle import (
    HandlingState,
    InteractionState,
    Medium,
    Presence,
    Status,
    Wish,
)
from router.policy import AgentPolicy, MediumRule, Policy, QueuePolicy


@dataclass(slots=True)
class Handling:
    """One agent's work on one interaction, as the record tells it."""

    id: HandlingId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    medium: Medium
    wrap_up: int
    state: HandlingState = HandlingState.ACTIVE
    wrap_up_ends_at: Instant = 0
    offline: bool = False
    """Pulled while its agent worked offline, and shown as that."""
    overdue: bool = False
    codes: tuple[CodeId, ...] = ()


@dataclass(slots=True)
class Ringing:
    """One offer that rings."""

    id: OfferId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    medium: Medium
    expires_at: Instant


@dataclass(slots=True)
class Interaction:
    """One live interaction."""

    id: InteractionId
    medium: Medium
    queue: QueueId
    priority: int
    entered_at: Instant
    order: int
    excluded: AgentId | None
    wait_limit_at: Instant | None
    overflow_at: Instant | None
    kept_for: AgentId | None = None
    kept_until: Instant | None = None
    kept_order: int = 0
    preferred: bool = False
    wants: AgentId | None = None
    """Whom one who is scheduled will prefer."""
    state: InteractionState = InteractionState.WAITING
    offer: OfferId | None = None
    handling: HandlingId | None = None
    limit_told: bool = False

    def key(self) -> tuple[int, Instant, int, InteractionId]:
        """Give its place among all who wait."""
        return interaction_order(self.priority, self.entered_at, self.order, self.id)


@dataclass(slots=True)
class Agent:
    """One agent, as the record tells it."""

    id: AgentId
    wish: Wish = Wish.LOGGED_OUT
    status: Status = Status.LOGGED_OUT
    stop_new: bool = False
    code: CodeId | None = None
    since: Instant = 0
    idle_since: Instant = 0
    presence: Presence = Presence.UNREACHABLE
    grace_until: Instant | None = None
    lost_at: Instant = 0
    """When the agent became unreachable, moved by the time the gateway was down."""
    enabled: frozenset[QueueId] = frozenset()
    paced_until: Instant | None = None
    ringing: dict[OfferId, Ringing] = field(default_factory=dict)
    handlings: dict[HandlingId, Handling] = field(default_factory=dict)

    def work(self) -> tuple[int, int]:
        """Count the handlings: active, in wrap-up."""
        active = sum(1 for h in self.handlings.values() if h.state is HandlingState.ACTIVE)
        return active, len(self.handlings) - active

    def works_offline(self) -> bool:
        """Tell whether what is active was pulled while working offline."""
        return any(h.offline for h in self.handlings.values() if h.state is HandlingState.ACTIVE)


@dataclass(slots=True)
class Tally:
    """How many interactions of one medium came, and how they went."""

    entered: int = 0
    closed: int = 0
    abandoned: int = 0
    discarded: int = 0


class World:
    """Everything that the decisions so far say is true now."""

    def __init__(self) -> None:
        self.policy = Policy()
        self.queues: Mapping[QueueId, QueuePolicy] = {}
        self.agent_policies: Mapping[AgentId, AgentPolicy] = {}
        self.media: Mapping[Medium, MediumRule] = {rule.medium: rule for rule in self.policy.media}
        self.agents: dict[AgentId, Agent] = {}
        self.interactions: dict[InteractionId, Interaction] = {}
        self.offers: dict[OfferId, Ringing] = {}
        self.handlings: dict[HandlingId, Handling] = {}
        self.open: dict[QueueId, bool] = {}
        self.tallies: dict[Medium, Tally] = {medium: Tally() for medium in Medium}
        self.touched: dict[AgentId, None] = {}
        """Agents that something was decided about in this entry, in order."""
        self.moved: dict[InteractionId, None] = {}
        """Interactions, likewise."""
        self._stale_agents: dict[AgentId, None] = {}
        self._stale_interactions: dict[InteractionId, None] = {}
        self.lanes = Lanes()
        self.kept: dict[InteractionId, AgentId] = {}
        """Who waits for one agent alone, and so stands in no lane."""

    # --- Reading ---------------------------------------------------------------------------------

    def agent(self, agent: AgentId) -> Agent:
        """Give an agent; one never heard of is logged out."""
        found = self.agents.get(agent)
        if found is None:
            found = self.agents[agent] = Agent(agent)
        return found

    def is_exclusive(self, medium: Medium) -> bool:
        """Tell whether the medium is held alone; a medium without a row is."""
        rule = self.media.get(medium)
        return rule is None or rule.exclusive

    def facts(self, agent: AgentId) -> AgentFacts:
        """Gather what routing needs to know about an agent."""
        one = self.agent(agent)
        policy = self.agent_policies.get(agent) or AgentPolicy(id=agent, max_chats=0)
        media = [h.medium for h in one.handlings.values()] + [
            o.medium for o in one.ringing.values()
        ]
        exclusive = sum(1 for medium in media if self.is_exclusive(medium))
        active, in_wrap_up = one.work()
        return AgentFacts(
            id=agent,
            wish=one.wish,
            presence=one.presence,
            ringing=bool(one.ringing),
            stop_new=one.stop_new,
            held=len(media) - exclusive,
            exclusive=exclusive,
            active=active,
            in_wrap_up=in_wrap_up,
            max_chats=policy.max_chats,
            idle_since=one.idle_since,
            member_of=frozenset(m.queue for m in policy.memberships),
            enabled=one.enabled,
            callbacks_of=frozenset(m.queue for m in policy.memberships if m.callback),
            paced=one.paced_until is not None,
        )

    def interaction_facts(self, interaction: Interaction) -> InteractionFacts:
        """Gather what routing needs to know about an interaction."""
        excluded = interaction.excluded
        if excluded is not None and not self.lanes.others_attend(interaction.queue, excluded):
            excluded = None
        return InteractionFacts(
            queue=interaction.queue,
            medium=interaction.medium,
            exclusive=self.is_exclusive(interaction.medium),
            excluded=excluded,
            kept_for=interaction.kept_for,
            personal=interaction.kept_for is not None and not interaction.preferred,
        )

    # --- Following -------------------------------------------------------------------------------

    def adopt(self, policy: Policy) -> None:
        """Follow ``PolicyAdopted``: the one decision whose content stands in its input."""
        self.policy = policy
        self.queues = {queue.id: queue for queue in policy.queues}
        self.agent_policies = {agent.id: agent for agent in policy.agents}
        self.media = {rule.medium: rule for rule in policy.media}
        for agent in self.agents:
            self.touch(agent)

    def settle(self) -> None:
        """Bring the lanes up to date with everything that changed."""
        for agent in self._stale_agents:
            facts = self.facts(agent)
            queues = [q for q in sorted(facts.member_of & facts.enabled) if q in self.queues]
            self.lanes.place_agent(facts, queues, self.is_exclusive)
        for interaction in self._stale_interactions:
            one = self.interactions.get(interaction)
            waiter = one if one is not None and one.state is InteractionState.WAITING else None
            if waiter is not None and waiter.kept_for is not None:
                self.kept[interaction] = waiter.kept_for
                waiter = None
            else:
                self.kept.pop(interaction, None)
            self.lanes.place_interaction(interaction, waiter)
        self._stale_agents.clear()
        self._stale_interactions.clear()

    def begin(self) -> None:
        """Begin an entry: nothing is touched yet."""
        self.touched.clear()
        self.moved.clear()

    def touch(self, agent: AgentId) -> None:
        """Note that something is decided about an agent."""
        self.touched[agent] = self._stale_agents[agent] = None

    def move(self, interaction: InteractionId) -> None:
        """Note that something is decided about an interaction."""
        self.moved[interaction] = self._stale_interactions[interaction] = None
