"""Ways to falsify a sound record, so that one rule no longer holds."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from router.decisions import Decision, Offered, StatusChanged
from router.history import Record
from router.ids import SECOND, Instant, seconds
from router.inputs import Input
from router.lifecycle import Status, Wish


def altered(records: list[Record], kind: type, **changes: Any) -> list[Record]:
    """Change fields of the last decision of a kind."""
    return _at_last(records, kind, lambda made: (replace(made, **changes),))


def dropped(records: list[Record], kind: type) -> list[Record]:
    """Remove the last decision of a kind."""
    return _at_last(records, kind, lambda _: ())


def added(records: list[Record], *decisions: Decision) -> list[Record]:
    """Let the last entry decide more."""
    last = records[-1]
    return [*records[:-1], replace(last, decisions=(*last.decisions, *decisions))]


def caused_by(records: list[Record], cause: Input) -> list[Record]:
    """Put another input before the last entry's decisions."""
    return [*records[:-1], replace(records[-1], input=cause)]


def earlier(records: list[Record], by: float) -> list[Record]:
    """Let the last entry happen so many seconds earlier."""
    last = records[-1]
    return [*records[:-1], replace(last, at=last.at - seconds(by))]


def appended(
    records: list[Record], cause: Input, *decisions: Decision, after: float = 0
) -> list[Record]:
    """Write one more entry."""
    last = records[-1]
    made = Record(n=last.n + 1, at=last.at + seconds(after), input=cause, decisions=decisions)
    return [*records, made]


def offered(
    records: list[Record],
    interaction: str,
    agent: str,
    *,
    held: int = 0,
    idle_since: Instant = 0,
    queue: str = "web",
) -> list[Record]:
    """Let the last entry offer an interaction to an agent."""
    last = records[-1]
    return added(
        records,
        Offered(
            offer=f"{last.n}.{len(last.decisions)}",
            interaction=interaction,
            agent=agent,
            queue=queue,
            expires_at=last.at + 30 * SECOND,
            held=held,
            idle_since=idle_since,
        ),
    )


def status_changed(
    name: str, wish: Wish, status: Status, *, since: Instant, idle: Instant
) -> StatusChanged:
    """Make up a change of status by the agent's own choice."""
    return StatusChanged(
        agent=name,
        status=status,
        wish=wish,
        stop_new=False,
        code=None,
        since=since,
        idle_since=idle,
        reason="agent",
    )


def _at_last(
    records: list[Record], kind: type, change: Callable[[Any], tuple[Decision, ...]]
) -> list[Record]:
    places = [
        (i, k)
        for i, record in enumerate(records)
        for k, made in enumerate(record.decisions)
        if isinstance(made, kind)
    ]
    i, k = places[-1]
    made = records[i].decisions
    falsified = replace(records[i], decisions=(*made[:k], *change(made[k]), *made[k + 1 :]))
    return [*records[:i], falsified, *records[i + 1 :]]
