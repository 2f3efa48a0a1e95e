"""Paragraphs that were wrapped for narrow screens, put together again (RFC 3676 section 4)."""

import re
from typing import Final

_QUOTE: Final = re.compile(r">*")
SIGNATURE: Final = "-- "


def unwrap(text: str, *, delete_space: bool) -> str:
    """Join the lines of a `format=flowed` text whose ends are soft.

    A soft line ends with a blank, which goes away if `delsp=yes`; a line that was stuffed with a
    blank loses it; the line before a signature ends with a blank and is hard all the same. So is
    one before an empty line: some programs leave the blank that was typed at a paragraph's end.
    """
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        match = _QUOTE.match(line)
        quotes = match.end() if match else 0
        content = line[quotes:].removeprefix(" ")
        if paragraph and (quotes != depth or content in {"", SIGNATURE}):
            out.append(_quoted(depth, paragraph))
            paragraph = []
        depth = quotes
        soft = content.endswith(" ") and content != SIGNATURE
        paragraph.append(content[:-1] if soft and delete_space else content)
        if not soft:
            out.append(_quoted(depth, paragraph))
            paragraph = []
    if paragraph:
        out.append(_quoted(depth, paragraph))
    return "\n".join(out)


def _quoted(depth: int, lines: list[str]) -> str:
    line = "".join(lines)
    return f"{'>' * depth} {line}" if depth else line
