"""Mail that waits: looked through, pulled out of the line, thrown away."""

from itertools import islice

from channels.contract import Clock, EnginePort
from channels.email.channel import EmailChannel
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.views.book import Book
from gateway.views.interactions import InteractionViews
from gateway.wire import cases as wire
from gateway.wire.errors import Code
from gateway.wire.interaction import ChooseInteraction, ChosenInteraction
from gateway.wire.scalars import Ok
from gateway.wire.times import seconds
from router.ids import InteractionId
from router.inputs import DiscardInteraction, PullInteraction
from router.lifecycle import Medium
from router.lines import Lane
from router.machine import Router


class MailEvents:
    """Translates what an agent does with waiting mail to commands."""

    def __init__(
        self,
        *,
        engine: EnginePort,
        router: Router,
        book: Book,
        views: InteractionViews,
        email: EmailChannel,
        clock: Clock,
    ) -> None:
        """Join the collaborators; `router` is only looked at."""
        self._engine = engine
        self._router = router
        self._book = book
        self._views = views
        self._email = email
        self._clock = clock

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
        """List what waits in one of the agent's queues, the oldest first (EPL-005)."""
        agent = self._router.agents.get(agent_of(connection))
        queue = self._router.queues.get(payload.queue_id)
        if agent is None or queue is None or queue.id not in agent.memberships:
            raise Refusal(Code.NOT_FOUND, "queue_id")
        lane = queue.lanes.get(Medium.EMAIL)
        found = [] if lane is None else self._page(lane, payload.after, payload.limit + 1)
        return wire.PendingEmails(
            emails=tuple(
                row for each in found[: payload.limit] if (row := self._row(each)) is not None
            ),
            more=len(found) > payload.limit,
        )

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
        """Throw mails away, one after the other; the first refusal ends it (EPL-007)."""
        agent_id = agent_of(connection)
        for interaction in dict.fromkeys(payload.interaction_ids):
            await self._engine.submit(DiscardInteraction(agent=agent_id, interaction=interaction))
        return Ok()

    def _page(self, lane: Lane, after: InteractionId | None, most: int) -> list[InteractionId]:
        """Give who waits behind `after`; one who has gone meanwhile begins the list anew."""
        last = self._router.interactions.get(after or "")
        start = 0 if last is None else lane.waiting.bisect_right(last.place)
        return [place[3] for place in islice(lane.waiting, start, start + most)]

    def _row(self, interaction: InteractionId) -> wire.PendingEmail | None:
        live = self._email.details(interaction)
        contact = self._book.contact(interaction)
        if live is None or contact is None:
            return None
        return wire.PendingEmail(
            interaction_id=interaction,
            waited_seconds=seconds(max(0, self._clock.now() - contact.entered_at)),
            case_number=str(live.case.number),
            mailbox=live.mail.mailbox,
            contact=live.customer.name,
            company=live.customer.company,
            subject=live.mail.subject,
        )
