"""Addresses in text."""

import time

import pytest

from markup.linkify import links_in, looks_linkable


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
