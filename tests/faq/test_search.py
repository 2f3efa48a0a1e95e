"""The search: what is found, in which order, and how well on the questions that measure it."""

import pytest

from benches.faq_quality import entries, measure
from faq.entry import Entry
from faq.language import Language, LanguageCode
from faq.search import Search
from faq.synonyms.english import ENGLISH
from faq.synonyms.french import FRENCH
from faq.thesaurus import Thesaurus
from tests.faq.question_set import Half, cases


def entry(name: str, question: str, answer: str = "", **others) -> Entry:
    fields = {"language": "en", "category": "General", **others}
    return Entry(id=name, slug=name, question=question, answer_text=answer, **fields)


SEARCH = Search(
    [
        entry("hours", "Opening hours", "We open at 8 am.", shortcut="q", category="Shops"),
        entry("price", "Price list", "Every lamp with its cost.", shortcut="Prix"),
        entry("refund", "When are refunds paid?", "Within five days."),
        entry("lamp", "Care of lamps", "Wipe the glass; open the screw first."),
        entry("who", "Who are you?", "Two people and a workshop."),
        entry("where", "Où êtes-vous ?", "Au port.", language="fr"),
        entry("horaires", "Horaires d’ouverture", "Ouvert dès 8 h.", language="fr"),
    ]
)


def found(query: str, **options) -> list[str]:
    return [hit.entry.id for hit in SEARCH.find(query, limit=5, **options)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("opening hours", "hours"),
        ("when do you open", "hours"),
        ("openning", "hours"),
        ("reimbursement", "refund"),
        ("send it back to get my money back", "refund"),
        ("ouvertures", "horaires"),
        ("a quelle heure ouvrez-vous", "horaires"),
        ("who are you", "who"),
        ("ou etes vous", "where"),
        ("q", "hours"),
        (r"\q", "hours"),
        ("<prix>", "price"),
    ],
)
def test_an_entry_is_found_by_what_is_meant(query: str, first: str):
    """FAQ-007, FAQ-008, FAQ-035: by its words, others for them, mistyped, by its shortcut."""
    assert found(query)[0] == first


def test_a_question_of_function_words_is_found_while_it_is_typed():
    """FAQ-007: "Who are you?" has no word that tells it apart, and is asked all the same."""
    assert found("who ar", unfinished=True) == ["who"]
    assert found("who ar") == found("are you who") == []
    assert found("who are you", language="fr") == []


def test_the_question_counts_for_more_than_the_answer():
    assert found("open")[0] == "hours"
    assert "lamp" in found("open")


@pytest.mark.parametrize("query", ["", "  ", "the of it", "xyzzy", "<b>", "?" * 10_000])
def test_nothing_is_found_where_nothing_is_said(query: str):
    assert found(query) == []


def test_a_search_keeps_to_a_category_a_language_and_its_limit():
    assert found("open", category="Shops") == ["hours"]
    assert found("8", language="fr") == ["horaires"]
    assert len(SEARCH.find("open", limit=1)) == 1


@pytest.mark.parametrize("typed", ["ref", "refu", "refun"])
def test_a_word_may_only_have_begun(typed: str):
    search = Search([entry("refund", "Refunds"), entry("other", "Gift cards")])
    assert [hit.entry.id for hit in search.find(typed, limit=3, unfinished=True)] == ["refund"]
    assert not search.find("ref", limit=3)


def test_a_shortcut_may_only_have_begun():
    """FAQ-008: a shortcut half remembered is found, one not remembered at all is chosen."""
    assert found(r"\pr", unfinished=True)[0] == "price"
    assert found(r"\pr") == []
    assert found("\\", unfinished=True) == found("<", unfinished=True) == ["hours", "price"]
    assert found("\\") == found("", unfinished=True) == []


def test_the_order_of_equals_is_settled():
    twins = [entry(name, "Gift cards") for name in "cab"]
    assert [hit.entry.id for hit in Search(twins).find("gift", limit=3)] == ["a", "b", "c"]


def test_coverage_tells_how_much_of_the_question_an_entry_speaks_of():
    whole, half = SEARCH.find("price list", limit=1)[0], SEARCH.find("price zebra", limit=1)[0]
    assert whole.coverage == 1
    assert 0 < half.coverage < 0.7


@pytest.mark.parametrize(("code", "groups"), [("en", ENGLISH), ("fr", FRENCH)])
def test_every_group_of_words_says_something(code: LanguageCode, groups: str):
    lines = [line for line in groups.splitlines() if line and not line.startswith("#")]
    assert all(len(line.split(",")) > 1 for line in lines)
    assert Thesaurus(Language(code), groups).vocabulary


@pytest.mark.parametrize(
    ("half", "at_1", "at_3", "reciprocal"),
    [("tuning", 0.71, 0.92, 0.82), ("sealed", 0.57, 0.84, 0.70)],
)
def test_the_quality_that_was_reached_is_kept(
    half: Half, at_1: float, at_3: float, reciprocal: float
):
    search = Search(entries(case for each in ("tuning", "sealed") for case in cases(each)))
    figures = measure(
        lambda text: [hit.entry.id for hit in search.find(text, limit=20)], cases(half)
    )
    assert all(now >= then for now, then in zip(figures, (at_1, at_3, reciprocal), strict=True))
