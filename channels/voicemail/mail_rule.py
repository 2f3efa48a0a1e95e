"""What is read out of a mail in which a telephone system sends a recording."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
import re2

from channels.voicemail.caller_id import CallerId, caller_of

MOST_PATTERN_CHARS: Final = 500
MOST_TEXT_CHARS: Final = 20_000
"""Of a mail; telephone systems do not write more."""
GROUPS: Final = frozenset({"caller", "number", "name", "duration", "box", "id"})
"""What a pattern may name: the caller in any form, or the number and the name by themselves, how
long the message is, the mailbox it was left in, the telephone system's own id of the call."""

PATTERNS: Final = (
    r'(?i)\bfrom:?\s+(?P<caller>"[^"\n]*"\s*<[^<>\n]*>|[^<>"\n]*<[^<>\n]*>)',
    r"(?i)\bfrom:?\s+(?P<caller>\+?[0-9(][0-9 ()./-]{2,30})",
    r"(?i)\b(?:caller|caller ?id|phone|number|tel):?\s+(?P<caller>\+?[0-9(][0-9 ()./-]{2,30})",
    r"(?i)\bmailbox:?\s+(?P<box>[0-9]+)",
    r"(?i)\b(?:duration|length|long):?\s+(?P<duration>[0-9]+:[0-9][0-9]|[0-9]+)",
    r"(?i)\b(?P<duration>[0-9]+:[0-9][0-9]|[0-9]+ s(?:ec(?:onds?)?)?) long\b",
)
"""Where a rule names none of its own: what Asterisk, FreePBX and others write by themselves."""

_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)|(\d{1,6})(?:\s*s.*)?")


class PatternError(ValueError):
    """A pattern cannot be used; the message says why."""


class Pattern:
    """A regular expression that takes time in proportion to the text, whatever that is.

    The syntax is RE2's, which knows neither backreferences nor looking around.
    """

    def __init__(self, text: str) -> None:
        """Compile it.

        Raises:
            PatternError: it is too long, broken, or names nothing that is looked for.

        """
        if len(text) > MOST_PATTERN_CHARS:
            raise PatternError(f"has more than {MOST_PATTERN_CHARS} characters")
        options = re2.Options()
        options.log_errors = False
        try:
            self._compiled: Any = re2.compile(text, options)
        except re2.error as error:
            said = error.args[0] if error.args else ""
            why = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
            raise PatternError(f"is no pattern that can be used: {why}") from None
        names = set(self._compiled.groupindex)
        if not names or names - GROUPS:
            known = ", ".join(sorted(GROUPS))
            raise PatternError(f"must name what it finds, such as (?P<caller>...); known: {known}")

    def search(self, text: str) -> "dict[str, Finding]":
        """Give what it finds first, by name."""
        found = self._compiled.search(text)
        if found is None:
            return {}
        return {
            name: Finding(
                value=value.strip(),
                at=found.start(self._compiled.groupindex[name]),
                match=found.group(0),
            )
            for name, value in found.groupdict().items()
            if value
        }


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a pattern has found under one name."""

    value: str
    at: int
    """The index of its first character in what was searched."""
    match: str
    """All that the pattern has matched, the words around the value among it."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail tells of the recording in it."""

    caller: str = ""
    caller_name: str = ""
    duration_seconds: int | None = None
    """As the telephone system counted; the recording itself is what counts."""
    box: str = ""
    message_id: str = ""


def read_mail(subject: str, text: str, patterns: Iterable[Pattern]) -> Told:
    """Read a mail by each of the patterns; what is found first counts. Raises nothing."""
    return told_by(find(subject, text, patterns))


def find(subject: str, text: str, patterns: Iterable[Pattern]) -> dict[str, Finding]:
    """Look for each name in the subject, a line feed, the text; what is found first counts."""
    # Lone surrogates have no place in what RE2 reads.
    whole = f"{subject}\n{text}"[:MOST_TEXT_CHARS].encode("utf-8", "replace").decode()
    found: dict[str, Finding] = {}
    for pattern in patterns:
        found = {**pattern.search(whole), **found}
    return found


def told_by(found: Mapping[str, Finding]) -> Told:
    """Understand what was found. Raises nothing."""
    values = {name: finding.value for name, finding in found.items()}
    caller = caller_of(values["caller"]) if "caller" in values else CallerId("", "")
    return Told(
        caller=caller_of(values.get("number", "")).number or caller.number,
        caller_name=values.get("name", "") or caller.name,
        duration_seconds=_seconds(values.get("duration", "")),
        box=values.get("box", ""),
        message_id=values.get("id", ""),
    )


def _seconds(text: str) -> int | None:
    """Read `1:05`, `0:01:05`, `65` or `65 seconds`."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    if found[4]:
        return int(found[4])
    return int(found[1] or 0) * 3_600 + int(found[2]) * 60 + int(found[3])
