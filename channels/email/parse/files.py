"""The attachments of one message, gathered within their limits."""

import re
from typing import Final
from urllib.parse import unquote

from channels.email.parse import limits
from channels.email.parse.filenames import safe_name, unique_name
from channels.email.parse.flags import Flag
from channels.email.parse.headers import read_block
from channels.email.parse.parsed import ParsedAttachment
from channels.email.parse.printable import clean_line
from channels.email.parse.transfer import Content
from channels.email.parse.tree import UNPARSED, Part
from channels.email.parse.words import header_text

_CID: Final = re.compile(r"cid:([^\"'\s)>]{1,500})", re.IGNORECASE)
UNKNOWN: Final = "application/octet-stream"


class Files:
    """Takes attachments until there are too many, then keeps the rest as one, unread."""

    def __init__(self, flags: set[Flag]) -> None:
        self._flags = flags
        self._files: list[ParsedAttachment] = []
        self._names: set[str] = set()
        self._first_left_out: Part | None = None

    def __len__(self) -> int:
        return len(self._files)

    def add(self, part: Part, content: Content, name: str = "") -> None:
        """Attach the content of `part` under the best name that it has."""
        damaged = content.damaged or part.cut
        if damaged:
            self._flags.add(Flag.DAMAGED_ATTACHMENT)
        wanted = name or _name(part) or _subject_inside(part, content.data)
        identifier = clean_line(header_text(part.headers.first("content-id"))).strip("<> ")
        self._take(part, wanted, part.media_type, content.data, identifier, damaged=damaged)

    def add_file(self, part: Part, name: str, media_type: str, content: bytes) -> None:
        """Attach a file that was found inside `part`."""
        self._take(part, name, media_type, content, "", damaged=False)

    def add_unread(self, part: Part) -> None:
        """Attach a part as it came, headers and all."""
        self._take(part, UNPARSED, UNKNOWN, part.as_it_came(), "", damaged=False)

    def finish(self, html: str | None) -> tuple[ParsedAttachment, ...]:
        """Give all of them; those that `html` shows where they belong are inline."""
        if (part := self._first_left_out) is not None:
            rest = part.source[part.start :]
            name = unique_name(UNPARSED, self._names)
            self._files.append(
                ParsedAttachment(name, UNKNOWN, rest, None, inline=False, damaged=False)
            )
        shown = {unquote(cid).lower() for cid in _CID.findall(html or "")}
        return tuple(
            ParsedAttachment(
                each.name,
                each.media_type,
                each.content,
                each.content_id,
                inline=(each.content_id or "").lower() in shown,
                damaged=each.damaged,
            )
            for each in self._files
        )

    def _take(
        self, part: Part, wanted: str, media_type: str, data: bytes, cid: str, *, damaged: bool
    ) -> None:
        if len(self._files) >= limits.ATTACHMENTS - 1:
            self._flags.add(Flag.PARTS_CAPPED)
            self._first_left_out = self._first_left_out or part
            return
        name = unique_name(safe_name(wanted, media_type), self._names)
        self._names.add(name.lower())
        self._files.append(
            ParsedAttachment(name, media_type, data, cid or None, inline=False, damaged=damaged)
        )


def file_name(part: Part) -> str:
    """Give the name that a part gives itself as a file: `filename`, else `name`."""
    return part.disposition.parameters.get("filename") or part.type.parameters.get("name", "")


def _name(part: Part) -> str:
    name = file_name(part)
    if name:
        return name
    description = clean_line(header_text(part.headers.first("content-description")))
    extension = safe_name("", part.media_type).rpartition(".")[2]
    if not description or extension == "bin" or description.lower().endswith(f".{extension}"):
        return description
    return f"{description}.{extension}"


def _subject_inside(part: Part, data: bytes) -> str:
    """Give the subject of an attached message as its name."""
    if part.media_type not in {"message/rfc822", "message/global"}:
        return ""
    inner = read_block(data, 0, len(data)).headers
    subject = clean_line(header_text(inner.first("subject"))).replace("/", "_").replace("\\", "_")
    return f"{subject}.eml" if subject else ""
