"""HTML made safe: the allow-list, the two locks, the fast path."""

from html import escape
from html.parser import HTMLParser

import bleach
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.allowlist import ATTRIBUTES, HIDDEN_TAGS, TAGS
from markup.sanitize import (
    FIRST_LOCK_MARKS,
    FIXPOINT_ROUNDS,
    MOST_STEPS,
    clean_html,
    clean_text,
    normalise,
)
from tests.hostile.payloads import tenth

REL = 'rel="noopener noreferrer nofollow"'

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://a.example/x.png' onload=alert(1)>",
    '<img src="javascript:alert(1)">',
    '<img """><script>alert(1)</script>">',
    "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
    '<img src="mailto:a@b.example">',
    '<img src="//evil.example/x.gif"><img src="/logout">',
    '<img src="https://a.example/x.png" style="position:fixed" class=x id=y>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="javascript:123">digits only</a>',
    '<a href="data:123">digits only</a>',
    '<a href="vbscript:1">digits only</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)">x</a>',
    '<a href="javascript\u200b:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example">x</a><a href="/logout">x</a><a href="?x">x</a><a href="#x">x</a>',
    '<a href="file:///etc/passwd">x</a><a href="ftp://x.example">x</a>',
    '<a href="https://x.example" target=_blank onclick=alert(1) ping=//evil style=x>x</a>',
    '<form action="https://evil.example"><input name=p><button formaction="javascript:1">b</form>',
    "<iframe src=//evil.example></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=x><embed src=x><applet code=x></applet></object>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=1&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<style>@import '//evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content=0>",
    "<base href=//evil.example/>",
    "<body onload=alert(1)><html onclick=x><head>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<div id=x name=y class=z title=t lang=de dir=rtl>x</div>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><%= 1 %>",
    "<!doctype html><!ENTITY x 'y'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<a href='https://x.example/&quot; onclick=&quot;alert(1)'>x</a>",
    '<a href="https://x.example/"onclick="alert(1)">x</a>',
    "<b><p><i><div></b>x</p></i>",
    "<p><table><tr><td>cell</td></tr></table></p>",
    "<video src=x onerror=alert(1)><audio src=x><source src=x>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<input autofocus onfocus=alert(1)><select><option>x</option></select>",
    "<marquee onstart=alert(1)>x</marquee><isindex action=x>",
    "<x-y onclick=alert(1)>x</x-y><slot name=x>y</slot>",
    "<li><li><ul><li></ul></ol><dd><dt>",
    "<" * 500,
    "&" * 500,
    "<b>" * 300,
    "<a href='" * 50,
]

READ_DIFFERENTLY = [
    # bleach drops an unlisted tag before it parses, so that what follows is read as markup, where
    # a browser, like nh3, would have read raw text.
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    # nh3 drops a link of another namespace with its content.
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
]


class Walk(HTMLParser):
    """Collects what is left that the allow-list forbids."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.wrong = []
        self.words = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            allowed = ATTRIBUTES.get(tag, frozenset()) | ({"rel"} if tag == "a" else set())
            if name not in allowed:
                self.wrong.append((tag, name))
            scheme = (value or "").partition(":")[0].lower()
            if name == "href" and scheme not in {"http", "https", "mailto"}:
                self.wrong.append((tag, name, value))
            if name == "src" and scheme not in {"http", "https"}:
                self.wrong.append((tag, name, value))

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.wrong.append(("comment", data))

    def handle_decl(self, decl):
        self.wrong.append(("declaration", decl))

    def handle_pi(self, data):
        self.wrong.append(("instruction", data))

    def unknown_decl(self, data):
        self.wrong.append(("unknown", data))


def forbidden_in(html):
    return Walk(html).wrong


def text_of(html):
    return "".join(Walk(html).words)


def html_like():
    """Fragments that are more often almost HTML than not."""
    tag = st.sampled_from(sorted(TAGS | HIDDEN_TAGS | {"table", "td", "svg", "form", "span"}))
    attribute = st.sampled_from(
        [
            "",
            ' href="https://x.example"',
            " href=javascript:1",
            " onclick=1",
            ' src="//x"',
            ' alt="',
        ]
    )
    opening = st.builds("<{}{}>".format, tag, attribute)
    closing = st.builds("</{}>".format, tag)
    other = st.sampled_from(["<", ">", "&", "&lt;", "<!--", "-->", '"', "'", "www.x.example", "\n"])
    return st.lists(st.one_of(opening, closing, other, st.text(max_size=8)), max_size=25).map(
        "".join
    )


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_outside_the_list_is_left(html):
    """CARD-007: the allow-list of requirements section 5."""
    assert forbidden_in(clean_html(html)) == []
    assert forbidden_in(clean_text(html)) == []


@pytest.mark.parametrize("html", HOSTILE)
def test_cleaning_twice_changes_nothing(html):
    once = clean_html(html)
    assert clean_html(once) == once


def text_left_by_nh3_alone(html):
    hidden = set(HIDDEN_TAGS)
    return text_of(nh3.clean(normalise(html), tags=set(TAGS), clean_content_tags=hidden))


@pytest.mark.parametrize("html", [html for html in HOSTILE if html not in READ_DIFFERENTLY])
def test_the_two_locks_agree_on_the_text_that_is_left(html):
    """Whatever one lock would show and the other hide is a difference in reading HTML."""
    assert text_of(clean_html(html)).split() == text_left_by_nh3_alone(html).split()


@pytest.mark.parametrize("html", READ_DIFFERENTLY)
def test_the_known_differences_in_reading_are_still_there(html):
    """Each is harmless, as the first test shows; one that has gone leaves the list."""
    assert text_of(clean_html(html)).split() != text_left_by_nh3_alone(html).split()


@given(html_like())
def test_whatever_comes_in_only_listed_tags_come_out(html):
    assert forbidden_in(clean_html(html)) == []


@given(html_like())
def test_cleaning_is_idempotent(html):
    once = clean_html(html)
    assert clean_html(once) == once


@given(html_like())
def test_nh3_finds_nothing_left_to_do_for_bleach(html):
    """The first lock alone never lets through a tag that the second one has to remove."""
    first = bleach.clean(html, tags=TAGS, attributes={}, strip=True)
    assert [mark for mark in forbidden_in(first) if isinstance(mark, str)] == []


@given(st.text())
def test_plain_text_is_kept_to_the_letter(text):
    assert text_of(clean_text(text).replace("<br>", "\n")) == normalise(text)


@given(st.text())
def test_plain_text_never_becomes_a_tag_but_links_and_line_ends(text):
    html = clean_text(text)
    assert forbidden_in(html) == []
    assert html.count("<") == html.count("<br>") + html.count("<a ") + html.count("</a>")


@pytest.mark.parametrize(
    "text", ["Hello there", "déjà vu 👍", "3.50 EUR (incl. VAT)", "", "a'b\"c"]
)
def test_ordinary_text_is_its_own_html(text):
    assert clean_text(text) is text


def test_every_tag_of_the_list_is_kept():
    """There are 27: 19 stated, 8 inferred."""
    assert len(TAGS) == 27
    for tag in sorted(TAGS - {"br", "hr", "img", "li", "dt", "dd", "a"}):
        assert clean_html(f"<{tag}>x</{tag}>") == f"<{tag}>x</{tag}>"
    assert clean_html("<ul><li>x</li></ul>") == "<ul><li>x</li></ul>"
    assert clean_html("<ol><li>x</li></ol>") == "<ol><li>x</li></ol>"
    assert clean_html("<dl><dt>x</dt><dd>y</dd></dl>") == "<dl><dt>x</dt><dd>y</dd></dl>"
    assert clean_html("a<br>b<hr>c") == "a<br>b<hr>c"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<span>kept text</span>", "kept text"),
        ("<script>gone</script>stays", "stays"),
        ("<style>gone</style>stays", "stays"),
        ("a < b & c", "a &lt; b &amp; c"),
        (
            "&amp;lt; www.x.example",
            f'&amp;lt; <a href="https://www.x.example" {REL}>www.x.example</a>',
        ),
        ("<b onclick=x>y</b>", "<b>y</b>"),
        ("a&#1;b&#13;&#x7f;c", "ab\nc"),
        ("<b>unclosed", "<b>unclosed</b>"),
        ('<a href="https://x.example/a">y</a>', f'<a href="https://x.example/a" {REL}>y</a>'),
        ('<a href="mailto:a@x.example">y</a>', f'<a href="mailto:a@x.example" {REL}>y</a>'),
        ('<a href="javascript:123">y</a>', f"<a {REL}>y</a>"),
        ('<a href="//x.example">y</a>', f"<a {REL}>y</a>"),
        (
            '<img src="https://x.example/a.png" alt="y" width="20" height="30">',
            '<img src="https://x.example/a.png" alt="y" width="20" height="30">',
        ),
        ('<img src="https://x.example/a.png" width="100%">', '<img src="https://x.example/a.png">'),
        ("see https://x.example", f'see <a href="https://x.example" {REL}>https://x.example</a>'),
        ("<p>www.x.example</p>", f'<p><a href="https://www.x.example" {REL}>www.x.example</a></p>'),
        ("ask a@x.example", f'ask <a href="mailto:a@x.example" {REL}>a@x.example</a>'),
    ],
)
def test_html_is_cleaned(html, cleaned):
    assert clean_html(html) == cleaned


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b", "a &lt; b"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("one\ntwo\r\nthree\rfour", "one<br>two<br>three<br>four"),
        ("nul\x00 bell\x07 tab\t.", "nul bell tab\t."),
        ("&amp; stays as typed", "&amp;amp; stays as typed"),
    ],
)
def test_plain_text_is_escaped(text, html):
    assert clean_text(text) == html


def test_a_message_made_of_tags_takes_the_second_lock_alone():
    """Bleach would hold the event loop; the result is as safe."""
    html = "<sup onclick=x>y</sup><script>z</script>" + "<p onclick=x>y</p>" * FIRST_LOCK_MARKS
    assert clean_html(html) == "<sup>y</sup>" + "<p>y</p>" * FIRST_LOCK_MARKS


class _Restless:
    """A second lock that never finds its own work good."""

    def __init__(self):
        self.readings = 0

    def clean(self, html):
        self.readings += 1
        return f"{html}."


def test_a_text_that_never_settles_is_read_a_few_times_only(monkeypatch):
    """Whoever finds one that nests itself anew at every reading holds nobody up."""
    lock = _Restless()
    monkeypatch.setattr("markup.sanitize._NH3", lock)
    readings = 1 + FIXPOINT_ROUNDS  # the first before links are made
    assert clean_html("x") == "x" + "." * readings
    assert lock.readings == readings


def test_html_beyond_measure_is_shown_as_its_text():
    """ARCHITECTURE: a stranger's message holds the loop for milliseconds, whatever it nests."""
    deep = "<div>" * (MOST_STEPS // 2) + "a &lt;b&gt; <b>c</b>"
    flat = "<p>x</p>" * (MOST_STEPS // 2 - 20)
    assert clean_html(deep).split() == ["a", "&lt;b&gt;", "c"]
    assert clean_html(flat) == flat
    assert "<" * 5 not in clean_html("<" * (MOST_STEPS + 1))


def test_a_tenth_of_the_generated_attacks_leaves_what_is_listed_and_nothing_to_do():
    """A browser walks what becomes of them in tests/browser/test_hostile.py."""
    for family, source in tenth():
        once = clean_html(source)
        assert forbidden_in(once) == [], (family, source)
        assert clean_html(once) == once, (family, source)


@given(
    st.lists(st.sampled_from(sorted(TAGS - {"hr", "br", "img"})), max_size=12), st.text("ab <&é")
)
def test_no_text_of_an_allowed_tag_is_lost(tags, text):
    html = "".join(f"<{tag}>x{escape(text)}" for tag in tags)
    assert text_of(clean_html(html)) == f"x{text}" * len(tags)
