"""Searches the whole knowledge base, every language at once."""

import bisect
import heapq
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from faq.entry import Entry, Hit
from faq.language import LANGUAGES, Language, LanguageCode, fold, words
from faq.ranking import Ranking
from faq.shortcut import SIGNS, bare_shortcut
from faq.synonyms.english import ENGLISH
from faq.synonyms.french import FRENCH
from faq.thesaurus import Thesaurus

_GROUPS: Final[Mapping[LanguageCode, str]] = {"en": ENGLISH, "fr": FRENCH}

MOST_CHARS: Final = 500
"""How much of a query is read: a customer may send an essay."""


class Search:
    """An index over published entries; a value that is made anew when they change."""

    __slots__ = ("_by_question", "_rankings", "_with_shortcut")

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Read the entries."""
        known = tuple(entries)
        self._with_shortcut = sorted(
            ((fold(entry.shortcut), entry) for entry in known if entry.shortcut),
            key=lambda pair: (len(pair[0]), pair[0], pair[1].id),
        )
        self._by_question = sorted(
            ((_wording(entry.question), entry) for entry in known),
            key=lambda pair: (pair[0], pair[1].id),
        )
        self._rankings: dict[LanguageCode, Ranking] = {}
        for code in LANGUAGES:
            spoken = [entry for entry in known if entry.language == code]
            if spoken:  # a language's words take a tenth of a second to read
                language = Language(code)
                thesaurus = Thesaurus(language, _GROUPS[code])
                self._rankings[code] = Ranking(spoken, language, thesaurus)

    def find(
        self,
        query: str,
        *,
        limit: int,
        category: str | None = None,
        language: LanguageCode | None = None,
        unfinished: bool = False,
    ) -> Sequence[Hit]:
        """Give at most `limit` entries, the nearest first, the oldest id first among equals.

        Whatever the shortcut names comes before the rest. With `unfinished` the last word, or the
        shortcut, may only have begun (type-ahead): its sign alone has begun every one of them.
        Where no word tells anything ("Who are you?"), entries with this very question are given.
        """
        meant = [
            Hit(entry, math.inf, 1.0)
            for entry in self._by_shortcut(query, unfinished=unfinished)
            if language in (None, entry.language) and category in (None, entry.category)
        ][:limit]
        known = {hit.entry.id for hit in meant}
        found = (
            hit
            for code, ranking in self._rankings.items()
            if language in (None, code)
            for hit in ranking.search(query[:MOST_CHARS], unfinished=unfinished)
            if category in (None, hit[0].category) and hit[0].id not in known
        )
        nearest = heapq.nsmallest(
            limit - len(meant), found, key=lambda hit: (-hit[1] * hit[2], hit[0].id)
        )
        return [*meant, *(Hit(*hit) for hit in nearest)] or [
            Hit(entry, math.inf, 1.0)
            for entry in self._by_wording(query[:MOST_CHARS], unfinished=unfinished)
            if language in (None, entry.language) and category in (None, entry.category)
        ][:limit]

    def _by_shortcut(self, query: str, *, unfinished: bool) -> Iterator[Entry]:
        typed = bare_shortcut(query)
        if typed is None and unfinished and query.strip() in SIGNS:
            typed = ""
        if typed is None:
            return
        for shortcut, entry in self._with_shortcut:
            if shortcut == fold(typed) or (unfinished and shortcut.startswith(fold(typed))):
                yield entry

    def _by_wording(self, query: str, *, unfinished: bool) -> Iterator[Entry]:
        typed = _wording(query)
        if not typed:
            return
        first = bisect.bisect_left(self._by_question, typed, key=lambda pair: pair[0])
        for wording, entry in itertools.islice(self._by_question, first, None):
            if wording != typed and not (unfinished and wording.startswith(typed)):
                return
            yield entry


def _wording(text: str) -> str:
    """Give the words of a question, those that tell nothing too, as they compare."""
    return " ".join(map(fold, words(text)))
