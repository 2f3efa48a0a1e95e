"""The text file that Asterisk writes beside a recording."""

from typing import Final

import msgspec

from router.ids import Instant

MOST_BYTES: Final = 65_536
_MOST_DIGITS: Final = 20
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
    for line in _text(raw[:MOST_BYTES]).splitlines():
        key, equals, value = line.partition("=")
        if equals:
            values.setdefault(key.strip().lower(), value.strip())
    seconds = values.get("origtime", "")[:_MOST_DIGITS]
    known = seconds.isascii() and seconds.isdecimal() and int(seconds) <= _LATEST
    return Sidecar(
        caller_id=values.get("callerid", ""),
        called_at=int(seconds) * 1_000_000 if known else None,
        message_id=values.get("msg_id", ""),
        box=values.get("origmailbox", ""),
        channel=values.get("callerchan", ""),
        complete=values.get("duration", "").isdecimal(),
    )


def _text(raw: bytes) -> str:
    """Read it in the system's own encoding: names come as the line, or a list of theirs, had them.

    UTF-8 is hardly ever met by chance, so what is none is what old systems in the West write.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
