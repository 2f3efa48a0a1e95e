"""Accepting and rejecting what rings."""

import re
from collections.abc import Sequence
from typing import Final

from channels.contract import EnginePort
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.views.book import Book
from gateway.views.interactions import InteractionViews
from gateway.wire import interaction as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from router.decisions import HandlingStarted
from router.history import Record
from router.ids import AgentId, InteractionId, OfferId
from router.inputs import AcceptOffer, RejectOffer
from router.machine import Router

_OFFER_ID: Final = re.compile(r"([0-9]{1,18})\.[0-9]{1,9}")
"""An entry's number, and the decision's in it (`router.ids.OfferId`)."""


class OfferEvents:
    """Translates an agent's answer to an offer to a command."""

    def __init__(
        self, *, engine: EnginePort, router: Router, book: Book, views: InteractionViews
    ) -> None:
        """Join the collaborators; `router` is only looked at."""
        self._engine = engine
        self._router = router
        self._book = book
        self._views = views

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {"offer.accept": self.accept, "offer.reject": self.reject}

    async def accept(
        self, connection: Connection[AgentCaller], payload: wire.AnswerOffer
    ) -> wire.ChosenInteraction:
        """Take what rings; its holder may repeat this."""
        self._require_made(payload.offer_id)
        agent_id = agent_of(connection)
        records = await self._engine.submit(AcceptOffer(agent=agent_id, offer=payload.offer_id))
        interaction_id = self._accepted(agent_id, payload.offer_id, records)
        contact = None if interaction_id is None else self._book.contact(interaction_id)
        if contact is None:
            raise Refusal(Code.OFFER_EXPIRED)
        return wire.ChosenInteraction(interaction=self._views.interaction(contact, agent_id))

    async def reject(self, connection: Connection[AgentCaller], payload: wire.AnswerOffer) -> Ok:
        """Turn down what rings; who did may repeat this."""
        self._require_made(payload.offer_id)
        await self._engine.submit(RejectOffer(agent=agent_of(connection), offer=payload.offer_id))
        return Ok()

    def _require_made(self, offer_id: OfferId) -> None:
        """Part what no entry up to now can have made from what has ended, as the wire does."""
        made = _OFFER_ID.fullmatch(offer_id)
        if made is None or int(made[1]) > self._router.n:
            raise Refusal(Code.NOT_FOUND, "offer_id")

    def _accepted(
        self, agent_id: AgentId, offer_id: OfferId, records: Sequence[Record]
    ) -> InteractionId | None:
        """Find what the offer was about: in what was just decided, or in the agent's hands."""
        for record in records:
            for decision in record.decisions:
                if isinstance(decision, HandlingStarted) and decision.offer == offer_id:
                    return decision.interaction
        for handling in self._router.agents[agent_id].handlings.values():
            if handling.offer == offer_id:
                return handling.interaction
        return None
