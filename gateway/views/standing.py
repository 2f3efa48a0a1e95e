"""Where each agent stands, as the record tells it."""

from dataclasses import dataclass
from typing import Final

from router.decisions import StatusReason
from router.entities import Agent
from router.ids import CodeId, Instant
from router.lifecycle import Presence, Status, Wish, choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One agent's status and reachability."""

    status: Status = Status.LOGGED_OUT
    wish: Wish = Wish.LOGGED_OUT
    since: Instant = 0
    code: CodeId | None = None
    stop_new: bool = False
    reason: StatusReason = "agent"
    reachable: bool = False

    @classmethod
    def of(cls, agent: Agent) -> "Standing":
        """Read it from the router, for agents whose last change is not in this run's record."""
        return cls(
            status=agent.status,
            wish=agent.wish,
            since=agent.since,
            code=agent.code,
            stop_new=agent.stop_new,
            reachable=agent.presence is not Presence.UNREACHABLE,
        )

    @property
    def next_status(self) -> Status | None:
        """What follows when everything in hand is wrapped up; None with empty hands."""
        if self.status not in _AT_WORK:
            return None
        return Status.OFFLINE if self.stop_new else Status(self.wish.value)

    def allowed(self, *, in_hand: bool, logout_from_available: bool) -> tuple[Wish, ...]:
        """Give what the agent may choose now (STA-008, STA-013, STA-018, STA-023, STA-029)."""
        allowed = choices(self.status, in_hand=in_hand)
        if self.status is Status.AVAILABLE and logout_from_available:
            return (*allowed, Wish.LOGGED_OUT)  # CON-11
        return allowed


_AT_WORK: Final = frozenset({Status.BUSY, Status.BUSY_STOP_NEW, Status.WRAP_UP})

NOWHERE: Final = Standing()
"""An agent the router has never heard of."""
