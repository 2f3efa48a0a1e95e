"""The text that somebody sees who reads a piece of HTML from a stranger.

It reads marks one after the other and builds no tree: a tree of 100,000 nested elements takes the
cleaner over a minute, and one that is walked by recursion ends the process.
"""

import re
from html import unescape
from typing import Final, NamedTuple

from channels.email.parse import limits
from channels.email.parse.nesting import CONFUSING, Nesting

MOST_QUOTED: Final = 10
"""How many quotations within each other are marked, so that their marks stay short."""

CHARS_PER_ATTRIBUTE: Final = 10
"""How many characters of HTML there must be, on average, for each quoted value that is read."""

COMPARISONS_PER_ELEMENT: Final = 300
"""Each attribute of a tag is compared with all before it; so many take as long as an element."""
_FEW_CHARS: Final = 1_000
"""In so few, attributes are not worth counting."""

_MARK: Final = re.compile(r"<(?=[a-zA-Z/!?])")
"""Where a tag, a comment or a declaration may begin; any other `<` is text."""
_TAG: Final = re.compile(r"(/?)([a-zA-Z][^\t\n\f\r />]*+)")
_TAG_WITHIN: Final = re.compile(r"<([a-zA-Z][^\t\n\f\r />]*+)([^>]{0,200})")
_QUOTED: Final = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_SEPARATORS: Final = re.compile(r"[\s/]++")
_ATTRIBUTE: Final = re.compile(
    r"""(?<![\w-])(href|alt)\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_QUOTE: Final = re.compile(r"=\s*+([\"'])")
_TARGETS: Final = ("http://", "https://", "mailto:", "tel:")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES: Final = re.compile(r"\n{3,}")
_RAW: Final = frozenset(
    {"script", "style", "title", "noframes", "noembed", "iframe", "xmp", "textarea"}
)
"""Elements whose content holds no tags."""
_RAW_END: Final = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RAW}
_CONFUSING: Final = re.compile(rf"<(?:{'|'.join(CONFUSING)})", re.IGNORECASE)
_COMMENT_END: Final = re.compile("--!?>")
_HIDDEN: Final = _RAW - {"xmp", "textarea"}
_SPACED: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "table"})
_BLOCKS: Final = _SPACED | {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "section", "tr"),
}


class HtmlText(NamedTuple):
    """The text of a piece of HTML."""

    text: str
    marks: int
    """How often `<` stands in it."""
    depth: int
    """How deeply elements lie within each other at most; see `nesting`."""
    surplus: int
    """The work of building its tree, in elements, beyond what its length explains."""

    @property
    def is_laborious(self) -> bool:
        """Whether nobody should build its tree."""
        # What is deeper than it has tags is HTML whose depth is not to be known.
        known = self.depth <= self.marks
        return (
            self.marks > limits.MOST_HTML_MARKS
            or (self.depth > limits.HTML_DEPTH and (known or self.marks > limits.HTML_MARKS))
            or self.surplus > limits.HTML_SURPLUS + limits.SURPLUS_PER_MARK * self.marks
        )


def text_of(html: str) -> HtmlText:
    """Give the text of `html`: blocks on their own lines, targets of links in brackets."""
    marks = _Marks(html)
    reader = _Reader()
    nesting = Nesting()
    position = 0
    while match := _MARK.search(html, position):
        mark = match.start()
        reader.words(html[position:mark])
        tag = _TAG.match(html, mark + 1)
        if tag is None:
            position = marks.past_oddity(mark)
            continue
        name = tag[2].lower()
        end = marks.end_of_tag(tag.end())
        if tag[1]:
            nesting.close(name)
            reader.close(name)
        else:
            attributes = html[tag.end() : end]
            nesting.open(name, attributes)
            marks.weigh(attributes)
            reader.open(name, attributes)
        position = end + 1
        if name in _RAW and not tag[1]:
            inside, position = position, marks.end_of_raw(name, position)
            if marks.confusing:  # in a drawing these do hold tags
                for within in _TAG_WITHIN.finditer(html, inside, position):
                    nesting.open(within[1].lower(), within[2])
            if name not in _HIDDEN:
                reader.words(html[inside:position])
    reader.words(html[position:])
    return HtmlText(
        reader.text(),
        html.count("<"),
        len(html) if marks.confusing else nesting.deepest,
        marks.comparisons // COMPARISONS_PER_ELEMENT + nesting.begun_anew,
    )


class _Marks:
    """Finds where marks end, and remembers what does not come any more.

    Without that memory 100,000 comments that never end take a minute.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self.confusing = _CONFUSING.search(html) is not None
        """Whether a browser may find other elements than are found here."""
        self.comparisons = 0
        """How often attributes of one tag are to be compared, at most."""
        self._absent: set[str] = set()
        self._attributes = 1_000 + len(html) // CHARS_PER_ATTRIBUTE

    def end_of_tag(self, position: int) -> int:
        """Give the place of its `>`: outside quotes, or the first one if those do not end."""
        first = self._find(">", position)
        if first < 0:
            return len(self._html)
        close, start = first, position
        while close >= 0:
            match = _QUOTE.search(self._html, start, close)
            if match is None:
                return close
            self._attributes -= 1
            if self._attributes < 0:
                self.confusing = True
                break
            start = self._html.find(match[1], match.end()) + 1
            close = self._find(">", start) if start else -1
        return first

    def weigh(self, attributes: str) -> None:
        """Count the attributes of a tag, rather too many than too few."""
        if len(attributes) > _FEW_CHARS:
            unquoted, quoted = _QUOTED.subn("", attributes)
            number = quoted + len(_SEPARATORS.findall(unquoted)) + 1
            self.comparisons += number * number

    def past_oddity(self, mark: int) -> int:
        """Give the place behind a comment or a declaration."""
        if self._html.startswith("<!--", mark):
            comment = self._search(_COMMENT_END, mark + 2)
            return comment.end() if comment else mark + 4
        end = self._find(">", mark)
        return end + 1 if end >= 0 else mark + 2

    def end_of_raw(self, name: str, position: int) -> int:
        """Give the place of the end tag of an element that holds no tags.

        One that never ends holds nothing: what follows is shown rather than lost.
        """
        end = self._search(_RAW_END[name], position)
        if end is None:
            return position
        if name == "script" and self._html.find("<!--", position, end.start()) >= 0:
            self.confusing = True  # within a comment, another script may hide the end of the first
        return end.start()

    def _find(self, wanted: str, position: int) -> int:
        if wanted in self._absent:
            return -1
        found = self._html.find(wanted, position)
        if found < 0:
            self._absent.add(wanted)
        return found

    def _search(self, wanted: re.Pattern[str], position: int) -> re.Match[str] | None:
        if wanted.pattern in self._absent:
            return None
        found = wanted.search(self._html, position)
        if found is None:
            self._absent.add(wanted.pattern)
        return found


class _Reader:
    """Collects words, writing line breaks only before more of them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._breaks = 0
        self._space = False
        self._quotes = 0
        self._preformatted = 0
        self._links: list[str] = []

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
                self._breaks += index > 0
                if line:
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
                self._end_quoted()
                self._quotes += 1
            case "pre":
                self._preformatted += 1
            case "img":
                self.words(_attribute(attributes, "alt"))
            case "a":
                self._links.append(_attribute(attributes, "href").strip())

    def close(self, name: str) -> None:
        """End an element, whether it was begun or not."""
        if name == "a" and self._links:
            self._end_link()
        if name in _BLOCKS:
            self._break(2 if name in _SPACED else 1)
        if name == "blockquote":
            self._end_quoted()
            self._quotes = max(0, self._quotes - 1)
        elif name == "pre":
            self._preformatted = max(0, self._preformatted - 1)

    def _end_quoted(self) -> None:
        """End the line before the mark of quotation changes."""
        if self._line:
            self._flush_breaks()

    def _end_link(self) -> None:
        """Write the target after the words, unless they say the same."""
        target = self._links.pop()
        if not target.lower().startswith(_TARGETS):
            return
        shown = "".join(piece[-2_000:] for piece in self._line[-20:]).lower()
        bare = target.split("://", 1)[-1].removeprefix("mailto:").rstrip("/").lower()
        if bare and bare not in shown:
            self._put(f" <{target}>")

    def _put(self, words: str) -> None:
        if not self._line and self._quotes:
            self._line.append("> " * min(self._quotes, MOST_QUOTED))
        self._line.append(words)

    def _break(self, lines: int) -> None:
        wanted = lines if self._line else lines - 1  # one is written if the line has ended
        self._breaks = max(self._breaks, wanted if self._lines or self._line else 0)
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
