"""What a company says to its customers, in each of their languages."""

import pytest

from accounts.wording import InLanguages, worded


@pytest.mark.parametrize(
    ("wording", "english", "french"),
    [
        ("Hello", "Hello", "Hello"),
        ("", "", ""),
        (InLanguages(en="Hello", fr="Bonjour"), "Hello", "Bonjour"),
        (InLanguages(fr="Bonjour"), "Bonjour", "Bonjour"),
        (InLanguages(en="Hello"), "Hello", "Hello"),
        (InLanguages(), "", ""),
    ],
)
def test_a_text_is_said_in_the_language_of_the_reader_or_else_in_another(wording, english, french):
    """CHT-029: nobody misses a text, such as the consent, because it was not translated."""
    assert worded(wording, "en") == english
    assert worded(wording, "fr") == french
