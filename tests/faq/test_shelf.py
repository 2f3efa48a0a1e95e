"""The shelf: articles made of answers, found, inserted as text or as a link."""

import pytest

from faq.article import Article, Inserted, write_article
from faq.content import Content
from faq.entry import Entry
from faq.shelf import Shelf

PAGE = "https://shop.example.org/faq/hours"


def article(name: str, question: str, answer: str, **others) -> Article:
    fields = {"language": "en", "category": "General", "slug": name, **others}
    return write_article(Entry(id=name, question=question, answer_text="", **fields), answer)


HOURS = article(
    "hours", "Opening hours", "We are open **8 am to 7 pm**.", shortcut="q", category="Shops"
)
PRICES = article("prices", "Prices <all>", "| lamp | 5 |\n|---|---|\n| desk | 9 |", shortcut="Prix")
HORAIRES = article("horaires", "Horaires", "Dès 8 h.", language="fr", category="Écrans")
SHELF = Shelf([PRICES, HOURS, HORAIRES])


def test_plain_words_go_into_a_message_as_text():
    """FAQ-001, FAQ-009: the full text, where that was chosen."""
    assert HOURS.insertable_as == ("text", "link")
    assert HOURS.inserted("text", PAGE) == Inserted(
        "<p>We are open <strong>8 am to 7 pm</strong>.</p>", "We are open 8 am to 7 pm.", "text"
    )


def test_an_article_goes_into_a_message_as_a_link_to_its_page():
    """FAQ-009, FAQ-017."""
    assert HOURS.inserted("link", PAGE) == Inserted(
        f'<a href="{PAGE}">Opening hours</a>', f"Opening hours ({PAGE})", "link"
    )


def test_a_table_goes_as_a_link_even_where_the_text_was_chosen():
    """FAQ-015, FAQ-028: never displayed directly in the conversation."""
    assert PRICES.insertable_as == ("link",)
    assert PRICES.inserted("text", "x") == Inserted(
        '<a href="x">Prices &lt;all&gt;</a>', "Prices <all> (x)", "link"
    )
    assert "<table>" in PRICES.page_html


@pytest.mark.parametrize(
    ("typed", "found"),
    [(r"\q", HOURS), ("<Prix>", PRICES), ("PRIX", PRICES), ("x", None), ("", None)],
)
def test_a_shortcut_leads_to_one_article(typed: str, found: Article | None):
    """FAQ-003, FAQ-005, FAQ-006, FAQ-032: a shortcut in angle brackets is no tag here."""
    assert SHELF.by_shortcut(typed) is found


def test_articles_are_browsed_and_searched():
    """FAQ-003, FAQ-007, FAQ-035: by category, or all of them by their question."""
    assert SHELF.find("", limit=9) == [HORAIRES, HOURS, PRICES]
    assert SHELF.find(" ", limit=1, category="Shops") == [HOURS]
    assert SHELF.find("", limit=9, language="fr") == [HORAIRES]
    assert SHELF.find("price of a desk", limit=9)[0] is PRICES
    assert SHELF.by_slug("hours") is HOURS
    assert SHELF.by_slug("nowhere") is None
    assert list(SHELF.categories.items()) == [("Écrans", 1), ("General", 1), ("Shops", 1)]


def test_an_excerpt_is_one_short_line():
    assert HOURS.excerpt == "We are open 8 am to 7 pm."
    long = article("long", "Long", "word, " * 200).excerpt
    assert len(long) <= 162
    assert long.endswith("word …")


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (Content(question="Hours", answer="8 to 7"), []),
        (Content(question=" ", answer="\0\n"), ["question", "answer"]),
        (Content(question="q" * 1001, answer="a" * 65_537), ["question", "answer"]),
        (Content(question="q", answer="a", category=""), ["category"]),
        (Content(question="q", answer="a", shortcut="two words"), ["shortcut"]),
        (Content(question="q", answer="a", shortcut="  "), []),
        (Content(question="q", answer="a", shortcut=r"\q"), []),
    ],
)
def test_what_cannot_be_published_is_named(content: Content, faults: list[str]):
    assert list(content.tidied().faults()) == faults


def test_content_is_tidied():
    tidied = Content(question=" Opening\n hours ", answer=" a\r\nb ", shortcut=" <Prix> ").tidied()
    assert (tidied.question, tidied.answer, tidied.shortcut) == ("Opening hours", "a\nb", "Prix")
