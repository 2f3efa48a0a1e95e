"""What a company says to its customers, in each of their languages."""

from typing import Annotated, Literal, TypeAlias, get_args

import msgspec

Locale = Literal["en", "fr"]
Line: TypeAlias = Annotated[str, msgspec.Meta(max_length=1000)]


class InLanguages(msgspec.Struct, frozen=True, kw_only=True):
    """One text for each language; empty: it is not known in that one."""

    en: Line = ""
    fr: Line = ""


Wording: TypeAlias = Line | InLanguages
"""A text that is the same for everybody, or one for each language."""


def worded(wording: Wording, locale: Locale) -> str:
    """Give the text for readers of `locale`; what is not known in it is said in another language.

    A consent that nobody translated must still be asked for.
    """
    if isinstance(wording, str):
        return wording
    others = (language for language in get_args(Locale) if language != locale)
    return next(filter(None, (getattr(wording, each) for each in (locale, *others))), "")
