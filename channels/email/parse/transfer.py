"""The transfer encodings (RFC 2045 section 6), undone as far as the content allows."""

import binascii
import re
from typing import Final, NamedTuple

from channels.email.parse.uuencode import first_file

_RUN: Final = re.compile(rb"[^=]+")
_PADDING_WITHIN: Final = re.compile(rb"=[^=]")
_FOREIGN: Final = re.compile(rb"[^A-Za-z0-9+/=\s]")
_FULL_LINE: Final = re.compile(rb"^[A-Za-z0-9+/]{56,}[ \t]*\r?$", re.MULTILINE)
_BAD_ESCAPE: Final = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?(?:\n|\Z))")

AS_IT_IS: Final = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"})
UUENCODINGS: Final = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


class Content(NamedTuple):
    """What was inside a transfer encoding."""

    data: bytes
    tail: bytes
    """What stood after base64 and was none, as the footer of a mailing list does."""
    damaged: bool
    known: bool
    """Whether anybody knows the encoding; if not, nothing was undone."""


def undo(encoding: str, raw: bytes) -> Content:
    """Undo the transfer encoding called `encoding`, never raising."""
    if encoding in AS_IT_IS:
        return Content(raw, b"", damaged=False, known=True)
    if encoding in {"base64", "base-64", "b"}:
        return _base64(raw)
    if encoding in {"quoted-printable", "quotedprintable", "qp", "q"}:
        damaged = _BAD_ESCAPE.search(raw) is not None
        return Content(binascii.a2b_qp(raw), b"", damaged=damaged, known=True)
    if encoding in UUENCODINGS:
        found = first_file(raw)
        if found is not None:
            return Content(found.content, b"", damaged=found.damaged, known=True)
        return Content(raw, b"", damaged=True, known=True)
    return Content(raw, b"", damaged=False, known=False)


def _base64(raw: bytes) -> Content:
    tail = b""
    foreign = _FOREIGN.search(raw)
    if foreign is not None and _FULL_LINE.search(raw, foreign.end()) is None:
        line = raw.rfind(b"\n", 0, foreign.start()) + 1
        raw, tail = raw[:line], raw[line:]
    elif foreign is not None:
        raw = _FOREIGN.sub(b"", raw)
    clean = b"".join(raw.split())
    runs = _RUN.findall(clean) if _PADDING_WITHIN.search(clean) else [clean.rstrip(b"=")]
    # Bits that are left over belonged to a byte that did not arrive.
    damaged = len(runs[-1]) % 4 == 1 or len(clean) % 4 != 0 if runs else False
    whole = (run[: len(run) - (len(run) % 4 == 1)] for run in runs)
    data = b"".join(binascii.a2b_base64(run + b"=" * (-len(run) % 4)) for run in whole)
    return Content(data, tail, damaged=damaged or foreign is not None, known=True)
