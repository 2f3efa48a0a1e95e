"""The company, for whoever does not hold a desk open: its queues, agents and codes."""

from gateway.wire.agent import Queue, RosterAgent
from gateway.wire.interaction import CodeList
from gateway.wire.scalars import Ok


class QueueList(Ok, frozen=True, kw_only=True):
    """The queues the caller is a member of, as they are now, by name."""

    queues: tuple[Queue, ...]


class AgentList(Ok, frozen=True, kw_only=True):
    """The colleagues the caller may see, the caller included, by name."""

    agents: tuple[RosterAgent, ...]


class CodeLists(Ok, frozen=True, kw_only=True):
    """Every list of codes that is in use, by name."""

    code_lists: tuple[CodeList, ...]
