"""A knowledge-base page: tables and code stay, whatever runs or calls home does not."""

import pytest

from markup.page_html import clean_page, with_own_pictures


@pytest.mark.parametrize(
    "html",
    [
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        '<table><tbody><tr><td colspan="2">wide</td></tr></tbody></table>',
        "<pre><code>x</code></pre>",
        '<img src="https://example.org/a.png" alt="A lamp">',
        "<details><summary>More</summary>text</details>",
        "<h2>Hours</h2><p>Open <b>now</b></p>",
    ],
)
def test_what_a_message_cannot_hold_is_shown_on_its_page(html: str):
    """FAQ-017: the page of an entry shows its HTML content, tables too."""
    assert clean_page(html) == html


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<script>alert(1)</script>text", "text"),
        ("<style>p{}</style><p>x</p>", "<p>x</p>"),
        ('<p onclick="x()" style="color:red" id="top" class="a">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'),
        ('<a href="/logout">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'),
        ('<iframe src="https://example.org"></iframe>x', "x"),
        ("<form action=x><input name=a></form>x", "x"),
        ("<svg><script>alert(1)</script></svg>x", "x"),
        ("<!-- secret -->x", "x"),
        ('<td colspan="2" bgcolor="red">', ""),
    ],
)
def test_nothing_on_a_page_runs_or_names_anything(html: str, clean: str):
    assert clean_page(html) == clean


OWN = f"/api/v1/images/{'0a' * 16}"
REL = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f'<img src="{OWN}" alt="A lamp">', f'<img src="{OWN}" alt="A lamp">'),
        (
            'a<img src="https://evil.example/1" alt="A &gt; lamp">b',
            f'a<a href="https://evil.example/1" {REL}>A &gt; lamp</a>b',
        ),
        (
            f'<img src="https://evil.example{OWN}">',
            f'<a href="https://evil.example{OWN}" {REL}>https://evil.example{OWN}</a>',
        ),
        ('a<img alt="x" width="1">b', "axb"),
        (
            f'<a href="https://x.example" {REL}>a<img src="https://evil.example/1" alt="lamp"></a>',
            f'<a href="https://x.example" {REL}>alamp</a>',
        ),
        (
            f'<a {REL}>a</a><article><img src="https://evil.example/1" alt="b"></article>',
            f'<a {REL}>a</a><article><a href="https://evil.example/1" {REL}>b</a></article>',
        ),
    ],
)
def test_only_pictures_of_ones_own_are_shown(html: str, shown: str):
    """Whoever else serves one would be told who reads."""
    assert with_own_pictures(html) == shown
