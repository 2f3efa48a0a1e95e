"""What telephone systems write where they were asked who calls."""

import re
from typing import Final, NamedTuple

from channels.voicemail.telephone import plain_number

MOST_CHARS: Final = 200

_NAMED: Final = re.compile(r'\s*(?:"([^"]*)"|([^<"]*))\s*<([^<>]*)>\s*')
_SIP: Final = re.compile(r"(?i:sips?|tel):([^@;>]*)")
_NUMBER: Final = re.compile(r"\(?[+0-9*#][0-9*#()./ \-]*")
_NOBODY: Final = frozenset(
    {
        *("", "anonymous", "asterisk", "blocked", "n/a", "no caller id", "private", "restricted"),
        *("s", "unavailable", "unknown", "unknown caller", "unknown number", "withheld"),
    }
)
"""Case folded: words that stand for somebody who did not say."""


class CallerId(NamedTuple):
    """Who called, as far as the line told."""

    number: str
    """As it was given; empty: unknown or withheld."""
    name: str


def caller_of(text: str) -> CallerId:
    """Read `"Ada" <+49301234567>` in any of the forms that are in use; raises nothing."""
    line = " ".join(text[:MOST_CHARS].split())
    named = _NAMED.fullmatch(line)
    if named is None:
        number = number_in(line)
        return CallerId(number, "" if number else _told(line.strip('"')))
    return CallerId(number_in(named[3]), _told(named[1] or named[2] or ""))


def number_in(text: str) -> str:
    """Give what can be dialled, empty for words; spaces and the like stay as they are."""
    sip = _SIP.fullmatch(text) or _SIP.match(text)
    plain = plain_number(sip[1] if sip else text).strip()
    return plain if _NUMBER.fullmatch(plain) else ""


def _told(name: str) -> str:
    told = name.strip()
    # A system that knows no name repeats the number.
    return "" if told.casefold() in _NOBODY or _NUMBER.fullmatch(told) else told
