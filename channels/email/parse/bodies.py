"""The choice of what is read first among the parts of a message."""

import html as entities
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from channels.email.parse import limits, notices
from channels.email.parse.charset import Decoded, decode
from channels.email.parse.files import UNKNOWN, Files, file_name
from channels.email.parse.flags import Flag
from channels.email.parse.flowed import unwrap as unwrap_lines
from channels.email.parse.html_text import HtmlText, text_of
from channels.email.parse.parsed import Charset
from channels.email.parse.printable import clean_markup, clean_text
from channels.email.parse.tnef import unwrap
from channels.email.parse.transfer import Content
from channels.email.parse.tree import Part, Tree
from channels.email.parse.uuencode import split_files
from channels.email.parse.words import header_text

_SHOWN: Final = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"}
)
_MESSAGES: Final = frozenset({"message/rfc822", "message/global", "message/partial"})
_TNEF: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SMIME: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES: Final = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)
_META: Final = re.compile(rb"<meta[^>]{1,200}charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_PGP: Final = "-----BEGIN PGP MESSAGE-----"


class Piece(NamedTuple):
    """A stretch of body: text, HTML, or both saying the same."""

    text: str | None
    """None if it is what the HTML reads like."""
    html: str | None


class Body(NamedTuple):
    """What a message says."""

    text: str
    html: str | None


class Bodies:
    """Goes through the parts of one message in order, filling its text and its attachments."""

    def __init__(self, tree: Tree, files: Files) -> None:
        self.charsets: list[Charset] = []
        self.delivery_status: Content | None = None
        self.original: bytes = b""
        """The message, or the headers, that a report is about."""
        self._tree = tree
        self._flags = tree.flags
        self._files = files
        self._notices: list[str] = []
        self._read: dict[str, HtmlText] = {}
        self._left = limits.EXPANSION * len(tree.root.source) + 1_000

    def read(self) -> Body:
        """Read everything."""
        pieces = [Body(self._words(each), each.html) for each in self._pieces(self._tree.root)]
        if not any(each.text.strip() for each in pieces):
            pieces += self._outside()
        text, html = _joined(pieces)
        return Body("\n\n".join(each for each in (text, *self._notices) if each), html)

    def _pieces(self, part: Part) -> Iterator[Piece]:
        if part.unread:
            self._leave_unread(part)
        elif not part.is_multipart:
            yield from self._leaf(part, alone=part is self._tree.root)
        elif part.subtype == "alternative":
            yield from self._alternative(part)
        elif part.subtype == "related":
            yield from self._related(part)
        elif part.subtype == "encrypted":
            self._say(Flag.ENCRYPTED, notices.ENCRYPTED)
            for child in part.children:
                self._attach_all(child)
        else:
            if part.subtype == "signed":
                self._flags.add(Flag.SIGNED)
            for child in part.children:
                yield from self._pieces(child)

    def _alternative(self, part: Part) -> Iterator[Piece]:
        """Take the plain text to read, the HTML to look at; anything else is attached."""
        pieces: list[Piece] = []
        for child in part.children:
            if child.media_type.startswith("text/") and child.media_type not in {
                "text/plain",
                "text/html",
            }:
                self._attach(child)
            else:
                pieces += self._pieces(child)
        plain = {piece.text: None for piece in pieces if piece.text and piece.text.strip()}
        html = {piece.html: None for piece in pieces if piece.html and piece.html.strip()}
        rich = "\n".join(html) if html else None
        if plain or rich:
            yield Piece("\n\n".join(plain) if plain else None, rich)

    def _related(self, part: Part) -> Iterator[Piece]:
        """Read the root, attach what it shows (RFC 2387)."""
        start = part.type.parameters.get("start", "").strip("<> ")
        root = next((each for each in part.children if start and _id(each) == start), None)
        root = root or part.children[0]
        yield from self._pieces(root)
        for child in part.children:
            if child is root:
                continue
            if child.is_multipart or (child.media_type in _SHOWN and not _id(child)):
                yield from self._pieces(child)
            else:
                self._attach(child)

    def _leaf(self, part: Part, *, alone: bool) -> Iterator[Piece]:
        if part.media_type in _SHOWN and not _is_file(part, alone=alone):
            yield from self._text(part)
            return
        content = self._attach(part)
        if content is None:
            return
        if part.media_type in _TNEF or file_name(part).lower() == "winmail.dat":
            yield from self._tnef(part, content.data)
        elif part.media_type in _SMIME:
            kind = part.type.parameters.get("smime-type", "").lower()
            if kind == "signed-data":
                self._say(Flag.SIGNED, notices.SEALED)
            elif kind != "certs-only":
                self._say(Flag.ENCRYPTED, notices.ENCRYPTED)

    def _text(self, part: Part) -> Iterator[Piece]:
        content = part.content()
        if not self._afford(part, len(content.data)):
            return
        if not content.known:
            self._flags.add(Flag.UNKNOWN_ENCODING)
        if content.damaged and not content.tail:
            self._flags.add(Flag.DAMAGED_TEXT)
        if part.media_type == "text/html":
            declared = part.type.parameters.get("charset", "")
            meta = _META.search(content.data[:2048])
            declared = declared or (meta[1].decode("ascii") if meta else "")
            html = clean_markup(self._decode(content.data, declared))
            yield from self._html(part, html)
        else:
            yield Piece(self._plain(part, content.data), None)
        if content.tail.strip():
            yield Piece(clean_text(decode(content.tail).text), None)

    def _html(self, part: Part, html: str) -> Iterator[Piece]:
        if len(html) > limits.HTML_CHARS or html.count("<") > limits.LIGHT_HTML_MARKS:
            found = self._read[html] = text_of(html)
            if found.is_laborious:
                self._say(Flag.HTML_TOO_DEEP, notices.HTML_TOO_DEEP)
                data = html.encode("utf-8", "replace")
                self._files.add_file(part, "message.html", "text/html", data)
                yield Piece(found.text, None)
                return
        yield Piece(None, html)

    def _words(self, piece: Piece) -> str:
        """Give the text of a piece, reading no HTML twice."""
        if piece.text is not None:
            return piece.text
        found = self._read.get(piece.html or "")
        return (found or text_of(piece.html or "")).text

    def _plain(self, part: Part, data: bytes) -> str:
        parameters = part.type.parameters
        data, files = split_files(data)
        for each in files:
            self._flags.add(Flag.UUENCODED)
            if each.damaged:
                self._flags.add(Flag.DAMAGED_ATTACHMENT)
            self._files.add_file(part, header_text(each.name), UNKNOWN, each.content)
        text = clean_text(self._decode(data, parameters.get("charset", "")))
        if parameters.get("format", "").lower() == "flowed":
            delete_space = parameters.get("delsp", "").lower() == "yes"
            text = unwrap_lines(text, delete_space=delete_space)
        if _PGP in text:
            self._flags.add(Flag.ENCRYPTED)
        return text.strip("\n")

    def _decode(self, data: bytes, declared: str) -> str:
        decoded = decode(data, declared)
        self._note(decoded)
        return decoded.text

    def _note(self, decoded: Decoded) -> None:
        self.charsets.append(Charset(decoded.declared, decoded.used))
        if decoded.lossy:
            self._flags.add(Flag.LOSSY_CHARSET)
        if decoded.guessed:
            self._flags.add(Flag.GUESSED_CHARSET)

    def _attach(self, part: Part) -> Content | None:
        """Attach a leaf; gives its content, or None if there is no more room."""
        if part.unread:
            self._leave_unread(part)
            return None
        content = part.content()
        if not self._afford(part, len(content.data)):
            return None
        if not content.known:
            self._flags.add(Flag.UNKNOWN_ENCODING)
        self._files.add(part, content)
        self._mark(part, content)
        return content

    def _attach_all(self, part: Part) -> None:
        for child in part.children:
            self._attach_all(child)
        if not part.is_multipart:
            self._attach(part)

    def _mark(self, part: Part, content: Content) -> None:
        """Note what an attachment means for the message."""
        if part.media_type in _MESSAGES:
            self._flags.add(Flag.EMBEDDED_MESSAGE)
        elif part.media_type in {"text/calendar", "application/ics"}:
            self._flags.add(Flag.CALENDAR)
        elif part.media_type in _SIGNATURES:
            self._flags.add(Flag.SIGNED)
        if part.media_type in {"message/delivery-status", "message/global-delivery-status"}:
            self.delivery_status = self.delivery_status or content
        elif part.media_type in _MESSAGES or part.media_type == "text/rfc822-headers":
            self.original = self.original or content.data

    def _tnef(self, part: Part, data: bytes) -> Iterator[Piece]:
        unwrapped = unwrap(data)
        if unwrapped is None:
            self._say(Flag.TNEF_UNREADABLE, notices.TNEF_UNREADABLE)
            return
        self._flags.add(Flag.TNEF)
        for name, content in unwrapped.files:
            if self._afford(part, len(content)):
                self._files.add_file(part, name, UNKNOWN, content)
        text = clean_text(unwrapped.text).strip()
        html = clean_markup(unwrapped.html)
        alone = part is self._tree.root or not self.charsets
        if alone and html.strip():
            yield from (piece._replace(text=text or None) for piece in self._html(part, html))
        elif alone and text:
            yield Piece(text, None)

    def _afford(self, part: Part, size: int) -> bool:
        self._left -= size
        if self._left >= 0:
            return True
        self._flags.add(Flag.DECODED_CAPPED)
        self._leave_unread(part)
        return False

    def _leave_unread(self, part: Part) -> None:
        self._files.add_unread(part)
        deep = part.media_type.startswith("multipart/")
        notice = notices.TOO_DEEP if deep else notices.CAPPED
        if notice not in self._notices:
            self._notices.append(notice)

    def _say(self, flag: Flag, notice: str) -> None:
        self._flags.add(flag)
        if notice not in self._notices:
            self._notices.append(notice)

    def _outside(self) -> Iterator[Body]:
        """Read what no reader shows, where there is nothing else."""
        for source, start, end in self._tree.outside:
            yield Body(clean_text(self._decode(source[start:end], "")).strip("\n"), None)


def _joined(pieces: list[Body]) -> Body:
    """Put pieces one after the other; HTML if any of them has some."""
    filled = [piece for piece in pieces if piece.html or piece.text.strip()]
    text = "\n\n".join(each for each in (piece.text.strip("\n") for piece in filled) if each)
    if not any(piece.html for piece in filled):
        return Body(text, None)
    return Body(text, "\n".join(piece.html or _preformatted(piece.text) for piece in filled))


def _preformatted(text: str) -> str:
    return f'<div style="white-space: pre-wrap">{entities.escape(text)}</div>'


def _id(part: Part) -> str:
    return header_text(part.headers.first("content-id")).strip("<> \t")


def _is_file(part: Part, *, alone: bool) -> bool:
    """Tell whether a text is meant as a file rather than to be read here."""
    if part.disposition.value == "attachment":
        return True
    return bool(file_name(part)) and not alone
