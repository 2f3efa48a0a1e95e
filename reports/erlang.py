"""What queueing theory says of a queue: Erlang C, and Erlang A where people lose patience.

Used beside the simulator: where its assumptions hold (Poisson arrivals, exponential handling and
patience, one line, all servers alike) the two must agree.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expected:
    """The long-run figures of one queue."""

    waits: float
    """Share of arrivals that wait at all."""
    mean_wait_seconds: float
    """Over all arrivals, those served at once and those who gave up included."""
    abandoned: float
    """Share of arrivals that give up."""
    occupancy: float


class UnstableError(ValueError):
    """More work arrives than can be done, and nobody gives up: the line grows for ever."""


def erlang_c(*, arrivals: float, handling: float, servers: int) -> Expected:
    """Give the figures of an M/M/n queue.

    Args:
        arrivals: a second.
        handling: mean seconds.
        servers: agents, or agents times chats at once.

    Raises:
        UnstableError: the offered load is not below the number of servers.

    """
    load = arrivals * handling
    if load >= servers:
        raise UnstableError(f"{load:.2f} erlangs need more than {servers} servers")
    blocking = 1.0  # Erlang B by its recursion, which never overflows
    for n in range(1, servers + 1):
        blocking = load * blocking / (n + load * blocking)
    waits = servers * blocking / (servers - load * (1 - blocking))
    return Expected(
        waits=waits,
        mean_wait_seconds=waits * handling / (servers - load),
        abandoned=0.0,
        occupancy=load / servers,
    )


def erlang_a(*, arrivals: float, handling: float, patience: float, servers: int) -> Expected:
    """Give the figures of an M/M/n+M queue, by its birth and death chain.

    Args:
        arrivals: a second.
        handling: mean seconds.
        patience: mean seconds until somebody who waits gives up.
        servers: agents, or agents times chats at once.

    """
    served, lost = 1 / handling, 1 / patience
    weights = [1.0]
    while len(weights) <= servers or weights[-1] > 1e-15 * sum(weights):
        n = len(weights)
        departures = min(n, servers) * served + max(0, n - servers) * lost
        weights.append(weights[-1] * arrivals / departures)
        if weights[-1] > 1e250:
            weights = [weight / 1e250 for weight in weights]
    total = sum(weights)
    shares = [weight / total for weight in weights]
    waiting = sum((n - servers) * share for n, share in enumerate(shares) if n > servers)
    abandoned = waiting * lost / arrivals
    return Expected(
        waits=sum(share for n, share in enumerate(shares) if n >= servers),
        mean_wait_seconds=waiting / arrivals,
        abandoned=abandoned,
        occupancy=arrivals * (1 - abandoned) * handling / servers,
    )
