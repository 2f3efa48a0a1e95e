"""The identifiers and instants that every part of Parley shares.

All are plain values: an identifier is an opaque string, an instant is a whole number of
microseconds since the Unix epoch in UTC. Integers are exact, totally ordered and cost nothing to
compare, so the router can be deterministic to the last bit.
"""

from typing import Final, TypeAlias

Instant: TypeAlias = int
"""Microseconds since 1970-01-01T00:00:00Z."""

Duration: TypeAlias = int
"""Microseconds."""

AgentId: TypeAlias = str
QueueId: TypeAlias = str
InteractionId: TypeAlias = str
OfferId: TypeAlias = str
"""``n.k``: the k-th decision of journal entry n made it."""
HandlingId: TypeAlias = str
"""``n.k``, as for offers."""
CodeListId: TypeAlias = str
CodeId: TypeAlias = str

SECOND: Final[Duration] = 1_000_000


def seconds(amount: float) -> Duration:
    """Give ``amount`` seconds as a duration, rounded to the microsecond."""
    return round(amount * SECOND)
