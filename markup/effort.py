"""How much work a piece of HTML is for whoever builds its tree, estimated without building it.

A tree takes time with the square of its depth, of the attributes of one tag, of the bold texts that
nobody ends: each is begun anew in every paragraph that follows (HTML, section 13.2.4.3). 64 KB can
hold a cleaner for seconds. The estimate is never far below the work, and often above it.
"""

import re
from typing import Final

from markup.allowlist import TAGS

_FORMATTING: Final = frozenset(
    {
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
        *("tt", "u"),
    }
)
"""Elements that are begun anew where a block begins before they end."""
_VOID: Final = frozenset({"br", "hr", "img", "meta"})
_PLAIN: Final = (
    TAGS
    | _FORMATTING
    | {"body", "center", "footer", "header", "html", "main", "meta", "pre", "section", "span"}
)
"""Tags among which an end tag ends what it names: none hides others, none keeps them apart."""

_TAG: Final = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*+)
        ((?:\s++[\w:@.-]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?+)*+)
        \s*+/?>
        | <[a-zA-Z/!?]""",
    re.VERBOSE,
)
"""A tag as it is written by the book, or the beginning of anything else that is no text."""
_SEPARATORS: Final = re.compile(r"""[\s/="']""")

_STEPS_PER_ENTITY: Final = 2
_LEVELS_PER_STEP: Final = 100
_COMPARISONS_PER_STEP: Final = 300
_CHARS_PER_STEP: Final = 200


def is_laborious(html: str, steps: int) -> bool:
    """Tell whether `html` is more than so many steps of work, a plain tag being one of them.

    Takes time with the length of `html` and with `steps`, whatever stands in it.
    """
    marks = html.count("<")
    left = steps - len(html) // _CHARS_PER_STEP - _STEPS_PER_ENTITY * html.count("&")
    if marks == 0 or left < marks:
        return left < marks
    levels, by_the_book = _Levels(), True
    opened = formatting = unended = 0
    for tag in _TAG.finditer(html):
        close, spelt, attributes = tag.groups()
        name = spelt.lower() if spelt else ""
        by_the_book = by_the_book and name in _PLAIN
        left -= 1
        if close:
            levels.close(name)
        else:
            levels.open(name)
            opened += 1
            formatting += name in _FORMATTING
        unended += opened // _LEVELS_PER_STEP + formatting
        if attributes:
            left -= _steps_of_attributes(len(attributes.split()))
        if levels.steps() > left:
            return True
    if by_the_book:
        return False
    # Nobody knows which of the end tags are any, nor where a tag that is badly written ends.
    if any(tag[2] is None for tag in _TAG.finditer(html)):
        left -= _steps_of_attributes(len(_SEPARATORS.findall(html)))
    return unended > left


def _steps_of_attributes(number: int) -> int:
    return number + number * number // _COMPARISONS_PER_STEP


class _Levels:
    """The elements that are open, by their number alone.

    One bold text is the least that any tag stands in, and costs nothing.
    """

    def __init__(self) -> None:
        self._open: dict[str, int] = {}
        self._depth = 0
        self._formatting = -1
        self._depths = 0
        self._begun_anew = 0

    def steps(self) -> int:
        """Count what one more tag may cost, and give what all of them have cost so far."""
        self._depths += self._depth
        if self._formatting > 0:
            self._begun_anew += self._formatting
        return self._begun_anew + self._depths // _LEVELS_PER_STEP

    def open(self, name: str) -> None:
        """Begin an element."""
        if name not in _VOID:
            self._open[name] = self._open.get(name, 0) + 1
            self._depth += 1
            self._formatting += name in _FORMATTING

    def close(self, name: str) -> None:
        """End an element, if one of that name is open."""
        if self._open.get(name, 0):
            self._open[name] -= 1
            self._depth -= 1
            self._formatting -= name in _FORMATTING
