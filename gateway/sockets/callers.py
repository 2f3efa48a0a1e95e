"""Who speaks on a connection: an agent with a session, or a visitor of a site."""

from dataclasses import dataclass

from accounts.sessions import AgentSession
from channels.chat.values import Author, Visitor
from gateway.wire.scalars import Locale
from router.ids import AgentId


@dataclass(frozen=True, slots=True)
class AgentCaller:
    """An agent, as long as the session holds; permissions are looked up at each event."""

    session: AgentSession
    locale: Locale

    @property
    def agent_id(self) -> AgentId:
        """Whose session it is."""
        return self.session.agent_id

    @property
    def author(self) -> Author:
        """The agent as the chat channel names one."""
        return Author.agent(self.agent_id)


@dataclass(frozen=True, slots=True)
class VisitorCaller:
    """A customer's browser on a site."""

    visitor: Visitor
    site_id: str
    locale: Locale

    @property
    def author(self) -> Author:
        """The customer as the chat channel names one."""
        return Author.customer(self.visitor.id)
