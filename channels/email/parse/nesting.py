"""How deeply the elements of a piece of HTML may lie within each other, never too few.

A cleaner builds the tree, which takes time with the square of its depth, so the depth must be
known before. So must the formatting that nobody ends: each is begun anew in every block that
follows (HTML, section 13.2.4.3), by which 100 KB can become 100 MB. The rules by which a browser
repairs HTML are many; where they are not followed here, elements are taken for open that a browser
would have closed.
"""

from collections import Counter
from typing import Final

from channels.email.parse import limits

VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_FLAT: Final = VOID | {
    *("p", "li", "td", "th", "tr", "tbody", "thead", "tfoot"),
    *("html", "head", "body"),
}
"""Elements that close their like, so that they only lie within each other with others between."""
CONFUSING: Final = ("svg", "math", "select", "noscript", "plaintext", "template", "frameset")
"""Elements within which other rules hold; with one of them the depth is not to be known."""
_BOUNDARIES: Final = frozenset(
    {"table", "caption", "object", "applet", "marquee", "button", *CONFUSING}
)
"""What an end tag within does not reach across (HTML, "has an element in scope")."""
_FORMATTING: Final = frozenset(
    {
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
        *("tt", "u"),
    }
)
_MOST_ALIKE: Final = 3
"""So many of the same formatting are begun anew; any more are forgotten."""


class Nesting:
    """Follows the tags of one document."""

    def __init__(self) -> None:
        self.deepest = 0
        self.begun_anew = 0
        """How many elements may have been begun anew so far."""
        self._open: list[str] = []
        self._spelt: list[str] = []
        self._alike: Counter[str] = Counter()
        self._formatting = 0

    def open(self, name: str, attributes: str = "") -> None:
        """Begin an element."""
        if name not in VOID:
            self.begun_anew += self._formatting
        if name not in _FLAT and len(self._open) <= limits.HTML_DEPTH:
            self._open.append(name)
            self._spelt.append(attributes)
            self.deepest = max(self.deepest, len(self._open))
            if name in _FORMATTING:
                spelt = name + attributes
                self._formatting += self._alike[spelt] < _MOST_ALIKE
                self._alike[spelt] += 1

    def close(self, name: str) -> None:
        """End the innermost element of this name, those within it staying open."""
        self.begun_anew += self._formatting
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == name:
                del self._open[at]
                spelt = name + self._spelt.pop(at)
                if name in _FORMATTING:
                    self._alike[spelt] -= 1
                    self._formatting -= self._alike[spelt] < _MOST_ALIKE
                return
            if self._open[at] in _BOUNDARIES:
                return
