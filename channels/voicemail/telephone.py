"""Telephone numbers: as they can be dialled, and which of them nobody is to be called back on."""

import re
from collections.abc import Iterable
from typing import Final

MOST_CHARS: Final = 40
_NOT_DIALLED: Final = re.compile(r"[\s().\-/\u00a0]")
_INVISIBLE: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN: Final = str.maketrans(_DASHES, "-" * len(_DASHES), _INVISIBLE)
_INTERNAL: Final = re.compile(r"[0-9*#]{2,6}")
_DIALLED: Final = re.compile(r"\+?[0-9*#]{2,32}")
_OUTSIDE: Final = re.compile(r"\+?[0-9]{7,20}")


class Numbering:
    """How numbers are written where this gateway stands."""

    def __init__(self, country: str, own: Iterable[str]) -> None:
        """Read numbers without a country code as those of `country` (ISO 3166), empty: of none.

        `own` are the numbers of the voicemail system itself: whoever is called back there is
        asked to leave a message.
        """
        self._country = country.upper() or None
        self._own = frozenset(filter(None, map(self.dialable, own)))

    def dialable(self, text: str) -> str:
        """Give a number as it is dialled, E.164 where that is known; empty for what is none."""
        plain = _NOT_DIALLED.sub("", plain_number(text))[:MOST_CHARS]
        if not _DIALLED.fullmatch(plain) or _INTERNAL.fullmatch(plain):
            return plain if _INTERNAL.fullmatch(plain) else ""
        import phonenumbers  # noqa: PLC0415 - large; see gateway.libraries

        try:
            # 00 is what most of the world dials for +.
            number = phonenumbers.parse(re.sub(r"^00", "+", plain), self._country)
        except phonenumbers.NumberParseException:
            return plain
        if not phonenumbers.is_possible_number(number):
            return plain
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def reachable(self, text: str) -> str:
        """Give a number that a stranger leaves, as it is dialled; empty for what is none of theirs.

        Extensions of the house and emergency numbers are not, nor what costs its caller extra:
        anybody may type one into a form and have an agent dial it.
        """
        number = self.dialable(text)
        if not _OUTSIDE.fullmatch(number):
            return ""
        if not number.startswith("+"):
            # Without a country nobody can tell more; with one, it is no number there.
            return "" if self._country else number
        import phonenumbers  # noqa: PLC0415 - as above

        parsed = phonenumbers.parse(number)
        kinds = phonenumbers.PhoneNumberType
        costs = phonenumbers.number_type(parsed) in {kinds.PREMIUM_RATE, kinds.SHARED_COST}
        return "" if costs or not phonenumbers.is_possible_number(parsed) else number

    def may_be_called(self, number: str) -> bool:
        """Tell whether a number leads to a person: there is one, and it is not our own."""
        return bool(number) and number not in self._own


def plain_number(text: str) -> str:
    """Give a number as it would be typed: address books write dashes and invisible marks."""
    return text.translate(_PLAIN)
