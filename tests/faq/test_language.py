"""Words and stems: what counts as a word, what it is reduced to, and what says nothing."""

import pytest

from faq.language import Language, LanguageCode, fold, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Where's my order?", ["where", "s", "my", "order"]),
        ("l’appareil d'hier", ["l", "appareil", "d", "hier"]),
        ("self-service\tPDF_2", ["self", "service", "pdf", "2"]),
        ("ﬁbre ÉTÉ", ["fibre", "été"]),
        ("   ", []),
        ("x" * 1000, ["x" * 40]),
    ],
)
def test_words_are_found(text: str, found: list[str]):
    assert list(words(text)) == found


@pytest.mark.parametrize(
    ("code", "text", "stems"),
    [
        ("en", "How do I return the returned returns?", ["return", "return", "return"]),
        ("en", "Can I pay by 4 cards", ["pay", "4", "card"]),
        ("en", "it's what you've got", []),
        ("fr", "Résilier, la résiliation", ["resili", "resili"]),
        ("fr", "Je n'ai plus d'Internet", ["internet"]),
    ],
)
def test_content_words_are_reduced_to_stems(code: LanguageCode, text: str, stems: list[str]):
    assert Language(code).content_stems(text) == stems


def test_accents_and_forms_of_a_letter_fold_into_one():
    assert fold("Déjà ÉTÉ Ångström ﬁ") == "deja ete angstrom fi"
