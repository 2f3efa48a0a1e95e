"""What an agent does with the contacts in hand."""

from collections.abc import Callable, Sequence
from typing import Protocol

from accounts.directory import Directory, code_ids
from accounts.permissions import may
from channels.chat.service import ChatService
from channels.contract import EnginePort, RowWork
from gateway.security_record import SecurityRecord
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.feed import DeskFeed
from gateway.sockets.refusal import Refusal
from gateway.views.book import Book
from gateway.views.contact import Contact, Work
from gateway.views.interactions import InteractionViews
from gateway.wire import interaction as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from gateway.wire.times import to_wire_or_none
from router.ids import AgentId, CodeId, InteractionId, QueueId
from router.inputs import EndInteraction, ExtendWrapUp, FinishWrapUp, SetCodes
from router.lifecycle import HandlingState, Medium
from router.machine import Router
from storage.handlings import annotate


class Explainer(Protocol):
    """Says why nobody, or somebody else, was offered an interaction."""

    def __call__(self, interaction: InteractionId) -> Sequence[tuple[AgentId, str | None]]:
        """Give each agent of its queue with the first condition that failed."""
        ...


class InteractionEvents:
    """Translates an agent's work to commands and notes."""

    def __init__(
        self,
        *,
        engine: EnginePort,
        router: Router,
        book: Book,
        directory: Callable[[], Directory],
        views: InteractionViews,
        feed: DeskFeed,
        chat: ChatService,
        explain: Explainer,
        record: SecurityRecord,
    ) -> None:
        """Join the collaborators; `router` is only looked at."""
        self._engine = engine
        self._router = router
        self._book = book
        self._directory = directory
        self._views = views
        self._feed = feed
        self._chat = chat
        self._explain = explain
        self._record = record

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {
            "interaction.end": self.end,
            "interaction.extend_wrap_up": self.extend_wrap_up,
            "interaction.annotate": self.annotate,
            "interaction.wrap_up": self.wrap_up,
            "interaction.explain": self.explain,
            "visitor.block": self.block,
        }

    async def end(
        self, connection: Connection[AgentCaller], payload: wire.ChooseInteraction
    ) -> wire.ChosenInteraction:
        """End the contact; who has ended it may repeat this."""
        agent_id = agent_of(connection)
        contact, work = self._own(agent_id, payload.interaction_id)
        if work.state is HandlingState.ACTIVE:
            if contact.medium is Medium.CALLBACK:
                # Without a word nobody would call again, and the recording would go (CBK-011).
                raise Refusal(Code.CONFLICT, "interaction_id", reason="outcome_missing")
            await self._engine.submit(EndInteraction(agent=agent_id, interaction=contact.id))
        return self._chosen(contact, agent_id)

    async def extend_wrap_up(
        self, connection: Connection[AgentCaller], payload: wire.ChooseInteraction
    ) -> wire.ExtendedWrapUp:
        """Have the wrap-up's duration once more."""
        agent_id = agent_of(connection)
        contact, work = self._own(agent_id, payload.interaction_id)
        await self._engine.submit(ExtendWrapUp(agent=agent_id, interaction=contact.id))
        return wire.ExtendedWrapUp(wrap_up_ends_at=to_wire_or_none(work.wrap_up_ends_at))

    async def annotate(
        self, connection: Connection[AgentCaller], payload: wire.Annotate
    ) -> wire.ChosenInteraction:
        """Set codes, which the router knows, and tags and notes, which it does not."""
        agent_id = agent_of(connection)
        contact, work = self._own(agent_id, payload.interaction_id)
        if work.state is HandlingState.CLOSED:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        tags = work.tags if payload.tags is None else self._known_tags(payload.tags, work)
        notes = work.notes if payload.notes is None else payload.notes
        noted = (tags, notes) != (work.tags, work.notes)
        rows: list[RowWork] = [lambda tx: annotate(tx, work.id, tags, notes)] if noted else []
        codes = (
            None
            if payload.codes is None
            else SetCodes(
                agent=agent_id,
                interaction=contact.id,
                codes=self._codes(work.queue, payload.codes),
            )
        )
        await self._engine.submit(*([] if codes is None else [codes]), rows=rows)
        if noted:
            self._book.note(contact, work, tags, notes)
            self._feed.tell(contact)
        return self._chosen(contact, agent_id)

    def _codes(self, queue_id: QueueId, said: tuple[str, ...]) -> tuple[CodeId, ...]:
        directory = self._directory()
        queue = directory.queues.get(queue_id)
        lists = [
            each
            for each in directory.code_lists.values()
            if queue is not None and each.id in queue.code_list_ids
        ]
        return code_ids(lists, said)

    async def wrap_up(
        self, connection: Connection[AgentCaller], payload: wire.ChooseInteraction
    ) -> Ok:
        """Finish; who is done may repeat this."""
        agent_id = agent_of(connection)
        contact, work = self._own(agent_id, payload.interaction_id)
        if work.state is not HandlingState.CLOSED:
            await self._engine.submit(FinishWrapUp(agent=agent_id, interaction=contact.id))
        return Ok()

    async def explain(
        self, connection: Connection[AgentCaller], payload: wire.ChooseInteraction
    ) -> wire.Explanation:
        """Say who could be offered this, and why the others not; supervisors ask of any."""
        agent_id = agent_of(connection)
        agent = self._directory().agents[agent_id]
        contact = self._book.contact(payload.interaction_id)
        concerned = contact is not None and (
            contact.work_of(agent_id) is not None
            or (contact.offer is not None and contact.offer.agent == agent_id)
        )
        if contact is None or not (concerned or may(agent, "interaction.explain_any")):
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        return wire.Explanation(
            interaction_id=contact.id,
            state=contact.state.value,
            position=self._router.position(contact.id),
            candidates=tuple(
                wire.Candidate(agent=self._views.agent(candidate), failed=failed)
                for candidate, failed in self._explain(contact.id)
            ),
        )

    async def block(self, connection: Connection[AgentCaller], payload: wire.BlockVisitor) -> Ok:
        """Keep the visitor of this chat away for a time."""
        agent_id = agent_of(connection)
        await self._chat.block(agent_id, payload.interaction_id, payload.hours)
        await self._record.note(
            "visitor_blocked",
            agent_id=agent_id,
            subject=f"chat:{payload.interaction_id}",
            address=connection.address,
            details={"hours": round(payload.hours)},
        )
        return Ok()

    def _own(self, agent_id: AgentId, interaction_id: InteractionId) -> tuple[Contact, Work]:
        """Find the caller's own handling; anybody else's is not there as far as they know."""
        contact = self._book.contact(interaction_id)
        work = None if contact is None else contact.work_of(agent_id)
        if contact is None or work is None:
            raise Refusal(Code.NOT_FOUND, "interaction_id")
        return contact, work

    def _chosen(self, contact: Contact, agent_id: AgentId) -> wire.ChosenInteraction:
        return wire.ChosenInteraction(interaction=self._views.interaction(contact, agent_id))

    def _known_tags(self, tags: tuple[str, ...], work: Work) -> tuple[str, ...]:
        """Take tags of the supervisor's list, and those that are there already (DSP-021)."""
        known = {tag.name for tag in self._directory().tags.values() if not tag.disabled}
        if not known.union(work.tags).issuperset(tags):
            raise Refusal(Code.INVALID, "tags")
        return tuple(dict.fromkeys(tags))
