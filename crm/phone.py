"""Telephone numbers, as far as two ways of writing one are recognised."""

from typing import Final

_SIGNIFICANT: Final = 9
"""The digits at the end that tell subscribers apart: in front of them stand 0, 00 33 or +33."""


def significant_digits(number: str) -> str:
    """Give the digits by which a number is found again, however it is written; "" for none.

    Country codes and trunk prefixes differ from writer to writer, so only the last nine digits
    count; an extension number has fewer and counts whole.
    """
    digits = "".join(char for char in number if char.isascii() and char.isdecimal())
    return digits[-_SIGNIFICANT:]
