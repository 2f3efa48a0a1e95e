"""A scripted customer: one chat after the other, with words, silence, second thoughts."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from tests.soak.link import Refused
from tests.soak.person import Person

QUEUES: Final = ("web", "web", "billing")
MOST_WORDS: Final = 12
PAUSE_SECONDS: Final = 0.3
PATIENCE_SECONDS: Final = 15.0


class Customer(Person):
    """A visitor of the shop."""

    path = "/ws/widget"

    def __init__(self, *arguments: Any, queues: Sequence[str] = QUEUES) -> None:
        """Begin as a stranger, who chooses among ``queues``, or leaves that to the site."""
        super().__init__(*arguments)
        self._queues = queues
        self.token: str | None = None
        self.visitor = ""
        self.chat: dict[str, Any] = {}
        self.chats: list[str] = []
        self._said = 0

    def auth(self) -> dict[str, Any]:
        auth: dict[str, Any] = {"protocol": 1, "site": "shop", "locale": "en"}
        if self.token:
            auth["token"] = self.token
        if self.chat:
            seen = self.ledger.views[self.name, self.chat["id"]]
            auth["since"] = {self.chat["id"]: max(seen, default=0)}
        return auth

    def follow(self, event: str, payload: Any) -> None:
        if event == "session":
            self.token, self.visitor = payload["token"], payload["visitor_id"]
            if payload["chat"] is not None:
                self._take(payload["chat"])
        elif event == "chat":
            self._take(payload)

    def _take(self, chat: dict[str, Any]) -> None:
        other = not self.chat or self.chat["id"] != chat["id"]
        if other or chat["rev"] >= self.chat["rev"]:
            self.chat = chat

    @property
    def over(self) -> bool:
        """Whether there is no chat that goes on."""
        return not self.chat or self.chat["state"] == "ended"

    async def live(self, stop: asyncio.Event) -> None:
        """Have chats until told to stop."""
        await self.connected()
        while not stop.is_set():
            await self._have_a_chat(stop)

    async def _have_a_chat(self, stop: asyncio.Event) -> None:
        start = f"start-{len(self.chats)}"
        choice = {"queue": self.chance.choice(self._queues)} if self._queues else {}
        answer = await self.ask("chat.start", client_id=start, **choice)
        self.chat = {}
        self._take(answer["chat"])
        chat = self.chat["id"]
        self.chats.append(chat)
        self.ledger.started[chat] = self.visitor
        for _ in range(self.chance.randrange(1, MOST_WORDS)):
            self._said += 1
            text = f"{self.name} says {self._said}"
            if not await self.say(chat, f"c{self._said}", text, "customer") or stop.is_set():
                break
            await asyncio.sleep(self.chance.uniform(0, PAUSE_SECONDS))
        patience = self.chance.choice((0, 1, PATIENCE_SECONDS))
        if not await self.until(lambda: self.over or stop.is_set(), patience) or not self.over:
            await self._end(chat)

    async def _end(self, chat: str) -> None:
        try:
            await self.ask("chat.end", chat_id=chat)
        except Refused as refusal:
            if refusal.code != "chat_ended":
                raise
        self.ledger.ended.add(chat)
