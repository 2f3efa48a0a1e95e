"""Payment card numbers masked before anything is stored (design, section 7).

A card number has 13 to 19 digits, begins with 2 to 6, and its Luhn sum (ISO/IEC 7812-1) ends in 0.
People write it in groups, and follow it with a date or a security code, so every run of digit
groups is tried from each group on, the longest first.
"""

import re
from collections.abc import Iterator
from typing import Final

SHORTEST: Final = 13
LONGEST: Final = 19
SHOWN: Final = 4
"""How many digits at the end stay readable, as on a receipt."""
FIRST_DIGITS: Final = "23456"
MASK: Final = "•"

_SEPARATOR: Final = r"[ \u00a0\u202f.\-]"
_RUN: Final = re.compile(rf"(?<![\w/+])[0-9](?:{_SEPARATOR}?[0-9]){{12,60}}(?![\w/])")
"""Digits in groups; not part of a word, of a path or of an international telephone number."""
_PERHAPS: Final = re.compile(r"[0-9][0-9 \u00a0\u202f.\-]{11,}[0-9]")
"""A quick first look that passes over ordinary text; a yes is not a promise."""
_GROUP: Final = re.compile(r"[0-9]+")
_MARKUP: Final = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>|&nbsp;')


def mask_cards(text: str) -> str:
    """Give `text` with all but the last four digits of each card number masked."""
    hidden = _digits_to_hide(text)
    return _hide(text, hidden) if hidden else text


def mask_cards_in_html(html: str) -> str:
    """Do the same to the text of clean `html`, even where tags stand between the digits."""
    words = _MARKUP.sub(_space, html)
    if _PERHAPS.search(words) is None and _PERHAPS.search(html) is None:
        return html
    hidden: set[int] = set()
    text: list[str] = []
    places: list[int] = []
    position = 0
    for mark in [*_MARKUP.finditer(html), None]:
        end = mark.start() if mark else len(html)
        text.append(html[position:end])
        places.extend(range(position, end))
        if mark and mark[0] == "&nbsp;":
            text.append(" ")
            places.append(mark.start())
        elif mark:
            hidden.update(mark.start() + offset for offset in _digits_to_hide(mark[0]))
        position = mark.end() if mark else end
    hidden.update(places[offset] for offset in _digits_to_hide("".join(text)))
    return _hide(html, hidden) if hidden else html


def _digits_to_hide(text: str) -> set[int]:
    """Give the positions of the digits that must not be kept."""
    hidden: set[int] = set()
    if _PERHAPS.search(text) is None:
        return hidden
    for run in _RUN.finditer(text):
        places = [place for place in range(*run.span()) if text[place].isdecimal()]
        digits = "".join(text[place] for place in places)
        for first, end in _cards(digits, _group_ends(run[0])):
            hidden.update(places[first : end - SHOWN])
    return hidden


def _group_ends(run: str) -> list[int]:
    """Give after how many digits each group of digits ends."""
    ends = [0]
    for group in _GROUP.findall(run):
        ends.append(ends[-1] + len(group))
    return ends


def _cards(digits: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """Give first digit and end of each card number that consists of whole groups."""
    sums = _luhn_sums(digits)
    possible = set(ends)
    after = 0
    for first in ends[:-1]:
        if first < after or digits[first] not in FIRST_DIGITS:
            continue
        for end in range(first + LONGEST, first + SHORTEST - 1, -1):
            if end in possible and (sums[end % 2][end] - sums[end % 2][first]) % 10 == 0:
                after = end
                yield first, end
                break


def _luhn_sums(digits: str) -> tuple[list[int], list[int]]:
    """Give the Luhn sums of all beginnings, the even or the odd places doubled.

    That of a part is a difference: of those in which the last digit of the part is not doubled.
    """
    sums: tuple[list[int], list[int]] = ([0], [0])
    for place, digit in enumerate(digits):
        value = int(digit)
        doubled = value * 2 - 9 if value > 4 else value * 2
        sums[place % 2].append(sums[place % 2][-1] + doubled)
        sums[1 - place % 2].append(sums[1 - place % 2][-1] + value)
    return sums


def is_card_number(digits: str) -> bool:
    """Tell whether a string of decimal digits has the form and the check digit of a card number."""
    if not SHORTEST <= len(digits) <= LONGEST or digits[0] not in FIRST_DIGITS:
        return False
    return _luhn_sums(digits)[len(digits) % 2][-1] % 10 == 0


def _space(mark: re.Match[str]) -> str:
    return " " if mark[0] == "&nbsp;" else ""


def _hide(text: str, hidden: set[int]) -> str:
    return "".join(MASK if place in hidden else mark for place, mark in enumerate(text))
