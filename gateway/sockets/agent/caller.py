"""The agent behind a connection."""

from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from router.ids import AgentId


def agent_of(connection: Connection[AgentCaller]) -> AgentId:
    """Name the agent who speaks; only connections that have joined are heard."""
    assert connection.caller is not None
    return connection.caller.agent_id
