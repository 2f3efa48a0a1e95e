"""The plain-text twin and the visible length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.plain import bare_text, fewest_visible_chars, plain_twin
from markup.sanitize import clean_html, clean_text, normalise


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("hello", "hello"),
        ("a<br>b", "a\nb"),
        ("a<br><br>b", "a\n\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a</p>\n  <p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a</div>b", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ("a<hr>b", "a\n---\nb"),
        ('<a href="https://x.example/">here</a>', "here (https://x.example/)"),
        ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/"),
        ('<a href="https://www.x.example">www.x.example</a>', "www.x.example"),
        ('<a href="mailto:a@x.example">a@x.example</a>', "a@x.example"),
        ('<a href="https://x.example/"></a>', "https://x.example/"),
        ("<a>bare</a>", "bare"),
        ('<img src="https://x.example/a.png" alt="a cat">', "a cat"),
        ('a<img src="https://x.example/a.png">b', "ab"),
        ("<b>a</b> <i>b</i>", "a b"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<h1>Title</h1><p>Text</p>", "Title\n\nText"),
        ("", ""),
    ],
)
def test_html_reads_as_text(html, text):
    assert plain_twin(html).text == text


@pytest.mark.parametrize(
    ("html", "visible"),
    [
        ("hello", 5),
        ("<p><b>hello</b></p>", 5),
        ("a &amp; b", 5),
        ("a<br>b", 3),
        ('<a href="https://x.example/a/very/long/target">hi</a>', 2),
        ("👍é", 2),
        ("<ul><li>a</li></ul>", 1),
        ("<ul>\n  <li>a</li>\n</ul>", 1),
    ],
)
def test_only_what_is_seen_counts(html, visible):
    """CON-06: the limit counts visible text after sanitising."""
    assert plain_twin(html).visible_chars == visible


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])))
def test_plain_text_survives_the_round_trip(text):
    twin = plain_twin(clean_text(text))
    assert twin.text == text
    assert twin.visible_chars == len(text)


@given(st.text())
def test_any_clean_html_has_a_twin(html):
    assert "<script" not in plain_twin(clean_html(f"<script>{html}</script>")).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a &lt; b</p><p>c</p>", "a < b c"),
        ("<script>if (a < b) x()</script>seen<!-- <b>not</b> -->", "seen"),
        ("<style>never ended", ""),
        ("<!-- never ended", ""),
        ("<b never ended", ""),
        ("a < b <3", "a < b <3"),
    ],
)
def test_html_that_is_too_much_is_read_without_a_parser(html, text):
    assert bare_text(html).strip() == text


@given(st.text(alphabet="<>&;abps/!- \n\"'=#x1") | st.text())
def test_no_more_characters_are_counted_than_are_seen(html):
    """A message is refused by this count before it is cleaned, so it must never be too high."""
    seen = plain_twin(clean_html(html)).visible_chars
    assert fewest_visible_chars(normalise(html)) <= seen


def test_words_between_tags_are_counted():
    assert fewest_visible_chars("<p>a&amp;b</p> <b>c d</b>" * 1_000) == 5_000
