"""Blocking: junk is closed, and further mail of its sender is kept without asking for anybody."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from channels.contract import Clock, EnginePort
from channels.email.channel import EmailChannel
from channels.email.drafting import CaseFile
from channels.email.refusal import Refusal
from crm.records import Case, CaseId, folded
from router.ids import AgentId, Instant
from router.inputs import DiscardInteraction
from router.refusal import Refused


class BlockedSender(msgspec.Struct, frozen=True, kw_only=True):
    """An address whose mail asks for nobody."""

    address: str
    blocked_at: Instant
    blocked_by: AgentId
    case: Case
    """What it was blocked for."""


class SpamStore(Protocol):
    """Keeps what is junk."""

    async def mark(
        self, case_id: CaseId, block: str | None, by: AgentId, at: Instant
    ) -> Case | None:
        """Close a case as spam and block an address, case folded; None: there is no such case."""
        ...

    async def unmark(self, case_id: CaseId, at: Instant) -> Case | None:
        """Open a case again that is no spam after all, and let through who wrote in it."""
        ...

    async def blocked(
        self, after: tuple[Instant, str] | None, limit: int
    ) -> Sequence[BlockedSender]:
        """Give addresses that are blocked, the latest first: those behind this place."""
        ...

    async def unblock(self, address: str) -> bool:
        """Let an address through again; tell whether it was blocked."""
        ...


class Blocking:
    """What agents do about junk."""

    def __init__(
        self, *, store: SpamStore, channel: EmailChannel, engine: EnginePort, clock: Clock
    ) -> None:
        """Join the collaborators."""
        self._store = store
        self._channel = channel
        self._engine = engine
        self._clock = clock

    async def mark(self, file: CaseFile, block: str | None, by: AgentId) -> None:
        """Close a case as spam; `block` is one of its senders, or None.

        What still waits of the case is thrown away where the agent may do that; otherwise it
        keeps its place, and whoever accepts it sees the mark.

        Raises:
            Refusal: nobody of that address wrote in the case (`invalid`).

        """
        senders = {folded(mail.sender.address) for mail in file.mails if mail.direction == "in"}
        if block is not None and folded(block) not in senders:
            raise Refusal("invalid", "block")
        address = None if block is None else folded(block)
        marked = await self._store.mark(file.case.id, address, by, self._clock.now())
        if marked is None:
            raise Refusal("not_found", "case_id")
        self._channel.case_changed(marked)
        for interaction in self._channel.of_case(marked.id):
            try:
                await self._engine.submit(DiscardInteraction(agent=by, interaction=interaction))
            except Refused:
                # Somebody works on it, or this agent may not: it stays where it is.
                continue

    async def unmark(self, case_id: CaseId) -> None:
        """Open a case again that is no spam after all; its senders are let through.

        Raises:
            Refusal: there is no such case (`not_found`).

        """
        opened = await self._store.unmark(case_id, self._clock.now())
        if opened is None:
            raise Refusal("not_found", "case_id")
        self._channel.case_changed(opened)

    async def blocked(
        self, after: tuple[Instant, str] | None, limit: int
    ) -> Sequence[BlockedSender]:
        """Give addresses that are blocked, the latest first.

        `after` is when another one was blocked, with that one: only those behind it are given.
        """
        return await self._store.blocked(after, limit)

    async def unblock(self, address: str) -> None:
        """Let an address through again.

        Raises:
            Refusal: it is not blocked (`not_found`).

        """
        if not await self._store.unblock(address):
            raise Refusal("not_found", "address")
