"""Addresses in text."""

import time

import pytest

from markup.linkify import MOST_LINKS, link_html, links_in, looks_linkable


def linked(text):
    return [(text[start:end], target) for start, end, target in links_in(text)]


@pytest.mark.parametrize(
    ("text", "label", "target"),
    [
        ("see https://x.example/a?b=1&c=2.", "https://x.example/a?b=1&c=2", None),
        ("(http://x.example/a)", "http://x.example/a", None),
        ("HTTPS://X.EXAMPLE", "HTTPS://X.EXAMPLE", None),
        ("https://x.example/ä", "https://x.example/ä", None),
        ("at www.x.example, now", "www.x.example", "https://www.x.example"),
        ("to a.b+c@x.example!", "a.b+c@x.example", "mailto:a.b+c@x.example"),
        ("<a@x.example>", "a@x.example", "mailto:a@x.example"),
    ],
)
def test_an_address_becomes_a_link(text, label, target):
    assert looks_linkable(text)
    assert linked(text) == [(label, target or label)]


@pytest.mark.parametrize(
    "text",
    [
        "main.py",
        "e.g.it",
        "x.example",
        "a@b",
        "@alice",
        "javascript://x",
        "ftp://x.example",
        "www.",
        "https://",
        "awww.x",
        "a@x.example@y",
    ],
)
def test_what_only_looks_alike_stays_text(text):
    assert linked(text) == []


def test_an_address_inside_an_address_is_one_link():
    assert linked("https://a@x.example/b@y.example") == [
        ("https://a@x.example/b@y.example", "https://a@x.example/b@y.example")
    ]


def test_a_mail_address_in_a_query_stays_part_of_it():
    assert linked("https://x.example/?to=a@y.example and b@z.example") == [
        ("https://x.example/?to=a@y.example", "https://x.example/?to=a@y.example"),
        ("b@z.example", "mailto:b@z.example"),
    ]


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000 + "@", "a@" * 20_000, "www." * 15_000, "a." * 30_000 + "@", "http://" * 9000],
)
def test_no_text_takes_long(text):
    began = time.perf_counter()
    list(links_in(text))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("html", "linked_html"),
    [
        ("<b>www.x.example</b>", '<b><a href="https://www.x.example">www.x.example</a></b>'),
        ('<a href="y">www.x.example <b>a@x.example</b></a>', None),
        ("<article>a@x.example</article>", '<article><a href="mailto:a@x.example">a@x.example</a>'),
        ("http://x.example/?a&amp;b &lt;", '<a href="http://x.example/?a&amp;b">'),
        ("<p>a &amp; b</p>", None),
    ],
)
def test_addresses_in_clean_html_become_links_outside_links(html, linked_html):
    found = link_html(html)
    assert found == html if linked_html is None else linked_html in found


def test_no_text_becomes_links_without_end():
    """Each link costs, and nobody follows so many."""
    assert link_html("a@x.example " * (MOST_LINKS + 9)).count("<a ") == MOST_LINKS
