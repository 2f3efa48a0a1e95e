"""The questions that measure the search, as questions/README.md describes them."""

from pathlib import Path
from typing import Final, Literal

import msgspec

from faq.language import LanguageCode

Half = Literal["tuning", "sealed"]
_FOLDER: Final = Path(__file__).parent / "questions"


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question as a customer types it."""

    text: str
    meant: str | None = None
    """The same without typing mistakes; None: there are none."""

    @property
    def spelt(self) -> str:
        """What was meant, spelt well."""
        return self.meant or self.text


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry with the questions it should answer."""

    id: str
    language: LanguageCode
    question: str
    answer: str
    asked: tuple[Asked, ...]


class _Half(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entries: tuple[Case, ...]


def cases(half: Half) -> tuple[Case, ...]:
    """Read one half of the set."""
    return msgspec.toml.decode((_FOLDER / f"{half}.toml").read_bytes(), type=_Half).entries
