"""How deeply the elements of a piece of HTML may lie within each other, never too few.

A cleaner builds the tree, which takes time with the square of its depth, so the depth must be
known before. The rules by which a browser repairs HTML are many; where they are not followed
here, elements are taken for open that a browser would have closed.
"""

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
_BOUNDARIES: Final = frozenset({"table", "caption", "object", "applet", "marquee", "button"})
"""What an end tag within does not reach across (HTML, "has an element in scope")."""
CONFUSING: Final = ("svg", "math", "select", "noscript", "plaintext", "template", "frameset")
"""Elements within which other rules hold; with one of them the depth is not to be known."""


class Nesting:
    """Follows the tags of one document."""

    def __init__(self) -> None:
        self.deepest = 0
        self._open: list[str] = []

    def open(self, name: str) -> None:
        """Begin an element."""
        if name not in _FLAT and len(self._open) <= limits.HTML_DEPTH:
            self._open.append(name)
            self.deepest = max(self.deepest, len(self._open))

    def close(self, name: str) -> None:
        """End the innermost element of this name, those within it staying open."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == name:
                del self._open[at]
                return
            if self._open[at] in _BOUNDARIES:
                return
