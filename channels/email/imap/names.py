"""How names are written in IMAP commands."""

import base64
import re
from datetime import UTC, datetime

from router.ids import Instant

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_PRINTED = re.compile(r"&|[^\x20-\x7e]+")


def quoted(text: str) -> str:
    r"""Write `text` between quotes (RFC 3501 section 4.3).

    Raises:
        ValueError: it holds CR, LF or NUL, which would end the command and begin another.

    """
    if re.search(r"[\r\n\0]", text):
        raise ValueError("a name must not hold a line break or a NUL")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def folder_name(name: str) -> str:
    """Write a folder's name in modified UTF-7 (RFC 3501 section 5.1.3)."""
    return _NOT_PRINTED.sub(_shift, name)


def search_date(instant: Instant) -> str:
    """Write the day of `instant` in UTC as searches take it (RFC 3501, `date`)."""
    day = datetime.fromtimestamp(instant / 1_000_000, UTC)
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"


def _shift(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&-"
    code = base64.b64encode(match[0].encode("utf-16-be")).decode().rstrip("=")
    return f"&{code.replace('/', ',')}-"
