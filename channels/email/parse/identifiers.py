"""Message identifiers (RFC 5322 section 3.6.4), also those that break its grammar."""

import hashlib
import re
from typing import Final

from channels.email.parse import limits
from channels.email.parse.printable import clean_line
from channels.email.parse.words import header_text

_BRACKETED: Final = re.compile(r"<([^<>]+)>")
_BARE: Final = re.compile(r"(?<![^\s<>,;\"])[^\s<>,;\"@]++@[^\s<>,;\"]++")


def message_id(raw: bytes) -> str:
    """Give the identifier in a Message-ID header, empty if there is none.

    Some programs write blanks or brackets within it; whoever answers repeats it, so it is kept.
    """
    text = clean_line(header_text(raw))
    match = _BRACKETED.search(text)
    inner = match[1].strip() if match else text.strip("<> ")
    return f"<{inner}>" if inner and len(inner) <= limits.MESSAGE_ID_CHARS - 2 else ""


def message_ids(*raws: bytes) -> tuple[str, ...]:
    """Give the identifiers of In-Reply-To or References headers, each once, the newest ones.

    In-Reply-To may hold a sentence (RFC 822); without brackets, what has an at sign counts.
    """
    found: dict[str, None] = {}
    for raw in raws:
        text = clean_line(header_text(raw))
        inner = _BRACKETED.findall(text) or _BARE.findall(text)
        for each in inner:
            identifier = f"<{each.strip()}>"
            if 2 < len(identifier) <= limits.MESSAGE_ID_CHARS:
                found.setdefault(identifier)
    return tuple(found)[-limits.REFERENCES :]


def made_up(raw: bytes) -> str:
    """Give an identifier for a message without one: the same for the same bytes."""
    return f"<{hashlib.sha256(raw).hexdigest()}@ingest.invalid>"
