"""One journal entry in the making: every decision is recorded and folded in the same breath."""

from router import decisions as d
from router.entities import Agent
from router.ids import CodeId, Instant
from router.inputs import Input, PolicyChanged
from router.lifecycle import Wish, shown_status
from router.policy import Policy
from router.refusal import Refused
from router.state import World


class Step:
    """What is being decided now: the entry's number and instant, the decisions so far."""

    __slots__ = ("at", "decisions", "n", "policy", "world")

    def __init__(self, world: World, n: int, at: Instant, policy: Policy | None) -> None:
        """Begin entry ``n`` at instant ``at``; ``policy`` is the input's own, where it has one."""
        self.world = world
        self.n = n
        self.at = at
        self.policy = policy
        self.decisions: list[d.Decision] = []

    @classmethod
    def of(cls, world: World, n: int, at: Instant, cause: Input) -> "Step":
        """Begin the entry that answers ``cause``."""
        return cls(world, n, at, cause.policy if type(cause) is PolicyChanged else None)

    def next_id(self) -> str:
        """Give the id of whatever the next decision makes: ``n.k``."""
        return f"{self.n}.{len(self.decisions)}"

    def emit(self, decision: d.Decision) -> None:
        """Record a decision and fold it, so that the next one sees its effect."""
        if not self.decisions:
            self.world.begin(self.n, self.at, self.policy)
        self.decisions.append(decision)
        self.world.fold(decision)

    def agent(self, agent_id: str) -> Agent:
        """Give the agent.

        Raises:
            Refused: there is no such agent.

        """
        agent = self.world.agents.get(agent_id)
        if agent is None:
            raise Refused("not_found", "agent")
        return agent

    def restate(
        self,
        agent: Agent,
        reason: d.StatusReason,
        *,
        wish: Wish | None = None,
        stop_new: bool | None = None,
        code: CodeId | None = None,
        idle_since: Instant | None = None,
    ) -> None:
        """Derive the shown status anew and record it if anything about it changed.

        A system's own change demands no status code (STC-009): without a new wish the code stays,
        with one it is what the caller says.
        """
        new_wish = agent.wish if wish is None else wish
        new_stop = agent.stop_new if stop_new is None else stop_new
        new_code = agent.code if wish is None else code
        status = shown_status(
            new_wish,
            agent.active,
            agent.in_wrap_up,
            stop_new=new_stop,
            offline=agent.works_offline,
        )
        if (
            status is agent.status
            and new_wish is agent.wish
            and new_stop == agent.stop_new
            and new_code == agent.code
        ):
            return
        self.emit(
            d.StatusChanged(
                agent=agent.id,
                status=status,
                wish=new_wish,
                stop_new=new_stop,
                code=new_code,
                since=agent.since if status is agent.status else self.at,
                idle_since=agent.idle_since if idle_since is None else idle_since,
                reason=reason,
            )
        )
