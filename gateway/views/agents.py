"""Agents as the wire shows them: to themselves, and to colleagues."""

from collections.abc import Callable

from accounts.directory import Agent, Directory
from accounts.permissions import may
from gateway.views.book import Book
from gateway.wire import agent as wire
from gateway.wire.times import to_wire
from router.ids import AgentId


class AgentViews:
    """Writes statuses and rosters as wire structs."""

    def __init__(
        self, *, book: Book, directory: Callable[[], Directory], logout_from_available: bool
    ) -> None:
        """Take standings from `book`, names from `directory`; the setting is CON-11."""
        self._book = book
        self._directory = directory
        self._logout_from_available = logout_from_available

    def status(self, agent_id: AgentId) -> wire.AgentStatus:
        """Write where an agent stands, to that agent."""
        standing = self._book.standing(agent_id)
        return wire.AgentStatus(
            status=standing.status.value,
            since=to_wire(standing.since),
            code=standing.code,
            stop_new=standing.stop_new,
            next_status=None if standing.next_status is None else standing.next_status.value,
            reason=standing.reason,
            allowed=self._allowed(agent_id),
        )

    def myself(self, agent: Agent) -> wire.AgentSelf:
        """Write an agent with their status, to that agent."""
        status = self.status(agent.id)
        return wire.AgentSelf(
            id=agent.id,
            username=agent.username,
            name=agent.name,
            display_name=agent.display_name,
            group=self._group(agent),
            role=agent.role,
            max_chats=agent.max_chats,
            status=status.status,
            since=status.since,
            code=status.code,
            stop_new=status.stop_new,
            next_status=status.next_status,
            allowed=status.allowed,
        )

    def roster(self, viewer: Agent) -> tuple[wire.RosterAgent, ...]:
        """Write every colleague the viewer may see, the viewer included, by name."""
        seen = (agent for agent in self._directory().agents.values() if sees(viewer, agent))
        return tuple(self.colleague(agent) for agent in sorted(seen, key=lambda a: (a.name, a.id)))

    def colleague(self, agent: Agent) -> wire.RosterAgent:
        """Write one agent for a roster."""
        standing = self._book.standing(agent.id)
        return wire.RosterAgent(
            id=agent.id,
            name=agent.name,
            group=self._group(agent),
            status=standing.status.value,
            since=to_wire(standing.since),
            reachable=standing.reachable,
        )

    def _allowed(self, agent_id: AgentId) -> tuple[wire.ChosenStatus, ...]:
        wishes = self._book.standing(agent_id).allowed(
            in_hand=bool(self._book.handled_by(agent_id)),
            logout_from_available=self._logout_from_available,
        )
        return tuple(wish.value for wish in wishes)

    def _group(self, agent: Agent) -> str | None:
        group = None if agent.group_id is None else self._directory().groups.get(agent.group_id)
        return None if group is None else group.name


def sees(viewer: Agent, agent: Agent) -> bool:
    """Tell whether the viewer's roster holds the agent: one's own group, or for supervisors all."""
    if agent.disabled:
        return False
    return (
        agent.id == viewer.id
        or may(viewer, "roster.view_all")
        or (agent.group_id is not None and agent.group_id == viewer.group_id)
    )
