"""A client's connection as the rest of the gateway sees it."""

from collections import deque
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from gateway.sockets import packets
from gateway.sockets.packets import DISCONNECT, Outgoing

CallerT = TypeVar("CallerT")


class Wire(Protocol):
    """What a connection is made of, below."""

    closed: bool
    joined: bool

    def push(self, outgoing: Outgoing) -> None:
        """Send now, in order, without waiting."""
        ...

    def shut(self, code: int = 1000) -> None:
        """End the connection and tell the other side so."""
        ...


class Connection(Generic[CallerT]):
    """One socket of a customer or an agent; `caller` is known once its CONNECT is accepted."""

    __slots__ = (
        "_held",
        "_line",
        "_wire",
        "address",
        "caller",
        "cookie",
        "origin",
        "sid",
    )

    def __init__(
        self,
        wire: Wire,
        *,
        sid: str,
        address: str,
        origin: str | None = None,
        cookie: str | None = None,
    ) -> None:
        """Keep what the handshake showed: client address, Origin header, session cookie."""
        self._wire = wire
        self._held: list[Outgoing] | None = None
        self._line: deque[Answer] = deque()
        self.sid = sid
        self.address = address
        self.origin = origin
        self.cookie = cookie
        self.caller: CallerT | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._wire.closed

    @property
    def joined(self) -> bool:
        """Whether its CONNECT was accepted."""
        return self._wire.joined

    def join(self, caller: CallerT) -> None:
        """Accept the CONNECT of `caller`, and hold pushes until `release`."""
        self.caller = caller
        self._wire.joined = True
        self._held = []

    def push(self, outgoing: Outgoing) -> None:
        """Send now, in order, without waiting; after what `release` begins with."""
        if self._held is None:
            self._wire.push(outgoing)
        else:
            self._held.append(outgoing)

    def release(self, first: Iterable[Outgoing]) -> None:
        """Send `first`, then whatever was pushed while it was being put together.

        A change may thus be told twice, in the state and after it; never not at all.
        """
        held, self._held = self._held or [], None
        for outgoing in (*first, *held):
            self._wire.push(outgoing)

    def disconnect(self) -> None:
        """Tell the client that it is no longer welcome, then close."""
        self._wire.push(DISCONNECT)
        self._wire.shut()

    # --- Answers, in the order of the questions ---------------------------------------------------

    def expect(self, packet_id: int | None) -> "Answer":
        """Take a place in the line of answers for the event that carried `packet_id`."""
        answer = Answer(packet_id)
        self._line.append(answer)
        return answer

    def give(self, answer: "Answer", payload: object) -> None:
        """Answer an event, once; it is sent when every earlier event has been answered."""
        answer.given = True
        answer.payload = payload
        line = self._line
        while line and line[0].given:
            first = line.popleft()
            if first.packet_id is not None:
                self.push(packets.acknowledgement(first.packet_id, first.payload))


class Answer:
    """A place in the line of answers."""

    __slots__ = ("given", "packet_id", "payload")

    def __init__(self, packet_id: int | None) -> None:
        """Wait; without a `packet_id` the client wants no answer, but the line has its order."""
        self.packet_id = packet_id
        self.given = False
        self.payload: object = None
