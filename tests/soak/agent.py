"""A scripted agent: accepts, talks, transfers, ends, wraps up, rejects now and then."""

import asyncio
from typing import Any, Final

from tests.soak.link import Refused
from tests.soak.person import Person

PAUSE_SECONDS: Final = 0.2
QUEUES: Final = ("web", "billing")


class Agent(Person):
    """Somebody who answers customers."""

    path = "/ws/agent"

    def __init__(self, *arguments: Any, password: str) -> None:
        """Begin logged out."""
        super().__init__(*arguments)
        self._password = password
        self._token = ""
        self.status: dict[str, Any] = {}
        self.offers: dict[str, dict[str, Any]] = {}
        self.contacts: dict[str, dict[str, Any]] = {}
        self.handled: dict[str, None] = {}
        self._said = 0

    def auth(self) -> dict[str, Any]:
        since = {
            chat: max(view)
            for (person, chat), view in self.ledger.views.items()
            if person == self.name and view and chat in self.contacts
        }
        return {"protocol": 1, "token": self._token, "since": since}

    def follow(self, event: str, payload: Any) -> None:
        match event:
            case "snapshot":
                self.status = payload["agent"]
                self.offers = {each["id"]: each for each in payload["offers"]}
                self.contacts = {each["id"]: each for each in payload["interactions"]}
            case "status":
                self.status = payload
            case "offer":
                self.offers[payload["id"]] = payload
            case "offer.withdrawn":
                self.offers.pop(payload["id"], None)
            case "interaction":
                self._take(payload)
            case _:
                pass

    def _take(self, contact: dict[str, Any]) -> None:
        known = self.contacts.get(contact["id"])
        if known is None or contact["rev"] >= known["rev"]:
            self.contacts[contact["id"]] = contact

    async def log_in(self) -> None:
        """Get a token, which outlives every restart."""
        credentials = {"username": self.name, "password": self._password}
        async with self._http.post(f"{self.url}/api/v1/login", json=credentials) as answer:
            self._token = (await answer.json())["token"]

    async def live(self, stop: asyncio.Event) -> None:
        """Work until told to stop; then finish what is in hand."""
        await self.connected()
        while not stop.is_set() or self._in_hand():
            await self._be_ready(stop)
            for offer in list(self.offers):
                await self._answer(offer)
            for contact in list(self.contacts.values()):
                if self._works_on(contact):
                    await self._work_on(contact, stop)
            await self.until(lambda: bool(self.offers), self.chance.uniform(0, PAUSE_SECONDS))

    def _in_hand(self) -> bool:
        return bool(self.offers) or any(self._works_on(each) for each in self.contacts.values())

    @staticmethod
    def _works_on(contact: dict[str, Any]) -> bool:
        return contact["state"] in ("active", "wrap_up")

    async def _be_ready(self, stop: asyncio.Event) -> None:
        wish = "offline" if stop.is_set() else "available"
        if self.status.get("stop_new") and not stop.is_set():
            await self.try_ask("stop_new.set", on=False)
        now = self.status.get("status")
        if now in ("on_break", "offline", "available") and now != wish:
            await self.try_ask("status.set", status=wish)

    async def _answer(self, offer: str) -> None:
        event = "offer.reject" if self.chance.random() < 0.08 else "offer.accept"
        answer = await self.try_ask(event, offer_id=offer)
        self.offers.pop(offer, None)
        if answer is not None and "interaction" in answer:
            self._take(answer["interaction"])
            self.handled[answer["interaction"]["id"]] = None

    async def _work_on(self, contact: dict[str, Any], stop: asyncio.Event) -> None:
        chat = contact["id"]
        if contact["state"] == "wrap_up":
            await self._wrap_up(contact)
            return
        dice = self.chance.random()
        if dice < 0.08 or stop.is_set():
            await self._do("interaction.end", chat)
        elif dice < 0.12:
            queue = self.chance.choice(QUEUES)
            await self._do("interaction.transfer", chat, to_queue=queue, confirm=True)
        else:
            self._said += 1
            text = f"{self.name} answers {self._said}"
            if not await self.say(chat, f"{self.name}-{self._said}", text, "agent"):
                await self._look_again(chat)

    async def _wrap_up(self, contact: dict[str, Any]) -> None:
        chosen = [each["codes"][0]["id"] for each in contact["code_lists"] if each["mandatory"]]
        if chosen and not contact["handling"]["codes"]:
            await self._do("interaction.annotate", contact["id"], codes=chosen)
        await self._do("interaction.wrap_up", contact["id"])

    async def _do(self, event: str, chat: str, **more: Any) -> None:
        try:
            answer = await self.ask(event, interaction_id=chat, **more)
        except Refused:
            await self._look_again(chat)
            return
        if event in ("interaction.wrap_up", "interaction.transfer"):
            await self._look_again(chat)
        elif "interaction" in answer:
            self._take(answer["interaction"])

    async def _look_again(self, chat: str) -> None:
        """Wait a moment for what the refusal was about; a fresh snapshot tells the rest."""
        known = self.contacts.get(chat)
        if not await self.until(lambda: self.contacts.get(chat) is not known, 2):
            await self.cut("closes", 0)
            await self.connected()
