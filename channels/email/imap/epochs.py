"""Epochs of a mailbox: as long as one lasts, a UID names the same message."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Final, Literal, Protocol, TypeAlias

import msgspec

from channels.email.imap.answers import Selected
from router.ids import SECOND, Duration, Instant, seconds

First: TypeAlias = Literal["new", "all"] | date
"""What is taken when a mailbox is connected for the very first time; a date: what came since."""

_GENERATION: Final = 1 << 32
"""Above every UIDVALIDITY, which has 32 bits (RFC 3501 section 2.3.1.1)."""
_DAY: Final[Duration] = seconds(86_400)


class Epoch(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which the UIDs of a folder hold."""

    mailbox: str
    source: str
    """The folder, with server and user."""
    validity: int
    """The server's UIDVALIDITY, with 2^32 added for each time the server gave it again wrongly."""
    first_uid: int
    """From here on everything is taken."""
    since: Instant | None
    """What is taken below `first_uid`: mail that reached the server since; None for nothing."""
    begun_at: Instant


class Ledger(Protocol):
    """Knows which messages have been taken over from where."""

    async def seen_uids(self, mailbox: str, validity: int) -> set[int]:
        """Give the UIDs of an epoch that have been taken over."""
        ...

    async def epochs(self, mailbox: str) -> Sequence[Epoch]:
        """Give a mailbox's epochs, the current one last."""
        ...

    async def begin_epoch(self, epoch: Epoch) -> None:
        """Write down a new epoch; durable when this returns."""
        ...


def holds(epoch: Epoch, source: str, found: Selected, *, seen: int, there: int) -> bool:
    """Tell whether an epoch's UIDs hold for what was found.

    `seen` is the largest UID taken in the epoch and `there` the largest in the folder now, each 0
    without one. A server whose next UID is one that it has given before has begun anew without
    saying so, unless it merely counts wrongly and already holds larger ones.
    """
    given = max(seen, epoch.first_uid - 1)
    back = found.uidnext is not None and there < found.uidnext <= given
    same = epoch.source == source and epoch.validity % _GENERATION == found.uidvalidity
    return same and not back


def next_epoch(
    known: Sequence[Epoch],
    found: Selected,
    *,
    mailbox: str,
    source: str,
    first: First,
    there: int,
    at: Instant,
) -> Epoch:
    """Give the epoch that begins with what was found.

    In the very first one, "new" takes what arrives from now on. Later ones begin with messages that
    have been taken before, under other UIDs: they are told by what they say when they are filed.
    Those from before the first connect stay out, with a day for clocks that disagree.
    """
    validity = found.uidvalidity or 0
    while any(epoch.validity == validity for epoch in known):
        validity += _GENERATION
    since: Instant | None
    if known:
        since = known[0].begun_at - _DAY if known[0].since is None else known[0].since
    elif isinstance(first, date):
        since = int(datetime.combine(first, time(), UTC).timestamp()) * SECOND
    else:
        since = None if first == "new" else 0
    return Epoch(
        mailbox=mailbox,
        source=source,
        validity=validity,
        first_uid=found.uidnext or there + 1,
        since=since,
        begun_at=at,
    )
