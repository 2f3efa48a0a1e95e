"""Handing a contact on: where it may go, and the handing itself."""

from collections.abc import Callable
from typing import Final

from accounts.directory import Agent, Directory
from accounts.permissions import granted
from channels.contract import EnginePort
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.views.agents import AgentViews
from gateway.views.book import Book
from gateway.views.contact import Contact
from gateway.views.queues import QueueViews
from gateway.views.snapshot import PreferenceStore
from gateway.wire import interaction as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Locale, Ok
from router.eligibility import TransferObstacle, may_transfer_to
from router.ids import AgentId
from router.inputs import TransferToAgent, TransferToQueue
from router.lifecycle import HandlingState, Status
from router.machine import Router
from storage.handlings import note_transfer

SILENCE: Final = "transfer.silence_unattended"

_OBSTACLES: Final[dict[TransferObstacle, tuple[str, str]]] = {
    "busy": ("is with another customer", "est avec un autre client"),
    "wrap_up": ("is wrapping up", "termine une conversation"),
    "logged_out": ("is logged out", "n’est pas en ligne"),
    "not_available": ("is not available", "n’est pas disponible"),
}
"""Why an agent cannot be chosen, to follow a name, in English and French."""


class TransferEvents:
    """Translates transfers to commands; the router decides."""

    def __init__(
        self,
        *,
        engine: EnginePort,
        router: Router,
        book: Book,
        directory: Callable[[], Directory],
        agents: AgentViews,
        queues: QueueViews,
        preferences: PreferenceStore,
    ) -> None:
        """Join the collaborators; `router` is only looked at."""
        self._preferences = preferences
        self._engine = engine
        self._router = router
        self._book = book
        self._directory = directory
        self._agents = agents
        self._queues = queues

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {"transfer.targets": self.targets, "interaction.transfer": self.transfer}

    async def targets(
        self, connection: Connection[AgentCaller], payload: wire.ChooseInteraction
    ) -> wire.TransferTargets:
        """Give the queues and agents the contact may go to, with live figures (QUE-020, XFR)."""
        agent_id = agent_of(connection)
        contact = self._own(agent_id, payload.interaction_id)
        work = contact.work_of(agent_id)
        assert work is not None
        assert connection.caller is not None
        locale = connection.caller.locale
        colleagues = sorted(
            (each for each in self._directory().agents.values() if not each.disabled),
            key=lambda each: (each.name, each.id),
        )
        others = [each for each in colleagues if each.id != agent_id]
        # What is over for its agent goes back into a line, and to nobody in person (WRP-013).
        late = work.state is HandlingState.WRAP_UP
        return wire.TransferTargets(
            queues=self._queues.targets(contact.medium, work.queue, agent_id),
            agents=() if late else tuple(self._target(each, locale) for each in others),
        )

    def _target(self, agent: Agent, locale: Locale) -> wire.TargetAgent:
        status = Status(self._agents.status(agent.id).status)
        obstacle = may_transfer_to(status, self._router.policy.settings.agent_transfer)
        return wire.TargetAgent(
            id=agent.id,
            name=agent.name,
            status=status.value,
            allowed=obstacle is None,
            why_not=None if obstacle is None else _OBSTACLES[obstacle][locale == "fr"],
        )

    async def transfer(self, connection: Connection[AgentCaller], payload: wire.Transfer) -> Ok:
        """Hand the contact to a queue or an agent, with a note; may be repeated."""
        agent_id = agent_of(connection)
        contact = self._own(agent_id, payload.interaction_id)
        rule = next(e for e in self._router.policy.media if e.medium is contact.medium)
        if not rule.transferable:
            raise Refusal(Code.INVALID, "interaction_id", reason="stays")
        work = contact.work_of(agent_id)
        assert work is not None
        command = await self._command(agent_id, contact, payload)
        note = (payload.note or "").strip()
        # The desk that is offered it next hears of it while this is still under way.
        contact.note_for_next = note
        try:
            await self._engine.submit(
                command, rows=[lambda tx: note_transfer(tx, work.id, note)] if note else []
            )
        finally:
            contact.note_for_next = ""
        return Ok()

    async def _command(
        self, agent_id: AgentId, contact: Contact, payload: wire.Transfer
    ) -> TransferToQueue | TransferToAgent:
        if (payload.to_queue is None) == (payload.to_agent is None):
            raise Refusal(Code.INVALID, "to_queue")  # one of the two
        directory = self._directory()
        if payload.to_agent is not None:
            target = self._agent(directory, payload.to_agent)
            return TransferToAgent(agent=agent_id, interaction=contact.id, to_agent=target.id)
        named = payload.to_queue or ""
        queue = directory.queues.get(named) or directory.queue_by_name(named)
        if queue is None or queue.disabled:
            raise Refusal(Code.NOT_FOUND, "to_queue")
        confirm = payload.confirm or await self._wants_no_warning(agent_id)
        return TransferToQueue(
            agent=agent_id, interaction=contact.id, queue=queue.id, confirm=confirm
        )

    async def _wants_no_warning(self, agent_id: AgentId) -> bool:
        """Tell whether the agent has silenced the question, and may (ADM-022)."""
        if SILENCE not in granted(self._directory().agents[agent_id]):
            return False
        return (await self._preferences.of(agent_id)).silence_unattended

    def _agent(self, directory: Directory, named: str) -> Agent:
        """Find an agent by id, user name or name."""
        agent = directory.agents.get(named) or directory.agent_by_login(named)
        agent = agent or next((a for a in directory.agents.values() if a.name == named), None)
        if agent is None or agent.disabled:
            raise Refusal(Code.NOT_FOUND, "to_agent")
        return agent

    def _own(self, agent_id: AgentId, interaction_id: str) -> Contact:
        """Find what the caller has in hand; anybody else's is not there as far as they know."""
        contact = self._book.contact(interaction_id)
        if contact is None or contact.work_of(agent_id) is None:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        return contact
