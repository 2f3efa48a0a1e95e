"""Text without the characters that only do harm.

A decoded subject may hold a line break (RFC 2047 does not forbid it), which would begin another
header in our reply; a bidirectional override makes `exe.fdp` of `pdf.exe`; PostgreSQL stores no
NUL, and UTF-8 has no place for half of a surrogate pair.
"""

import re
from typing import Final

_BIDI: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS: Final = (*range(0x20), *range(0x7F, 0xA0))
_REPLACEMENT: Final = 0xFFFD

_LINE: Final = {
    **dict.fromkeys(_CONTROLS, " "),
    **dict.fromkeys(_BIDI),
    0x2028: " ",
    0x2029: " ",
    0xFEFF: None,
}
_TEXT: Final = {
    **{code: None for code in _CONTROLS if chr(code) not in "\t\n"},
    0x0B: "\n",
    0x0C: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_SPACES: Final = re.compile(r"\s+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def clean_line(text: str) -> str:
    """Give `text` as one line: no control or bidirectional characters, single spaces."""
    if not text.isascii():
        text = _SURROGATE.sub(chr(_REPLACEMENT), text)
    return _SPACES.sub(" ", text.translate(_LINE)).strip()


def clean_text(text: str) -> str:
    r"""Give `text` with `\n` as its only line end and without control characters.

    Directions are kept: a text in Arabic needs them, and nothing is decided by its looks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _SURROGATE.sub(chr(_REPLACEMENT), text.removeprefix("\ufeff")).translate(_TEXT)


def clean_markup(html: str) -> str:
    """Give `html` without what no database stores; its line ends are left alone."""
    return _SURROGATE.sub(chr(_REPLACEMENT), html.removeprefix("\ufeff").replace("\0", ""))


def shorten(text: str, length: int) -> str:
    """Cut `text` to `length` characters, the last one saying that it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
