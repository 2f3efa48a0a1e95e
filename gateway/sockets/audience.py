"""Who is connected: the open sockets of each agent, or of each visitor."""

from collections.abc import Callable
from typing import Generic, TypeVar

from gateway.sockets.connection import Connection
from gateway.sockets.packets import Outgoing

CallerT = TypeVar("CallerT")


class Audience(Generic[CallerT]):
    """The open sockets of one path, by the person they belong to."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._connections: dict[str, list[Connection[CallerT]]] = {}

    def add(self, person: str, connection: Connection[CallerT]) -> None:
        """Count a connection in."""
        self._connections.setdefault(person, []).append(connection)

    def remove(self, person: str, connection: Connection[CallerT]) -> bool:
        """Count a connection out; True when it was the person's last."""
        mine = self._connections.get(person, [])
        if connection not in mine:
            return False
        mine.remove(connection)
        if not mine:
            del self._connections[person]
        return not mine

    def tell(self, person: str, outgoing: Outgoing) -> None:
        """Send to every socket of a person; where nobody is, nobody is told."""
        for connection in self.connections_of(person):
            connection.push(outgoing)

    def has(self, person: str) -> bool:
        """Tell whether a person has a socket."""
        return person in self._connections

    def people(self) -> tuple[str, ...]:
        """Give everybody who is connected now."""
        return tuple(self._connections)

    def connections_of(self, person: str) -> tuple[Connection[CallerT], ...]:
        """Give a person's sockets; a copy, since a push may close and so remove one."""
        return tuple(self._connections.get(person, ()))

    def disconnect(self, person: str, which: Callable[[CallerT], bool] = lambda _: True) -> None:
        """Disconnect a person's sockets, or those of them whose caller is `which`."""
        for connection in self.connections_of(person):
            if connection.caller is not None and which(connection.caller):
                connection.disconnect()
