"""Addresses of entries: readable, plain letters, one for each."""

import pytest

from faq.slug import free_slug


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("How do I return something?", "how-do-i-return-something"),
        ("Où se trouve l’agence la plus proche ?", "ou-se-trouve-l-agence-la-plus-proche"),
        ("../../etc/passwd <b>", "etc-passwd-b"),
        ("営業時間", "entry"),
        ("?", "entry"),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_an_address_says_what_is_asked(question: str, slug: str):
    assert free_slug(question, ()) == slug


def test_an_address_that_is_taken_gets_a_number():
    assert free_slug("Hours", {"hours", "hours-2"}) == "hours-3"
