"""What authors write: Markdown, or HTML where it begins with a tag."""

import pytest

from markup.source import html_of


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("We are **open**.", "<p>We are <strong>open</strong>.</p>"),
        ("# Hours\n\n- Monday\n- Tuesday", "<h1>Hours</h1>\n<ul>\n<li>Monday</li>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<table>"),
        ("```\nx < y\n```", "<pre><code>x &lt; y\n</code></pre>"),
        ("Line with <b>bold</b>", "<p>Line with <b>bold</b></p>"),
        ("<https://example.org>", '<p><a href="https://example.org">'),
        ("<p>Already\n    HTML</p>", "<p>Already\n    HTML</p>"),
        (" <br/>*not Markdown*", " <br/>*not Markdown*"),
        ("<!-- note --><p>x</p>", "<!-- note --><p>x</p>"),
        ("< 5 days", "<p>&lt; 5 days</p>"),
        ("", ""),
    ],
)
def test_the_source_becomes_html(source: str, html: str):
    """FAQ-013: an answer is written in Markdown or as rich HTML."""
    assert html_of(source).startswith(html)
