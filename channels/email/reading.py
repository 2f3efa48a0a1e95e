"""Reading a message as it lies on the disk: what it says, with its files laid out beside it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from channels.email.parse.mail import parse, unread
from channels.email.parse.parsed import ParsedMail
from channels.email.parse.quoting import fold
from router.ids import Instant

MOST_TEXT_CHARS: Final = 1_000_000
"""Of a text, and of HTML, as it is shown; what is longer is attached as a file."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A message to be read."""

    path: str
    received_at: Instant
    folder: str
    """A folder for its files, made for the first of them."""
    give_up: bool = False
    """Reading it has failed before in a way that nobody survived: attach it unread."""


class FoundFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the message, laid out on the disk."""

    path: str
    name: str
    media_type: str
    content_id: str | None
    inline: bool
    damaged: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a message."""

    mail: ParsedMail
    """Without its attachments, which are the ``files``."""
    files: tuple[FoundFile, ...]
    fingerprint: str
    """What two deliveries of one mail have in common, and two mails have not."""
    visible: str
    quoted: str
    """The text in two parts: what is new, and what it repeats."""


def read(task: Task) -> Reading:
    """Read a message; raises `OSError` when the disk refuses, and for no content."""
    raw = Path(task.path).read_bytes()
    mail = unread(raw) if task.give_up else parse(raw, received_at=task.received_at)
    folder = Path(task.folder)
    files = []
    if mail.attachments or any(_too_long(mail)):
        folder.mkdir(mode=0o700, exist_ok=True)
    for number, each in enumerate(mail.attachments):
        path = folder / str(number)
        path.write_bytes(each.content)
        files.append(
            FoundFile(
                path=str(path),
                name=each.name,
                media_type=each.media_type,
                content_id=each.content_id,
                inline=each.inline,
                damaged=each.damaged,
            )
        )
    fingerprint = fingerprint_of(mail)
    for name, media_type, text in _too_long(mail):
        path = folder / name
        path.write_text(text, encoding="utf-8", errors="replace")
        files.append(
            FoundFile(
                path=str(path),
                name=name,
                media_type=media_type,
                content_id=None,
                inline=False,
                damaged=False,
            )
        )
    visible, quoted = fold(mail.text[:MOST_TEXT_CHARS])
    return Reading(
        mail=replace(
            mail,
            attachments=(),
            text="",
            html=mail.html if len(mail.html or "") <= MOST_TEXT_CHARS else None,
        ),
        files=tuple(files),
        fingerprint=fingerprint,
        visible=visible,
        quoted=quoted,
    )


def _too_long(mail: ParsedMail) -> Iterator[tuple[str, str, str]]:
    """Give what is too long to be shown: a name, a type, the text."""
    if len(mail.text) > MOST_TEXT_CHARS:
        yield "message.txt", "text/plain", mail.text
    if len(mail.html or "") > MOST_TEXT_CHARS:
        yield "message.html", "text/html", mail.html or ""


def fingerprint_of(mail: ParsedMail) -> str:
    """Give what two deliveries of one mail have in common, and two mails have not."""
    digest = hashlib.sha256()
    for part in (
        mail.message_id,
        mail.sender.address if mail.sender else "",
        mail.date_text,
        mail.subject,
        mail.text,
        mail.html or "",
        *(hashlib.sha256(each.content).hexdigest() for each in mail.attachments),
    ):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
