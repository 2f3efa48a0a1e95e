"""Which words and phrases of a language mean alike, as numbered concepts."""

from collections.abc import Iterator, Sequence
from typing import Final

from faq.language import Language, words

_INSIDE: Final = frozenset(
    {"a", "an", "the", "it", "them", "this", "that", "these", "those", "my", "your", "our"}
    | {"l", "le", "la", "les", "un", "une", "mon", "ma", "mes", "ce", "cet", "cette", "ces"}
)


class Thesaurus:
    """Finds the concepts that a text speaks of."""

    __slots__ = ("_language", "_phrases", "_words", "vocabulary")

    vocabulary: frozenset[str]
    """Every word the groups hold, as it is written there."""

    def __init__(self, language: Language, groups: str) -> None:
        """Read `groups`: one to a line, its words and phrases separated by commas."""
        self._language = language
        self._words: dict[str, list[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        vocabulary: set[str] = set()
        lines = (line for line in groups.splitlines() if line and not line.startswith("#"))
        for number, line in enumerate(lines):
            concept = f"#{number}"
            for member in line.split(","):
                stems = tuple(self._stems(member))
                vocabulary.update(language.content_words(member))
                if len(stems) == 1:
                    self._words.setdefault(stems[0], []).append(concept)
                else:
                    self._phrases.setdefault(stems[0], []).append((stems, concept))
        self.vocabulary = frozenset(vocabulary)

    def concepts_of(self, stem: str) -> Sequence[str]:
        """Give the concepts of a single stem."""
        return self._words.get(stem, ())

    def phrases_in(self, text: str) -> Iterator[str]:
        """Give the concept of each phrase that stands in `text`."""
        stems = self._stems(text)
        for start, first in enumerate(stems):
            for phrase, concept in self._phrases.get(first, ()):
                if tuple(stems[start : start + len(phrase)]) == phrase:
                    yield concept

    def _stems(self, text: str) -> list[str]:
        """Give the stems of all words but those that may stand inside a phrase: call *it* off."""
        return [self._language.stem(word) for word in words(text) if word not in _INSIDE]
