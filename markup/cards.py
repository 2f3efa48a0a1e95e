"""Payment card numbers masked before anything is stored (design, section 7).

A card number has 13 to 19 digits, begins with 2 to 6, and its Luhn sum (ISO/IEC 7812-1) ends in 0.
People write it in groups, and follow it with a date or a security code, so every run of digit
groups is tried from each group on, the longest first.
"""

import re
from typing import Final

SHORTEST: Final = 13
LONGEST: Final = 19
SHOWN: Final = 4
"""How many digits at the end stay readable, as on a receipt."""
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
        groups = list(_GROUP.finditer(run[0]))
        first = 0
        while first < len(groups):
            last = _card_end(groups, first)
            if last is None:
                first += 1
                continue
            places = [p for group in groups[first : last + 1] for p in range(*group.span())]
            hidden.update(run.start() + place for place in places[:-SHOWN])
            first = last + 1
    return hidden


def _card_end(groups: list[re.Match[str]], first: int) -> int | None:
    """Give the last group of the longest card number that starts with group `first`."""
    digits = ""
    end = None
    for index in range(first, len(groups)):
        digits += groups[index][0]
        if len(digits) > LONGEST:
            break
        if len(digits) >= SHORTEST and is_card_number(digits):
            end = index
    return end


def is_card_number(digits: str) -> bool:
    """Tell whether a string of decimal digits has the form and the check digit of a card number."""
    if not SHORTEST <= len(digits) <= LONGEST or digits[0] not in "23456":
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _hide(text: str, hidden: set[int]) -> str:
    return "".join(MASK if place in hidden else mark for place, mark in enumerate(text))
