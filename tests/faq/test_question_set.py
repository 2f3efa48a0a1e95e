"""The set that measures the search: large enough, split fairly, and no gift to a word counter."""

import hashlib

import pytest

from faq.language import Language
from tests.faq.question_set import Case, cases

TUNING, SEALED = cases("tuning"), cases("sealed")
ALL = (*TUNING, *SEALED)


def test_it_is_large_enough():
    assert len(ALL) >= 80
    assert sum(len(case.asked) for case in ALL) >= 200
    assert {case.language for case in TUNING} == {case.language for case in SEALED} == {"en", "fr"}
    assert all(
        any(asked.meant for case in half for asked in case.asked) for half in (TUNING, SEALED)
    )


def test_the_halves_were_dealt_by_chance():
    for language in ("en", "fr"):
        of_language = [case for case in ALL if case.language == language]
        dealt = sorted(of_language, key=lambda case: hashlib.sha256(case.id.encode()).digest())
        assert {case.id for case in dealt[0::2]} == {c.id for c in TUNING if c.language == language}
        assert {case.id for case in dealt[1::2]} == {c.id for c in SEALED if c.language == language}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_question_shares_at_most_one_content_stem_with_its_entry(case: Case):
    language = Language(case.language)
    stems = set(language.content_stems(f"{case.question} {case.answer}"))
    for asked in case.asked:
        assert len(stems.intersection(language.content_stems(asked.spelt))) <= 1, asked.text
