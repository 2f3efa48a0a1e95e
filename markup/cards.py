"""Payment card numbers masked before anything is stored (design, section 7).

A card number has 13 to 19 digits, begins with 2 to 6, and its Luhn sum (ISO/IEC 7812-1) ends in 0.
People write it in groups, and follow it with a date or a security code, so every run of digit
groups is tried from each group on, the longest first.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress
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
_SINGLE: Final = bytes(max(octet - ord("0"), 0) % 10 for octet in range(256))
"""The value of each digit, by its octet."""
_DOUBLED: Final = bytes(sum(divmod(2 * value, 10)) % 256 for value in range(256))
"""The digits of twice a value, added up (ISO/IEC 7812-1)."""
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
    hidden.update(map(places.__getitem__, _digits_to_hide("".join(text))))
    return _hide(html, hidden) if hidden else html


def _digits_to_hide(text: str) -> set[int]:
    """Give the positions of the digits that must not be kept."""
    hidden: set[int] = set()
    if _PERHAPS.search(text) is None:
        return hidden
    runs = [(run, _GROUP.findall(run[0])) for run in _RUN.finditer(text)]
    sums = _luhn_sums("".join(chain.from_iterable(groups for _, groups in runs)))
    before = 0
    for run, groups in runs:
        ends = list(accumulate(map(len, groups), initial=before))
        cards = list(_cards(groups, ends, sums))
        if cards:
            places = list(compress(range(*run.span()), map(str.isdecimal, run[0])))
            for first, end in cards:
                hidden.update(places[ends[first] - before : ends[end] - before - SHOWN])
        before = ends[-1]
    return hidden


def _cards(
    groups: Sequence[str], ends: Sequence[int], sums: tuple[Sequence[int], Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Give the first group of each card number and the one after its last.

    How many digits stand before each group is told by `ends`, and all of them at its end.
    """
    after = 0
    for number, group in enumerate(groups):
        if group[0] not in FIRST_DIGITS or number < after:
            continue
        first = ends[number]
        end = bisect_right(ends, first + LONGEST) - 1
        while (upto := ends[end]) - first >= SHORTEST:
            if (sums[upto % 2][upto] - sums[upto % 2][first]) % 10 == 0:
                after = end
                yield number, end
                break
            end -= 1


def _luhn_sums(digits: str) -> tuple[list[int], list[int]]:
    """Give the Luhn sums of all beginnings, the even or the odd places doubled.

    That of a part is a difference: of those in which the last digit of the part is not doubled.
    """
    single = digits.encode().translate(_SINGLE)
    doubled = single.translate(_DOUBLED)
    even, odd = bytearray(single), bytearray(single)
    even[::2], odd[1::2] = doubled[::2], doubled[1::2]
    return list(accumulate(even, initial=0)), list(accumulate(odd, initial=0))


def is_card_number(digits: str) -> bool:
    """Tell whether a string of decimal digits has the form and the check digit of a card number."""
    if not SHORTEST <= len(digits) <= LONGEST or digits[0] not in FIRST_DIGITS:
        return False
    return _luhn_sums(digits)[len(digits) % 2][-1] % 10 == 0


def _space(mark: re.Match[str]) -> str:
    return " " if mark[0] == "&nbsp;" else ""


def _hide(text: str, hidden: set[int]) -> str:
    marks = list(text)
    for place in hidden:
        marks[place] = MASK
    return "".join(marks)
