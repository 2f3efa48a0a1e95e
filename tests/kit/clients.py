"""A customer and an agent as scripts: stock Socket.IO clients, nothing of Parley's own."""

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import aiohttp
import socketio

PATIENCE_SECONDS = 20.0


class Refused(Exception):
    """The gateway answered that something may not be; `error` is its error object."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["code"])
        self.error = error
        self.code: str = error["code"]


class LinkLost(Exception):
    """The connection went before the answer came; what was asked may have been done or not."""


class Client:
    """What a customer and an agent have in common: ask, hear, wait for what is to come."""

    def __init__(self, url: str, path: str) -> None:
        self.url = url
        self._path = path
        self.heard: dict[str, list[Any]] = defaultdict(list)
        self._news = asyncio.Event()
        self._http: aiohttp.ClientSession | None = None
        self._socket: socketio.AsyncClient
        self._gone = asyncio.Event()

    def _new_socket(self) -> socketio.AsyncClient:
        # A session of our own: the stock client forgets to close the one it makes.
        self._http = aiohttp.ClientSession()
        client = socketio.AsyncClient(reconnection=False, http_session=self._http)
        client.on("*", self._hear)
        gone = self._gone = asyncio.Event()

        def on_disconnect(*_: object) -> None:
            gone.set()
            self._news.set()

        client.on("disconnect", on_disconnect)
        return client

    async def _hear(self, event: str, payload: Any = None) -> None:
        self.heard[event].append(payload)
        self.follow(event, payload)
        self._news.set()

    def follow(self, event: str, payload: Any) -> None:
        """Keep what later questions need."""

    async def attach(self, auth: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        """Open a socket."""
        await self.leave()
        self._socket = self._new_socket()
        try:
            await self._socket.connect(
                self.url,
                auth=auth,
                headers=headers or {},
                socketio_path=self._path,
                transports=["websocket"],
            )
        except socketio.exceptions.ConnectionError as error:
            raise LinkLost from error

    async def leave(self) -> None:
        """Close the socket."""
        if self._http is not None:
            await self._socket.disconnect()
            await self._http.close()
            self._http = None

    async def try_ask(self, event: str, **payload: Any) -> dict[str, Any]:
        """Send an event and give its whole answer."""
        call = asyncio.ensure_future(self._socket.call(event, payload, timeout=PATIENCE_SECONDS))
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait((call, gone), return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                raise LinkLost
            answer: dict[str, Any] = call.result()
            return answer
        except socketio.exceptions.SocketIOError as error:
            raise LinkLost from error
        finally:
            call.cancel()
            gone.cancel()

    async def ask(self, event: str, **payload: Any) -> dict[str, Any]:
        """Send an event; raises `Refused` unless it was done."""
        answer = await self.try_ask(event, **payload)
        if not answer["ok"]:
            raise Refused(answer["error"])
        return answer

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait for something to be heard that makes `condition` true, and give its value."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (value := condition()):
                self._news.clear()
                if self._gone.is_set():
                    raise LinkLost
                await self._news.wait()
            return value


class Customer(Client):
    """A visitor of a site."""

    def __init__(self, url: str, site: str = "shop", locale: str = "en") -> None:
        super().__init__(url, "ws/widget")
        self.site = site
        self.locale = locale
        self.token: str | None = None
        self.chat: dict[str, Any] = {}
        self.messages: dict[int, dict[str, Any]] = {}
        self._numbers = itertools.count(1)

    def follow(self, event: str, payload: Any) -> None:
        if event == "session":
            self.token = payload["token"]
            self.chat = payload["chat"] or self.chat
        elif event == "chat" and payload["rev"] >= self.chat.get("rev", 0):
            self.chat = payload
        elif event == "message":
            self.messages[payload["seq"]] = payload

    async def connect(self) -> None:
        """Come in, for the first time or back with what was missed meanwhile."""
        auth: dict[str, Any] = {"protocol": 1, "site": self.site, "locale": self.locale}
        if self.token:
            auth["token"] = self.token
        if self.chat:
            auth["since"] = {self.chat["id"]: max(self.messages, default=0)}
        sessions = len(self.heard["session"])
        await self.attach(auth)
        await self.until(lambda: len(self.heard["session"]) > sessions)

    async def start(self, message: str | None = None, **answers: Any) -> dict[str, Any]:
        """Open a chat."""
        payload = {"client_id": f"start-{next(self._numbers)}", **answers}
        if message is not None:
            payload["message"] = message
        answer = await self.ask("chat.start", **payload)
        self.chat = answer["chat"]
        return self.chat

    async def say(self, text: str, client_id: str | None = None) -> dict[str, Any]:
        """Send a message and give it as stored."""
        chosen = client_id or f"c{next(self._numbers)}"
        answer = await self.ask("chat.send", chat_id=self.chat["id"], client_id=chosen, text=text)
        message: dict[str, Any] = answer["message"]
        return message

    def texts(self) -> list[str]:
        """Give what was said by people, in order."""
        return [
            message["text"]
            for _, message in sorted(self.messages.items())
            if message["from"] in ("customer", "agent")
        ]


class Agent(Client):
    """Somebody who answers customers."""

    def __init__(self, url: str, username: str, password: str) -> None:
        super().__init__(url, "ws/agent")
        self.username = username
        self.password = password
        self.token = ""
        self.offers: dict[str, dict[str, Any]] = {}
        self.status = ""
        self.messages: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
        self._numbers = itertools.count(1)

    def follow(self, event: str, payload: Any) -> None:
        match event:
            case "snapshot":
                self.offers = {offer["id"]: offer for offer in payload["offers"]}
                self.status = payload["agent"]["status"]
            case "offer":
                self.offers[payload["id"]] = payload
            case "offer.withdrawn":
                self.offers.pop(payload["id"], None)
            case "status":
                self.status = payload["status"]
            case "message":
                self.messages[payload["chat_id"]][payload["seq"]] = payload
            case _:
                pass

    async def log_in(self) -> None:
        """Get a token."""
        async with (
            aiohttp.ClientSession() as http,
            http.post(
                f"{self.url}/api/v1/login",
                json={"username": self.username, "password": self.password},
            ) as answer,
        ):
            body = await answer.json()
            if answer.status != 200:
                raise Refused(body.get("error", {"code": str(answer.status)}))
            self.token = body["token"]

    async def connect(self) -> None:
        """Open the desk, logging in first where that has not been done."""
        if not self.token:
            await self.log_in()
        since = {chat: max(messages) for chat, messages in self.messages.items() if messages}
        snapshots = len(self.heard["snapshot"])
        await self.attach({"protocol": 1, "token": self.token, "since": since})
        await self.until(lambda: len(self.heard["snapshot"]) > snapshots)

    async def be(self, status: str, **more: Any) -> None:
        """Choose a status."""
        await self.ask("status.set", status=status, **more)

    async def rung(self) -> dict[str, Any]:
        """Wait until something rings."""
        offer: dict[str, Any] = await self.until(lambda: next(iter(self.offers.values()), None))
        return offer

    async def accept(self) -> dict[str, Any]:
        """Take what rings, as soon as something does."""
        offer = await self.rung()
        answer = await self.ask("offer.accept", offer_id=offer["id"])
        self.offers.pop(offer["id"], None)
        interaction: dict[str, Any] = answer["interaction"]
        return interaction

    async def say(self, chat_id: str, text: str, client_id: str | None = None) -> dict[str, Any]:
        """Send a message and give it as stored."""
        chosen = client_id or f"a{next(self._numbers)}"
        answer = await self.ask("chat.send", chat_id=chat_id, client_id=chosen, text=text)
        message: dict[str, Any] = answer["message"]
        return message
