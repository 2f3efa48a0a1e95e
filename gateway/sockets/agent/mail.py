"""Mail that waits: looked through, pulled out of the line, thrown away."""

from channels.contract import EnginePort
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.views.book import Book
from gateway.views.interactions import InteractionViews
from gateway.views.pending_mail import PendingMail
from gateway.wire import cases as wire
from gateway.wire.errors import Code
from gateway.wire.interaction import ChooseInteraction, ChosenInteraction
from gateway.wire.scalars import Ok
from router.inputs import DiscardInteraction, PullInteraction
from router.machine import Router
from router.refusal import Refused


class MailEvents:
    """Translates what an agent does with waiting mail to commands."""

    def __init__(
        self,
        *,
        engine: EnginePort,
        router: Router,
        book: Book,
        views: InteractionViews,
        pending: PendingMail,
    ) -> None:
        """Join the collaborators; `router` is only looked at."""
        self._engine = engine
        self._router = router
        self._book = book
        self._views = views
        self._pending = pending

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {
            "email.pending": self.pending,
            "email.pull": self.pull,
            "email.discard": self.discard,
        }

    async def pending(
        self, connection: Connection[AgentCaller], payload: wire.ListPending
    ) -> wire.PendingEmails:
        """List what waits in one of the agent's queues (EPL-005, EPL-006)."""
        agent = self._router.agents.get(agent_of(connection))
        if agent is None or payload.queue_id not in agent.memberships:
            raise Refusal(Code.NOT_FOUND, "queue_id")
        return self._pending.page(payload)

    async def pull(
        self, connection: Connection[AgentCaller], payload: ChooseInteraction
    ) -> ChosenInteraction:
        """Take a mail out of turn; its holder may repeat this (EPL-008)."""
        agent_id = agent_of(connection)
        await self._engine.submit(
            PullInteraction(agent=agent_id, interaction=payload.interaction_id)
        )
        contact = self._book.contact(payload.interaction_id)
        if contact is None:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        return ChosenInteraction(interaction=self._views.interaction(contact, agent_id))

    async def discard(self, connection: Connection[AgentCaller], payload: wire.DiscardEmails) -> Ok:
        """Throw mails away, one after the other; the first refusal ends it (EPL-007).

        Who threw one away may repeat this.
        """
        agent_id = agent_of(connection)
        for interaction in dict.fromkeys(payload.interaction_ids):
            try:
                await self._engine.submit(
                    DiscardInteraction(agent=agent_id, interaction=interaction)
                )
            except Refused:
                contact = self._book.contact(interaction)
                if contact is None or contact.discarded_by != agent_id:
                    raise
        return Ok()
