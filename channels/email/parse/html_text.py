"""The text that somebody sees who reads a piece of HTML from a stranger.

It reads marks one after the other and builds no tree: a tree of 100,000 nested elements takes the
cleaner over a minute, and one that is walked by recursion ends the process.
"""

import re
from html import unescape
from typing import Final, NamedTuple

MOST_QUOTED: Final = 10
"""How many quotations within each other are marked, so that their marks stay short."""

_TAG: Final = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,60})")
_ATTRIBUTE: Final = re.compile(
    r"""(?<![\w-])(href|alt)\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES: Final = re.compile(r"\n{3,}")
_RAW: Final = frozenset({"script", "style", "title", "template", "noframes", "xmp", "textarea"})
_HIDDEN: Final = frozenset({"script", "style", "title", "template", "noframes"})
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_SELF_CLOSING: Final = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "html", "body"}
)
"""Elements whose end need not be written; without it they lie beside each other."""
_SPACED: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "table"})
_BLOCKS: Final = _SPACED | {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "section", "tr"),
}


class HtmlText(NamedTuple):
    """The text of a piece of HTML."""

    text: str
    depth: int
    """How deeply elements lie within each other, by their tags alone."""


def text_of(html: str) -> HtmlText:
    """Give the text of `html`: blocks on their own lines, targets of links in brackets."""
    reader = _Reader()
    position, length = 0, len(html)
    while position < length:
        mark = html.find("<", position)
        if mark < 0:
            reader.words(html[position:])
            break
        reader.words(html[position:mark])
        tag = _TAG.match(html, mark + 1)
        if tag is None:
            position = _past_oddity(html, mark, reader)
            continue
        name = tag[2].lower()
        end = _tag_end(html, tag.end())
        if tag[1]:
            reader.close(name)
        else:
            reader.open(name, html[tag.end() : end])
        position = end + 1
        if name in _RAW and not tag[1]:
            position = _past_raw(html, position, name, reader)
    return HtmlText(reader.text(), reader.deepest)


def _tag_end(html: str, position: int) -> int:
    """Give the place of the `>` of a tag: outside quotes, or the first one if those do not end."""
    first = html.find(">", position)
    if first < 0:
        return len(html)
    end = position
    while end < len(html):
        close = html.find(">", end)
        if close < 0:
            return first
        opening = min(
            (at for at in (html.find('="', end, close), html.find("='", end, close)) if at >= 0),
            default=-1,
        )
        if opening < 0:
            return close
        # No attribute of a mail is this long; an image in one may be.
        quote = html.find(html[opening + 1], opening + 2, opening + 2_000_000)
        if quote < 0:
            return first
        end = quote + 1
    return first


def _past_oddity(html: str, mark: int, reader: "_Reader") -> int:
    """Pass over a comment or a declaration; a lone `<` is text."""
    if html.startswith("<!--", mark):
        end = html.find("-->", mark + 4)
        return end + 3 if end >= 0 else _past_declaration(html, mark)
    if html.startswith(("<!", "<?", "</"), mark):
        return _past_declaration(html, mark)
    reader.words("<")
    return mark + 1


def _past_declaration(html: str, mark: int) -> int:
    """Go behind the next `>`, or else behind the mark alone, so that nothing is swallowed."""
    end = html.find(">", mark)
    return end + 1 if end >= 0 else mark + 2


def _past_raw(html: str, position: int, name: str, reader: "_Reader") -> int:
    """Go to the end tag of an element whose content holds no tags."""
    match = re.compile(rf"</{name}", re.IGNORECASE).search(html, position)
    if match is None:
        return position  # it never ends: what follows is shown rather than lost
    if name not in _HIDDEN:
        reader.words(html[position : match.start()])
    return match.start()


class _Reader:
    """Collects words, writing line breaks only before more of them."""

    def __init__(self) -> None:
        self.deepest = 0
        self._depth = 0
        self._lines: list[str] = []
        self._line: list[str] = []
        self._breaks = 0
        self._space = False
        self._quotes = 0
        self._preformatted = 0
        self._links: list[tuple[str, int]] = []

    def text(self) -> str:
        """Give what was collected."""
        self._end_line()
        return _MANY_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def words(self, source: str) -> None:
        """Add what stands between two tags."""
        if not source:
            return
        text = unescape(source).replace("\u00a0", " ").replace("\u00ad", "")
        if self._preformatted:
            for index, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if index:
                    self._breaks += 1
                    self._flush_breaks()
                self._put(line)
            return
        squeezed = _SPACES.sub(" ", text)
        if squeezed.startswith(" ") and self._line:
            self._space = True
        words = squeezed.strip(" ")
        if words:
            self._flush_breaks()
            self._put(f" {words}" if self._space and self._line else words)
            self._space = squeezed.endswith(" ")

    def open(self, name: str, attributes: str) -> None:
        """Begin an element."""
        if name not in _VOID and name not in _SELF_CLOSING:
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
        if name in _BLOCKS:
            self._break(2 if name in _SPACED else 1)
        match name:
            case "br":
                self._flush_breaks()
                self._breaks += 1
                self._space = False
            case "hr":
                self.words("---")
                self._break(1)
            case "li":
                self.words("- ")
                self._space = True
            case "td" | "th":
                self._space = bool(self._line)
            case "blockquote":
                self._flush_breaks()
                self._quotes += 1
            case "pre":
                self._preformatted += 1
            case "img":
                self.words(_attribute(attributes, "alt"))
            case "a":
                target = _attribute(attributes, "href").strip()
                self._links.append((target, len(self._lines) + len(self._line)))

    def close(self, name: str) -> None:
        """End an element, whether it was begun or not."""
        if name not in _VOID and name not in _SELF_CLOSING:
            self._depth = max(0, self._depth - 1)
        if name == "a" and self._links:
            self._end_link()
        if name in _BLOCKS:
            self._break(2 if name in _SPACED else 1)
        if name == "blockquote":
            self._flush_breaks()
            self._quotes = max(0, self._quotes - 1)
        elif name == "pre":
            self._preformatted = max(0, self._preformatted - 1)

    def _end_link(self) -> None:
        """Write the target after the words, unless they say the same."""
        target, _ = self._links.pop()
        shown = "".join(self._line).lower()
        bare = target.split("://", 1)[-1].removeprefix("mailto:").rstrip("/").lower()
        useful = target.lower().startswith(("http://", "https://", "mailto:", "tel:"))
        if useful and bare and bare not in shown:
            self._put(f" <{target}>")

    def _put(self, words: str) -> None:
        if not self._line and self._quotes:
            self._line.append("> " * min(self._quotes, MOST_QUOTED))
        self._line.append(words)

    def _break(self, lines: int) -> None:
        self._breaks = max(self._breaks, lines if self._lines or self._line else 0)
        self._space = False

    def _flush_breaks(self) -> None:
        if self._breaks:
            self._end_line()
            self._lines.extend([""] * (self._breaks - 1))
            self._breaks = 0

    def _end_line(self) -> None:
        if self._line or self._breaks:
            self._lines.append("".join(self._line).rstrip())
        self._line = []


def _attribute(attributes: str, name: str) -> str:
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1].lower() == name:
            return unescape(match[2] or match[3] or match[4] or "")
    return ""
