"""The chat channel holds to what every channel must."""

from collections.abc import AsyncIterator, Sequence

import pytest

from channels.chat.channel import ChatChannel
from channels.chat.limits import Limits
from channels.chat.values import Answers, Opening, Visitor
from router.ids import InteractionId
from router.lifecycle import InteractionState
from tests.channels.chat.company import Company
from tests.kit.channel import STEPS, ChannelConformance


class ChatSubject:
    """A company in which each contact is a visitor of their own, asking for a chat."""

    steps: Sequence[str] = STEPS

    def __init__(self, company: Company) -> None:
        self._company = company
        self._tokens: dict[str, str] = {}

    @property
    def channel(self) -> ChatChannel:
        return self._company.channel

    async def take_in(self, contact: str) -> InteractionId:
        visitor = await self._arrive(contact)
        chat = (await self._company.service.start(visitor, self._opening(contact))).chat
        return chat.id

    async def take_in_until(self, contact: str, step: str) -> None:
        visitor = await self._arrive(contact)
        starting = self._company.service.start(visitor, self._opening(contact))
        await self._company.crash_at(step, starting)

    async def restart(self) -> None:
        await self._company.restart()

    async def accept(self) -> InteractionId:
        return await self._company.accept("alice")

    def live(self) -> dict[InteractionId, InteractionState]:
        live = self._company.engine.router.interactions
        return {each.id: each.state for each in sorted(live.values(), key=lambda i: i.place)}

    def words(self, contact: str) -> str:
        return f"words-of-{contact}"

    async def _arrive(self, contact: str) -> Visitor:
        visitor = await self._company.arrive(token=self._tokens.get(contact))
        self._tokens[contact] = self._company.token
        return visitor

    def _opening(self, contact: str) -> Opening:
        words = self.words(contact)
        answers = Answers(name=words, email=f"{words}@example.org", fields={"page": words})
        return Opening(client_id=contact, message=words, answers=answers)


class TestChat(ChannelConformance):
    @pytest.fixture
    async def subject(self, tmp_path) -> AsyncIterator[ChatSubject]:
        company = Company(tmp_path, Limits(rates=False))
        await company.open()
        await company.agent("alice")
        yield ChatSubject(company)
        await company.close()
