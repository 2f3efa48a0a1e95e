"""Somebody at the other end of a link, who comes back whenever it is cut and asks again."""

import asyncio
import random
from collections.abc import Callable
from typing import Any, Final

import aiohttp

from tests.soak.ledger import Ledger
from tests.soak.link import Link, LinkLost, Refused

RETRY_SECONDS: Final = 0.05

CUTS: Final = ("closes", "is reset", "is forsaken", "goes offline")
"""How a link is cut: politely, by a reset, left half open, or with time away."""


class Person:
    """A customer or an agent, played by one task."""

    path = ""

    def __init__(
        self, name: str, url: str, http: aiohttp.ClientSession, ledger: Ledger, seed: str
    ) -> None:
        """Play ``name`` against the gateway at ``url``, by chance from ``seed``."""
        self.name = name
        self.url = url
        self.chance = random.Random(f"{seed} {name}")
        self._http = http
        self.ledger = ledger
        self._link: Link | None = None
        self._forsaken: list[Link] = []
        self._away_until = 0.0
        self._news = asyncio.Event()

    # --- What differs ----------------------------------------------------------------------------

    def auth(self) -> dict[str, Any]:
        """Give what is shown at the door."""
        raise NotImplementedError

    def follow(self, event: str, payload: Any) -> None:
        """Take in what is told."""
        raise NotImplementedError

    # --- Coming and going ------------------------------------------------------------------------

    async def connected(self) -> Link:
        """Give a link that is open, after as many tries as it takes."""
        while self._link is None or self._link.lost.is_set():
            await asyncio.sleep(self._away_until - asyncio.get_running_loop().time())
            link = Link(self._http, self._hear)
            try:
                await link.open(self.url + self.path, self.auth())
            except LinkLost:
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self._link = link
        return self._link

    async def cut(self, how: str, away_seconds: float) -> bool:
        """Cut the link, if there is one; tells whether there was."""
        link = self._link
        if link is None or link.lost.is_set():
            return False
        if how == "goes offline":
            self._away_until = asyncio.get_running_loop().time() + away_seconds
        if how == "closes":
            await link.close()
        elif how == "is forsaken":
            link.forsake()
            self._forsaken.append(link)
        else:
            link.abort()
        self._news.set()
        return True

    async def leave(self) -> None:
        """Go for good."""
        for link in self._forsaken:
            link.abort()
        if self._link is not None:
            await self._link.close()

    # --- Asking and waiting ----------------------------------------------------------------------

    async def ask(self, event: str, **payload: Any) -> dict[str, Any]:
        """Ask until there is an answer; raises `Refused`."""
        while True:
            link = await self.connected()
            try:
                return await link.ask(event, **payload)
            except LinkLost:
                self.ledger.repeated += 1
            except Refused as refusal:
                self.ledger.refusals[f"{event}: {refusal.code}"] += 1
                raise

    async def try_ask(self, event: str, **payload: Any) -> dict[str, Any] | None:
        """Ask for what may have become impossible meanwhile; None: it has."""
        try:
            return await self.ask(event, **payload)
        except Refused:
            return None

    async def say(self, chat: str, client_id: str, text: str, sender: str) -> bool:
        """Say something in a chat; tells whether it was taken."""
        try:
            answer = await self.ask("chat.send", chat_id=chat, client_id=client_id, text=text)
        except Refused:
            self.ledger.refused.add((chat, self.name, client_id))
            return False
        self.ledger.took(self.name, sender, answer["message"])
        return True

    async def until(self, condition: Callable[[], Any], seconds: float) -> bool:
        """Wait for news that make ``condition`` true; False when they do not come in time."""
        end = asyncio.get_running_loop().time() + seconds
        while not condition():
            await self.connected()
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            self._news.clear()
            try:
                async with asyncio.timeout(min(left, 1)):
                    await self._news.wait()
            except TimeoutError:
                continue
        return True

    async def history(self, chat: str) -> list[tuple[int, str, str]]:
        """Read a whole chat again, page by page."""
        messages: list[tuple[int, str, str]] = []
        while True:
            after = messages[-1][0] if messages else 0
            page = await self.ask("chat.history", chat_id=chat, after_seq=after)
            messages += [(each["seq"], each["from"], each["text"]) for each in page["messages"]]
            if not page["more"]:
                return messages

    def _hear(self, event: str, payload: Any) -> None:
        if event == "message":
            self.ledger.heard(self.name, payload)
        self.follow(event, payload)
        self._news.set()
