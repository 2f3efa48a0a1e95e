"""A mail's HTML made harmless: pictures, styles, links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.mail_html import clean_mail, has_remote_pictures
from tests.hostile.payloads import payloads

PARTS = {"logo@x.example": "/parts/1"}
FAR = '<img src="https://x.example/a.png">'


@pytest.mark.parametrize(
    ("html", "remote_images", "source"),
    [
        ('<img src="cid:logo@x.example">', False, "/parts/1"),
        ('<img src="CID:<logo@x.example>">', False, "/parts/1"),
        ('<img src="cid:nobody@x.example">', True, None),
        (FAR, True, "https://x.example/a.png"),
        (FAR, False, None),
        ('<img src="data:image/gif;base64,R0lGOD">', True, None),
        ('<img src="/logout">', True, None),
    ],
)
def test_a_picture_comes_from_the_mail_or_when_it_is_allowed(html, remote_images, source):
    cleaned = clean_mail(html, inline=PARTS, remote_images=remote_images)
    assert ("src=" in cleaned) == (source is not None)
    assert source is None or f'src="{source}"' in cleaned


@pytest.mark.parametrize(
    ("html", "far"),
    [
        (FAR, True),
        ("<table><tr><td><IMG SRC=' HTTP://x.example/a.png '></table>", True),
        ('<img src="cid:logo@x.example"><a href="https://x.example">a</a>', False),
        ('<img src="data:image/gif;base64,R0lGOD"><img alt="https://x.example">', False),
        (f"<!-- {FAR} --><template>{FAR}</template>", False),
        ("no picture", False),
    ],
)
def test_who_reads_is_asked_only_about_pictures_from_elsewhere(html, far):
    assert has_remote_pictures(html) is far


def test_only_where_pictures_would_change_what_is_shown_they_are_asked_about():
    """Of every generated attack: none hides a picture, none makes up one."""
    for attack in payloads():
        shown, withheld = (
            clean_mail(attack.source, inline={}, remote_images=wished) for wished in (True, False)
        )
        assert has_remote_pictures(attack.source) is (shown != withheld), attack


@pytest.mark.parametrize(
    "url", ["url(https://x.example/a.png)", "URL(x)", "u\\rl(x)", "\\75rl(x)", "\\000075 rl(x)"]
)
def test_no_style_calls_home(url):
    html = f'<p style="color: red; background: {url}">x</p>'
    assert "style" not in clean_mail(html, inline={}, remote_images=True)


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color:#fff;background:#0a0;padding:9px", "color:#fff;background-color:#0a0;padding:9px"),
        ("background: rgb(0, 9, 0) none no-repeat", "background-color:rgb(0, 9, 0)"),
        ("color:white; BACKGROUND :Navy", "color:white;background-color:Navy"),
        ("background-color:#000;color:#fff", "background-color:#000;color:#fff"),
    ],
)
def test_light_words_keep_the_dark_they_stand_on(style: str, kept: str):
    """Most newsletters write the short form; without it a button is white on white."""
    cleaned = clean_mail(f'<p style="{style}">Go</p>', inline={}, remote_images=False)
    assert cleaned == f'<p style="{kept}">Go</p>'


@pytest.mark.parametrize(
    ("name", "stays"),
    [("MsoNormal", True), ("MsoListParagraphCxSpFirst", True), ("app", False), ("Mso x", False)],
)
def test_a_paragraph_of_outlook_is_known_as_one(name: str, stays: bool):
    """Its margin is nought: an empty line between two paragraphs is a paragraph of its own."""
    cleaned = clean_mail(f'<p class="{name}">a</p>', inline={}, remote_images=False)
    assert cleaned == (f'<p class="{name}">a</p>' if stays else "<p>a</p>")


def test_layout_stays_and_what_runs_goes_with_its_content():
    html = '<p style="color:red" onclick="x()">a<script>b</script></p>'
    assert clean_mail(html, inline={}, remote_images=False) == '<p style="color:red">a</p>'


REL = ' rel="noopener noreferrer nofollow"'
LINK = f' target="_blank"{REL}'
HOSTILE = {
    "script": ("a<script>x()</script>b", "ab"),
    "script that is cut off": ("a<script>x()", "a"),
    "script in capitals": ("a<SCRIPT SRC=//x.example></SCRIPT>b", "ab"),
    "handlers": ("<b onclick=x() ONERROR='x()' on\nload=x>a</b>", "<b>a</b>"),
    "a picture's handler": ("<img src=x onerror=x()>", "<img>"),
    "javascript": ("<a href='javascript:x()'>a</a>", f"<a{LINK}>a</a>"),
    "javascript in pieces": ("<a href=' java\nscript&colon;x()'>a</a>", f"<a{LINK}>a</a>"),
    "data": ("<a href='data:text/html,x'>a</a>", f"<a{LINK}>a</a>"),
    "vbscript": ("<a href=vbscript:x>a</a>", f"<a{LINK}>a</a>"),
    "a link into our own pages": ("<a href='/api/v1/logout'>a</a>", f"<a{LINK}>a</a>"),
    "a link without a scheme": ("<a href='//x.example'>a</a>", f"<a{LINK}>a</a>"),
    "a link to a part": ("<a href='cid:logo@x.example'>a</a>", f"<a{LINK}>a</a>"),
    "a link that is one": (
        "<a href='https://x.example/' target=_top rel=opener ping=//x>a</a>",
        f'<a href="https://x.example/"{LINK}>a</a>',
    ),
    "svg": ("a<svg><script>x()</script><a xlink:href=javascript:x>t</a></svg>b", "ab"),
    "math": ("a<math><mtext><style><img src=x onerror=x()></style></math>b", "ab"),
    "a page of its own": ("<html><head><title>t</title></head><body onload=x>a</body>", "a"),
    "another base": ("<base href='//x.example/'><p>a</p>", "<p>a</p>"),
    "another page": ("<meta http-equiv=refresh content='0;url=//x.example'>a", "a"),
    "a style sheet": (
        "<style>@import url(//x.example)</style><link rel=stylesheet href=//x>a",
        "a",
    ),
    "a form": ("<form action=//x.example><input name=q><button>Go</button></form>", "Go"),
    "a frame": ("<iframe src=//x.example srcdoc='<script>'>a</iframe>b", "b"),
    "an object": ("<object data=//x.example>a</object><embed src=//x.example>b", "b"),
    "a background": ("<table background=//x.example><tr><td>a</table>", None),
    "a set of pictures": ("<img srcset='//x.example 2x' src='cid:logo@x.example'>", None),
    "a film": ("<video poster=//x.example><source src=//x.example>a</video>", "a"),
    "a place over ours": ("<p style='position:fixed;top:0;z-index:9;color:red'>a</p>", None),
    "markup in an attribute": ('<noscript><p title="</noscript><img src=x onerror=x()>">', None),
    "a comment": ("a<!-- <b>x --!><script>x()</script> -->b", None),
    "conditional": ("<!--[if mso]><v:rect style='x'><![endif]-->a", "a"),
    "plaintext": ("<plaintext>a<script>x()", "a&lt;script&gt;x()"),
    "names that others look for": ("<p id=root class=app name=x slot=y>a</p>", "<p>a</p>"),
}


@pytest.mark.parametrize(("html", "wanted"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_runs_calls_home_or_leads_away_is_gone(html: str, wanted: str | None):
    cleaned = clean_mail(html, inline=PARTS, remote_images=True)
    cleaned = cleaned.replace(f'{REL} target="_blank"', LINK)  # in whatever order
    assert wanted in (None, cleaned)
    for bad in ("script>", "x()", "onerror", "javascript", "srcset", "poster", "background="):
        assert bad not in cleaned or wanted is not None
    for bad in ("<script", "<iframe", "<svg", "<math", "<form", "<style", "<base", "<meta"):
        assert bad not in cleaned.casefold()
    assert "//x.example" not in cleaned or cleaned == wanted
    assert "fixed" not in cleaned


FRAGMENTS = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<div"),
        *("<a href='https://x.example'>", "</a>", "<img src=https://x.example/a>", "<!--", "-->"),
        *("<svg>", "<math>", "<style>", "</style>", "<script>", "</script>", "<noscript>", '"'),
        *("<title>", "<textarea>", "</textarea>", "<select>", "<option>", "<p title='<b>'>", "'"),
        *(
            "<p style='color:red;position:fixed'>",
            "&lt;b&gt;",
            "&amp;amp;",
            "&#x3c;",
            ">",
            "<",
            "=",
        ),
        *("<blockquote>", "</blockquote>", "<pre>", "\n", "<li>", "</ul>", "a", " ", "é", "\0"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_what_is_clean_stays_as_it_is(html: str):
    """What survives one reading cannot turn into something else in the next."""
    once = clean_mail(html, inline={}, remote_images=True)
    assert clean_mail(once, inline={}, remote_images=True) == once


WORDS = st.from_regex(r"[a-zé漢0-9]{1,8}", fullmatch=True)
WRAPS = st.sampled_from(["b", "i", "div", "blockquote", "span", "center", "font", "u", "section"])


@given(st.lists(st.tuples(WRAPS, WORDS), max_size=30))
def test_no_word_is_lost(pieces: list[tuple[str, str]]):
    """Whatever the layout, every word is still there, in its order."""
    html = ""
    for tag, word in pieces:
        html = f"<{tag} class=x onclick=y>{html}{word} </{tag}>"
    cleaned = clean_mail(html, inline={}, remote_images=False)
    assert re.sub(r"<[^>]*>", "", cleaned).split() == [word for _, word in pieces]
