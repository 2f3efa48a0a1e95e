"""Pairs of clients that talk, on whichever server: the same load for everybody."""

import asyncio
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from benches.servers import PASSWORD, Served
from benches.wire_client import WireClient

TEXT = "x" * 100
_NUMBER = b'"client_id":"'


@dataclass
class Room:
    """A customer and an agent, or two clients of a relay."""

    ends: tuple[WireClient, WireClient]
    chat_id: str


@dataclass
class Tally:
    """What was sent, acknowledged and delivered, and when."""

    sent: int = 0
    acked: int = 0
    delivered: int = 0
    latencies: list[float] = field(default_factory=list)


async def relay_rooms(server: Served, count: int) -> list[Room]:
    """Open ``count`` rooms on a bare relay."""
    rooms = []
    for k in range(count):
        auth = {"room": f"r{k}"}
        ends = [await WireClient.open(server.port, "ws/relay", auth) for _ in range(2)]
        rooms.append(Room((ends[0], ends[1]), f"r{k}"))
    return rooms


async def parley_rooms(server: Served, count: int) -> list[Room]:
    """Open ``count`` chats on Parley, each accepted by an agent of its own."""
    rooms = []
    for k in range(count):
        token = await asyncio.to_thread(log_in, server.port, f"agent{k}")
        agent = await WireClient.open(server.port, "ws/agent", {"protocol": 1, "token": token})
        await agent.ask("status.set", status="available")
        visitor = await WireClient.open(server.port, "ws/widget", {"protocol": 1, "site": "bench"})
        started = await visitor.ask("chat.start", client_id="start")
        while not agent.events.get("offer"):  # noqa: ASYNC110 - set-up, measured by nobody
            await asyncio.sleep(0.002)
        offer = agent.events["offer"][-1]
        await agent.ask("offer.accept", offer_id=offer["id"])
        rooms.append(Room((visitor, agent), started["chat"]["id"]))
    return rooms


def log_in(port: int, username: str) -> str:
    """Log an agent in; give the token."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/login",
        json.dumps({"username": username, "password": PASSWORD}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
        token: str = json.load(answer)["token"]
        return token


class Load:
    """Sends numbered messages and counts what comes back, to the other end of each room."""

    def __init__(self, rooms: list[Room]) -> None:
        self.rooms = rooms
        self.tally = Tally()
        self._due: dict[tuple[int, int], float] = {}
        self._numbers = 0
        self._after_ack: Callable[[int, int], None] = lambda _room, _end: None
        for r, room in enumerate(rooms):
            for e in (0, 1):
                room.ends[e].on_message = self._receiver(r, e)
                room.ends[e].on_ack = self._acker(r, e)

    def _receiver(self, room: int, end: int) -> Callable[[bytes], None]:
        del room
        peer_mark = b"p" if end == 0 else b"q"

        def receive(body: bytes) -> None:
            # A text names its sender's end and its number: "p123 xxx..." is the agent's.
            at = body.find(b'"text":"') + 8
            if body[at : at + 1] != peer_mark:
                return
            number = int(body[at + 1 : body.index(b" ", at)])
            due = self._due.pop((end, number), None)
            if due is None:
                raise AssertionError(f"message {number} was delivered twice")
            self.tally.delivered += 1
            self.tally.latencies.append(time.perf_counter() - due)

        return receive

    def _acker(self, room: int, end: int) -> Callable[[int], None]:
        def acknowledge(_: int) -> None:
            self.tally.acked += 1
            self._after_ack(room, end)

        return acknowledge

    def send(self, room: int, end: int, due: float) -> None:
        """Send one message from one end."""
        self._numbers += 1
        number = self._numbers
        mark = "q" if end == 0 else "p"
        self._due[1 - end, number] = due
        self.tally.sent += 1
        chat_id = self.rooms[room].chat_id
        self.rooms[room].ends[end].emit(
            number,
            f'["chat.send",{{"chat_id":"{chat_id}","client_id":"{mark}{number}",'
            f'"text":"{mark}{number} {TEXT}"}}]'.encode(),
        )

    async def closed_loop(self, seconds: float, outstanding: int) -> float:
        """Keep ``outstanding`` messages under way for a while; give delivered messages/s."""
        running = True

        def again(room: int, end: int) -> None:
            if running:
                self.send(room, end, time.perf_counter())

        self._after_ack = again
        ends = [(r, e) for r in range(len(self.rooms)) for e in (0, 1)]
        for k in range(outstanding):
            self.send(*ends[k % len(ends)], time.perf_counter())
        await asyncio.sleep(seconds / 4)
        began, before = time.perf_counter(), self.tally.delivered
        await asyncio.sleep(seconds)
        rate = (self.tally.delivered - before) / (time.perf_counter() - began)
        running = False
        await self.drain()
        return rate

    async def fixed_rate(self, rate: float, seconds: float) -> tuple[float, float]:
        """Send at a steady rate; give p50 and p99 of delivery from the *scheduled* instants."""
        self._after_ack = lambda _room, _end: None
        self.tally.latencies.clear()
        ends = [(r, e) for r in range(len(self.rooms)) for e in (0, 1)]
        began, count = time.perf_counter() + 0.05, int(rate * seconds)
        k = 0
        while k < count:
            due = began + k / rate
            wait = due - time.perf_counter()
            if wait > 0.0005:
                await asyncio.sleep(wait)
                continue
            self.send(*ends[k % len(ends)], due)
            k += 1
            if k % 64 == 0:
                await asyncio.sleep(0)
        await self.drain()
        ordered = sorted(self.tally.latencies)
        return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]

    async def drain(self) -> None:
        """Wait until everything sent has come back; raises when something has not."""
        for _ in range(500):
            if self.tally.sent == self.tally.acked == self.tally.delivered:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(
            f"lost: {self.tally.sent=} {self.tally.acked=} {self.tally.delivered=}"
        )

    def close(self) -> None:
        """Hang up everywhere."""
        for room in self.rooms:
            for end in room.ends:
                end.close()
