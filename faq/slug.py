"""The address of an entry below `/faq/`, made of its question once and kept."""

from collections.abc import Container
from itertools import count
from typing import Final

from faq.language import fold, words

_LONGEST: Final = 60
_WITHOUT_WORDS: Final = "entry"


def free_slug(question: str, taken: Container[str]) -> str:
    """Give an address that says what is asked and is not `taken`."""
    slug = ""
    for word in words(question):
        plain = "".join(mark for mark in fold(word) if mark.isascii())
        if plain and len(slug) + len(plain) < _LONGEST:
            slug = f"{slug}-{plain}" if slug else plain
    slug = slug or _WITHOUT_WORDS
    if slug not in taken:
        return slug
    return next(free for number in count(2) if (free := f"{slug}-{number}") not in taken)
