"""Finds the known words that somebody may have meant by a word nobody knows.

Words meet that become equal once at most one letter is left out of each, and are then compared by
their optimal string alignment distance (Damerau 1964: a letter missing, too many, wrong, or two
swapped). So a word costs as many look-ups as it has letters, however many words are known; of two
mistakes in one word those are seen that a letter too many in each explains.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from faq.language import fold

_SHORTEST: Final = 4
"""Below this many letters too many words are one letter apart."""
_TWO_MISTAKES: Final = 8
"""From this many letters on two mistakes may be in a word."""


class Spelling:
    """The words that are known, found by what is nearly them."""

    __slots__ = ("_by_remainder",)

    def __init__(self, known: Iterable[str]) -> None:
        """Take the words in small letters."""
        self._by_remainder: dict[str, list[str]] = {}
        for word in known:
            if len(word) >= _SHORTEST and word.isalpha():
                for remainder in _remainders(fold(word)):
                    self._by_remainder.setdefault(remainder, []).append(word)

    def candidates(self, word: str) -> list[tuple[str, int]]:
        """Give the known words `word` may stand for, each with its number of mistakes.

        The nearest alone: a word one letter away makes those two away unlikely.
        """
        spelt = fold(word)
        allowed = 0 if len(spelt) < _SHORTEST else 1 if len(spelt) < _TWO_MISTAKES else 2
        found = {
            known: distance(spelt, fold(known), allowed)
            for remainder in _remainders(spelt)
            for known in self._by_remainder.get(remainder, ())
        }
        nearest = min(found.values(), default=allowed + 1)
        if not allowed or nearest > allowed:
            return []
        return sorted((known, far) for known, far in found.items() if far == nearest)


def _remainders(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def distance(left: str, right: str, most: int) -> int:
    """Count the mistakes between two words, `most + 1` standing for any larger number."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, mark in enumerate(left, start=1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mark != other))
            if i > 1 and j > 1 and mark == right[j - 2] and left[i - 2] == other:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
