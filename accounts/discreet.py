"""A struct that keeps its secret fields out of every printed form."""

from typing import Any, ClassVar

import msgspec

MASK = "***"


class Discreet(msgspec.Struct, frozen=True, kw_only=True):
    """The base of values that hold a password, a key or a hash.

    Logs, tracebacks and rich tables all print values by `repr`; naming a field in `hidden` keeps
    it out of them. Encoding is not affected: storage still sees the field.
    """

    hidden: ClassVar[frozenset[str]] = frozenset()

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Give the fields as rich prints them, secrets masked unless they are empty."""
        shown = []
        for name in self.__struct_fields__:
            value = getattr(self, name)
            shown.append((name, MASK if name in self.hidden and value else value))
        return shown

    def __repr__(self) -> str:
        """Show the fields with the secrets masked."""
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({fields})"
