"""HTML is read as somebody would read it aloud, and never underestimated."""

import re

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.email.parse import limits
from channels.email.parse.html_text import text_of

NAMES = ("div", "b", "span", "font", "blockquote", "ul", "li", "p", "table", "tr", "td", "section")
ODD = ("button", "object", "a", "h1", "dd", "form", "center", "nobr")
SOUP = st.one_of(
    st.sampled_from([f"<{name}>" for name in NAMES + ODD]),
    st.sampled_from([f"</{name}>" for name in NAMES + ODD]),
    st.sampled_from(
        [
            *(
                "x",
                "<br>",
                "<hr>",
                "<!-- </div> -->",
                "<!--></div>-->",
                "<!-- --!>",
                '<div a="</div>">',
            ),
            *("<title></div></titlex></div></title>", "<style></div></style>", "<div a = '>'>"),
            *('<div a="', "<select>", "</select>", "<svg>", "<divx>", "</divx>", "<textarea>"),
            *(
                "</textarea>",
                "<script><!--<script></script></div></script>",
                "<font a=b='</font>'>",
            ),
        ]
    ),
)
DEEPENING = 6
"""Elements that are not counted for each that is: table, tbody, tr, td, p make five."""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("a <b> b </b> c", "a b c"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> > b\nc"),
        ('<a href="https://x.example/?a=1&amp;b=2">here</a>', "here <https://x.example/?a=1&b=2>"),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ('<a href="javascript:x()">here</a>', "here"),
        ('<img alt="a > b" src=x>c', "a > bc"),
        ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\n\nd"),
        ("1 < 2 & 3 > 2 &lt;b&gt;", "1 < 2 & 3 > 2 <b>"),
        ("a<!-- hidden -->b<!-->c", "abc"),
        ("a<!-- never ends", "a never ends"),
        ("a<script>x()</script><style>p{}</style><title>t</title>b", "ab"),
        ("a<script>never ends", "anever ends"),
        ('<p class="x>y">a</p>', "a"),
        ('<p class="never ends>a', "a"),
        ("<!DOCTYPE html><?xml?><html><head></head><body>a</body></html>", "a"),
        ("a&nbsp;&shy;b&#0;&#xD800;c", "a b\ufffd\ufffdc"),
    ],
)
def test_html_is_read(html: str, text: str):
    assert text_of(html).text == text


def tree_depth(html: str) -> int:
    """How deep a tree the cleaner builds, measured on what it writes, which is well formed."""
    cleaned = nh3.clean(html, tags={*NAMES, *ODD, "tbody"} - {"form"}, link_rel=None)
    deepest = depth = 0
    for mark in re.finditer(r"<(/?)([a-z0-9]+)", cleaned):
        if mark[2] not in {"br", "hr"}:
            depth += -1 if mark[1] else 1
            deepest = max(deepest, depth)
    return deepest


@given(st.lists(SOUP, max_size=60).map("".join), st.integers(1, 20))
@example("<div><!--</div>-->", 40)
@example('<div a="</div>">', 40)
@example("<div><table></div></table>", 40)
@example("<div><button></div>", 40)
@example("<b><div></b>", 40)
@example("<div></divx>", 40)
def test_no_tree_is_deeper_than_it_was_taken_for(html: str, times: int):
    """Otherwise somebody could write HTML that holds up the cleaner all the same."""
    found = text_of(html * times)
    if found.depth <= limits.HTML_DEPTH:
        assert tree_depth(html * times) <= DEEPENING * (found.depth + 1)


def test_a_letter_with_much_in_it_is_not_taken_for_deep():
    row = (
        "<tr><td><p>a<div><font size=2><b>b</b></font><br></div></td><td><a href=x>c</a></td></tr>"
    )
    assert text_of(f"<html><body><table>{row * 3_000}</table></body></html>").depth <= 5


def tags_in(html: str) -> int:
    """How many elements the cleaner builds."""
    return len(re.findall(r"<[a-z]", nh3.clean(html, tags={*NAMES, *ODD, "tbody"})))


@given(st.lists(SOUP, max_size=60).map("".join), st.integers(1, 20))
@example('<p><b class="{}">x</p>', 20)
@example('<p><b class="{}"><select></b></select>x</p>', 20)
@example('<svg><style><p><b class="{}">x</p></style>', 20)
@example('<p><b class="{}"><table><tr><td></b></td></tr></table>x</p>', 20)
@example('<p><b class="{}"><svg><![CDATA[></b>]]></svg>x</p>', 20)
def test_no_more_elements_are_begun_than_were_counted(html: str, times: int):
    """Formatting that nobody ends is begun anew in every block, however its end is faked."""
    whole = "".join(html.replace("{}", str(number)) for number in range(times))
    found = text_of(whole)
    # Of a cell alone a browser makes table, body and row.
    assert tags_in(whole) <= 4 * found.marks + found.surplus


LABORIOUS = {
    "depth": "<div>" * 600,
    "bold texts that nobody ends": "".join(f"<p><b a={n}>x</p>" for n in range(400)),
    "bold texts within each other": "".join(f"<b a={n}>" for n in range(600)),
    "attributes": f"<b {' '.join(f'a{n}=1' for n in range(4_000))}>",
    "attributes without spaces": f"<b {'/'.join(f'a{n}' for n in range(4_000))}>",
    "attributes in quotes": "<b " + "".join(f'a{n}=""' for n in range(4_000)) + ">",
    "more tags than anybody reads": "<p>" * 200_001,
}
ORDINARY = {
    "a letter": "<div><p style='color:red'>row <b>x</b> <i>or a letter</i></p></div>" * 2_000,
    "a table": "<table>" + "<tr><td><font size=2><b><a href=x>y</a></b></font>" * 2_000,
    "formatting around everything": "<font a><b><i><u>" + "<p>Hello <b>you</b></p>" * 4_000,
    "the same font in every cell": "<table>" + "<tr><td><p><font size=2>x</p>" * 400,
    "a picture of its own": f"<img src='data:image/png;base64,{'a/b+' * 200_000}'>",
    "a drawing in a comment": "<!--[if mso]><noscript></noscript><![endif]-->" + "<p>x</p>" * 2_000,
}


@pytest.mark.parametrize("html", LABORIOUS.values(), ids=LABORIOUS)
def test_what_would_hold_up_the_cleaner_is_known_before(html: str):
    assert text_of(html).is_laborious


@pytest.mark.parametrize("html", ORDINARY.values(), ids=ORDINARY)
def test_what_people_and_programs_write_is_not_taken_for_laborious(html: str):
    assert not text_of(html).is_laborious
