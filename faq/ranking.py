"""Ranks the entries of one language by Okapi BM25 (Robertson, Walker 1994) over stems and concepts.

A question counts for more than its answer: each stem's frequency is weighted by its field, as in
BM25F (Robertson, Zaragoza, Taylor 2004). A word that is asked for scores by the best of what it may
stand for - itself, a concept it belongs to, a word it may be misspelt for, a word it begins - so
that synonyms in one entry do not add up.
"""

import bisect
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from faq.entry import Entry
from faq.language import Language, fold, words
from faq.spelling import Spelling
from faq.thesaurus import Thesaurus

_SATURATION: Final = 1.2
"""BM25's k1."""
_LENGTH: Final = 0.4
"""BM25's b: entries are short, and a long answer is seldom a digression."""
_QUESTION: Final = 3.0
_CATEGORY: Final = 0.6
_ANSWER: Final = 1.0

_CONCEPT: Final = 0.9
"""What a word counts that only means alike."""
_PHRASE: Final = 1.3
"""What a phrase counts: several words in a row are seldom an accident."""
_MISSPELT: Final = 0.8
"""What a word counts for each mistake in it."""
_BEGUN: Final = 0.7
"""What a word counts whose end was not typed yet."""
_MOST_ENDINGS: Final = 24
_MOST_HOLDERS: Final = 500
"""Entries remembered for a term, those it says most about: a word of every other entry tells
nothing apart, and walking through all that hold it would take longer than a key press."""
_SHORTEST_BEGINNING: Final = 2

_Postings = Sequence[tuple[int, float]]


class _Wanted(msgspec.Struct):
    """What one word of a query may stand for."""

    terms: dict[str, float]
    """Each term with what it counts."""

    def add(self, term: str, weight: float) -> None:
        """Note `term`, the larger weight winning."""
        self.terms[term] = max(weight, self.terms.get(term, 0.0))


class Ranking:
    """The entries of one language, ready to be asked; a value that is made anew, never changed."""

    __slots__ = (
        "_beginnings",
        "_language",
        "_postings",
        "_rarest",
        "_rarity",
        "_spelling",
        "_thesaurus",
        "_vocabulary",
        "entries",
    )

    entries: Sequence[Entry]

    def __init__(self, entries: Iterable[Entry], language: Language, thesaurus: Thesaurus) -> None:
        """Read the entries; ten thousand take a few seconds."""
        self.entries = tuple(entries)
        self._language = language
        self._thesaurus = thesaurus
        vocabulary: set[str] = set(thesaurus.vocabulary)
        frequencies = [self._frequencies(entry, vocabulary) for entry in self.entries]
        self._rarity = _rarities(frequencies)
        self._rarest = _rarity(0, len(self.entries))
        self._postings = _weigh(frequencies, self._rarity)
        self._vocabulary = frozenset(vocabulary)
        self._spelling = Spelling(sorted(vocabulary))
        self._beginnings = sorted((fold(word), word) for word in vocabulary)

    def search(self, query: str, *, unfinished: bool) -> Iterator[tuple[Entry, float, float]]:
        """Give (entry, score, coverage) of every entry that speaks of the query.

        With `unfinished`, the last word may only have begun.
        """
        wanted = self._wanted(query, unfinished=unfinished)
        likely = self._likelihood(query)
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        total = 0.0
        for word in wanted:
            weight = self._weight(word)
            total += weight
            for place, score in self._best(word).items():
                scores[place] += score
                covered[place] += weight
        for place, score in scores.items():
            yield self.entries[place], score * likely, covered[place] / total

    def _best(self, word: _Wanted) -> Mapping[int, float]:
        """Give the places of the entries that hold any term of `word`, the best term counting."""
        best: dict[int, float] = {}
        for term, counts in word.terms.items():
            for place, score in self._postings.get(term, ()):
                weighed = counts * score
                if weighed > best.get(place, 0.0):
                    best[place] = weighed
        return best

    def _likelihood(self, query: str) -> float:
        """Tell how much of a query is words of this language, from 1/2 to 1."""
        spelt = list(words(query))
        known = sum(
            word in self._vocabulary or self._language.is_function_word(word) for word in spelt
        )
        return (1 + known / len(spelt)) / 2 if spelt else 1.0

    def _weight(self, word: _Wanted) -> float:
        """Tell how much a word of the query says: as much as the rarest it may stand for."""
        return max(
            (self._rarity[term] for term in word.terms if term in self._rarity),
            default=self._rarest,
        )

    def _frequencies(self, entry: Entry, vocabulary: set[str]) -> Mapping[str, float]:
        counts: Counter[str] = Counter()
        fields = (
            (entry.question, _QUESTION),
            (entry.answer_text, _ANSWER),
            (entry.category, _CATEGORY),
        )
        for text, weight in fields:
            content = self._language.content_words(text)
            vocabulary.update(content)
            for word in content:
                stem = self._language.stem(word)
                counts[stem] += weight  # type: ignore[assignment]  # a Counter of fractions
                for concept in self._thesaurus.concepts_of(stem):
                    counts[concept] += weight  # type: ignore[assignment]
            for concept in self._thesaurus.phrases_in(text):
                counts[concept] += weight  # type: ignore[assignment]
        return counts

    def _wanted(self, query: str, *, unfinished: bool) -> list[_Wanted]:
        content = self._language.content_words(query)
        wanted: dict[str, _Wanted] = {}
        for place, word in enumerate(content):
            begun = unfinished and place == len(content) - 1 and query[-1:].isalnum()
            wanted.setdefault(word, self._meaning(word, begun=begun))
        for concept in self._thesaurus.phrases_in(self._corrected(query)):
            wanted.setdefault(concept, _Wanted({concept: _PHRASE}))
        return list(wanted.values())

    def _corrected(self, query: str) -> str:
        """Give the query with the first candidate in the place of each word nobody knows."""
        corrected = []
        for word in words(query):
            known = word in self._vocabulary or self._language.is_function_word(word)
            candidates = [] if known else self._spelling.candidates(word)
            corrected.append(candidates[0][0] if candidates else word)
        return " ".join(corrected)

    def _meaning(self, word: str, *, begun: bool) -> _Wanted:
        wanted = _Wanted({})
        self._add(wanted, word, 1.0)
        if begun:
            for ending in self._endings(fold(word)):
                wanted.add(self._language.stem(ending), _BEGUN)
        if word not in self._vocabulary:
            for known, mistakes in self._spelling.candidates(word):
                self._add(wanted, known, _MISSPELT**mistakes)
        return wanted

    def _add(self, wanted: _Wanted, word: str, weight: float) -> None:
        stem = self._language.stem(word)
        wanted.add(stem, weight)
        for concept in self._thesaurus.concepts_of(stem):
            wanted.add(concept, weight * _CONCEPT)

    def _endings(self, beginning: str) -> Iterable[str]:
        if len(beginning) < _SHORTEST_BEGINNING:
            return ()
        start = bisect.bisect_left(self._beginnings, (beginning, ""))
        return (
            word
            for folded, word in self._beginnings[start : start + _MOST_ENDINGS]
            if folded.startswith(beginning)
        )


def _rarity(holders: int, number: int) -> float:
    """Give the weight of a term that `holders` of `number` entries hold."""
    return math.log(1 + (number - holders + 0.5) / (holders + 0.5))


def _rarities(frequencies: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    holders = Counter(term for counts in frequencies for term in counts)
    return {term: _rarity(held, len(frequencies)) for term, held in holders.items()}


def _weigh(
    frequencies: Sequence[Mapping[str, float]], rarities: Mapping[str, float]
) -> Mapping[str, _Postings]:
    """Give each term's entries with what the term contributes to their score."""
    lengths = [sum(count for term, count in of.items() if term[0] != "#") for of in frequencies]
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, counts in enumerate(frequencies):
        norm = 1 - _LENGTH + _LENGTH * (lengths[place] / mean if mean else 1.0)
        for term, count in counts.items():
            share = count * (_SATURATION + 1) / (count + _SATURATION * norm)
            postings[term].append((place, share * rarities[term]))
    for term, of_term in postings.items():
        if len(of_term) > _MOST_HOLDERS:
            postings[term] = heapq.nlargest(_MOST_HOLDERS, of_term, key=lambda held: held[1])
    return postings
