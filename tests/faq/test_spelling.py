"""Spelling: what a mistyped word may stand for, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.spelling import Spelling, distance

KNOWN = Spelling(["delivery", "return", "refund", "order", "older", "résiliation", "pay", "4g"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("retrun", [("return", 1)]),  # two letters swapped
        ("returnn", [("return", 1)]),  # one too many
        ("retrn", [("return", 1)]),  # one missing
        ("retorn", [("return", 1)]),  # one wrong
        ("deliivry", [("delivery", 2)]),  # one too many and one missing
        ("dilevary", []),  # three
        ("resiliation", [("résiliation", 0)]),
        ("o1der", [("older", 1), ("order", 1)]),  # either, in a settled order
        ("retorm", []),  # two in a short word
        ("pqy", []),  # too short to say
        ("", []),
    ],
)
def test_a_mistyped_word_is_recognised(typed: str, found: list[tuple[str, int]]):
    assert KNOWN.candidates(typed) == found


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_mistakes_count_the_same_from_either_side(left: str, right: str):
    there, back = distance(left, right, 2), distance(right, left, 2)
    assert there == back
    assert (there == 0) == (left == right)
    assert there <= 3


@given(st.text("abcdef", min_size=5, max_size=9), st.data())
def test_a_word_with_one_mistake_finds_the_word(word: str, data: st.DataObject):
    place = data.draw(st.integers(0, len(word) - 1))
    wrong = data.draw(st.sampled_from(["", word[place] * 2, "x"]))
    mistyped = word[:place] + wrong + word[place + 1 :]
    assert (word, 1) in Spelling([word]).candidates(mistyped)
