"""The text file that Asterisk writes beside a recording."""

from typing import Final

import msgspec

from router.ids import Instant

MOST_BYTES: Final = 65_536
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999; what is later was never a time."""


class Sidecar(msgspec.Struct, frozen=True, kw_only=True):
    """What a telephone system says about a message."""

    caller_id: str = ""
    called_at: Instant | None = None
    message_id: str = ""
    """Asterisk's own; older ones give none."""
    box: str = ""
    """The number of the mailbox that was called."""
    channel: str = ""
    complete: bool = False
    """The duration, which is written last, is there."""

    @property
    def identity(self) -> str:
        """What tells two messages with the same sound apart."""
        return f"{self.called_at or ''} {self.caller_id} {self.box} {self.channel}"


def read_sidecar(raw: bytes) -> Sidecar:
    """Read the text, in whatever state it is; raises nothing.

    `origdate` is left aside: it is written in the words of the system's language.
    """
    values: dict[str, str] = {}
    for line in raw[:MOST_BYTES].decode("utf-8", "replace").splitlines():
        key, equals, value = line.partition("=")
        if equals:
            values.setdefault(key.strip().lower(), value.strip())
    seconds = values.get("origtime", "")
    known = seconds.isascii() and seconds.isdecimal() and int(seconds[:20]) <= _LATEST
    return Sidecar(
        caller_id=values.get("callerid", ""),
        called_at=int(seconds) * 1_000_000 if known else None,
        message_id=values.get("msg_id", ""),
        box=values.get("origmailbox", ""),
        channel=values.get("callerchan", ""),
        complete=values.get("duration", "").isdecimal(),
    )
