"""A language the knowledge base is kept in: how its words are found and reduced to stems.

Words are stemmed with Snowball (M. F. Porter, <https://snowballstem.org/>) and lose their accents
afterwards: customers leave them out, and the French rules need them.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal, get_args

LanguageCode = Literal["en", "fr"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = get_args(LanguageCode)

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_WORD: Final = 40
"""Letters of a word that are looked at; nothing that people write is longer."""

_SNOWBALL_NAMES: Final[dict[LanguageCode, str]] = {"en": "english", "fr": "french"}

# Function words, not words that are merely frequent: "change" and "order" tell entries apart.
_FUNCTION_WORDS: Final[dict[LanguageCode, str]] = {
    "en": """
        a about above after again all also am an and another any anybody anyone anything are aren
        as at be because been before being below between both but by can cannot could couldn did
        didn do does doesn doing don done down each either else ever every everything few for from
        get gets getting give given go goes going gone got had has hasn have haven having he hello
        hers herself hey hi him himself his her here how i if in into is isn it its itself just
        know let like ll long look make many may maybe me mean might mine more most much must my
        myself need needs never no nobody none nor not nothing now of off on once one ones only or
        other our ours out over own per please put re really s same shall she should shouldn
        since so some somebody someone something soon still such t take tell than thank thanks that
        the their theirs them then there these they thing things this those though through thus to
        too under until up upon us use used using ve very want wants was wasn way we were weren
        what whats when where whether which while who whom whose why will with within without won
        would wouldn yes yet you your yours yourself d m
    """,
    "fr": """
        a ai aie aient ait alors apres as au aucun aucune aura aurai auriez aurait aussi autre
        autres aux avais avait avant avec avez avoir avons beaucoup bien bonjour ca car ce ceci
        cela celle celles celui cependant ces cet cette ceux chaque chez ci comme comment combien d
        dans de deja depuis des dois doit donc dont du elle elles en encore entre es est et etaient
        etait etant ete etes etre eu eux fait faire faut fais font ici il ils j je jusqu jusque l
        la laquelle le lequel les lesquels leur leurs lors lorsqu lorsque lui m ma mais me meme mes
        merci moi moins mon n ne ni non nos notre nous on ont or ou oui par parce parfois pas
        pendant peu peut peux plus plusieurs pour pourquoi pourrai pourrait pouvez pouvoir presque
        puis puisqu puisque puisse qu quand que quel quelle quelles quelqu quelque quelques quels
        qui quoi rien s sa sans sauf se sera serai serait ses si sinon soi soit sommes son sont sous
        suis sur t ta tant te tes toi ton tous tout toute toutes tres trop tu un une unes va vais
        vas vers veut veux voila voici voir voudrais voulez vouloir vos votre vous vu y
    """,
}


def fold(text: str) -> str:
    """Give `text` in small letters without accents, in one form of every character."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


def words(text: str) -> Iterator[str]:
    """Give the words of `text` in small letters, accents kept, apostrophes and hyphens between."""
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text).casefold()):
        yield match[0][:_LONGEST_WORD]


class Language:
    """One language's function words and stems; remembers the stems it has made."""

    __slots__ = ("_function_words", "_stemmer", "_stems", "code")

    code: LanguageCode

    def __init__(self, code: LanguageCode) -> None:
        """Load the rules of `code`."""
        import snowballstemmer  # noqa: PLC0415 - brings thirty languages; an empty base needs none

        self.code = code
        self._stemmer = snowballstemmer.stemmer(_SNOWBALL_NAMES[code])
        self._function_words = frozenset(_FUNCTION_WORDS[code].split())
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Give the stem of one word of `words`, without accents."""
        known = self._stems.get(word)
        if known is None:
            known = fold(self._stemmer.stemWord(word))
            if len(self._stems) < 200_000:  # a stranger's nonsense must not fill the memory
                self._stems[word] = known
        return known

    def is_function_word(self, word: str) -> bool:
        """Tell whether a word of `words` says nothing by itself."""
        return fold(word) in self._function_words

    def content_words(self, text: str) -> list[str]:
        """Give the words that carry meaning, in order, repeated as often as they stand there."""
        return [
            word
            for word in words(text)
            if (len(word) > 1 or word.isdigit()) and not self.is_function_word(word)
        ]

    def content_stems(self, text: str) -> list[str]:
        """Give the stems of the content words, in the same order."""
        return [self.stem(word) for word in self.content_words(text)]
