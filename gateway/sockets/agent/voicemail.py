"""Recordings and owed calls: what an agent does with them."""

from channels.contract import Clock
from channels.voicemail.channel import VoicemailChannel
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.views.book import Book
from gateway.views.contact import Contact, Work
from gateway.views.interactions import InteractionViews
from gateway.wire.errors import Code
from gateway.wire.interaction import ChooseInteraction, ChosenInteraction
from gateway.wire.times import from_wire
from gateway.wire.voicemail import FinishCallback, RescheduleCallback
from router.ids import AgentId, Duration, Instant, InteractionId, seconds
from router.lifecycle import HandlingState, Medium

FURTHEST: Duration = seconds(366 * 86_400)
"""Nobody is put off for longer than this: a slip of the keyboard must not lose a caller."""


class VoicemailEvents:
    """Translates what an agent does with a recording, or with a caller who is owed a call."""

    def __init__(
        self, *, voicemail: VoicemailChannel, book: Book, views: InteractionViews, clock: Clock
    ) -> None:
        """Join the collaborators."""
        self._voicemail = voicemail
        self._book = book
        self._views = views
        self._clock = clock

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {
            "voicemail.copy": self.copy,
            "callback.done": self.done,
            "callback.reschedule": self.reschedule,
        }

    async def copy(
        self, connection: Connection[AgentCaller], payload: ChooseInteraction
    ) -> ChosenInteraction:
        """Send the recording to the agent's own address (VML-009); may be repeated."""
        agent_id = agent_of(connection)
        contact, work = self._own(agent_id, payload.interaction_id)
        if work.state is HandlingState.CLOSED:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        await self._voicemail.copy(agent_id, contact.id)
        return self._chosen(contact, agent_id)

    async def done(
        self, connection: Connection[AgentCaller], payload: FinishCallback
    ) -> ChosenInteraction:
        """End a callback (CBK-004); who has done so may repeat this."""
        agent_id = agent_of(connection)
        contact, work = self._owed(agent_id, payload.interaction_id)
        if work.outcome == "rescheduled":
            raise Refusal(Code.CONFLICT, "interaction_id")
        if work.state is HandlingState.ACTIVE:
            await self._voicemail.finish(agent_id, contact.id, payload.outcome)
        return self._chosen(contact, agent_id)

    async def reschedule(
        self, connection: Connection[AgentCaller], payload: RescheduleCallback
    ) -> ChosenInteraction:
        """Put a callback off to a time (CBK-005); who has put it off to then may repeat this."""
        agent_id = agent_of(connection)
        contact, work = self._owed(agent_id, payload.interaction_id)
        at = self._time(payload.at)
        if work.outcome == "rescheduled" and contact.entered_at == at:
            return self._chosen(contact, agent_id)
        if work.state is not HandlingState.ACTIVE:
            raise Refusal(Code.CONFLICT, "interaction_id")
        if at <= self._clock.now():
            raise Refusal(Code.INVALID, "at", reason="not_then")
        await self._voicemail.reschedule(agent_id, contact.id, at)
        return self._chosen(contact, agent_id)

    def _time(self, text: str) -> Instant:
        try:
            at = from_wire(text)
        except (ValueError, OverflowError):
            raise Refusal(Code.INVALID, "at") from None
        if at > self._clock.now() + FURTHEST:
            raise Refusal(Code.INVALID, "at", reason="not_then")
        return at

    def _owed(self, agent_id: AgentId, interaction_id: InteractionId) -> tuple[Contact, Work]:
        contact, work = self._own(agent_id, interaction_id)
        if contact.medium is not Medium.CALLBACK:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        return contact, work

    def _own(self, agent_id: AgentId, interaction_id: InteractionId) -> tuple[Contact, Work]:
        """Find the caller's own handling; anybody else's is not there as far as they know."""
        contact = self._book.contact(interaction_id)
        work = None if contact is None else contact.work_of(agent_id)
        if contact is None or work is None:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        return contact, work

    def _chosen(self, contact: Contact, agent_id: AgentId) -> ChosenInteraction:
        return ChosenInteraction(interaction=self._views.interaction(contact, agent_id))
